using CoopBot.Conversation;
using CoopBot.Records;

namespace CoopBot.Capabilities.Cooperatives;

/// <summary>What a sentence wants of the records of one cooperative.</summary>
internal enum StatusIntent
{
    /// <summary>The cooperative that the rest of the sentence names.</summary>
    LookUp,

    /// <summary>"apakah koperasi kami masih aktif": that of the person; see <see cref="OwnCooperatives"/>.</summary>
    Own,

    /// <summary>"rincian publik" of the one shown last.</summary>
    Details,

    /// <summary>"cari lagi", "bukan ini".</summary>
    Again,

    /// <summary>Narrows the last search: "yg sintang", "yang KSP".</summary>
    Narrow,

    /// <summary>A 16-digit number was sent as if it were the cooperative's.</summary>
    PersonalNumber,
}

/// <summary>A sentence about the record of one cooperative, read without any look at the records.</summary>
internal sealed record StatusQuestion(StatusIntent Intent)
{
    /// <summary>What was typed of the name, folded.</summary>
    public IReadOnlyList<string> Name { get; init; } = [];

    /// <summary>A NIK koperasi.</summary>
    public RegistrationNumber? Number { get; init; }

    /// <summary>The place.</summary>
    public DistrictMention Place { get; init; }

    /// <summary>The words of the place, since a name may hold them.</summary>
    public IReadOnlyList<string> PlaceWords { get; init; } = [];

    /// <summary>A field was asked for that only the public details show.</summary>
    public bool WantsDetails { get; init; }

    /// <summary>It may just as well be about something else: only a cooperative of just this name settles it.</summary>
    public bool Tentative { get; init; }

    /// <summary>Reads a turn; null where it is not about one cooperative's record.</summary>
    public static StatusQuestion? TryParse(Turn turn)
    {
        if (turn.Kind != TurnKind.Message)
        {
            return null;
        }

        var words = CooperativeWords.Split(turn.Words);
        if (words.Count is 0 or > 40)
        {
            return null;
        }

        var follow = StatusWords.IsDetails(words) ? new StatusQuestion(StatusIntent.Details)
            : StatusWords.IsAgain(words) ? new StatusQuestion(StatusIntent.Again)
            : null;
        return follow ?? OfNumber(turn, words) ?? OfName(turn, words);
    }

    private static StatusQuestion? OfNumber(Turn turn, List<string> words)
    {
        var nik = words.Contains("nik");
        if (turn.HadPersonalNumber)
        {
            // The number is masked by now; what it was meant for still shows.
            return nik || StatusWords.Checks(words) || words.Count == 1 ? new StatusQuestion(StatusIntent.PersonalNumber) : null;
        }

        if (RegistrationNumber.FindIn(turn.Text) is not { } number || words.Exists(StatusWords.IsOtherMatter))
        {
            return null;
        }

        // Bare, a short run of digits may be a date or a sum.
        var bare = words.TrueForAll(word => word.All(char.IsAsciiDigit)) && number.ToString().Length >= 10;
        var told = nik || (words.Exists(CooperativeWords.IsCooperative) && StatusWords.Checks(words));
        return bare || told ? new StatusQuestion(StatusIntent.LookUp) { Number = number, WantsDetails = WantsFields(words) } : null;
    }

    private static StatusQuestion? OfName(Turn turn, List<string> words)
    {
        if (words.Exists(StatusWords.IsOtherMatter))
        {
            return null;
        }

        var place = District.Find(words);
        var placeWords = words.Skip(place.At).Take(place.Length).Where(word => !StatusWords.IsFiller(word)).ToList();
        var rest = place.Rest(words).Where(word => !StatusWords.IsFiller(word)).ToList();
        if (StatusWords.BeginsWithDetails(words))
        {
            rest.Remove(words[0]);
        }

        var parts = CooperativeWords.Part(rest);
        var question = new StatusQuestion(StatusIntent.LookUp) { Name = rest, Place = place, PlaceWords = placeWords, WantsDetails = WantsFields(words) };

        if (turn.State.Note(RecordNotes.Query) is not null && Narrows(words, parts, place))
        {
            return question with { Intent = StatusIntent.Narrow };
        }

        var (checks, alive, cooperative) = (StatusWords.Checks(words), words.Exists(StatusWords.IsAlive), words.Exists(CooperativeWords.IsCooperative));
        if (parts.Strong.Count > 0 && parts.Strong.All(StatusWords.IsOwn))
        {
            return cooperative && (checks || alive) ? new StatusQuestion(StatusIntent.Own) : null;
        }

        question = question with { Name = [.. rest.Where(word => !StatusWords.IsOwn(word))] };
        var asksSomethingElse = words.Exists(StatusWords.IsDoubtful);
        if (cooperative && parts.Strong.Count == 0)
        {
            // "cek KSP di Sintang", not "status koperasi" and not "apakah koperasi masih aktif".
            return checks && !asksSomethingElse && parts.Kinds != KindHints.None && place.Found ? question : null;
        }

        if (parts.Strong.Count == 0)
        {
            return null;
        }

        var named = StatusWords.Orders(words) || NameFollows(words, parts.Strong);
        return (checks || alive) && cooperative && named && !asksSomethingElse ? question
            : cooperative || checks || alive || Awaited(turn) ? question with { Tentative = true }
            : null;
    }

    private static bool WantsFields(List<string> words) => StatusWords.BeginsWithDetails(words) || words.Exists(StatusWords.IsPublicField);

    // "koperasi maju bersama …": what follows the word is its name.
    private static bool NameFollows(List<string> words, IReadOnlyList<string> strong)
    {
        var at = words.FindIndex(CooperativeWords.IsCooperative) + 1;
        while (at < words.Count && CooperativeWords.Part([words[at]]).Strong.Count == 0)
        {
            at++;
        }

        return at < words.Count && strong.Contains(words[at]);
    }

    // A place, a kind, or both, and nothing else of weight.
    private static bool Narrows(List<string> words, NameParts parts, DistrictMention place) =>
        words.Count <= 6 && parts.Strong.Count == 0 && (place.Found || parts.Kinds != KindHints.None)
        && !StatusWords.Checks(words) && !words.Exists(StatusWords.IsAlive);

    private static bool Awaited(Turn turn) =>
        DateTime.TryParse(turn.State.Note(RecordNotes.Awaiting), null, System.Globalization.DateTimeStyles.RoundtripKind, out var since)
        && turn.Now - since < TimeSpan.FromMinutes(10);
}
