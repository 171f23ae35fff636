using System.Text;

namespace CoopBot.Records.Import;

/// <summary>A list that cannot be imported as it is. The message is for the officer who imports: what is wrong and what to do.</summary>
public sealed class ImportException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>One cell as it stands in the file.</summary>
/// <param name="Text">Its text; empty for none.</param>
/// <param name="IsNumber">A workbook holds it as a number: a date is a serial then.</param>
/// <param name="From1904">The workbook counts days from 1904.</param>
public readonly record struct ListCell(string Text, bool IsNumber = false, bool From1904 = false);

/// <summary>A row of the file.</summary>
/// <param name="Number">Its number as a spreadsheet shows it, from 1.</param>
/// <param name="Cells">Its cells, from the left.</param>
public readonly record struct ListRow(int Number, IReadOnlyList<ListCell> Cells);

/// <summary>A file of rows, CSV or XLSX, told by its first bytes and never by its name. Read as a stream: no more than a row is in memory.</summary>
public static class ListFile
{
    /// <summary>The longest cell that is taken, in characters.</summary>
    public const int LongestCell = 10_000;

    private static readonly (byte[] Start, string What)[] Others =
    [
        ([0xD0, 0xCF, 0x11, 0xE0], "Excel lama (.xls)"),
        ("%PDF"u8.ToArray(), "PDF"),
        ([0x1F, 0x8B], "berkas terkompresi"),
        ("Rar!"u8.ToArray(), "arsip RAR"),
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], "gambar"),
        ([0xFF, 0xD8, 0xFF], "gambar"),
    ];

    /// <summary>The rows of a file that lies on disk.</summary>
    /// <exception cref="ImportException">It is neither, or hides something (faults 100 and 101).</exception>
    public static IEnumerable<ListRow> Read(string path)
    {
        Span<byte> start = stackalloc byte[512];
        int length;
        using (var file = File.OpenRead(path))
        {
            length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        }

        start = start[..length];
        foreach (var (bytes, what) in Others)
        {
            if (start.StartsWith(bytes))
            {
                throw new ImportException($"Berkas ini {what}, bukan daftar. Simpan sebagai Excel (.xlsx) atau CSV, lalu impor lagi.");
            }
        }

        return length == 0 ? throw new ImportException("Berkas ini kosong.")
            : start.StartsWith("PK"u8) ? XlsxFile.Read(path)
            : start.TrimStart(" \r\n\t\uFEFF"u8).StartsWith("<"u8) ? throw new ImportException("Berkas ini halaman web atau XML, bukan daftar. Buka di Excel, simpan sebagai .xlsx atau CSV, lalu impor lagi.")
            : CsvFile.Read(path, EncodingOf(path));
    }

    /// <summary>By its mark, else by the zeros of UTF-16, else UTF-8 where all of it is, else Windows-1252.</summary>
    private static Encoding EncodingOf(string path)
    {
        using var file = File.OpenRead(path);
        var buffer = new byte[64 * 1024];
        var read = file.ReadAtLeast(buffer, 4, throwOnEndOfStream: false);
        switch (buffer)
        {
            case [0xEF, 0xBB, 0xBF, ..]:
                return Encoding.UTF8;
            case [0xFF, 0xFE, ..] or [not 0, 0, not 0, 0, ..] when read >= 4:
                return Encoding.Unicode;
            case [0xFE, 0xFF, ..] or [0, not 0, 0, not 0, ..] when read >= 4:
                return Encoding.BigEndianUnicode;
        }

        file.Position = 0;
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var text = new char[buffer.Length + 4];
        try
        {
            do
            {
                read = file.Read(buffer);
                strict.GetChars(buffer, 0, read, text, 0, flush: read == 0);
            }
            while (read > 0);
            return Encoding.UTF8;
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        }
    }
}
