using CoopBot.Conversation;

namespace CoopBot.Capabilities.Figures;

/// <summary>Dresses a figure: a card with its picture, or with its table. Pure.</summary>
internal static class FigureCards
{
    // So many rows are shown beside the picture; more come on request, as the table.
    private const int MostBeside = 6;

    /// <summary>Title, unit and date, picture, source; the numbers as well, where they are few or no picture can be shown.</summary>
    /// <param name="figure">What is shown.</param>
    /// <param name="picture">The picture's address; null where the channel cannot open any.</param>
    public static ReplyCard Chart(Figure figure, string? picture) => new(
        figure.Title, figure.Subtitle, "", picture is null || figure.Rows.Count <= MostBeside ? Facts(figure) : [], figure.Source)
    {
        Picture = picture is null ? null : new(picture, figure.AltText),
    };

    /// <summary>All rows with all their numbers.</summary>
    public static ReplyCard Table(Figure figure) => new(figure.Title, figure.Subtitle, "", Facts(figure), figure.Source);

    /// <summary>The table as lines, for channels that have text only.</summary>
    public static IEnumerable<string> Lines(Figure figure) =>
        figure.Rows.Select((row, at) => $"{Wording.Number(at + 1, figure.Language)}. {FigureFindings.Capital(row.Label)}: {figure.Line(row)}");

    /// <summary>What the chart draws, as lines.</summary>
    public static IEnumerable<string> DrawnLines(Figure figure) =>
        figure.Rows.Select((row, at) => $"{Wording.Number(at + 1, figure.Language)}. {FigureFindings.Capital(row.Label)}: {figure.Number(row, 0)}");

    private static List<Fact> Facts(Figure figure) => [.. figure.Rows.Select(row => new Fact(FigureFindings.Capital(row.Label), figure.Line(row)))];
}
