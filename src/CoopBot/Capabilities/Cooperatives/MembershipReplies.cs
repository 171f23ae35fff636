using System.Globalization;
using CoopBot.Conversation;
using CoopBot.People;
using CoopBot.Records;
using CoopBot.Search;
using static CoopBot.Capabilities.Cooperatives.CooperativeFields;

namespace CoopBot.Capabilities.Cooperatives;

/// <summary>A link with its cooperative as the current list has it; null where the list has it no more.</summary>
internal sealed record OwnCooperative(Membership Link, Cooperative? Record);

/// <summary>What a linked person is told. Pure.</summary>
internal static class MembershipReplies
{
    /// <summary>One's own cooperative: what came for first, then what only its own people see.</summary>
    /// <param name="own">It, with its record.</param>
    /// <param name="accounts">How many accounts are linked to it.</param>
    /// <param name="turn">The turn.</param>
    public static Reply Own(OwnCooperative own, int accounts, Turn turn)
    {
        var (language, found) = (turn.Language, own.Record!);
        var officers = Officers(found, language);
        var linked = MembershipTexts.Accounts.Format(language, Wording.Number(accounts, language), Wording.Date(Wording.LocalDate(own.Link.Since), language));
        var lines = new List<string>
        {
            MembershipTexts.Own.Format(language, found.Name, PlaceAndMark(found, language), Status(found, language), Date(found.LastRat, language), Certificate(found, language), Date(found.DataDate, language)),
            string.Join(' ', officers.Select(officer => $"{officer.Label}: {officer.Value}.")),
            $"{linked} {CooperativeTexts.Note.In(language)}",
        };
        var card = CooperativeReplies.Card(found, language);
        return new Reply(string.Join('\n', lines))
        {
            Language = language,
            Card = card with { Facts = [.. card.Facts.SkipLast(1), .. officers, card.Facts[^1]], Note = $"{linked} {card.Note}" },
            Suggestions = Bilingual.Each(language, CooperativeTexts.AskMeaning, CooperativeTexts.AskDetails, MembershipTexts.Leave),
            Choices = [Same(CooperativeTexts.AskMeaning), new(CooperativeTexts.AskDetails.In(language), CooperativeReplies.DetailsOf(found, language)), new(MembershipTexts.Leave.In(language), Sentence(MembershipTexts.Leave, own, language))],
            State = turn.State.Shown(CooperativeReplies.NoteOf(found)),
        };

        Choice Same(Bilingual text) => new(text.In(language), text.In(language));
    }

    /// <summary>Several: each a sentence that names it by its number.</summary>
    /// <param name="own">They.</param>
    /// <param name="ask">The question.</param>
    /// <param name="begin">How the sentence of each begins.</param>
    /// <param name="turn">The turn.</param>
    public static Reply Several(IReadOnlyList<OwnCooperative> own, string ask, Bilingual begin, Turn turn)
    {
        var language = turn.Language;
        return new Reply(string.Join('\n', own.Select((one, index) => $"{Wording.Number(index + 1, language)}. {Name(one, language)}").Prepend(ask)))
        {
            Language = language,
            Choices = [.. own.Select(one => new Choice(one.Record is { } record ? $"{Place(record.Regency, language)} · {record.Name}" : Name(one, language), Sentence(begin, one, language)))],
            State = turn.State,
        };
    }

    /// <summary>"Koperasi Maju Bersama, Sintang (data contoh)".</summary>
    public static string Name(OwnCooperative own, Language language) =>
        own.Record is { } record ? $"{record.Name}, {PlaceAndMark(record, language)}" : MembershipTexts.NoName.In(language);

    /// <summary>The one that the words name, by number or by name; null where none is.</summary>
    public static OwnCooperative? Named(IReadOnlyList<OwnCooperative> own, IReadOnlyList<string> words, Turn turn)
    {
        if (RegistrationNumber.FindIn(turn.Text) is { } number)
        {
            return own.FirstOrDefault(one => one.Record?.Nik == number.ToString());
        }

        var said = MembershipWords.Bare(words);
        return own.FirstOrDefault(one => (one.Record is { } record && (said == Folded(record.Name) || said == Folded($"{record.Name}, {Place(record.Regency, turn.Language)}"))) || said == string.Create(CultureInfo.InvariantCulture, $"nomor {one.Link.Id}"));
    }

    private static string Sentence(Bilingual begin, OwnCooperative own, Language language) => own.Record switch
    {
        { Nik: { } nik } => $"{begin.In(language)} NIK {nik}",
        { } record => $"{begin.In(language)}: {record.Name}, {Place(record.Regency, language)}",
        null => string.Create(CultureInfo.InvariantCulture, $"{begin.In(language)} nomor {own.Link.Id}"),
    };

    private static string Folded(string text) => MembershipWords.Bare(Normaliser.Words(text));

    private static IReadOnlyList<Fact> Officers(Cooperative row, Language language)
    {
        return
        [
            Officer(MembershipTexts.Chair, row.Chair), Officer(MembershipTexts.Secretary, row.Secretary), Officer(MembershipTexts.Treasurer, row.Treasurer),
            Officer(MembershipTexts.Supervisor, row.Supervisor), Officer(MembershipTexts.Manager, row.Manager),
        ];

        // Names are as the list has them: shown as text, whatever signs stand in them.
        Fact Officer(Bilingual post, string? name) => new(post.In(language), Or(name is null ? null : Wording.Quote(name).Trim(), language));
    }
}
