using System.Data.Common;
using System.Globalization;
using CoopBot.Storage;

namespace CoopBot.Capabilities.Announcements;

/// <summary>Whom a follow-up goes to: chosen by the rows of what it follows, never by an audience. The same SQL for both engines.</summary>
internal sealed class FollowUpRecipients
{
    private const int Page = 2_000;
    private const string Has = """ d."State" IN ('Sent', 'Uncertain') """;

    private readonly string _rows;
    private readonly string _conditions;

    private FollowUpRecipients(IEnumerable<long> of, string conditions) =>
        // A row whose person's data was deleted names them by its own number.
        (_rows, _conditions) = ($"""d."AnnouncementId" IN ({In(of)})""", $"""d."PersonId" <> '-' || d."Id" AND {conditions}""");

    /// <summary>
    /// A correction goes to whoever has the text or may have it, and to whoever was to get it when the rest was stopped. A recall to whoever
    /// has it or may have it. A reminder to whoever surely has the newest text and has neither seen it nor said that they have read it.
    /// </summary>
    /// <param name="followUp">What it is.</param>
    /// <param name="family">What it is about, without itself.</param>
    public static FollowUpRecipients Of(AnnouncementFollowUp followUp, AnnouncementFamily family) => followUp switch
    {
        AnnouncementFollowUp.Correction => new(
            family.Copied,
            $"""({Has} OR (d."AnnouncementId" IN ({In(Ids(family.Texts))}) AND (d."State" = 'Pending' OR (d."State" = 'Cancelled' AND d."Reason" = '{DeliveryReason.Stopped}'))))"""),
        AnnouncementFollowUp.Recall => new(
            family.Copied,
            $"""
            {Has} AND NOT EXISTS (SELECT 1 FROM "AnnouncementDeliveries" AS r WHERE r."Channel" = d."Channel" AND r."PersonId" = d."PersonId" AND r."State" = 'Sent'
                AND r."AnnouncementId" IN ({In(Ids(family.Recalls))}))
            """),
        _ => new(
            [family.Newest.Id],
            $"""
            d."State" = 'Sent' AND d."ReadAt" IS NULL AND d."AcknowledgedAt" IS NULL
            AND NOT EXISTS (SELECT 1 FROM "AnnouncementDeliveries" AS r WHERE r."Channel" = d."Channel" AND r."PersonId" = d."PersonId" AND (r."ReadAt" IS NOT NULL OR r."AcknowledgedAt" IS NOT NULL)
                AND r."AnnouncementId" IN ({In(Ids(family.Reminders.Where(one => one.FollowsId == family.Newest.Id)))}))
            AND NOT EXISTS (SELECT 1 FROM "Subscriptions" AS s WHERE s."Channel" = d."Channel" AND s."PersonId" = d."PersonId" AND s."Topic" = '' AND NOT s."Wanted")
            """),
    };

    /// <summary>How many people they are now.</summary>
    public Task<int> CountAsync(Database database, CancellationToken cancellation) => database.ReadAsync(
        async connection => Convert.ToInt32(await connection.ScalarAsync(cancellation, $"SELECT COUNT(*) FROM ({People}) AS p"), CultureInfo.InvariantCulture), cancellation);

    /// <summary>The same within a transaction.</summary>
    public int Count(DbConnection connection, DbTransaction transaction) => Convert.ToInt32(connection.Scalar(transaction, $"SELECT COUNT(*) FROM ({People}) AS p"), CultureInfo.InvariantCulture);

    /// <summary>The first few of them.</summary>
    public Task<IReadOnlyList<(string Channel, string PersonId)>> SampleAsync(Database database, int atMost, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<(string, string)>>(
        async connection =>
        {
            var sample = new List<(string, string)>();
            await using var rows = await connection.QueryAsync(cancellation, $"{People} LIMIT @0", atMost);
            while (await rows.ReadAsync(cancellation))
            {
                sample.Add((rows.GetString(0), rows.GetString(1)));
            }

            return sample;
        },
        cancellation);

    /// <summary>Writes a row for each, a page in each transaction; whoever has one keeps it.</summary>
    /// <returns>False where it may not be written any more.</returns>
    public async Task<bool> WriteAsync(long announcement, Func<DbConnection, DbTransaction, bool> mayWrite, WriteGate gate, DateTime now, CancellationToken cancellation)
    {
        for (long? after = 0; after is { } from;)
        {
            cancellation.ThrowIfCancellationRequested();
            var (may, last) = await gate.WriteAsync((connection, transaction) => mayWrite(connection, transaction) ? (true, WritePage(announcement, from, now, connection, transaction)) : (false, null), background: true);
            if (!may)
            {
                return false;
            }

            after = last;
        }

        return true;
    }

    private string People => $"""SELECT DISTINCT d."Channel", d."PersonId" FROM "AnnouncementDeliveries" AS d WHERE {_rows} AND {_conditions}""";

    /// <summary>Writes those of the next rows; the last of these, null where there are no more.</summary>
    private long? WritePage(long announcement, long after, DateTime now, DbConnection connection, DbTransaction transaction)
    {
        var end = connection.Scalar(transaction, $"""SELECT d."Id" FROM "AnnouncementDeliveries" AS d WHERE {_rows} AND d."Id" > @0 ORDER BY d."Id" LIMIT 1 OFFSET @1""", after, Page - 1) as long?;
        connection.Execute(
            transaction,
            $"""
            INSERT INTO "AnnouncementDeliveries" ("AnnouncementId", "Channel", "PersonId", "Lane", "State", "DueAt", "IsLeased", "Fence", "Tries", "Doubts")
            SELECT @0, d."Channel", d."PersonId", d."Lane", 'Pending', @1, FALSE, 0, 0, 0 FROM "AnnouncementDeliveries" AS d
            WHERE {_rows} AND d."Id" > @2 AND d."Id" <= @3 AND {_conditions} ON CONFLICT DO NOTHING
            """,
            announcement, now, after, end ?? long.MaxValue);
        return end;
    }

    private static IEnumerable<long> Ids(IEnumerable<Announcement> announcements) => announcements.Select(one => one.Id);

    /// <summary>Numbers as SQL writes a list of them; none is no announcement's.</summary>
    private static string In(IEnumerable<long> ids) => string.Join(", ", ids.DefaultIfEmpty(0).Select(id => id.ToString(CultureInfo.InvariantCulture)));
}
