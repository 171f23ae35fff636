using System.Globalization;
using CoopBot.Conversation;

namespace CoopBot.Capabilities.Cooperatives;

/// <summary>What is remembered of the last look-up and the last count.</summary>
internal static class CooperativeNotes
{
    /// <summary>The words of a search that is not settled.</summary>
    public const string Query = "cooperatives.query";

    /// <summary>The number of the cooperative shown last; <c>id:…</c> for one without a number.</summary>
    public const string Nik = "cooperatives.nik";

    /// <summary>Since when a name is awaited (UTC, round-trip format).</summary>
    public const string Awaiting = "cooperatives.awaiting";

    /// <summary>Searches that found nothing: <c>count@hour began</c>.</summary>
    public const string Misses = "cooperatives.misses";

    /// <summary>The words of the last count.</summary>
    public const string Figures = "figures.question";

    private const int MostMisses = 20;
    private const int LongestQuery = 200;

    /// <summary>One was shown: no search is open.</summary>
    public static ConversationState Shown(this ConversationState state, string nik) =>
        state.With(Query, null).With(Awaiting, null).With(Figures, null).With(Nik, nik);

    /// <summary>A search is open and may be narrowed.</summary>
    public static ConversationState Searching(this ConversationState state, StatusQuestion asked)
    {
        // An open "kabupaten pontianak" is not kept: the answer to it names the place.
        var query = string.Join(' ', asked.Place.OldPontianak ? asked.Name : asked.Name.Concat(asked.PlaceWords));
        return state.With(Query, query.Length > LongestQuery ? query[..LongestQuery] : query).With(Awaiting, null).With(Figures, null);
    }

    /// <summary>The next message may be a name.</summary>
    public static ConversationState Awaited(this ConversationState state, DateTime now) =>
        state.With(Query, null).With(Figures, null).With(Awaiting, now.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>One more search without a result.</summary>
    public static ConversationState Missed(this ConversationState state, DateTime now)
    {
        var (count, since) = MissesOf(state, now);
        return state.With(Misses, string.Create(CultureInfo.InvariantCulture, $"{count + 1}@{since:O}"));
    }

    /// <summary>Numbers are being tried one after another: slow down until this time.</summary>
    public static DateTime? TooManyMisses(this ConversationState state, DateTime now) =>
        MissesOf(state, now) is var (count, since) && count >= MostMisses ? since.AddHours(1) : null;

    private static (int Count, DateTime Since) MissesOf(ConversationState state, DateTime now) =>
        state.Note(Misses)?.Split('@') is [var count, var since]
        && int.TryParse(count, CultureInfo.InvariantCulture, out var number)
        && DateTime.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var began)
        && now - began is var age && age >= TimeSpan.Zero && age < TimeSpan.FromHours(1)
            ? (number, began)
            : (0, now);
}
