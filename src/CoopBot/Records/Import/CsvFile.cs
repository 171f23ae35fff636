using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace CoopBot.Records.Import;

/// <summary>Rows of delimited text (RFC 4180, with the semicolons of an Indonesian Excel).</summary>
internal static class CsvFile
{
    public static IEnumerable<ListRow> Read(string path, Encoding encoding)
    {
        var delimiter = DelimiterOf(path, encoding);
        using var reader = new StreamReader(path, encoding);
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            BadDataFound = null,
            MaxFieldSize = ListFile.LongestCell * 8,
        });
        for (var number = 1; ; number++)
        {
            // Empty lines count as rows of a spreadsheet do.
            number = Math.Max(number, parser.RawRow + 1);
            bool more;
            try
            {
                more = parser.Read();
            }
            catch (MaxFieldSizeException tooLong)
            {
                throw new ImportException($"Sel di sekitar baris {number} terlalu panjang. Mungkin ada tanda kutip yang tidak ditutup; perbaiki, lalu impor lagi.", tooLong);
            }

            if (!more)
            {
                yield break;
            }

            var cells = new ListCell[parser.Count];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = new(parser[i]);
            }

            yield return new(number, cells);
        }
    }

    /// <summary>The one that parts the first filled line most often, outside quotes.</summary>
    private static char DelimiterOf(string path, Encoding encoding)
    {
        using var reader = new StreamReader(path, encoding);
        for (var lines = 0; lines < 10; lines++)
        {
            var line = new StringBuilder();
            for (int next; line.Length < 20_000 && (next = reader.Read()) is not (-1 or '\n' or '\r');)
            {
                line.Append((char)next);
            }

            var quoted = false;
            var counts = new Dictionary<char, int> { [';'] = 0, [','] = 0, ['\t'] = 0, ['|'] = 0 };
            for (var i = 0; i < line.Length; i++)
            {
                quoted ^= line[i] == '"';
                if (!quoted && counts.TryGetValue(line[i], out var count))
                {
                    counts[line[i]] = count + 1;
                }
            }

            if (counts.MaxBy(count => count.Value) is { Value: > 0 } most)
            {
                return most.Key;
            }
        }

        return ';';
    }
}
