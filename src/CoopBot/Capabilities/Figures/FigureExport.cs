using System.Globalization;
using System.Text;
using CoopBot.Conversation;
using CsvHelper;
using CsvHelper.Configuration;
using MiniExcelLibs;

namespace CoopBot.Capabilities.Figures;

/// <summary>A figure as a file for Excel. Every row carries data date, source and "data contoh" where it is, since rows are copied without their heading.</summary>
public static class FigureExport
{
    private static readonly Bilingual DataDate = new("Data per", "Data as of");
    private static readonly Bilingual Source = new("Sumber", "Source");
    private static readonly Bilingual Address = new("Alamat sumber", "Source address");
    private static readonly Bilingual Remark = new("Keterangan", "Remark");
    private static readonly Bilingual SampleData = new("data contoh", "sample data (data contoh)");

    /// <summary>The rows under their heads: numbers as <see cref="int"/>, all else as text.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, object>> Rows(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var language = figure.Language;
        return [.. figure.Rows.Select(row =>
        {
            var cells = new Dictionary<string, object> { [figure.RowHead] = row.Label };
            for (var at = 0; at < figure.Columns.Count; at++)
            {
                cells[figure.Columns[at]] = row.Numbers[at] is { } number ? number : FiguresTexts.NotRecorded.In(language);
            }

            if (!figure.IsSeries)
            {
                cells[DataDate.In(language)] = figure.DataDate;
            }

            cells[Source.In(language)] = row.Source ?? figure.Publisher;
            if (figure.IsSeries)
            {
                cells[Address.In(language)] = row.Url ?? "";
            }

            cells[Remark.In(language)] = string.Join("; ", ((string?[])[figure.Caption, figure.Synthetic ? SampleData.In(language) : null, row.Note]).OfType<string>());
            return cells;
        })];
    }

    /// <summary>UTF-8 with its mark and semicolons, as Excel in Indonesia opens it; no cell that it would take for a formula (fault 99).</summary>
    public static byte[] Csv(Figure figure)
    {
        var rows = Rows(figure);
        using var bytes = new MemoryStream();
        using (var text = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = ";", InjectionOptions = InjectionOptions.Escape, InjectionEscapeCharacter = '\'' }))
        {
            foreach (var line in rows.Take(1).Select(row => row.Keys.Cast<object>()).Concat(rows.Select(row => row.Values)))
            {
                foreach (var cell in line)
                {
                    csv.WriteField(Convert.ToString(cell, CultureInfo.InvariantCulture));
                }

                csv.NextRecord();
            }
        }

        return bytes.ToArray();
    }

    /// <summary>One sheet; texts are texts there, whatever they begin with.</summary>
    public static async Task<byte[]> XlsxAsync(Figure figure, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        await bytes.SaveAsAsync(Rows(figure).Select(row => new Dictionary<string, object>(row)), sheetName: "Laporan", cancellationToken: cancellation);
        return bytes.ToArray();
    }
}
