using System.Data.Common;
using CoopBot.Conversation;
using CoopBot.Storage;

namespace CoopBot.Capabilities.Announcements;

/// <summary>The lanes' rows: read and written within the transaction of whoever takes or notes.</summary>
internal static class DeliveryLanes
{
    /// <summary>The web chat's own lane: its messages are rows of this store, so no rate holds them.</summary>
    public const string WebChat = "webchat";

    private const string Columns = """ "Lane", "Tokens", "CountedAt", "Recent", "PausedUntil", "HalvedUntil" """;

    /// <summary>All lanes, held until the transaction ends where <paramref name="hold"/> says so.</summary>
    public static List<(string Lane, RateBucket Bucket)> Read(DbConnection connection, DbTransaction transaction, string hold)
    {
        var lanes = new List<(string, RateBucket)>();
        using var rows = connection.Query(transaction, $"""SELECT {Columns} FROM "DeliveryLanes" ORDER BY "Lane" """ + hold);
        while (rows.Read())
        {
            lanes.Add((rows.GetString(0), Bucket(rows)));
        }

        return lanes;
    }

    /// <summary>Writes a lane's bucket.</summary>
    public static void Write(string lane, RateBucket bucket, DbConnection connection, DbTransaction transaction) => connection.Execute(
        transaction,
        """UPDATE "DeliveryLanes" SET "Tokens" = @1, "CountedAt" = @2, "Recent" = @3, "PausedUntil" = @4, "HalvedUntil" = @5 WHERE "Lane" = @0""",
        lane, bucket.Tokens, bucket.CountedAt, bucket.Recent, bucket.PausedUntil, bucket.HalvedUntil);

    /// <summary>Adds results to what their lanes remember; where most were throttled the lane pauses for all processes (fault 57).</summary>
    public static void Note(IReadOnlyList<BroadcastResult> results, DateTime now, string hold, DbConnection connection, DbTransaction transaction)
    {
        foreach (var ofLane in results.Where(result => result.Item.Lane != WebChat && result.Outcome is not (BroadcastOutcome.NotTried or BroadcastOutcome.NotWanted or BroadcastOutcome.NotNeeded or BroadcastOutcome.NotToday or BroadcastOutcome.Quiet or BroadcastOutcome.NoConversation)).GroupBy(result => result.Item.Lane))
        {
            RateBucket before;
            using (var row = connection.Query(transaction, $"""SELECT {Columns} FROM "DeliveryLanes" WHERE "Lane" = @0""" + hold, ofLane.Key))
            {
                if (!row.Read())
                {
                    continue;
                }

                before = Bucket(row);
            }

            var after = ofLane.Aggregate(before, (bucket, result) => result.Outcome == BroadcastOutcome.NotAllowed
                // Bad credentials concern everybody: one try, then a rest (fault 60).
                ? bucket with { PausedUntil = now + DeliveryDecision.NotAllowedFor }
                : bucket.After(result.Outcome == BroadcastOutcome.Throttled, result.RetryAfter, now));
            if (after != before)
            {
                Write(ofLane.Key, after, connection, transaction);
            }
        }
    }

    private static RateBucket Bucket(DbDataReader row) => new(row.GetDouble(1), Time(row, 2)!.Value, row.GetString(3), Time(row, 4), Time(row, 5));

    private static DateTime? Time(DbDataReader row, int at) => row.IsDBNull(at) ? null : DateTime.SpecifyKind(row.GetDateTime(at), DateTimeKind.Utc);
}
