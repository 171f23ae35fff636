using CoopBot.Conversation;
using CoopBot.Records;

namespace CoopBot.Capabilities.Figures;

/// <summary>Makes figures of the counted records. Pure; the status is the one recorded, never derived.</summary>
public static class RecordFigures
{
    /// <summary>The figure that is asked for.</summary>
    /// <exception cref="ArgumentException">The totals over the years are no matter of the records: see <see cref="OfficialFigures"/>.</exception>
    public static Figure Of(RecordCounts counts, FigureQuery query)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(query);
        var language = query.Language;
        var rows = query.Topic switch
        {
            FigureTopic.Districts => Sorted(Districts(counts, query), query),
            FigureTopic.Kinds => Sorted(Kinds(counts, query), query),
            FigureTopic.Statuses => Statuses(counts, query),
            _ => throw new ArgumentException("The records have no such figure.", nameof(query)),
        };
        var dates = Dates(counts, language);
        return new Figure
        {
            Caption = FigureFindings.Caption(query),
            Title = counts.Synthetic ? FiguresTexts.SampleMark.In(language) + FigureFindings.Title(rows, query) : FigureFindings.Capital(FigureFindings.Title(rows, query)),
            Subtitle = (counts.Synthetic ? FiguresTexts.SampleSubtitle : FiguresTexts.Subtitle).Format(language, dates),
            Source = counts.Synthetic ? FiguresTexts.SampleSource.In(language) : FiguresTexts.SourceLine.Format(language, Whose(counts, language)),
            Publisher = Whose(counts, language),
            DataDate = dates,
            RowHead = FigureFindings.RowHead(query.Topic).In(language),
            Columns = HasAllColumns(query)
                ? [FiguresTexts.All.In(language), FiguresTexts.Active.In(language), FiguresTexts.Inactive.In(language), FiguresTexts.Unknown.In(language)]
                : [FigureFindings.StatusName(query.Topic == FigureTopic.Statuses ? null : query.Status, language)],
            Rows = rows,
            Synthetic = counts.Synthetic,
            Language = language,
        };
    }

    /// <summary>"30 Juni 2026", or from when to when where lists mix.</summary>
    public static string Dates(RecordCounts counts, Language language)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return counts.Oldest == counts.Newest
            ? Wording.Date(counts.Newest, language)
            : FiguresTexts.Between.Format(language, Wording.Date(counts.Oldest, language), Wording.Date(counts.Newest, language));
    }

    /// <summary>Whose records, in words.</summary>
    public static string Whose(RecordCounts counts, Language language)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return counts.Source ?? FiguresTexts.SeveralSources.In(language);
    }

    private static bool HasAllColumns(FigureQuery query) => query.Status is null && query.Topic != FigureTopic.Statuses;

    private static IEnumerable<(string Label, StatusCount Count, bool IsRest)> Districts(RecordCounts counts, FigureQuery query)
    {
        foreach (var district in query.District is { } only ? [only] : District.All)
        {
            yield return (district.Name, counts.In(district, query.Kind), false);
        }

        var nowhere = counts.Where(group => District.ByCode(group.Regency) is null && (query.Kind is null || group.Kind == query.Kind));
        if (query.District is null && nowhere.Of(query.Status) > 0)
        {
            yield return (FiguresTexts.NotRecorded.In(query.Language), nowhere, true);
        }
    }

    private static IEnumerable<(string Label, StatusCount Count, bool IsRest)> Kinds(RecordCounts counts, FigureQuery query)
    {
        foreach (var kind in query.Kind is { } only ? [only] : CooperativeKind.All)
        {
            yield return (kind, counts.In(query.District, kind), false);
        }

        var other = counts.Where(group => Here(group) && group.Kind is not null && !CooperativeKind.All.Contains(group.Kind));
        var none = counts.Where(group => Here(group) && group.Kind is null);
        foreach (var (label, rest) in query.Kind is null ? new[] { (FiguresTexts.OtherKinds, other), (FiguresTexts.NotRecorded, none) } : [])
        {
            if (rest.Of(query.Status) > 0)
            {
                yield return (label.In(query.Language), rest, true);
            }
        }

        bool Here(CountedGroup group) => query.District is null || group.Regency == query.District.Code;
    }

    private static List<FigureRow> Statuses(RecordCounts counts, FigureQuery query)
    {
        var count = counts.In(query.District, query.Kind);
        return
        [
            .. new[] { CooperativeStatus.Active, CooperativeStatus.Inactive, CooperativeStatus.Unknown }
                .Where(status => query.Status is null || query.Status == status)
                .Select(status => new FigureRow(FigureFindings.StatusName(status, query.Language), [count.Of(status)], Tone(status))),
        ];
    }

    // Largest first; what has no place or kind of its own comes last, however large.
    private static List<FigureRow> Sorted(IEnumerable<(string Label, StatusCount Count, bool IsRest)> parts, FigureQuery query) =>
    [
        .. parts.OrderBy(part => part.IsRest).ThenByDescending(part => part.Count.Of(query.Status)).ThenBy(part => part.Label, StringComparer.Ordinal)
            .Select(part => new FigureRow(part.Label, Numbers(part.Count, query), Tone(query.Status))),
    ];

    private static IReadOnlyList<int?> Numbers(StatusCount count, FigureQuery query) =>
        HasAllColumns(query) ? [count.Total, count.Active, count.Inactive, count.Unknown] : [count.Of(query.Status)];

    private static FigureTone Tone(CooperativeStatus? status) => status switch
    {
        CooperativeStatus.Active => FigureTone.Active,
        CooperativeStatus.Inactive => FigureTone.Inactive,
        CooperativeStatus.Unknown => FigureTone.Unknown,
        _ => FigureTone.All,
    };
}
