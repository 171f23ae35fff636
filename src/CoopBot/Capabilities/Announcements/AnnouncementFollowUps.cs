using System.Data.Common;
using CoopBot.Conversation;
using CoopBot.Staff;
using CoopBot.Storage;
using Microsoft.Extensions.Options;

namespace CoopBot.Capabilities.Announcements;

/// <summary>What came of ordering a follow-up.</summary>
/// <param name="Id">The follow-up; null where there is none.</param>
/// <param name="Refusal">Why there is none, and what to do; null where there is no such announcement.</param>
public sealed record FollowUpAnswer(long? Id, Bilingual? Refusal)
{
    /// <summary>The key of the request was used for something else.</summary>
    public static Bilingual KeyUsed { get; } = new("Formulir ini sudah pernah dipakai untuk pengumuman lain. Mulai lagi.", "This Idempotency-Key was used with another announcement. Nothing was created; use another key.");

    /// <summary>There is no such announcement.</summary>
    public static FollowUpAnswer NotFound { get; } = new(null, null);
}

/// <summary>
/// Corrections, recalls and reminders of announcements that were sent. Each is an announcement of its own, so that it is sent, counted and
/// reported as any; of two orders at once, the second sees the first.
/// </summary>
public sealed class AnnouncementFollowUps(
    Database database, WriteGate gate, AnnouncementStart start, AnnouncementQueue queue, AuditTrail audit, IOptions<AnnouncementsOptions> options, TimeProvider time)
{
    private static readonly Bilingual _nobodyHasIt = new("Belum ada yang menerima pengumuman ini, jadi tidak ada yang ditarik.", "Nobody has received this announcement, so there is nothing to recall.");
    private static readonly Bilingual _allHaveRead = new("Semua yang menerimanya sudah membaca, jadi tidak ada yang diingatkan.", "Everybody who received it has read it, so nobody is reminded.");
    private static readonly Bilingual _recalled = new("Pengumuman **{0}** tanggal {1} ditarik oleh dinas; mohon abaikan.", "The office has withdrawn the announcement **{0}** of {1}; please disregard it.");

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Stores the draft of a correction, to be sent as any. With a request key, the same request again gives the same draft (fault 74).</summary>
    public Task<FollowUpAnswer> CorrectAsync(long id, AnnouncementDraft draft, string by, string? requestKey, string? requestHash) => gate.WriteAsync((connection, transaction) =>
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (start.Hold(id, connection, transaction) is not { } family)
        {
            return FollowUpAnswer.NotFound;
        }

        if (requestKey is not null && connection.Scalar(transaction, """SELECT "Id" FROM "Announcements" WHERE "RequestKey" = @0 AND "RequestHash" = @1 AND "FollowsId" = @2""", requestKey, requestHash, id) is long known)
        {
            return new(known, null);
        }

        if (requestKey is not null && connection.Scalar(transaction, """SELECT "Id" FROM "Announcements" WHERE "RequestKey" = @0""", requestKey) is not null)
        {
            return new(null, FollowUpAnswer.KeyUsed);
        }

        if (family.WhyNotCorrect(id) is { } why)
        {
            return new(null, why);
        }

        if (IsSame(draft, family.Newest))
        {
            return new(null, new(
                $"Isinya sama dengan {family.Newest.Number}, jadi tidak ada yang diperbaiki.", $"It says the same as {family.Newest.Number}, so there is nothing to correct."));
        }

        var correction = Of(family.Newest, AnnouncementFollowUp.Correction, by);
        (correction.RequestKey, correction.RequestHash) = (requestKey, requestHash);
        (correction.Title, correction.Text, correction.TitleEn, correction.TextEn) = (draft.Title!, draft.Text!, draft.TitleEn, draft.TextEn);
        (correction.Action, correction.ActionEn, correction.Link, correction.Image) = (draft.Action, draft.ActionEn, draft.Link, draft.Image);
        (correction.SendAt, correction.NominalAt, correction.ExpiresAt) = (draft.StartsAt, draft.StartsAt, draft.EndsAt);
        return Add(correction, "announcement.correction", by, connection, transaction);
    });

    /// <summary>Takes an announcement back, at once: what is still under way is stopped. Ordered again it stays as it is.</summary>
    public async Task<FollowUpAnswer> RecallAsync(long id, string by, CancellationToken cancellation) => await BegunAsync(
        await gate.WriteAsync((connection, transaction) =>
        {
            if (start.Hold(id, connection, transaction) is not { } family)
            {
                return FollowUpAnswer.NotFound;
            }

            if (family.Recall is { State: not AnnouncementState.Cancelled, FollowsId: { } recalled } known && recalled == id)
            {
                return new(known.Id, null);
            }

            if (family.WhyNotRecall(id) is { } why)
            {
                return new(null, why);
            }

            if (!family.IsRunning && Count(AnnouncementFollowUp.Recall, family, connection, transaction) == 0)
            {
                return new(null, _nobodyHasIt);
            }

            var recall = Of(family.Newest, AnnouncementFollowUp.Recall, by);
            var (day, english) = (Wording.LocalDate(family.Newest.StartedAt!.Value), family.Newest.TitleEn ?? family.Newest.Title);
            recall.Text = _recalled.Format(Language.Indonesian, recall.Title, Wording.Date(day, Language.Indonesian));
            (recall.TitleEn, recall.TextEn) = (english, _recalled.Format(Language.English, english, Wording.Date(day, Language.English)));
            return Ordered(recall, "announcement.recalled", by, connection, transaction);
        }),
        cancellation);

    /// <summary>Sends an announcement once more to those who have not read it; where two people have to agree, it waits for the other.</summary>
    public async Task<FollowUpAnswer> RemindAsync(long id, string by, CancellationToken cancellation) => await BegunAsync(
        await gate.WriteAsync((connection, transaction) =>
        {
            if (start.Hold(id, connection, transaction) is not { } family)
            {
                return FollowUpAnswer.NotFound;
            }

            if (family.WhyNotRemind(id, Now) is { } why)
            {
                return new(null, why);
            }

            if (Count(AnnouncementFollowUp.Reminder, family, connection, transaction) == 0)
            {
                return new(null, _allHaveRead);
            }

            var (about, reminder) = (family.Newest, Of(family.Newest, AnnouncementFollowUp.Reminder, by));
            (reminder.Text, reminder.TitleEn, reminder.TextEn) = (about.Text, about.TitleEn, about.TextEn);
            (reminder.Action, reminder.ActionEn, reminder.Link, reminder.Image, reminder.ExpiresAt) = (about.Action, about.ActionEn, about.Link, about.Image, about.ExpiresAt);
            if (!options.Value.TwoPeople)
            {
                return Ordered(reminder, "announcement.reminded", by, connection, transaction);
            }

            reminder.State = AnnouncementState.AwaitingApproval;
            return Add(reminder, "announcement.submitted", by, connection, transaction);
        }),
        cancellation);

    private static bool IsSame(AnnouncementDraft draft, Announcement one) =>
        (draft.Title, draft.Text, draft.TitleEn, draft.TextEn, draft.Action, draft.ActionEn, draft.Link) == (one.Title, one.Text, one.TitleEn, one.TextEn, one.Action, one.ActionEn, one.Link)
        && (draft.Image, draft.EndsAt) == (one.Image, one.ExpiresAt);

    private Announcement Of(Announcement about, AnnouncementFollowUp followUp, string by) => new()
    {
        Title = about.Title,
        Text = "",
        Kind = about.Kind,
        Audience = about.Audience,
        FollowsId = about.Id,
        FollowUp = followUp,
        CreatedBy = by,
        CreatedAt = Now,
        ChangedBy = by,
        ChangedAt = Now,
    };

    private FollowUpAnswer Add(Announcement followUp, string action, string by, DbConnection connection, DbTransaction transaction)
    {
        using var db = database.CreateDbContext(connection, transaction);
        db.Add(followUp);
        db.SaveChanges();
        audit.Record(connection, transaction, by, action, followUp.Number, new Dictionary<string, string> { ["follows"] = Announcement.NumberOf(followUp.FollowsId!.Value) });
        return new(followUp.Id, null);
    }

    private FollowUpAnswer Ordered(Announcement followUp, string action, string by, DbConnection connection, DbTransaction transaction)
    {
        var added = Add(followUp, action, by, connection, transaction);
        start.Order(followUp, by, connection, transaction);
        return added;
    }

    private static int Count(AnnouncementFollowUp followUp, AnnouncementFamily family, DbConnection connection, DbTransaction transaction) => FollowUpRecipients.Of(followUp, family).Count(connection, transaction);

    /// <summary>Whoever ordered it is told how many it goes to, where that is known already; a kill in here is made good by the next to look.</summary>
    private async Task<FollowUpAnswer> BegunAsync(FollowUpAnswer answer, CancellationToken cancellation)
    {
        if (answer.Id is { } id)
        {
            await start.BeginAsync(id, cancellation);
            queue.Change();
        }

        return answer;
    }
}
