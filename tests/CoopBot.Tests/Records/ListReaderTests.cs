using System.Globalization;
using System.IO.Compression;
using System.Text;
using CoopBot.Records;
using CoopBot.Records.Import;
using CoopBot.Tests.Hosts;
using CsCheck;

namespace CoopBot.Tests.Records;

/// <summary>Lists as offices have them: any delimiter, code page and order of columns; nothing is rounded or guessed.</summary>
public sealed class ListReaderTests : IDisposable
{
    private const string Head = "Nama Koperasi;Kabupaten;Nomor Induk Koperasi (NIK);Tanggal RAT Terakhir;Jumlah Anggota Total";

    private static readonly DateOnly Today = new(2026, 11, 26);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory] // Fault 100
    [InlineData("utf-8", false, ';')]
    [InlineData("utf-8", true, ',')]
    [InlineData("utf-16", true, '\t')]
    [InlineData("utf-16", false, ';')]
    [InlineData("utf-16BE", true, '|')]
    [InlineData("windows-1252", false, ';')]
    public void Encoding_and_delimiter_are_found(string encoding, bool mark, char delimiter)
    {
        var code = encoding == "windows-1252" ? CodePagesEncodingProvider.Instance.GetEncoding(1252)! : encoding == "utf-8" ? new UTF8Encoding(mark) : new UnicodeEncoding(encoding == "utf-16BE", mark);
        var path = _folder.Csv((Head + "\nKoperasi Café “Maju”;Sambas;6101000000001;2026-03-14;12\n").Replace(';', delimiter), code);

        var row = Assert.Single(Rows(path));

        Assert.Empty(row.Problems);
        Assert.Equal("Koperasi Café “Maju”", Value(row, nameof(Cooperative.Name)));
        Assert.Equal("61.01", Value(row, nameof(Cooperative.Regency)));
        Assert.Equal(new DateOnly(2026, 3, 14), Value(row, nameof(Cooperative.LastRat)));
    }

    [Theory]
    [InlineData("2026-11-26", true)]
    [InlineData("27/11/2026", false)]
    [InlineData("14 Maret 2062", false)]
    public void Meeting_that_has_not_been_is_refused(string day, bool isTaken)
    {
        var row = Assert.Single(Rows(_folder.Csv($"{Head}\nKoperasi A;Sambas;6101000000001;{day};12\n")));

        Assert.Equal(isTaken ? [] : ["Tanggal RAT Terakhir: sesudah hari ini; periksa tahunnya"], row.Problems.Select(problem => $"{problem.Column}: {problem.Problem}"));
    }

    [Theory]
    [InlineData("nik;name;last_rat;legal_no")]
    [InlineData("Nik;Name;LastRat;LegalNo")]
    [InlineData("NOMOR INDUK KOPERASI (NIK);NAMA KOPERASI;TANGGAL RAT TERAKHIR;NOMOR BADAN HUKUM PENDIRIAN")]
    [InlineData("nomor induk  koperasi;nama koperasi;Tgl RAT Terakhir;No. Badan Hukum")]
    public void Columns_go_by_label_or_key_in_any_order_below_a_title(string head)
    {
        var (found, rows) = ListReader.Read(_folder.Csv($"Daftar koperasi per 2026\n\n{head};Catatan\n6101000000001;Koperasi A;1/2/2026;AHU-1;x\n"), Today);
        var row = rows.Single();

        Assert.Equal(["Catatan"], found.Ignored);
        Assert.Equal(4, row.Number);
        Assert.Equal(("6101000000001", "Koperasi A", new DateOnly(2026, 2, 1), "AHU-1"), (Value(row, "Nik"), Value(row, "Name"), Value(row, "LastRat"), Value(row, "LegalNo")));
    }

    [Fact]
    public void Every_field_of_a_cooperative_has_a_column_but_those_of_the_list_itself() =>
        Assert.Equal(
            typeof(Cooperative).GetProperties().Where(property => property.CanWrite).Select(property => property.Name).Except(["Id", "Generation", "OriginId", "Source", "DataDate"]).Order(),
            ListColumn.All.Select(column => column.Field).Order());

    [Theory] // Fault 102
    [InlineData("6,1E+12", "berpangkat")]
    [InlineData("3.3E+15", "berpangkat")]
    [InlineData("6101010101010001", "16 angka")]
    [InlineData("6101-0101-0101-0001", "16 angka")]
    [InlineData("abc", "bukan Nomor Induk Koperasi")]
    [InlineData("123", "bukan Nomor Induk Koperasi")]
    public void Number_that_was_rounded_or_is_a_persons_is_refused_and_not_repeated(string nik, string problem)
    {
        var row = Assert.Single(Rows(_folder.Csv($"{Head}\nKoperasi A;Sambas;{nik};;\n")));

        Assert.Contains(problem, Assert.Single(row.Problems).Problem, StringComparison.Ordinal);
        Assert.DoesNotContain(nik, row.Problems[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0012345678901", "0012345678901")]
    [InlineData("6101-00-0000001", "6101000000001")]
    [InlineData("'6101000000001", "6101000000001")]
    [InlineData("-", null)]
    [InlineData("", null)]
    public void Number_keeps_its_zeros(string written, string? nik) =>
        Assert.Equal(nik, Value(Assert.Single(Rows(_folder.Csv($"{Head}\nKoperasi A;Sambas;{written};;\n"))), "Nik"));

    [Theory] // Fault 102
    [InlineData("#6101000000001", "6101000000001")]
    [InlineData("#6.101000000001E12", "6101000000001")]
    public void Workbook_number_of_thirteen_digits_is_exact(string cell, string nik) =>
        Assert.Equal(nik, Value(Assert.Single(Rows(_folder.Xlsx([["Nama", "NIK"], ["Koperasi A", cell]]))), "Nik"));

    [Theory] // Fault 102
    [InlineData(false, "#46095", "2026-03-14")]
    [InlineData(true, "#44633", "2026-03-14")]
    [InlineData(false, "14/03/2026", "2026-03-14")]
    [InlineData(false, "14-3-2026", "2026-03-14")]
    [InlineData(false, "14 Maret 2026", "2026-03-14")]
    [InlineData(false, "14 mar 2026", "2026-03-14")]
    [InlineData(false, "2026-03-14 00:00:00", "2026-03-14")]
    public void Dates_of_both_epochs_and_of_people_are_read(bool from1904, string cell, string day) =>
        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), Value(Assert.Single(Rows(_folder.Xlsx([["Nama", "Tanggal RAT"], ["Koperasi A", cell]], from1904))), "LastRat"));

    [Theory]
    [InlineData("31/02/2026")]
    [InlineData("kemarin")]
    [InlineData("14/03/0026")]
    [InlineData("99999999")]
    public void Date_that_cannot_be_is_a_problem(string cell) =>
        Assert.Contains("tanggal", Assert.Single(Assert.Single(Rows(_folder.Csv($"{Head}\nKoperasi A;Sambas;;{cell};\n"))).Problems).Problem, StringComparison.Ordinal);

    [Fact]
    public void Every_date_is_read_back_from_each_way_to_write_it() => Gen.Int[0, 73_000].Sample(after =>
    {
        var day = new DateOnly(1900, 1, 1).AddDays(after);
        foreach (var form in new[] { "yyyy-MM-dd", "dd/MM/yyyy", "d-M-yyyy" })
        {
            Assert.Equal(day, Cells.Date(new(day.ToString(form, CultureInfo.InvariantCulture))).Value);
        }

        if (day > new DateOnly(1900, 3, 1))
        {
            Assert.Equal(day, Cells.Date(new(((int)(day.ToDateTime(default) - new DateTime(1899, 12, 30)).TotalDays).ToString(CultureInfo.InvariantCulture), true)).Value);
        }
    });

    [Fact]
    public void Counts_are_read_with_indonesian_thousands() => Gen.Int[0, 100_000_000].Sample(count =>
    {
        Assert.Equal(count, Cells.Count(new(count.ToString("N0", CultureInfo.GetCultureInfo("id-ID")))).Value);
        Assert.Equal(count, Cells.Count(new(count.ToString(CultureInfo.InvariantCulture), true)).Value);
    });

    [Fact]
    public void No_cell_throws() => Gen.String.Sample(text =>
    {
        foreach (var column in ListColumn.All)
        {
            column.Read(new(text));
            column.Read(new(text, IsNumber: true, From1904: true));
        }
    });

    [Fact] // Faults 99 and 105
    public void Formula_gives_its_value_and_text_that_looks_like_one_stays_text()
    {
        var rows = Rows(_folder.Xlsx([["Nama", "Alamat"], ["=HYPERLINK(\"http://x\")|Koperasi Rumus", "+62 561"], ["-Koperasi Minus", "@rumah"]])).ToList();

        Assert.Equal(["Koperasi Rumus", "-Koperasi Minus"], rows.Select(row => Value(row, "Name")));
        Assert.Equal(["+62 561", "@rumah"], rows.Select(row => Value(row, "Address")));
    }

    [Fact] // Fault 99
    public void Problems_open_in_excel_without_a_formula()
    {
        using var text = new StringWriter();
        ImportReport.WriteProblems([new(7, "=Kolom", "@SUM(1)")], text);

        Assert.Equal("Baris;Kolom;Masalah\r\n7;\"'=Kolom\";\"'@SUM(1)\"\r\n", text.ToString());
    }

    [Theory] // Faults 100 and 101
    [InlineData("bomb", "membengkak")]
    [InlineData("macro", "makro")]
    [InlineData("path", "rusak")]
    [InlineData("doctype", "rusak")]
    [InlineData("zip", "arsip zip")]
    [InlineData("xls", "Excel lama")]
    [InlineData("pdf", "PDF")]
    [InlineData("html", "halaman web")]
    [InlineData("empty", "kosong")]
    [InlineData("quote", "tanda kutip")]
    [InlineData("headless", "Nama Koperasi")]
    [InlineData("twice", "dua kali")]
    [InlineData("cut", "rusak")]
    public void File_that_is_no_list_or_hides_something_is_refused(string fault, string expected)
    {
        var rows = new[] { new[] { "Nama", "NIK" }, ["Koperasi A", "6101000000001"] };
        var path = fault switch
        {
            "bomb" => _folder.Xlsx(rows, more: zip => ListFiles.Part(zip, "xl/media/besar.xml", new string('0', 20_000_000))),
            "macro" => _folder.Xlsx(rows, more: zip => ListFiles.Part(zip, "xl/vbaProject.bin", "x")),
            "path" => _folder.Xlsx(rows, more: zip => ListFiles.Part(zip, "../../etc/cron.d/x", "x")),
            "doctype" => Doctype(),
            "zip" => Zip(),
            "xls" => Bytes([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1]),
            "pdf" => _folder.Csv("%PDF-1.7 …"),
            "html" => _folder.Csv("<html><table><tr><td>Nama Koperasi</td></tr></table>"),
            "empty" => _folder.Csv(""),
            "quote" => _folder.Csv($"{Head}\n\"Koperasi A;Sambas\n" + string.Concat(Enumerable.Repeat("Koperasi B;Sambas;;;\n", 20_000))),
            "headless" => _folder.Csv("Koperasi A;Sambas;6101000000001\n"),
            "twice" => _folder.Csv("Nama Koperasi;NIK;nik\nA;1;2\n"),
            _ => Cut(_folder.Xlsx(rows)),
        };

        Assert.Contains(expected, Assert.Throws<ImportException>(() => ListReader.Read(path, Today).Rows.Count()).Message, StringComparison.Ordinal);

        string Zip()
        {
            using var zip = ZipFile.Open(_folder.File("arsip.xlsx"), ZipArchiveMode.Create);
            ListFiles.Part(zip, "catatan.txt", "x");
            return _folder.File("arsip.xlsx");
        }

        string Doctype()
        {
            var book = _folder.Xlsx(rows);
            using var zip = ZipFile.Open(book, ZipArchiveMode.Update);
            zip.GetEntry("xl/worksheets/sheet1.xml")!.Delete();
            ListFiles.Part(zip, "xl/worksheets/sheet1.xml", """<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>""");
            return book;
        }

        string Bytes(byte[] bytes)
        {
            File.WriteAllBytes(_folder.File("lama.xlsx"), bytes);
            return _folder.File("lama.xlsx");
        }

        string Cut(string book)
        {
            File.WriteAllBytes(book, File.ReadAllBytes(book)[..^40]);
            return book;
        }
    }

    [Fact] // Fault 100
    public void Cell_over_lines_and_too_many_cells_and_a_long_one_are_told_apart()
    {
        var rows = Rows(_folder.Csv($"{Head}\n\"Koperasi\nDua Baris\";Sambas;;;\nKoperasi B;Sambas;;;;x\n\"{new string('x', 12_000)}\";Sambas;;;\n")).ToList();

        Assert.Equal("Koperasi Dua Baris", Value(rows[0], "Name"));
        Assert.Contains("lebih banyak sel", Assert.Single(rows[1].Problems).Problem, StringComparison.Ordinal);
        Assert.Contains("terlalu panjang", rows[2].Problems[0].Problem, StringComparison.Ordinal);
    }

    private static IEnumerable<ReadRow> Rows(string path) => ListReader.Read(path, Today).Rows;

    private static object? Value(ReadRow row, string field) => row.Values.Single(value => value.Key.Field == field).Value;
}
