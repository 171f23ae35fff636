namespace CoopBot.Documents;

/// <summary>What a chart shows; every number comes with its text, so that a picture never words anything itself.</summary>
/// <param name="Title">The finding, as a sentence.</param>
/// <param name="Subtitle">Unit and data date.</param>
/// <param name="Source">Whose numbers they are.</param>
/// <param name="Rows">The rows, top first; at most <see cref="MostRows"/> are drawn.</param>
public sealed record Chart(string Title, string Subtitle, string Source, IReadOnlyList<ChartRow> Rows)
{
    /// <summary>More rows would be too small to read.</summary>
    public const int MostRows = 20;
}

/// <summary>A row.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Values">Its values: one for a bar, at most two for dots.</param>
/// <param name="Detail">A second line under the label, such as a source; null without one.</param>
public sealed record ChartRow(string Label, IReadOnlyList<ChartValue> Values, string? Detail = null);

/// <summary>A value.</summary>
/// <param name="Number">How long or how far, from zero.</param>
/// <param name="Text">How it is written beside its mark.</param>
/// <param name="Color">The mark's colour.</param>
public sealed record ChartValue(double Number, string Text, ChartColor Color);

/// <summary>The chart colours with their fixed meanings; told apart also by people who see fewer colours. No meaning rests on colour alone.</summary>
public enum ChartColor
{
    /// <summary>All of them, without a meaning of its own.</summary>
    All,

    /// <summary>Active, sent, answered.</summary>
    Navy,

    /// <summary>Inactive, waiting.</summary>
    Sky,

    /// <summary>To be improved, failed; never a legal status.</summary>
    Orange,

    /// <summary>Unknown, cancelled.</summary>
    Grey,
}
