using System.Globalization;
using CoopBot.Conversation;
using Microsoft.Extensions.Options;

namespace CoopBot.Capabilities.Announcements;

/// <summary>What is said of announcements that have come to a person.</summary>
internal sealed class ReceivedTalk(AnnouncementInbox inbox, AnnouncementWords words, IOptions<OfficeOptions> office)
{
    private const int Shown = 5;

    /// <summary>"tanya" alone answers the line under an announcement; long after it, it opens a talk.</summary>
    private static readonly TimeSpan _asksFor = TimeSpan.FromDays(3);

    /// <summary>Records that one is read; null where a bare word cannot mean one.</summary>
    public async Task<Reply?> ReadAsync(Turn turn, AnnouncementWish wish, CancellationToken cancellation)
    {
        if (await FindAsync(turn, wish, cancellation) is not { } found)
        {
            return wish.IsBare ? null : NotFound(turn, wish);
        }

        var at = found.AcknowledgedAt ?? turn.Now;
        var reply = found.Recall is not null || found.IsOld ? Again(turn, found, await ValuesAsync(turn, [found], cancellation))
            : turn is { Pressed: true, Key.Channel: "msteams" }
            // The card with the button changes in place.
            ? AnnouncementReplies.Of(found.Announcement, await ValuesAsync(turn, [found], cancellation), turn.Language, office.Value.Name, Wording.LocalDate(found.At), at, Dress(found))
            : Plain(turn, Wording.LocalDate(at) == Wording.LocalDate(turn.Now) ? AnnouncementTexts.Noted : AnnouncementTexts.NotedThen, [Phrases.Menu], Wording.Time(at), Wording.Date(Wording.LocalDate(at), turn.Language));
        return reply with { State = turn.State, Effects = [AnnouncementInbox.Acknowledge(found, turn.Key, turn.Now)] };
    }

    /// <summary>Lets the person write a question, which goes to an officer with the announcement's number and title.</summary>
    public async Task<Reply?> AskAsync(Turn turn, AnnouncementWish wish, CancellationToken cancellation)
    {
        if (await FindAsync(turn, wish, cancellation) is not { } found || (wish.IsBare && wish.Number is null && turn.Now - found.At > _asksFor))
        {
            return wish.IsBare ? null : NotFound(turn, wish);
        }

        var title = Title(found, await ValuesAsync(turn, [found], cancellation), turn.Language);
        return Plain(turn, AnnouncementTexts.Write, [Phrases.Cancel], found.Announcement.Number, title) with
        {
            State = turn.State.WritingToOfficer(AnnouncementTexts.About.Format(turn.Language, found.Announcement.Number, title)),
        };
    }

    /// <summary>The one that was named, or the newest and what came before it; null where none has come.</summary>
    public async Task<Reply?> ShowAsync(Turn turn, AnnouncementWish wish, CancellationToken cancellation)
    {
        if (wish.Number is not null)
        {
            return await FindAsync(turn, wish, cancellation) is { } found ? Again(turn, found, await ValuesAsync(turn, [found], cancellation)) : NotFound(turn, wish);
        }

        var last = await inbox.LastAsync(turn.Key, Shown, cancellation);
        if (last.Count == 0)
        {
            return null;
        }

        var values = await ValuesAsync(turn, last, cancellation);
        var reply = Again(turn, last[0], values);
        if (last.Count == 1)
        {
            return reply;
        }

        var earlier = last.Skip(1).Select(one => new Fact(one.Announcement.Number, Line(turn, one, values))).ToList();
        var toRead = AnnouncementTexts.ToRead.Format(turn.Language, last[1].Announcement.Number);
        return reply with
        {
            Text = string.Join('\n', [reply.Text, AnnouncementTexts.Earlier.In(turn.Language), .. earlier.Select(one => $"{one.Label}, {one.Value}"), toRead]),
            Card = reply.Card! with { Facts = earlier, FactsTitle = AnnouncementTexts.Earlier.In(turn.Language), Note = string.Join(" ", new[] { reply.Card.Note, ReplyPlain(toRead) }.Where(part => part.Length > 0)) },
        };
    }

    private Reply Again(Turn turn, Received one, IReadOnlyDictionary<string, string?> values)
    {
        if (one.Recall is { } recall)
        {
            return Recalled(turn, one, recall, values);
        }

        var reply = AnnouncementReplies.Of(one.Announcement, values, turn.Language, office.Value.Name, Wording.LocalDate(one.At), one.AcknowledgedAt, Dress(one));
        string[] marks = [reply.Card!.Note, IsWithdrawn(one) ? AnnouncementTexts.Withdrawn.In(turn.Language) : Ended(turn, one) is { } ended ? AnnouncementTexts.Expired.Format(turn.Language, ended) : ""];
        return reply with
        {
            Text = marks[1].Length > 0 ? $"{reply.Text}\n{marks[1]}" : reply.Text,
            Card = reply.Card with { Note = string.Join(" ", marks.Where(mark => mark.Length > 0)) },
            // It answers a turn: its numbers count, and they name this announcement.
            InWords = null,
            State = turn.State,
        };
    }

    /// <summary>Of what was taken back only that it was.</summary>
    private Reply Recalled(Turn turn, Received one, Announcement recall, IReadOnlyDictionary<string, string?> values)
    {
        var (title, head) = (AnnouncementReplies.Title(one.Announcement, values, turn.Language), $"{Wording.Date(Wording.LocalDate(one.At), turn.Language)}, {office.Value.Name}");
        var mark = AnnouncementTexts.RecalledShort.In(turn.Language);
        var said = AnnouncementTexts.Recalled.Format(turn.Language, Wording.Date(Wording.LocalDate(recall.StartedAt ?? turn.Now), turn.Language));
        var ask = AnnouncementReplies.AskButton.In(turn.Language);
        return new($"**{AnnouncementReplies.Label.In(turn.Language)}: {title}** ({mark})\n{said}")
        {
            Language = turn.Language,
            Card = new($"{title} ({mark})", $"{AnnouncementReplies.Label.In(turn.Language)} · {head}", "", [], "") { Body = said },
            Choices = [new(ask, $"{ask} {one.Announcement.Number}")],
            State = turn.State,
        };
    }

    /// <summary>In place of an old copy it says that it is the right one; elsewhere since when.</summary>
    private static AnnouncementDress Dress(Received one) =>
        one.IsOld ? AnnouncementDress.Anew : AnnouncementReplies.DressOf(one.Announcement);

    private static string Line(Turn turn, Received one, IReadOnlyDictionary<string, string?> values)
    {
        var mark = one.Recall is not null ? AnnouncementTexts.RecalledShort.In(turn.Language)
            : IsWithdrawn(one) ? AnnouncementTexts.WithdrawnShort.In(turn.Language) : Ended(turn, one) is not null ? AnnouncementTexts.ExpiredShort.In(turn.Language) : null;
        return $"{Wording.Date(Wording.LocalDate(one.At), turn.Language)}: {Title(one, values, turn.Language)}{(mark is null ? "" : $" ({mark})")}";
    }

    private static string Title(Received one, IReadOnlyDictionary<string, string?> values, Language language) => AnnouncementReplies.Title(one.Announcement, values, language);

    private static bool IsWithdrawn(Received one) => one.Announcement.State is AnnouncementState.Cancelling or AnnouncementState.Cancelled;

    /// <summary>The time in WIB when it ended; null where it has not.</summary>
    private static string? Ended(Turn turn, Received one) =>
        one.Announcement.ExpiresAt is { } ends && ends <= turn.Now ? $"{Wording.Date(Wording.LocalDate(ends), turn.Language)} {Wording.Time(ends)}" : null;

    private async Task<Received?> FindAsync(Turn turn, AnnouncementWish wish, CancellationToken cancellation) =>
        wish.Number is { } id ? await inbox.FindAsync(turn.Key, id, turn.Pressed, cancellation) : (await inbox.LastAsync(turn.Key, 1, cancellation)) is [var newest] ? newest : null;

    private async Task<IReadOnlyDictionary<string, string?>> ValuesAsync(Turn turn, IEnumerable<Received> of, CancellationToken cancellation) =>
        of.Any(one => AnnouncementWords.HasVariables(one.Announcement)) ? await words.ValuesAsync(turn.Key.Channel, turn.Key.Person, cancellation) : AnnouncementTemplate.NoValues;

    private static Reply NotFound(Turn turn, AnnouncementWish wish) => Plain(turn, wish.Number is null ? AnnouncementTexts.None : AnnouncementTexts.NotYours, [AnnouncementTexts.LastButton, AnnouncementReplies.SettingsButton, Phrases.Menu]);

    private static string ReplyPlain(string text) => text.Replace("**", "", StringComparison.Ordinal);

    private static Reply Plain(Turn turn, Bilingual text, IReadOnlyList<Bilingual> suggestions, params ReadOnlySpan<object?> values) =>
        new(text.Format(turn.Language, values)) { Language = turn.Language, Suggestions = [.. suggestions.Select(say => say.In(turn.Language))], State = turn.State };
}
