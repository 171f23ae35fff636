using CoopBot.Conversation;
using CoopBot.Records;
using static CoopBot.Capabilities.Cooperatives.CooperativeFields;

namespace CoopBot.Capabilities.Cooperatives;

/// <summary>Turns what was found into what is said. Pure.</summary>
internal static class CooperativeReplies
{
    /// <summary>One cooperative: status, dates, meaning, next step. In a group the card stays away.</summary>
    public static Reply One(Cooperative found, Turn turn)
    {
        var language = turn.Language;
        var (means, next) = found.Status switch
        {
            CooperativeStatus.Active => (CooperativeTexts.MeansActive, CooperativeTexts.NextActive),
            CooperativeStatus.Inactive => (CooperativeTexts.MeansInactive, CooperativeTexts.NextInactive),
            _ => (CooperativeTexts.MeansUnknown, CooperativeTexts.NextUnknown),
        };
        var text = CooperativeTexts.Status.Format(language, found.Name, PlaceAndMark(found, language), Status(found, language), Date(found.LastRat, language),
            Certificate(found, language), Date(found.DataDate, language), means.In(language), next.In(language));
        return new Reply(text)
        {
            Language = language,
            Card = turn.IsPrivate ? Card(found, language, $"{means.In(language)} {next.In(language)} ") : null,
            Suggestions = Bilingual.Each(language, CooperativeTexts.AskMeaning, CooperativeTexts.AskDetails, Phrases.AskOfficer),
            Choices = [Same(CooperativeTexts.AskMeaning), new(CooperativeTexts.AskDetails.In(language), DetailsOf(found, language)), Same(Phrases.AskOfficer)],
            State = turn.State.Shown(NoteOf(found)),
        };

        Choice Same(Bilingual text) => new(text.In(language), text.In(language));
    }

    /// <summary>The public fields of the one shown last.</summary>
    public static Reply Details(Cooperative found, Turn turn)
    {
        var language = turn.Language;
        var fields = Public(found, language);
        var lines = new List<string>
        {
            CooperativeTexts.Details.Format(language, found.Name, PlaceAndMark(found, language), Date(found.DataDate, language)),
        };
        lines.AddRange(fields.Where(field => !string.IsNullOrWhiteSpace(field.Value)).Select(field => $"{field.Label}: {field.Value}."));
        if (fields.Where(field => string.IsNullOrWhiteSpace(field.Value)).Select(field => field.Label).ToList() is { Count: > 0 } empty)
        {
            lines.Add($"{CooperativeTexts.NotRecorded.In(language)}: {string.Join(", ", empty)}.");
        }

        lines.Add(CooperativeTexts.Note.In(language));
        return new Reply(string.Join('\n', lines))
        {
            Language = language,
            Card = turn.IsPrivate
                ? Card(found, language) with { Facts = [.. fields.Select(field => new Fact(field.Label, Or(field.Value, language))), DataAsOf(found, language)] }
                : null,
            Suggestions = Bilingual.Each(language, CooperativeTexts.AskMeaning, CooperativeTexts.AskAgain, Phrases.AskOfficer),
            State = turn.State.Shown(NoteOf(found)),
        };
    }

    /// <summary>What is remembered of a cooperative that was shown.</summary>
    public static string NoteOf(Cooperative found) =>
        found.Nik ?? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"id:{found.Id}");

    /// <summary>
    /// The sentence behind "rincian publik": it names the cooperative, so that the button of an old card is not about another
    /// one that was shown since.
    /// </summary>
    public static string DetailsOf(Cooperative found, Language language) => found.Nik is { } nik
        ? CooperativeTexts.DetailsOfNumber.Format(language, nik)
        : CooperativeTexts.DetailsOfName.Format(language, found.Name, Place(found.Regency, language));

    /// <summary>The status card of the public fields.</summary>
    public static ReplyCard Card(Cooperative found, Language language, string meaning = "")
    {
        var kind = Or(found.Kind, language);
        var facts = new List<Fact>
        {
            new(language == Language.English ? "Last RAT" : "RAT terakhir", Date(found.LastRat, language)),
            new(language == Language.English ? "NIK (number)" : "NIK koperasi", Or(found.Nik, language)),
            new(language == Language.English ? "Legal entity" : "Badan hukum", Legal(found, language)),
            new(language == Language.English ? "NIK certificate" : "Sertifikat NIK", Certificate(found, language)),
            DataAsOf(found, language),
        };
        var status = Status(found, language);
        return new ReplyCard(
            found.Name,
            $"{Capital(kind)} · {PlaceAndMark(found, language)}",
            CooperativeTexts.Band.Format(language, Capital(status)),
            facts,
            meaning + CooperativeTexts.Note.In(language));
    }

    private static Fact DataAsOf(Cooperative found, Language language) => new(
        language == Language.English ? "Data as of" : "Data per",
        $"{Date(found.DataDate, language)} ({(found.Synthetic ? CooperativeTexts.Sample.In(language) : found.Source)})");

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
