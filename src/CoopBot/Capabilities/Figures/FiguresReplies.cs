using CoopBot.Conversation;
using CoopBot.Records;

namespace CoopBot.Capabilities.Figures;

/// <summary>Turns counts and published totals into what is said. Pure.</summary>
internal static class FiguresReplies
{
    private static readonly FigureQuery All = new(FigureTopic.Totals);

    /// <summary>A place outside the fourteen.</summary>
    public static Reply Outside(string place, Turn turn) =>
        Plain(turn, FiguresTexts.Outside.Format(turn.Language, string.Join(
            ' ', place[..Math.Min(place.Length, 30)].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]))),
            All, FiguresTexts.ByDistrict, Phrases.AskOfficer);

    /// <summary>"Kabupaten Pontianak": which is meant?</summary>
    public static Reply OldPontianak(Turn turn) =>
        Plain(turn, Phrases.WhichPontianak.In(turn.Language), All, Phrases.Mempawah, Phrases.CityOfPontianak);

    /// <summary>The records of one district, or of one kind; these rest on records and have no sources.</summary>
    public static Reply Counted(RecordCounts counts, FiguresQuestion asked, Turn turn)
    {
        var language = turn.Language;
        var kind = asked.Kind is null ? "" : FiguresTexts.OfKind.Format(language, asked.Kind);
        var parts = asked.Places.Count == 0
            ? [Said(FiguresTexts.Kalbar.In(language), counts.In(null, asked.Kind))]
            : asked.Places.Select(place => Said(place.FullName, counts.In(place, asked.Kind))).ToList();
        return Plain(
            turn, string.Join('\n', [.. parts, DataLine(counts, language)]), asked.Figure(language) ?? new(FigureTopic.Districts, null, asked.Kind),
            FiguresTexts.WhatIsActive, FiguresTexts.ByDistrict, Phrases.AskOfficer);

        string Said(string place, StatusCount count) => count.Total == 0 && asked.Kind is null
            ? FiguresTexts.NoneThere.Format(language, place)
            : (asked.ActiveFirst ? FiguresTexts.CountActive : FiguresTexts.Count).Format(
                language, place, Number(count.Total), Number(count.Active), Number(count.Inactive), Number(count.Unknown), kind);

        string Number(int number) => Wording.Number(number, language);
    }

    /// <summary>All fourteen, largest first.</summary>
    public static Reply PerDistrict(RecordCounts counts, FiguresQuestion asked, Turn turn)
    {
        var query = asked.Figure(turn.Language)!;
        var figure = RecordFigures.Of(counts, query);
        var parts = string.Join(", ", figure.Rows.Select(row => $"{row.Label} {figure.Number(row, 0)}"));
        return Plain(turn, $"{figure.Caption}: {parts}. {DataLine(counts, turn.Language)}", query, FiguresTexts.WhatIsActive, Phrases.AskOfficer);
    }

    /// <summary>A figure as a chart or a table: the finding, then the numbers in lines.</summary>
    public static Reply Shown(RecordCounts counts, FigureQuery query, bool asTable, string? picture, Turn turn)
    {
        var figure = RecordFigures.Of(counts, query);
        var lines = asTable ? FigureCards.Lines(figure) : FigureCards.DrawnLines(figure);
        var reply = Plain(turn, string.Join('\n', [$"**{figure.Title}**.", $"{figure.Caption}:", .. lines, DataLine(counts, query.Language)]), query);
        return Dressed(reply, figure, query, asTable, turn.IsPrivate, picture);
    }

    /// <summary>The published totals as dots or a table, each with its date and source.</summary>
    public static Reply Series(FigureQuery query, bool asTable, string? picture, Turn turn)
    {
        var figure = OfficialFigures.Totals(query.Language);
        var sources = new List<Source>();
        var lines = new List<string> { $"**{figure.Title}**." };
        foreach (var row in figure.Rows)
        {
            var line = $"{row.Label}: {figure.Line(row with { Source = null })}";
            sources.Add(new Source(row.Source!, line, row.Url));
            lines.Add($"{sources.Count}. {line} [{sources.Count}]");
        }

        lines.Add(FiguresTexts.NotOneSeries.In(query.Language));
        return Dressed(Plain(turn, string.Join('\n', lines), query) with { Sources = sources }, figure, query, asTable, turn.IsPrivate, picture);
    }

    /// <summary>The only published split.</summary>
    public static Reply LargestOnly(Turn turn)
    {
        var language = turn.Language;
        var numbers = FigureSeries.LargestDistrictsOfJuly2020.Select(district => (object)Wording.Number(district.Total, language)).ToArray();
        var source = FigureSeries.Totals.Single(total => total.Fact == "STAT-02");
        var text = FiguresTexts.LargestOnly.Format(language, numbers);
        return Plain(turn, text, All, Phrases.AskOfficer) with { Sources = [new Source(source.Source, text, source.Url)] };
    }

    /// <summary>
    /// All of Kalimantan Barat: the office's records first, then what was published, each with its own date. Made-up records are
    /// no answer to that and come last.
    /// </summary>
    public static Reply Total(RecordCounts? counts, Turn turn)
    {
        var language = turn.Language;
        var lines = new List<string> { FiguresTexts.Published.In(language) };
        var sources = new List<Source>();
        foreach (var total in FigureSeries.Totals)
        {
            var line = Published(total, language);
            sources.Add(new Source(total.Source, line, total.Url));
            lines.Add($"{sources.Count}. {line} [{sources.Count}]");
        }

        lines.Add(FiguresTexts.NotOneSeries.In(language));
        switch (counts)
        {
            case null:
                lines.Insert(0, FiguresTexts.NoRecords.In(language));
                break;
            case { Synthetic: false }:
                lines.Insert(0, Records(FiguresTexts.FromRecords, counts, language));
                break;
            default:
                lines.Add(Records(FiguresTexts.FromSample, counts, language));
                break;
        }

        return Plain(turn, string.Join('\n', lines), All, FiguresTexts.WhatIsActive, FiguresTexts.ByDistrict, Phrases.AskOfficer) with { Sources = sources };
    }

    /// <summary>The reply with its figure's card; its buttons are those of the card.</summary>
    public static Reply WithCard(Reply reply, Figure figure, FigureQuery query, string? picture) =>
        Dressed(reply, figure, query, asTable: false, isPrivate: true, picture);

    // In a group the card stays away: a button that all can press is nobody's.
    private static Reply Dressed(Reply reply, Figure figure, FigureQuery query, bool asTable, bool isPrivate, string? picture)
    {
        var language = query.Language;
        var byDistrict = new FigureQuery(FigureTopic.Districts, null, query.Kind, query.Status, language);
        Choice[] choices =
        [
            asTable ? new(FiguresTexts.AsChart.In(language), query.Sentence(asTable: false)) : new(FiguresTexts.AsTable.In(language), query.Sentence(asTable: true)),
            query.Topic == FigureTopic.Districts ? Same(FiguresTexts.WhatIsActive) : new(FiguresTexts.ByDistrict.In(language), byDistrict.Sentence(asTable: false)),
            Same(Phrases.AskOfficer),
        ];
        return reply with
        {
            Suggestions = [.. choices.Select(choice => choice.Label)],
            Choices = choices,
            Card = !isPrivate ? null : asTable ? FigureCards.Table(figure) : FigureCards.Chart(figure, picture),
        };

        Choice Same(Bilingual text) => new(text.In(language), text.In(language));
    }

    private static string Published(DatedTotal total, Language language)
    {
        var line = FiguresTexts.Line.Format(language, OfficialFigures.Date(total, language), Wording.Number(total.Total, language), Wording.Number(total.Active, language));
        return total.Fact == "STAT-01" ? $"{line} ({Wording.Percent(total.ActiveShare, language)})" : line;
    }

    private static string Records(Bilingual text, RecordCounts counts, Language language)
    {
        var all = counts.In(null, null);
        return text.Format(
            language, RecordFigures.Dates(counts, language), Wording.Number(all.Total, language), Wording.Number(all.Active, language),
            Wording.Percent((decimal)all.Active / Math.Max(1, all.Total), language), RecordFigures.Whose(counts, language));
    }

    private static string DataLine(RecordCounts counts, Language language) => counts.Synthetic
        ? FiguresTexts.SampleLine.Format(language, RecordFigures.Dates(counts, language))
        : FiguresTexts.DataLine.Format(language, RecordFigures.Dates(counts, language), RecordFigures.Whose(counts, language));

    private static Reply Plain(Turn turn, string text, FigureQuery query, params ReadOnlySpan<Bilingual> suggestions) =>
        Reply.Plain(turn, text, turn.State.Counted(query.ToString()), suggestions);
}
