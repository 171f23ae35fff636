using System.Globalization;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;

namespace CoopBot.Records.Import;

/// <summary>How a file is to be imported.</summary>
public sealed record ImportOptions
{
    /// <summary>The file's name, without its folder.</summary>
    public required string FileName { get; init; }

    /// <summary>Whose list it is, as people are told.</summary>
    public required string Source { get; init; }

    /// <summary>The date that it speaks of.</summary>
    public required DateOnly DataDate { get; init; }

    /// <summary>Who imports.</summary>
    public required string By { get; init; }

    /// <summary>Rows that cannot be taken keep their old record, where there is one, rather than hold up the list.</summary>
    public bool AcceptFaulty { get; init; }

    /// <summary>Only looks: nothing is written.</summary>
    public bool IsDryRun { get; init; }
}

/// <summary>A field that the file would change.</summary>
/// <param name="Cooperative">The cooperative's name.</param>
/// <param name="Column">The field's label.</param>
/// <param name="Old">Its value now; null for none.</param>
/// <param name="New">Its value in the file.</param>
public sealed record FieldChange(string Cooperative, string Column, string? Old, string? New);

/// <summary>What a file would bring, or has brought.</summary>
/// <param name="List">The list with its counts; <see cref="ListState.Ready"/> where it can be published.</param>
/// <param name="Problems">What is wrong with rows, the first thousand.</param>
/// <param name="Ignored">Columns that the store has no field for.</param>
/// <param name="Added">Some names that are new.</param>
/// <param name="Changed">Some fields that change.</param>
/// <param name="Removed">Some names that are not in the file.</param>
/// <param name="IsSame">The file brings nothing new.</param>
public sealed record ImportReport(
    CooperativeList List, IReadOnlyList<RowProblem> Problems, IReadOnlyList<string> Ignored, IReadOnlyList<string> Added, IReadOnlyList<FieldChange> Changed, IReadOnlyList<string> Removed, bool IsSame)
{
    /// <summary>So many problems are kept; all are counted.</summary>
    public const int MostProblems = 1_000;

    /// <summary>So many examples are shown.</summary>
    public const int MostExamples = 20;

    /// <summary>More than a tenth of the real records would go: publishing asks for a confirmation.</summary>
    public bool RemovesMany => IsMany(List);

    /// <inheritdoc cref="RemovesMany"/>
    internal static bool IsMany(CooperativeList list) => list.Removed * 10 > list.Removed + list.Changed + list.Unchanged;

    /// <summary>The report of a list, as it was kept with it.</summary>
    public static ImportReport Of(CooperativeList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        var kept = JsonSerializer.Deserialize<Examples>(list.Preview!)!;
        return new(list, kept.Problems, kept.Ignored, kept.Added, kept.Changed, kept.Removed, IsSame: false);
    }

    /// <summary>What <see cref="Of"/> reads.</summary>
    internal string ToPreview() => JsonSerializer.Serialize(new Examples(Problems, Ignored, Added, Changed, Removed));

    /// <summary>Writes the problems as a file for Excel: semicolons, and no cell that Excel would take for a formula (fault 99).</summary>
    public static void WriteProblems(IEnumerable<RowProblem> problems, TextWriter to)
    {
        using var csv = new CsvWriter(to, new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = ";", InjectionOptions = InjectionOptions.Escape, InjectionEscapeCharacter = '\'', HasHeaderRecord = false }, leaveOpen: true);
        foreach (var (row, column, problem) in problems.Prepend(new(0, "Kolom", "Masalah")))
        {
            csv.WriteField(row == 0 ? "Baris" : row.ToString(CultureInfo.InvariantCulture));
            csv.WriteField(column);
            csv.WriteField(problem);
            csv.NextRecord();
        }
    }

    private sealed record Examples(IReadOnlyList<RowProblem> Problems, IReadOnlyList<string> Ignored, IReadOnlyList<string> Added, IReadOnlyList<FieldChange> Changed, IReadOnlyList<string> Removed);
}
