using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using CoopBot.Records;

namespace CoopBot.Benchmarks;

/// <summary>The import command as the office runs it, on the whole country's worth of rows: first into an empty store, then over itself with changes.</summary>
internal static class ImportRun
{
    private static readonly string[] Heads = ["Nama Koperasi", "Kabupaten", "Nomor Induk Koperasi (NIK)", "Nomor Badan Hukum Pendirian", "Tanggal RAT Terakhir", "Alamat", "Kecamatan", "Jenis Koperasi", "Jumlah Anggota Total", "Status Koperasi"];

    public static async Task<int> RunAsync(string[] options)
    {
        var rows = int.Parse(Option(options, "--rows") ?? "100000", CultureInfo.InvariantCulture);
        var folder = Directory.CreateTempSubdirectory("coopbot-import");
        try
        {
            var store = Option(options, "--store") ?? $"Data Source={Path.Combine(folder.FullName, "coopbot.db")}";
            var (csv, xlsx) = (Path.Combine(folder.FullName, "daftar.csv"), Path.Combine(folder.FullName, "daftar.xlsx"));
            await File.WriteAllLinesAsync(csv, Enumerable.Range(0, rows).Select(number => string.Join(';', Row(number, 0))).Prepend(string.Join(';', Heads)));
            await XlsxAsync(xlsx, rows);
            Console.WriteLine($"{rows} rows; CSV {new FileInfo(csv).Length / 1_000_000} MB, XLSX {new FileInfo(xlsx).Length / 1_000_000} MB");
            var failed = await MeasureAsync(store, csv, "CSV, empty store");
            failed |= await MeasureAsync(store, xlsx, "XLSX, every row changed");
            return failed ? 1 : 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<bool> MeasureAsync(string store, string file, string name)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CoopBot.dll"), "import", file]) { RedirectStandardOutput = true };
        start.Environment["ConnectionStrings__CoopBot"] = store;
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        long peak = 0;
        while (!process.HasExited)
        {
            // The peak is known only while the process lives.
            peak = Math.Max(peak, Peak(process.Id));
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(100));
        }

        var first = (await output).Split('\n')[0];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-26} {clock.Elapsed.TotalSeconds,6:F1} s  {peak / 1024,5} MiB peak  exit {process.ExitCode}: {first}"));
        return process.ExitCode != 0;
    }

    /// <summary>The largest resident set so far, KiB (Linux).</summary>
    private static long Peak(int id)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line[6..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static string[] Row(int number, int version) =>
    [
        $"Koperasi {LookUpRun.NameOf(number)}", District.All[number % 14].FullName, $"61{number:D11}", $"AHU-{number:D7}.AH.01.26.TAHUN 2021", $"{1 + (number % 28)}/03/202{5 + version}",
        $"Jalan Merdeka Nomor {number}", $"Kecamatan {number % 170}", (number % 5) switch { 0 => "Simpan Pinjam", 1 => "Produsen", 2 => "Konsumen", 3 => "Jasa", _ => "Pemasaran" }, $"{20 + (number % 900)}", number % 3 == 0 ? "tidak aktif" : "aktif",
    ];

    private static async Task XlsxAsync(string path, int rows)
    {
        await using var zip = await ZipFile.OpenAsync(path, ZipArchiveMode.Create);
        await PartAsync(zip, "[Content_Types].xml", ["""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""]);
        await PartAsync(zip, "_rels/.rels", ["""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"""]);
        await PartAsync(zip, "xl/workbook.xml", ["""<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Daftar" sheetId="1" r:id="rId1"/></sheets></workbook>"""]);
        await PartAsync(zip, "xl/_rels/workbook.xml.rels", ["""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""]);
        await PartAsync(zip, "xl/worksheets/sheet1.xml", Enumerable.Range(0, rows).Select(number => Row(number, 1)).Prepend(Heads)
            .Select((row, at) => $"<row r=\"{at + 1}\">{string.Concat(row.Select((cell, column) => $"<c r=\"{(char)('A' + column)}{at + 1}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"))}</row>")
            .Prepend("""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>""").Append("</sheetData></worksheet>"));
    }

    private static async Task PartAsync(ZipArchive zip, string name, IEnumerable<string> lines)
    {
        await using var part = new StreamWriter(await zip.CreateEntry(name).OpenAsync());
        foreach (var line in lines)
        {
            await part.WriteAsync(line);
        }
    }

    private static string? Option(string[] options, string name) => Array.IndexOf(options, name) is >= 0 and var at && at + 1 < options.Length ? options[at + 1] : null;
}
