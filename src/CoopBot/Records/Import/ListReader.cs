namespace CoopBot.Records.Import;

/// <summary>What is wrong with a row.</summary>
/// <param name="Row">Its number, as a spreadsheet shows it.</param>
/// <param name="Column">The column's label.</param>
/// <param name="Problem">What is wrong and what to do.</param>
public sealed record RowProblem(int Row, string Column, string Problem);

/// <summary>A row as it was read.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Values">The fields that the file has columns for.</param>
/// <param name="Problems">What is wrong with it; a row with any is not taken.</param>
internal sealed record ReadRow(int Number, IReadOnlyDictionary<ListColumn, object?> Values, IReadOnlyList<RowProblem> Problems);

/// <summary>The head of a list: which columns there are.</summary>
internal sealed record ListHead(IReadOnlyList<ListColumn?> Columns, IReadOnlyList<string> Ignored)
{
    /// <summary>The fields that the file fills.</summary>
    public IEnumerable<ListColumn> Known => Columns.OfType<ListColumn>();
}

/// <summary>Reads a list: finds its head among the first rows, then each row by its columns, whatever their order.</summary>
internal static class ListReader
{
    /// <summary>A title and a date may stand above the head.</summary>
    private const int HeadWithin = 15;

    /// <summary>The head, and the rows as they are asked for.</summary>
    /// <param name="path">The file.</param>
    /// <param name="today">No RAT or deed of later than that is taken.</param>
    /// <exception cref="ImportException">No head, a column twice, or a file that is no list.</exception>
    public static (ListHead Head, IEnumerable<ReadRow> Rows) Read(string path, DateOnly today)
    {
        var rows = ListFile.Read(path).GetEnumerator();
        try
        {
            for (var tried = 0; tried < HeadWithin && rows.MoveNext(); tried++)
            {
                if (HeadOf(rows.Current.Cells) is { } head)
                {
                    return (head, Rest(head, rows, today));
                }
            }
        }
        catch
        {
            rows.Dispose();
            throw;
        }

        rows.Dispose();
        throw new ImportException("Kolom \"Nama Koperasi\" tidak ditemukan. Baris judul harus memuat nama kolom seperti di ODS: Nama Koperasi, Kabupaten, Nomor Induk Koperasi (NIK), dan seterusnya.");
    }

    private static ListHead? HeadOf(IReadOnlyList<ListCell> cells)
    {
        var columns = cells.Select(cell => cell.Text.Length <= 100 ? ListColumn.Of(cell.Text) : null).ToArray();
        if (!columns.Any(column => column?.Field == nameof(Cooperative.Name)))
        {
            return null;
        }

        return columns.OfType<ListColumn>().GroupBy(column => column).FirstOrDefault(column => column.Count() > 1) is { } twice
            ? throw new ImportException($"Kolom \"{twice.Key.Label}\" ada dua kali. Hapus salah satunya, lalu impor lagi.")
            : new(columns, [.. cells.Where((cell, at) => columns[at] is null && !string.IsNullOrWhiteSpace(cell.Text)).Select(cell => Cells.Text(cell, 100).Value as string ?? "?")]);
    }

    private static IEnumerable<ReadRow> Rest(ListHead head, IEnumerator<ListRow> rows, DateOnly today)
    {
        using (rows)
        {
            while (rows.MoveNext())
            {
                if (rows.Current.Cells.Any(cell => !string.IsNullOrWhiteSpace(cell.Text)))
                {
                    yield return Read(head, rows.Current, today);
                }
            }
        }
    }

    private static ReadRow Read(ListHead head, ListRow row, DateOnly today)
    {
        var values = new Dictionary<ListColumn, object?>();
        List<RowProblem>? problems = null;
        for (var at = 0; at < head.Columns.Count; at++)
        {
            if (head.Columns[at] is not { } column)
            {
                continue;
            }

            var (value, problem) = column.Read(at < row.Cells.Count ? row.Cells[at] : new(""));
            problem ??= value is null && column.Field == nameof(Cooperative.Name) ? "kosong; isi nama koperasi"
                : column.IsPast && value is DateOnly day && day > today ? "sesudah hari ini; periksa tahunnya" : null;
            if (problem is not null)
            {
                (problems ??= []).Add(new(row.Number, column.Label, problem));
            }

            values[column] = value;
        }

        if (row.Cells.Skip(head.Columns.Count).Any(cell => !string.IsNullOrWhiteSpace(cell.Text)))
        {
            (problems ??= []).Add(new(row.Number, "", "lebih banyak sel daripada judul kolom; periksa pemisah dan tanda kutip"));
        }

        return new(row.Number, values, problems ?? []);
    }
}
