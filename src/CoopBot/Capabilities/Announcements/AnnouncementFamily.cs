using CoopBot.Conversation;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Capabilities.Announcements;

/// <summary>An announcement with all that followed it. Links never change, so that a family only grows. Pure, but for its reading.</summary>
public sealed class AnnouncementFamily
{
    /// <summary>Between two reminders of the same: nobody is pestered.</summary>
    public static readonly TimeSpan BetweenReminders = TimeSpan.FromHours(24);

    private readonly IReadOnlyList<Announcement> _members;

    private AnnouncementFamily(IReadOnlyList<Announcement> members)
    {
        _members = members;
        Texts = [.. members.Where(one => one.FollowUp == AnnouncementFollowUp.None || (one.FollowUp == AnnouncementFollowUp.Correction && one.StartedAt is not null))];
        Reminders = Started(AnnouncementFollowUp.Reminder);
        Recalls = Started(AnnouncementFollowUp.Recall);
    }

    /// <summary>The original and its corrections whose sending was ordered, the newest last; empty where the original is gone and none is left.</summary>
    public IReadOnlyList<Announcement> Texts { get; }

    /// <summary>The reminders whose sending was ordered, of any of the texts.</summary>
    public IReadOnlyList<Announcement> Reminders { get; }

    /// <summary>The recalls; more than one where the first was stopped.</summary>
    public IReadOnlyList<Announcement> Recalls { get; }

    /// <summary>What may still be sent, or thrown away: corrections being written, reminders that wait for a second person.</summary>
    public IEnumerable<Announcement> Open => _members.Where(one => one.FollowUp != AnnouncementFollowUp.None && one.IsOpen);

    /// <summary>The first: whoever orders something of the family holds its row.</summary>
    public Announcement First => _members[0];

    /// <summary>The text that holds now.</summary>
    public Announcement Newest => Texts.Count > 0 ? Texts[^1] : First;

    /// <summary>All that a person may hold a message of.</summary>
    public IReadOnlyList<long> Copied => [.. Texts.Concat(Reminders).Select(one => one.Id)];

    /// <summary>The recall that holds; null while the announcement does.</summary>
    public Announcement? Recall => Recalls.Count > 0 ? Recalls[^1] : null;

    /// <summary>What followed one of them, as pages list it: not what was thrown away, and the recall with each text.</summary>
    public IReadOnlyList<Announcement> FollowersOf(long id) => [.. _members.Where(one =>
        (one.FollowsId == id && (one.StartedAt is not null || one.IsOpen)) || (one == Recall && Texts.Any(text => text.Id == id)))];

    /// <summary>Started, and not every recipient is accounted for: what is written down meanwhile would miss somebody.</summary>
    public bool IsRunning => _members.Any(one => one.IsRunning);

    /// <summary>What it says holds: it was neither corrected nor recalled.</summary>
    public bool Holds(Announcement one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return one.FollowUp == AnnouncementFollowUp.Recall || (Recall is null && Newest.Id == (one.FollowUp == AnnouncementFollowUp.Reminder ? one.FollowsId : one.Id));
    }

    /// <summary>The number of the text that holds in the place of this one; null where it holds itself, or is no text.</summary>
    public long? CorrectedBy(Announcement one) => Texts.Any(text => text.Id == one?.Id) && Newest.Id != one!.Id ? Newest.Id : null;

    /// <summary>The number of the recall that took this one back; null where none did.</summary>
    public long? RecalledBy(Announcement one) => Recall is { } recall && recall.Id != one?.Id ? recall.Id : null;

    /// <summary>What there was besides that follow-up: what it is about.</summary>
    public AnnouncementFamily Without(long id) => new([.. _members.Where(one => one.Id != id)]);

    /// <summary>A member by its number; null where it is none.</summary>
    public Announcement? Find(long id) => _members.FirstOrDefault(one => one.Id == id);

    /// <summary>The family of an announcement; null where there is none of that number.</summary>
    internal static async Task<AnnouncementFamily?> OfAsync(long id, CoopDb db, CancellationToken cancellation) => Of(await Members(id, db).ToListAsync(cancellation));

    /// <summary>The same within a transaction.</summary>
    internal static AnnouncementFamily? Of(long id, CoopDb db) => Of(Members(id, db).ToList());

    /// <summary>Why a correction of this one cannot be written; null where it can.</summary>
    public Bilingual? WhyNotCorrect(long id) => WhyNot(id, new("diperbaiki", "corrected")) ?? (Open.FirstOrDefault(one => one.FollowUp == AnnouncementFollowUp.Correction) is { } written
        ? new($"Koreksinya sudah ditulis tetapi belum dikirim: {written.Number}. Ubah atau buang yang itu.", $"A correction is being written: {written.Number}. Change that one, or cancel it.")
        : null);

    /// <summary>Why this one cannot be taken back; null where it can.</summary>
    public Bilingual? WhyNotRecall(long id) => WhyNot(id, new("ditarik", "recalled"), isAgain: Recall?.State == AnnouncementState.Cancelled);

    /// <summary>Why nobody can be reminded of this one; null where people can.</summary>
    public Bilingual? WhyNotRemind(long id, DateTime now)
    {
        if (WhyNot(id, new("diingatkan", "reminded of")) is { } why)
        {
            return why;
        }

        var target = Newest;
        if (target.State is AnnouncementState.Preparing or AnnouncementState.Cancelling)
        {
            return new($"{target.Number} masih disiapkan atau sedang dihentikan. Coba lagi sebentar lagi.", $"{target.Number} is being prepared or stopped. Try again in a moment.");
        }

        if (target.ExpiresAt <= now)
        {
            return new($"Masa berlaku {target.Number} sudah habis, jadi tidak ada yang diingatkan.", $"{target.Number} is over (expiresAt), so nobody is reminded of it.");
        }

        if (Open.Concat(Reminders.Where(one => one.IsRunning)).FirstOrDefault(one => one.FollowUp == AnnouncementFollowUp.Reminder) is { } under)
        {
            return under.IsOpen
                ? new($"Pengingat {under.Number} masih menunggu persetujuan penerbit lain.", $"Reminder {under.Number} waits for another publisher's approval.")
                : new($"Pengingat {under.Number} sedang dikirim. Tunggu sampai selesai.", $"Reminder {under.Number} is being sent. Wait until it has ended.");
        }

        return Reminders.LastOrDefault(one => one.FollowsId == target.Id) is { } last && last.StartedAt!.Value + BetweenReminders is var again && again > now
            ? new(
                $"Pengingat terakhir ({last.Number}) belum 24 jam. Paling cepat {Wording.Date(Wording.LocalDate(again), Language.Indonesian)} pukul {Wording.Time(again)}.",
                $"The last reminder ({last.Number}) is less than 24 hours old. At the earliest {Wording.Date(Wording.LocalDate(again), Language.English)}, {Wording.Time(again)}.")
            : null;
    }

    private IReadOnlyList<Announcement> Started(AnnouncementFollowUp what) => [.. _members.Where(one => one.FollowUp == what && one.StartedAt is not null)];

    private Bilingual? WhyNot(long id, Bilingual done, bool isAgain = false)
    {
        var one = Find(id)!;
        if (one.FollowUp is AnnouncementFollowUp.Recall or AnnouncementFollowUp.Reminder)
        {
            var what = one.FollowUp == AnnouncementFollowUp.Recall ? new Bilingual("penarikan", "a recall") : new Bilingual("pengingat", "a reminder");
            return new($"{one.Number} sendiri {what.Id}. Yang dapat {done.Id}: {Newest.Number}.", $"{one.Number} is {what.En} itself. What can be {done.En} is {Newest.Number}.");
        }

        if (one.StartedAt is null)
        {
            return new(
                $"{one.Number} belum pernah dikirim, jadi belum dapat {done.Id}. Ubah atau batalkan saja.", $"{one.Number} was never sent, so it cannot be {done.En}. Change or cancel it instead.");
        }

        if (Recall is { } recall && !isAgain)
        {
            return new($"{one.Number} sudah ditarik ({recall.Number}), jadi tidak dapat {done.Id} lagi.", $"{one.Number} was recalled ({recall.Number}), so it cannot be {done.En} any more.");
        }

        return one.Id == Newest.Id ? null
            : new($"{one.Number} sudah diperbaiki oleh {Newest.Number}. Yang dapat {done.Id} sekarang: {Newest.Number}.", $"{one.Number} was corrected by {Newest.Number}. What can be {done.En} now is {Newest.Number}.");
    }

    private static AnnouncementFamily? Of(List<Announcement> members) => members.Count == 0 ? null : new([.. members.OrderBy(one => one.Id)]);

    private static IQueryable<Announcement> Members(long id, CoopDb db) => db.Announcements.FromSql(
        $"""
        WITH RECURSIVE "Up" AS (
            SELECT "Id", "FollowsId" FROM "Announcements" WHERE "Id" = {id}
            UNION SELECT a."Id", a."FollowsId" FROM "Announcements" AS a JOIN "Up" ON a."Id" = "Up"."FollowsId"
        ), "Family" AS (
            SELECT "Id" FROM "Up"
            UNION SELECT a."Id" FROM "Announcements" AS a JOIN "Family" ON a."FollowsId" = "Family"."Id"
        )
        SELECT * FROM "Announcements" WHERE "Id" IN (SELECT "Id" FROM "Family")
        """).AsNoTracking();
}
