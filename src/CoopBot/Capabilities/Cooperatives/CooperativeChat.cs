using System.Globalization;
using CoopBot.Conversation;
using CoopBot.Records;

namespace CoopBot.Capabilities.Cooperatives;

/// <summary>What people can ask of one cooperative's public record.</summary>
public static class CooperativeChat
{
    /// <summary>Registers the look-up.</summary>
    public static IServiceCollection AddCooperatives(this IServiceCollection services) =>
        services.AddSingleton<CooperativeLookUp>().AddSingleton<OwnCooperatives>();

    /// <summary>"cek koperasi maju bersama", "6199050000012", "yg sintang", "rincian publik".</summary>
    public static ChatRoutes MapCooperatives(this ChatRoutes chat)
    {
        var lookUp = chat.Services.GetRequiredService<CooperativeLookUp>();
        var own = chat.Services.GetRequiredService<OwnCooperatives>();
        chat.Map("cooperatives-how", (turn, _) => new(AsksHow(turn) ? Reply.Plain(turn, CooperativeTexts.HowTo, turn.State.Awaited(turn.Now), Phrases.AskOfficer) : null));
        return chat.Map("cooperatives", (turn, cancellation) =>
            StatusQuestion.TryParse(turn) is { } asked ? AnswerAsync(lookUp, own, asked, asked.Intent == StatusIntent.Details ? turn : turn with { State = turn.Asked }, cancellation) : default);
    }

    private static readonly HashSet<string> Own = ["saya", "kami", "sy", "kamek", "my", "our"];

    /// <summary>The wish to look one up, without saying which.</summary>
    private static bool AsksHow(Turn turn) => !turn.Mentions(Own) && turn.Says(
        "cek status koperasi", "cek status", "cek koperasi", "status koperasi", "cari koperasi", "cek kop", "lihat status koperasi", "bagaimana mengecek status koperasi",
        "cara cek status koperasi", "cara mengecek status koperasi", "gimana cek status koperasi", "gimana cara cek status koperasi", "cemane cek status koperasi", "check a status",
        "check status", "check a cooperative", "look up a cooperative", "how do i check a cooperative s status", "how to check a cooperative s status", "cooperative status");

    private static async ValueTask<Reply?> AnswerAsync(
        CooperativeLookUp lookUp, OwnCooperatives own, StatusQuestion asked, Turn turn, CancellationToken cancellation)
    {
        switch (asked.Intent)
        {
            case StatusIntent.Own when !turn.IsPersonal:
                return PersonalMatters.NotHere(turn);
            case StatusIntent.Own:
                return await own.ShowAsync(turn, [], cancellation);
            case StatusIntent.PersonalNumber:
                return Reply.Plain(turn, CooperativeTexts.PersonalNumber, turn.State.Awaited(turn.Now), CooperativeTexts.AskAgain);
            case StatusIntent.Again:
                return Remembers(turn.State)
                    ? Reply.Plain(turn, CooperativeTexts.WriteName, turn.State.Awaited(turn.Now), Phrases.AskOfficer)
                    : null;
            case StatusIntent.Details:
                return await LastShownAsync(lookUp, turn.State, cancellation) is { } last
                    ? CooperativeReplies.Details(last, turn)
                    : Reply.Plain(turn, CooperativeTexts.WhichCooperative, turn.State.Awaited(turn.Now), Phrases.AskOfficer);
            default:
                return await SearchAsync(lookUp, asked, turn, cancellation);
        }
    }

    private static async ValueTask<Reply?> SearchAsync(
        CooperativeLookUp lookUp, StatusQuestion asked, Turn turn, CancellationToken cancellation)
    {
        var loaded = await lookUp.NamesAsync(cancellation);
        if (loaded.DataDate is null)
        {
            return asked.Tentative ? null : Reply.Plain(turn, CooperativeTexts.Empty, turn.State, Phrases.AskOfficer);
        }

        if (!asked.Tentative && turn.State.TooManyMisses(turn.Now) is { } until)
        {
            var text = new Bilingual(
                CooperativeTexts.TooMany.Format(Language.Indonesian, Wording.Time(until)),
                CooperativeTexts.TooMany.Format(Language.English, Wording.Time(until)));
            return Reply.Plain(turn, text, turn.State, Phrases.AskOfficer);
        }

        if (asked.Number is { } number)
        {
            return await lookUp.ReadAsync(number, cancellation) is { } known
                ? asked.WantsDetails ? CooperativeReplies.Details(known, turn) : CooperativeReplies.One(known, turn)
                : CooperativeLists.None(loaded, [], asked, turn);
        }

        if (asked.Place.OldPontianak)
        {
            return asked.Tentative ? null : Reply.Plain(
                turn, Phrases.WhichPontianak, turn.State.Searching(Continued(asked, turn) ?? asked),
                Phrases.Mempawah, Phrases.CityOfPontianak);
        }

        return await FoundAsync(lookUp, loaded, asked, turn, cancellation);
    }

    private static async ValueTask<Reply?> FoundAsync(
        CooperativeLookUp lookUp, LoadedNames loaded, StatusQuestion asked, Turn turn, CancellationToken cancellation)
    {
        var (question, found) = Find(loaded.Names, asked, turn);
        if (asked.Tentative && !found.Whole && (found.Hits.Count == 0 || turn.State.Note(RecordNotes.Awaiting) is null))
        {
            return null;
        }

        switch (found.Hits)
        {
            case []:
                return CooperativeLists.None(loaded, found.Nearest, question, turn);
            case [var only]:
                if (await lookUp.ReadAsync(only.Id, cancellation) is { } cooperative)
                {
                    return question.WantsDetails ? CooperativeReplies.Details(cooperative, turn) : CooperativeReplies.One(cooperative, turn);
                }

                // Gone since the names were loaded.
                _ = lookUp.Reload();
                return CooperativeLists.None(loaded, [], question, turn);
            default:
                return CooperativeLists.Several(loaded, found.Hits, question, turn);
        }
    }

    // With the words of an open search first, where the sentence continues one; then by itself.
    private static (StatusQuestion Asked, NameHits Found) Find(NameIndex names, StatusQuestion asked, Turn turn)
    {
        if (Continued(asked, turn) is { } together)
        {
            var found = names.Find(together.Name, together.Place.District);
            if (asked.Intent == StatusIntent.Narrow || found.Hits.Count > 0)
            {
                return (together, found);
            }

            asked = asked with { Place = together.Place, PlaceWords = together.PlaceWords };
        }

        return (asked, names.Find(asked.Name, asked.Place.District, asked.PlaceWords.Count > 0 ? asked.PlaceWords : null));
    }

    private static StatusQuestion? Continued(StatusQuestion asked, Turn turn)
    {
        var continues = asked.Intent == StatusIntent.Narrow || (asked.Tentative && turn.State.Note(RecordNotes.Awaiting) is not null);
        if (!continues || turn.State.Note(RecordNotes.Query) is not { } query)
        {
            return null;
        }

        var earlier = query.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var place = District.Find(earlier);
        return asked with
        {
            Name = [.. place.Rest(earlier), .. asked.Name],
            Place = asked.Place.Found ? asked.Place : place,
            PlaceWords = asked.Place.Found ? asked.PlaceWords : [.. earlier.Skip(place.At).Take(place.Length)],
        };
    }

    private static bool Remembers(ConversationState state) =>
        state.Note(RecordNotes.Query) is not null || state.Note(CooperativeNotes.Nik) is not null || state.Note(RecordNotes.Awaiting) is not null;

    private static async Task<Cooperative?> LastShownAsync(CooperativeLookUp lookUp, ConversationState state, CancellationToken cancellation) =>
        state.Note(CooperativeNotes.Nik) switch
        {
            null => null,
            ['i', 'd', ':', .. var id] when long.TryParse(id, CultureInfo.InvariantCulture, out var key) => await lookUp.ReadAsync(key, cancellation),
            var nik when RegistrationNumber.TryParse(nik, out var number) => await lookUp.ReadAsync(number, cancellation),
            _ => null,
        };
}
