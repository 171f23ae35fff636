using CoopBot.Conversation;
using CoopBot.Records;

namespace CoopBot.Capabilities.Figures;

/// <summary>
/// The published totals as a figure: each with its own date and source, mismatches as printed, and nothing added, joined or
/// extended (see <see cref="FigureSeries"/>).
/// </summary>
public static class OfficialFigures
{
    /// <summary>The five totals, newest first.</summary>
    public static Figure Totals(Language language)
    {
        var totals = FigureSeries.Totals;
        var (oldest, newest) = (totals.MinBy(total => total.Date)!, totals.MaxBy(total => total.Date)!);
        var span = FiguresTexts.Between.Format(language, Month(oldest), Month(newest));
        return new Figure
        {
            Caption = FiguresTexts.TotalsCaption.In(language),
            Title = FiguresTexts.TotalsTitle.Format(
                language, Wording.Number(totals.Count, language), Wording.Number(totals.Min(total => total.Total), language), Wording.Number(totals.Max(total => total.Total), language)),
            Subtitle = FiguresTexts.TotalsSubtitle.Format(language, span),
            Source = FiguresTexts.TotalsSource.In(language),
            Publisher = FiguresTexts.TotalsPublisher.In(language),
            DataDate = span,
            RowHead = FiguresTexts.Date.In(language),
            Columns = [FiguresTexts.All.In(language), FiguresTexts.Active.In(language), FiguresTexts.Inactive.In(language)],
            Rows = [.. totals.Select(total => new FigureRow(Date(total, language), [total.Total, total.Active, total.Inactive])
            {
                Source = total.Source,
                Url = total.Url,
                Note = Mismatch(total, language),
            })],
            IsSeries = true,
            Language = language,
        };

        string Month(DatedTotal total) => Wording.Month(total.Date, language);
    }

    /// <summary>"31 Desember 2023", "Mei 2021" where the source names a month.</summary>
    public static string Date(DatedTotal total, Language language)
    {
        ArgumentNullException.ThrowIfNull(total);
        return total.MonthOnly ? Wording.Month(total.Date, language) : Wording.Date(total.Date, language);
    }

    private static string? Mismatch(DatedTotal total, Language language) =>
        total.Inactive is { } inactive && total.Active + inactive is var parts && parts != total.Total
            ? FiguresTexts.Mismatch.Format(language, Wording.Number(parts, language))
            : null;
}
