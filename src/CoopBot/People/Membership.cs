using System.Data.Common;
using System.Globalization;
using CoopBot.Conversation;
using CoopBot.Staff;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoopBot.People;

/// <summary>A person who may see a cooperative's private fields, because an officer gave them a code and they agreed to the link.</summary>
public sealed class Membership
{
    /// <summary>How long a link opens private fields where a person is only a cookie, which others at the same device share.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromDays(30);

    /// <summary>Our own key, by which the office's page names it without naming the person.</summary>
    public long Id { get; init; }

    /// <summary>The channel of the person.</summary>
    public required string Channel { get; init; }

    /// <summary>Who; see <see cref="ConversationKey.Person"/>. Never a name.</summary>
    public required string PersonId { get; init; }

    /// <summary>Which cooperative: <see cref="Records.Cooperative.LastingId"/>, so that another list does not end the link.</summary>
    public long CooperativeId { get; init; }

    /// <summary>When the person first agreed to it, UTC.</summary>
    public DateTime Since { get; init; }

    /// <summary>When the person last agreed to it with a code, UTC.</summary>
    public DateTime ConfirmedAt { get; init; }

    /// <summary>Who of the office made the code.</summary>
    public required string GivenBy { get; init; }

    /// <summary>When the person agreed to be reminded of this cooperative's deadlines, UTC; null where they did not, or no longer do.</summary>
    public DateTime? RemindersSince { get; init; }

    /// <summary>The deadline of a RAT that the person has said is planned: of that one they are reminded no more.</summary>
    public DateOnly? RatPlannedFor { get; init; }

    /// <summary>The language that the person agreed in.</summary>
    public Language Language { get; init; }

    /// <summary>Whether private fields are open by it: for good with an account of Teams, elsewhere while it is <see cref="FreshFor">fresh</see>.</summary>
    public bool IsOpen(DateTime now) => Channel == "msteams" || now - ConfirmedAt < FreshFor;
}

internal sealed class MembershipTable : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> table)
    {
        table.ToTable("Memberships");
        table.HasIndex(membership => new { membership.Channel, membership.PersonId, membership.CooperativeId }).IsUnique();
        table.HasIndex(membership => membership.CooperativeId);
        table.Property(membership => membership.Language).HasConversion<string>();
        table.HoldsPersonalData(new(new("Sambungan ke koperasi", "Links to cooperatives"))
        {
            OfPerson = """ "Channel" = @0 AND "PersonId" = @1 """,
            Told = new("sambungan ke {0} koperasi", "links to {0} cooperatives"),
            Purpose = new("Supaya pengurus dapat melihat rincian koperasinya sendiri.", "So that a board member sees the details of their own cooperative."),
            Kept = new("Sampai dilepas; di obrolan web paling lama 90 hari sesudah kode terakhir.", "Until unlinked; in the web chat at most 90 days after the last code."),
            Copied = new Dictionary<string, string>
            {
                [nameof(Membership.Since)] = "sejak",
                [nameof(Membership.ConfirmedAt)] = "terakhir disetujui",
                [nameof(Membership.Channel)] = "saluran",
                [nameof(Membership.PersonId)] = "nomor akun",
                [nameof(Membership.CooperativeId)] = "nomor koperasi",
                [nameof(Membership.RemindersSince)] = "pengingat disetujui",
                [nameof(Membership.RatPlannedFor)] = "RAT sudah dijadwalkan untuk tenggat",
                [nameof(Membership.Language)] = "bahasa",
            },
            LeftOut = new Dictionary<string, string> { [nameof(Membership.Id)] = "a place in the table", [nameof(Membership.GivenBy)] = "names an officer" },
        });
    }
}

/// <summary>The links in the store. What a person does rides on the reply as an <see cref="Effect"/>; what the office does is a unit of its own. Both are in the audit trail.</summary>
public sealed class Memberships(Database database, WriteGate gate, AuditTrail audit)
{
    private const string UseCode = """
        UPDATE "LinkCodes" SET "UsedAt" = @1, "UsedBy" = @2 WHERE "Id" = @0 AND "UsedAt" IS NULL AND "WithdrawnAt" IS NULL AND "ExpiresAt" > @1
        """;

    private const string Insert = """
        INSERT INTO "Memberships" ("Channel", "PersonId", "CooperativeId", "Since", "ConfirmedAt", "GivenBy", "Language") VALUES (@0, @1, @2, @3, @3, @4, 'Indonesian')
        ON CONFLICT ("Channel", "PersonId", "CooperativeId") DO UPDATE SET "ConfirmedAt" = excluded."ConfirmedAt", "GivenBy" = excluded."GivenBy"
        """;

    /// <summary>How the audit trail names a person who is not of the office.</summary>
    public static string NameOf(ConversationKey key) => $"person:{key.Channel}:{key.Person}";

    /// <summary>How the office's page and the audit trail name a link, without a word of whose it is: <c>A-12</c>.</summary>
    public static string NumberOf(long id) => string.Create(CultureInfo.InvariantCulture, $"A-{id}");

    /// <summary>A person's own, the oldest first.</summary>
    public async Task<IReadOnlyList<Membership>> OfAsync(ConversationKey key, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db.Memberships.AsNoTracking().Where(link => link.Channel == key.Channel && link.PersonId == key.Person).OrderBy(link => link.Id).ToListAsync(cancellation);
    }

    /// <summary>Those of a cooperative, the oldest first.</summary>
    public async Task<IReadOnlyList<Membership>> OfAsync(long cooperativeId, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db.Memberships.AsNoTracking().Where(link => link.CooperativeId == cooperativeId).OrderBy(link => link.Id).ToListAsync(cancellation);
    }

    /// <summary>Uses the code up and links its holder; false where another was faster (fault 48: two people, one code).</summary>
    public Effect Link(LinkCode code, ConversationKey key, DateTime now) => (connection, transaction) =>
    {
        if (connection.Execute(transaction, UseCode, code.Id, now, NameOf(key)) == 0)
        {
            return false;
        }

        connection.Execute(transaction, Insert, key.Channel, key.Person, code.CooperativeId, now, code.MadeBy);
        connection.Execute(transaction, """DELETE FROM "LinkTries" WHERE "Channel" = @0 AND "PersonId" = @1""", key.Channel, key.Person);
        audit.Record(connection, transaction, NameOf(key), "member.linked", LinkCode.SubjectOf(code.CooperativeId));
        return true;
    };

    /// <summary>Ends a person's own link; that it has ended meanwhile is no fault.</summary>
    public Effect Unlink(ConversationKey key, long cooperativeId) => (connection, transaction) =>
    {
        if (connection.Execute(transaction, """DELETE FROM "Memberships" WHERE "Channel" = @0 AND "PersonId" = @1 AND "CooperativeId" = @2""", key.Channel, key.Person, cooperativeId) > 0)
        {
            audit.Record(connection, transaction, NameOf(key), "member.left", LinkCode.SubjectOf(cooperativeId));
        }

        return true;
    };

    /// <summary>The person wants to be reminded, of all their cooperatives; the moment of a first consent stays.</summary>
    public Effect Remind(ConversationKey key, Language language, DateTime now) => (connection, transaction) =>
    {
        connection.Execute(
            transaction,
            """UPDATE "Memberships" SET "RemindersSince" = COALESCE("RemindersSince", @2), "RatPlannedFor" = NULL, "Language" = @3 WHERE "Channel" = @0 AND "PersonId" = @1""",
            key.Channel, key.Person, now, language.ToString());
        audit.Record(connection, transaction, NameOf(key), "reminders.on", "");
        return true;
    };

    /// <summary>The person does not want to be reminded any more; what waits is dropped when it comes up.</summary>
    public Effect DoNotRemind(ConversationKey key) => (connection, transaction) =>
    {
        connection.Execute(transaction, """UPDATE "Memberships" SET "RemindersSince" = NULL WHERE "Channel" = @0 AND "PersonId" = @1""", key.Channel, key.Person);
        audit.Record(connection, transaction, NameOf(key), "reminders.off", "");
        return true;
    };

    /// <summary>The RAT with this deadline is planned.</summary>
    public Effect RatPlanned(ConversationKey key, long cooperativeId, DateOnly deadline) => (connection, transaction) =>
    {
        connection.Execute(
            transaction, """UPDATE "Memberships" SET "RatPlannedFor" = @3 WHERE "Channel" = @0 AND "PersonId" = @1 AND "CooperativeId" = @2""", key.Channel, key.Person, cooperativeId, deadline);
        return true;
    };

    /// <summary>Private fields are shown to a linked person: recorded with the reply that shows them (fault 133), and only while the link is there.</summary>
    public Effect Shown(ConversationKey key, IReadOnlyList<long> cooperatives) => (connection, transaction) =>
    {
        foreach (var id in cooperatives)
        {
            if (connection.Scalar(transaction, """SELECT 1 FROM "Memberships" WHERE "Channel" = @0 AND "PersonId" = @1 AND "CooperativeId" = @2""", key.Channel, key.Person, id) is null)
            {
                return false;
            }
        }

        audit.Record(connection, transaction, NameOf(key), "cooperative.shown", string.Join(' ', cooperatives.Select(LinkCode.SubjectOf)));
        return true;
    };

    /// <summary>The office ends a link; false where it has ended already, or is another cooperative's.</summary>
    /// <param name="id">The link.</param>
    /// <param name="cooperativeId">Its cooperative.</param>
    /// <param name="by">Who of the office.</param>
    /// <param name="alongside">What is saved with it; hears the link.</param>
    public Task<bool> EndAsync(long id, long cooperativeId, string by, Action<Membership, DbConnection, DbTransaction> alongside) => gate.WriteAsync((connection, transaction) =>
    {
        using var db = database.CreateDbContext(connection, transaction);
        if (db.Memberships.AsNoTracking().FirstOrDefault(link => link.Id == id && link.CooperativeId == cooperativeId) is not { } ended)
        {
            return false;
        }

        connection.Execute(transaction, """DELETE FROM "Memberships" WHERE "Id" = @0""", id);
        alongside(ended, connection, transaction);
        audit.Record(connection, transaction, by, "member.ended", LinkCode.SubjectOf(cooperativeId), new Dictionary<string, string> { ["akun"] = NumberOf(id) });
        return true;
    });

    /// <summary>
    /// Removes what has had its time: wrong tries after a day, codes thirty days after they ended, links of cookies that no browser
    /// keeps any more (90 days).
    /// </summary>
    public static int Expire(DateTime now, DbConnection connection, DbTransaction transaction) =>
        connection.Execute(transaction, """DELETE FROM "LinkTries" WHERE "Since" < @0""", now.AddDays(-1))
        + connection.Execute(transaction, """DELETE FROM "LinkCodes" WHERE "ExpiresAt" < @0""", now.AddDays(-30))
        + connection.Execute(transaction, """DELETE FROM "Memberships" WHERE "Channel" <> 'msteams' AND "ConfirmedAt" < @0""", now.AddDays(-90));
}
