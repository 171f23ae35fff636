using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CoopBot.Records.Import;

/// <summary>Rows of an Excel workbook's first sheet that has any. Formulas count by the value that Excel last saw; nothing is evaluated (fault 105).</summary>
internal static class XlsxFile
{
    private const int MostParts = 2_000;
    private const long LargestPart = 400_000_000;
    private const int MostColumns = 500;

    /// <summary>A list packs some ten to one; a bomb a thousand.</summary>
    private const int Ratio = 150;

    public static IEnumerable<ListRow> Read(string path)
    {
        Check(path);
        SpreadsheetDocument document;
        try
        {
            document = SpreadsheetDocument.Open(path, false, new OpenSettings { MaxCharactersInPart = LargestPart });
        }
        catch (Exception broken) when (broken is OpenXmlPackageException or InvalidDataException or IOException or System.Xml.XmlException or FormatException or ArgumentException)
        {
            throw Broken(broken);
        }

        using (document)
        {
            using var rows = Rows(document).GetEnumerator();
            while (true)
            {
                try
                {
                    if (!rows.MoveNext())
                    {
                        yield break;
                    }
                }
                catch (Exception broken) when (broken is OpenXmlPackageException or InvalidDataException or IOException or System.Xml.XmlException or FormatException or ArgumentException or InvalidOperationException)
                {
                    throw Broken(broken);
                }

                yield return rows.Current;
            }
        }
    }

    private static ImportException Broken(Exception? why) => new("Berkas Excel ini rusak atau tidak lazim. Buka di Excel, simpan lagi sebagai .xlsx, lalu impor lagi.", why);

    /// <summary>Before anything is unpacked: sizes, parts, and what a list has no need of (fault 101).</summary>
    private static void Check(string path)
    {
        try
        {
            using var zip = ZipFile.OpenRead(path);
            if (zip.Entries.Count > MostParts || zip.Entries.Sum(entry => entry.Length) > LargestPart * 2
                || zip.Entries.Any(entry => entry.Length > LargestPart || (entry.Length > 1_000_000 && entry.Length / Math.Max(1, entry.CompressedLength) > Ratio)))
            {
                throw new ImportException("Berkas Excel ini membengkak jauh melebihi ukurannya dan tidak dibuka. Salin daftarnya ke buku kerja baru, lalu impor lagi.");
            }

            if (zip.Entries.Any(entry => entry.FullName.Split('/', '\\').Contains("..") || entry.FullName.StartsWith('/')))
            {
                throw Broken(null);
            }

            if (zip.Entries.Any(entry => entry.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
            {
                throw new ImportException("Berkas ini berisi makro. Simpan sebagai .xlsx biasa, lalu impor lagi.");
            }

            if (zip.GetEntry("xl/workbook.xml") is null)
            {
                throw new ImportException("Berkas ini arsip zip, bukan buku kerja Excel. Simpan daftarnya sebagai .xlsx atau CSV, lalu impor lagi.");
            }
        }
        catch (InvalidDataException broken)
        {
            throw Broken(broken);
        }
    }

    private static IEnumerable<ListRow> Rows(SpreadsheetDocument document)
    {
        var book = document.WorkbookPart ?? throw new InvalidDataException("no workbook");
        var shared = Shared(book.SharedStringTablePart);
        var from1904 = book.Workbook.WorkbookProperties?.Date1904?.Value ?? false;
        foreach (var sheet in book.Workbook.Descendants<Sheet>().Where(sheet => sheet.State is null || sheet.State.Value == SheetStateValues.Visible))
        {
            if (sheet.Id?.Value is not { } id || book.GetPartById(id) is not WorksheetPart part)
            {
                continue;
            }

            var any = false;
            foreach (var row in Rows(part, shared, from1904))
            {
                any = true;
                yield return row;
            }

            if (any)
            {
                yield break;
            }
        }
    }

    private static IEnumerable<ListRow> Rows(WorksheetPart part, List<string> shared, bool from1904)
    {
        using var reader = OpenXmlReader.Create(part);
        var number = 0;
        while (reader.Read())
        {
            if (reader.ElementType != typeof(Row) || !reader.IsStartElement)
            {
                continue;
            }

            var row = (Row)reader.LoadCurrentElement()!;
            number = row.RowIndex?.Value is { } told ? (int)told : number + 1;
            var cells = new List<ListCell>();
            foreach (var cell in row.Elements<Cell>())
            {
                var column = ColumnOf(cell.CellReference?.Value) ?? cells.Count;
                if (column >= MostColumns)
                {
                    break;
                }

                while (cells.Count < column)
                {
                    cells.Add(new(""));
                }

                cells.Add(CellOf(cell, shared, from1904));
            }

            if (cells.Exists(cell => cell.Text.Length > 0))
            {
                yield return new(number, cells);
            }
        }
    }

    private static ListCell CellOf(Cell cell, List<string> shared, bool from1904)
    {
        var value = cell.CellValue?.Text ?? "";
        var type = cell.DataType?.Value;
        return type == CellValues.SharedString ? new(int.TryParse(value, out var at) && at >= 0 && at < shared.Count ? shared[at] : "")
            : type == CellValues.InlineString ? new(cell.InlineString?.InnerText ?? "")
            : type == CellValues.String || type == CellValues.Error || type == CellValues.Boolean || type == CellValues.Date ? new(value)
            : new(value, value.Length > 0, from1904);
    }

    private static List<string> Shared(SharedStringTablePart? part)
    {
        var shared = new List<string>();
        if (part is null)
        {
            return shared;
        }

        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType == typeof(SharedStringItem) && reader.IsStartElement)
            {
                shared.Add(((SharedStringItem)reader.LoadCurrentElement()!).InnerText);
            }
        }

        return shared;
    }

    /// <summary>"AB12" → 27.</summary>
    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var letter in reference ?? "")
        {
            if (!char.IsAsciiLetter(letter))
            {
                break;
            }

            column = Math.Min(100_000, (column * 26) + char.ToUpperInvariant(letter) - 'A' + 1);
        }

        return column == 0 ? null : column - 1;
    }
}
