using System.Globalization;
using CoopBot.Conversation;
using CoopBot.Records;

namespace CoopBot.Capabilities.Cooperatives;

/// <summary>What is remembered of the last look-up; what a figure ends is in <see cref="RecordNotes"/>.</summary>
internal static class CooperativeNotes
{
    /// <summary>The number of the cooperative shown last; <c>id:…</c> for one without a number.</summary>
    public const string Nik = "cooperatives.nik";

    /// <summary>Searches that found nothing: <c>count@hour began</c>.</summary>
    public const string Misses = "cooperatives.misses";

    private const int MostMisses = 20;
    private const int LongestQuery = 200;

    /// <summary>One was shown: no search is open.</summary>
    public static ConversationState Shown(this ConversationState state, string nik) =>
        state.With(RecordNotes.Query, null).With(RecordNotes.Awaiting, null).With(RecordNotes.Figures, null).With(Nik, nik);

    /// <summary>A search is open and may be narrowed.</summary>
    public static ConversationState Searching(this ConversationState state, StatusQuestion asked)
    {
        // An open "kabupaten pontianak" is not kept: the answer to it names the place.
        var query = string.Join(' ', asked.Place.OldPontianak ? asked.Name : asked.Name.Concat(asked.PlaceWords));
        return state.With(RecordNotes.Query, query.Length > LongestQuery ? query[..LongestQuery] : query).With(RecordNotes.Awaiting, null).With(RecordNotes.Figures, null);
    }

    /// <summary>The next message may be a name.</summary>
    public static ConversationState Awaited(this ConversationState state, DateTime now) =>
        state.With(RecordNotes.Query, null).With(RecordNotes.Figures, null).With(RecordNotes.Awaiting, now.ToString("O", CultureInfo.InvariantCulture));

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
