using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Records;

/// <summary>Files as offices send them.</summary>
internal static class ListFiles
{
    public static string Csv(this TempFolder folder, string text, Encoding? encoding = null, string name = "daftar.csv")
    {
        File.WriteAllText(folder.File(name), text, encoding ?? new UTF8Encoding(false));
        return folder.File(name);
    }

    /// <summary>A workbook of one sheet; a cell "#…" is a number as it stands in the file, "=…|…" a formula with its value, all else text.</summary>
    public static string Xlsx(this TempFolder folder, IEnumerable<string?[]> rows, bool from1904 = false, string name = "daftar.xlsx", Action<ZipArchive>? more = null)
    {
        using var zip = ZipFile.Open(folder.File(name), ZipArchiveMode.Create);
        Part(zip, "[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>""");
        Part(zip, "_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Part(zip, "xl/workbook.xml", $"""<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="{(from1904 ? 1 : 0)}"/><sheets><sheet name="Daftar" sheetId="1" r:id="rId1"/></sheets></workbook>""");
        Part(zip, "xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>""");
        using (var sheet = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet1.xml").Open()))
        {
            sheet.Write("""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>""");
            var number = 0;
            foreach (var row in rows)
            {
                sheet.Write(string.Create(CultureInfo.InvariantCulture, $"<row r=\"{++number}\">"));
                foreach (var (cell, column) in row.Select((cell, column) => (cell, (char)('A' + column))))
                {
                    sheet.Write(cell is null ? ""
                        : cell.StartsWith('#') ? $"<c r=\"{column}{number}\"><v>{cell[1..]}</v></c>"
                        : cell.StartsWith('=') ? $"<c r=\"{column}{number}\" t=\"str\"><f>{SecurityElement.Escape(cell[1..cell.IndexOf('|', StringComparison.Ordinal)])}</f><v>{SecurityElement.Escape(cell[(cell.IndexOf('|', StringComparison.Ordinal) + 1)..])}</v></c>"
                        : $"<c r=\"{column}{number}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(cell)}</t></is></c>");
                }

                sheet.Write("</row>");
            }

            sheet.Write("</sheetData></worksheet>");
        }

        more?.Invoke(zip);
        return folder.File(name);
    }

    public static void Part(ZipArchive zip, string name, string text)
    {
        using var part = new StreamWriter(zip.CreateEntry(name).Open());
        part.Write(text);
    }
}
