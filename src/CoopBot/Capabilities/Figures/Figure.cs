using CoopBot.Conversation;

namespace CoopBot.Capabilities.Figures;

/// <summary>Numbers with what they need to be believed: unit, data date, source. Pure; pictures, tables, texts and exports are made of it.</summary>
public sealed record Figure
{
    /// <summary>What it is of, without a finding: "Koperasi tercatat aktif per kabupaten/kota".</summary>
    public required string Caption { get; init; }

    /// <summary>The finding, as a sentence without its full stop; says "Data contoh" where it rests on made-up rows.</summary>
    public required string Title { get; init; }

    /// <summary>Unit and data date, and "data contoh" where it is.</summary>
    public required string Subtitle { get; init; }

    /// <summary>Whose numbers: "Sumber: …".</summary>
    public required string Source { get; init; }

    /// <summary>Whose numbers, by name alone.</summary>
    public required string Publisher { get; init; }

    /// <summary>The data's date as it is written in exports.</summary>
    public required string DataDate { get; init; }

    /// <summary>What the rows are: "Kabupaten/kota".</summary>
    public required string RowHead { get; init; }

    /// <summary>What the numbers of each row are; the first is the one that is drawn.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The rows in the order shown.</summary>
    public required IReadOnlyList<FigureRow> Rows { get; init; }

    /// <summary>
    /// The published totals: each row has a date and a source of its own, they are drawn as dots without a line, and never added.
    /// </summary>
    public bool IsSeries { get; init; }

    /// <summary>It rests on made-up rows.</summary>
    public bool Synthetic { get; init; }

    /// <summary>The language of its words.</summary>
    public Language Language { get; init; }

    /// <summary>The sums of the columns; none where adding would mean nothing.</summary>
    public IReadOnlyList<int> Sums => IsSeries ? [] : [.. Columns.Select((_, column) => Rows.Sum(row => row.Numbers[column] ?? 0))];

    /// <summary>All that the picture shows, in words, for whoever does not see it.</summary>
    public string AltText => $"{Title}. {Subtitle}. {string.Join("; ", Rows.Select(Drawn))}. {Source}";

    /// <summary>"Pontianak 512", "31 Desember 2023: jumlah 5.623, aktif 3.518": what of a row is drawn.</summary>
    private string Drawn(FigureRow row) => IsSeries
        ? $"{row.Label}: {Columns[0].ToLowerInvariant()} {Number(row, 0)}, {Columns[1].ToLowerInvariant()} {Number(row, 1)} ({row.Source})"
        : $"{row.Label} {Number(row, 0)}";

    /// <summary>A number as people read it; "belum tercatat" where there is none.</summary>
    public string Number(FigureRow row, int column)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Numbers[column] is { } number ? Wording.Number(number, Language) : FiguresTexts.NotRecorded.In(Language);
    }

    /// <summary>A row's numbers in a line: "760, aktif 512, tidak aktif 230".</summary>
    public string Line(FigureRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var numbers = Columns.Select((column, at) => at == 0 ? Number(row, at) : $"{column.ToLowerInvariant()} {Number(row, at)}");
        return string.Join(", ", numbers) + (row.Note is null ? "" : $" ({row.Note})") + (row.Source is null ? "" : $" · {row.Source}");
    }
}

/// <summary>A row.</summary>
/// <param name="Label">What it counts.</param>
/// <param name="Numbers">Its numbers, one for each column; null where the source has none.</param>
/// <param name="Tone">Which of them it counts, for its colour.</param>
public sealed record FigureRow(string Label, IReadOnlyList<int?> Numbers, FigureTone Tone = FigureTone.All)
{
    /// <summary>Who published it, where that is another than the figure's.</summary>
    public string? Source { get; init; }

    /// <summary>Where.</summary>
    public string? Url { get; init; }

    /// <summary>What a reader must know of these numbers, such as a mismatch in print.</summary>
    public string? Note { get; init; }
}

/// <summary>Which cooperatives a number counts; the chart colours' meanings.</summary>
public enum FigureTone
{
    /// <summary>All.</summary>
    All,

    /// <summary>Those recorded as active.</summary>
    Active,

    /// <summary>Those recorded as inactive.</summary>
    Inactive,

    /// <summary>Those without a status.</summary>
    Unknown,
}
