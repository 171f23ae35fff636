using CoopBot.Conversation;
using CoopBot.Records;
using static CoopBot.Capabilities.Cooperatives.CooperativeFields;

namespace CoopBot.Capabilities.Cooperatives;

/// <summary>Turns counts and published totals into what is said. Pure.</summary>
internal static class FiguresReplies
{
    /// <summary>A place outside the fourteen.</summary>
    public static Reply Outside(string place, Turn turn) =>
        Plain(turn, Format(FiguresTexts.Outside, turn.Language, string.Join(
            ' ', place[..Math.Min(place.Length, 30)].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]))),
            FiguresTexts.ByDistrict, Phrases.AskOfficer);

    /// <summary>The records of one district, or of one kind; these rest on records and have no sources.</summary>
    public static Reply Counted(RecordCounts counts, FiguresQuestion asked, Turn turn)
    {
        var language = turn.Language;
        var kind = asked.Kind is null ? "" : Format(FiguresTexts.OfKind, language, asked.Kind);
        var parts = asked.Places.Count == 0
            ? [Said(FiguresTexts.Kalbar.In(language), counts.All)]
            : asked.Places.Select(place => Said(place.FullName, counts.In(place))).ToList();
        return Plain(turn, string.Join('\n', [.. parts, DataLine(counts, language)]), FiguresTexts.WhatIsActive, FiguresTexts.ByDistrict, Phrases.AskOfficer);

        string Said(string place, RegencyCount count) => count.Total == 0 && asked.Kind is null
            ? Format(FiguresTexts.NoneThere, language, place)
            : Format(
                asked.ActiveFirst ? FiguresTexts.CountActive : FiguresTexts.Count, language, place, Number(count.Total), Number(count.Active),
                Number(count.Inactive), Number(count.Unknown), kind);

        string Number(int number) => Wording.Number(number, language);
    }

    /// <summary>All fourteen, largest first.</summary>
    public static Reply PerDistrict(RecordCounts counts, FiguresQuestion asked, Turn turn)
    {
        var language = turn.Language;
        var parts = District.All.Select(district => (district.Name, Count: counts.In(district)))
            .Select(part => (part.Name, Count: asked.ActiveFirst ? part.Count.Active : part.Count.Total))
            .OrderByDescending(part => part.Count).Select(part => $"{part.Name} {Wording.Number(part.Count, language)}");
        var text = Format(asked.ActiveFirst ? FiguresTexts.ActivePerDistrict : FiguresTexts.PerDistrict, language, string.Join(", ", parts));
        return Plain(turn, $"{text} {DataLine(counts, language)}", FiguresTexts.WhatIsActive, Phrases.AskOfficer);
    }

    /// <summary>The only published split.</summary>
    public static Reply LargestOnly(Turn turn)
    {
        var language = turn.Language;
        var numbers = FigureSeries.LargestDistrictsOfJuly2020.Select(district => (object)Wording.Number(district.Total, language)).ToArray();
        var source = FigureSeries.Totals.Single(total => total.Fact == "STAT-02");
        var text = Format(FiguresTexts.LargestOnly, language, numbers);
        return Plain(turn, text, Phrases.AskOfficer) with { Sources = [new Source(source.Source, text, source.Url)] };
    }

    /// <summary>All of Kalimantan Barat: the records first, then what was published, each with its own date.</summary>
    public static Reply Total(RecordCounts? counts, Turn turn)
    {
        var language = turn.Language;
        var lines = new List<string> { counts is null ? FiguresTexts.NoRecords.In(language) : FromRecords(counts, language), FiguresTexts.Published.In(language) };
        var sources = new List<Source>();
        foreach (var total in FigureSeries.Totals)
        {
            var line = Published(total, language);
            sources.Add(new Source(total.Source, line, total.Url));
            lines.Add($"{sources.Count}. {line} [{sources.Count}]");
        }

        lines.Add(FiguresTexts.NotOneSeries.In(language));
        return Plain(turn, string.Join('\n', lines), FiguresTexts.WhatIsActive, FiguresTexts.ByDistrict, Phrases.AskOfficer) with { Sources = sources };
    }

    /// <summary>"Kabupaten Pontianak": which is meant?</summary>
    public static Reply OldPontianak(Turn turn) =>
        Plain(turn, CooperativeTexts.OldPontianak.In(turn.Language), new Bilingual("Mempawah", "Mempawah"), CooperativeTexts.CityOfPontianak);

    private static string Published(DatedTotal total, Language language)
    {
        var date = total.MonthOnly ? Wording.Month(total.Date, language) : Wording.Date(total.Date, language);
        var line = Format(FiguresTexts.Line, language, date, Wording.Number(total.Total, language), Wording.Number(total.Active, language));
        return total.Fact == "STAT-01" ? $"{line} ({Wording.Percent(total.ActiveShare, language)})" : line;
    }

    private static string FromRecords(RecordCounts counts, Language language)
    {
        var all = counts.All;
        return Format(
            counts.Synthetic ? FiguresTexts.FromSample : FiguresTexts.FromRecords, language, Dates(counts, language),
            Wording.Number(all.Total, language), Wording.Number(all.Active, language),
            Wording.Percent((decimal)all.Active / Math.Max(1, all.Total), language), Whose(counts, language));
    }

    private static string DataLine(RecordCounts counts, Language language) => counts.Synthetic
        ? Format(FiguresTexts.SampleLine, language, Dates(counts, language))
        : Format(FiguresTexts.DataLine, language, Dates(counts, language), Whose(counts, language));

    private static string Whose(RecordCounts counts, Language language) => counts.Source ?? FiguresTexts.SeveralSources.In(language);

    private static string Dates(RecordCounts counts, Language language) => counts.Oldest == counts.Newest
        ? Wording.Date(counts.Newest, language)
        : Format(FiguresTexts.Between, language, Wording.Date(counts.Oldest, language), Wording.Date(counts.Newest, language));

    private static Reply Plain(Turn turn, string text, params ReadOnlySpan<Bilingual> suggestions) => new(text)
    {
        Language = turn.Language,
        Suggestions = CooperativeReplies.Say(turn.Language, suggestions),
        State = turn.State.With(CooperativeNotes.Query, null).With(CooperativeNotes.Awaiting, null).With(CooperativeNotes.Figures, "1"),
    };
}
