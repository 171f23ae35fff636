using CoopBot.Conversation;
using CoopBot.Records;
using static CoopBot.Capabilities.Cooperatives.CooperativeFields;

namespace CoopBot.Capabilities.Cooperatives;

/// <summary>What is said where a search finds several cooperatives or none. Pure.</summary>
internal static class CooperativeLists
{
    private const int MostSuggestions = 3;
    private const int MostChoices = 5;

    /// <summary>Up to three by their districts, up to five as full-width choices; beyond that something must narrow it.</summary>
    public static Reply Several(LoadedNames loaded, IReadOnlyList<IndexedName> hits, StatusQuestion asked, Turn turn)
    {
        var language = turn.Language;
        var state = turn.State.Searching(asked);
        if (hits.Count > MostChoices)
        {
            var named = asked.Place.District is not null || hits.Select(hit => hit.Regency).Distinct().Count() == 1;
            return Text(named ? CooperativeTexts.OneMoreWord : CooperativeTexts.WhichDistrict, []) with
            {
                Suggestions = named ? [Phrases.AskOfficer.In(language)] : [.. hits.GroupBy(hit => hit.Regency).OrderByDescending(group => group.Count())
                    .Select(group => District.ByCode(group.Key)?.Name).OfType<string>().Take(MostSuggestions)],
                State = named ? state.With(RecordNotes.Awaiting, turn.State.Awaited(turn.Now).Note(RecordNotes.Awaiting)) : state,
            };
        }

        var lines = hits.Select((hit, index) => $"{Wording.Number(index + 1, language)}. {hit.Name}, {Place(hit.Regency, language)}");
        if (hits.Count <= MostSuggestions && hits.Select(hit => District.ByCode(hit.Regency)?.Code).Distinct().Count(code => code is not null) == hits.Count)
        {
            return Text(CooperativeTexts.PickDistrict, lines) with
            {
                Suggestions = [.. hits.Select(hit => Place(hit.Regency, language))],
                State = state,
            };
        }

        return Text(CooperativeTexts.PickOne, lines) with
        {
            Choices = [.. Choices(loaded, hits, language), Same(CooperativeTexts.NotThis, language)],
            State = state,
        };

        Reply Text(Bilingual ask, IEnumerable<string> list) =>
            new(string.Join('\n', (string[])[CooperativeTexts.Several.Format(language, Wording.Number(hits.Count, language), Mark(hits), ask.In(language)), .. list]))
            {
                Language = language,
            };

        string Mark(IReadOnlyList<IndexedName> of) => of.Any(IsSynthetic) ? $" ({CooperativeTexts.Sample.In(language)})" : "";
    }

    /// <summary>Nothing found: the same words whatever the reason, and the nearest names.</summary>
    public static Reply None(LoadedNames loaded, IReadOnlyList<IndexedName> nearest, StatusQuestion asked, Turn turn)
    {
        var language = turn.Language;
        var what = (asked.Number is null ? CooperativeTexts.ThatName : CooperativeTexts.ThatNumber).In(language);
        var data = (loaded.Synthetic ? CooperativeTexts.SampleData : CooperativeTexts.Data).In(language);
        var lines = new List<string> { CooperativeTexts.NotFound.Format(language, what, data, Date(loaded.DataDate, language)) };
        if (nearest.Count > 0)
        {
            lines.Add(CooperativeTexts.Similar.In(language));
            lines.AddRange(nearest.Select((near, index) => $"{Wording.Number(index + 1, language)}. {near.Name}, {Place(near.Regency, language)}"));
        }

        lines.Add(CooperativeTexts.TryAgain.In(language));
        var awaited = turn.State.Awaited(turn.Now).Note(RecordNotes.Awaiting);
        return new Reply(string.Join('\n', lines))
        {
            Language = language,
            Choices = [.. Choices(loaded, nearest, language)],
            Suggestions = Bilingual.Each(language, CooperativeTexts.AskAgain, Phrases.AskOfficer),
            State = turn.State.Searching(asked).With(RecordNotes.Awaiting, awaited).Missed(turn.Now),
        };
    }

    private static IEnumerable<Choice> Choices(LoadedNames loaded, IReadOnlyList<IndexedName> hits, Language language) =>
        hits.Select(hit => new Choice($"{Place(hit.Regency, language)} · {hit.Name}", Sentence(loaded, hit, language)));

    // A sentence that finds just this one when typed: by name and place where that is enough, else by number.
    private static string Sentence(LoadedNames loaded, IndexedName hit, Language language)
    {
        var byName = CooperativeTexts.Check.Format(language, hit.Name, Place(hit.Regency, language));
        var turn = new Turn { Key = default, ActivityId = "", Text = byName, Now = default };
        var finds = StatusQuestion.TryParse(turn) is { Number: null } asked
            && loaded.Names.Find(asked.Name, asked.Place.District, asked.PlaceWords).Hits is [var only] && only.Id == hit.Id;
        return finds || hit.Nik is null ? byName : CooperativeTexts.CheckNumber.Format(language, hit.Nik);
    }

    private static Choice Same(Bilingual text, Language language) => new(text.In(language), text.In(language));

    private static bool IsSynthetic(IndexedName name) =>
        name.Nik?.StartsWith(RegistrationNumber.SyntheticPrefix, StringComparison.Ordinal) == true;
}
