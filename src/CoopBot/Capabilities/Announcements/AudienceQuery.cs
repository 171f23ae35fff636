using System.Data.Common;
using System.Globalization;
using System.Text;
using CoopBot.Conversation;
using CoopBot.Storage;

namespace CoopBot.Capabilities.Announcements;

/// <summary>
/// An audience as SQL, the same text for both engines: people who have written to the bot in a personal chat or the web chat and may
/// be reached by this kind of announcement. A person is one row, however many fields they fit.
/// </summary>
internal sealed class AudienceQuery
{
    /// <summary>How many people one transaction writes down.</summary>
    private const int Page = 2_000;

    // @0 to @3 are the people to look among, @4 and @5 the statement's own.
    private const int FirstValue = 6;

    // After every channel and every person.
    private const string End = "\U0010FFFF";

    // Who can be spoken to, p("Channel", "PersonId", "Lane"), after one person and up to another; and where a page of them ends. The limits
    // stand innermost: a limit outside of a GROUP BY has SQLite group all people for each page.
    private static readonly (string People, string PageEnd)[] _sources =
    [
        (
            """
            SELECT "Channel", "PersonId", MIN(COALESCE("TenantId", "Channel")) AS "Lane" FROM "Addresses"
            WHERE ("Channel", "PersonId") > (@0, @1) AND ("Channel", "PersonId") <= (@2, @3) AND "PersonId" <> '' AND "RetiredAt" IS NULL AND "WroteAt" IS NOT NULL AND "Kind" IN ('personal', '')
            GROUP BY "Channel", "PersonId"
            """,
            """SELECT "Channel", "PersonId" FROM "Addresses" WHERE ("Channel", "PersonId") > (@0, @1) ORDER BY "Channel", "PersonId" LIMIT 1 OFFSET @2"""),
        (
            """
            SELECT 'webchat' AS "Channel", c."UserId" AS "PersonId", 'webchat' AS "Lane" FROM "DirectLineConversations" AS c
            WHERE c."UserId" > @1 AND c."UserId" <= @3
            AND EXISTS (SELECT 1 FROM "Turns" AS t WHERE t."Channel" = 'webchat' AND t."PersonId" = c."UserId" AND t."ActivityId" <> 'welcome')
            GROUP BY c."UserId"
            """,
            """SELECT 'webchat', "UserId" FROM "DirectLineConversations" WHERE "UserId" > @1 ORDER BY "UserId" LIMIT 1 OFFSET @2"""),
    ];

    private readonly string _conditions;
    private readonly object[] _values;

    private AudienceQuery(string conditions, object[] values) => (_conditions, _values) = (conditions, values);

    /// <summary>The query.</summary>
    /// <param name="audience">Whom it is for.</param>
    /// <param name="kind">Whom it may reach unasked.</param>
    /// <param name="office">When book years end.</param>
    /// <param name="today">The day in WIB.</param>
    /// <param name="haveDeclined">Those instead who would fit and have said "berhenti": to be counted, never to be written to.</param>
    public static AudienceQuery Of(Audience audience, AnnouncementKind kind, OfficeOptions office, DateOnly today, bool haveDeclined = false)
    {
        var sql = new StringBuilder($"""
             AND {(haveDeclined ? "" : "NOT ")}EXISTS (SELECT 1 FROM "Subscriptions" AS s WHERE s."Channel" = p."Channel" AND s."PersonId" = p."PersonId" AND s."Topic" = '' AND NOT s."Wanted")
            """);
        var values = new List<object>();
        if (audience.Topics.Count > 0)
        {
            // Unwanted topics of a service notice are no reason to leave somebody out; a topic needs its yes.
            sql.Append(CultureInfo.InvariantCulture, $""" AND EXISTS (SELECT 1 FROM "Subscriptions" AS s WHERE s."Channel" = p."Channel" AND s."PersonId" = p."PersonId" AND s."Wanted" AND s."Topic" IN ({In(audience.Topics)}))""");
        }
        else if (kind == AnnouncementKind.Topic)
        {
            sql.Append(" AND FALSE");
        }

        if (audience.Roles is [var role])
        {
            sql.Append(CultureInfo.InvariantCulture, $""" AND {(role == Audience.Board ? "" : "NOT ")}EXISTS (SELECT 1 FROM "Memberships" AS m WHERE m."Channel" = p."Channel" AND m."PersonId" = p."PersonId")""");
        }

        if (audience.AsksCooperative)
        {
            sql.Append("""
                 AND EXISTS (SELECT 1 FROM "Memberships" AS m JOIN "Cooperatives" AS k ON (k."OriginId" = m."CooperativeId" OR (k."Id" = m."CooperativeId" AND k."OriginId" IS NULL))
                AND k."Generation" = (SELECT COALESCE(SUM("Generation"), 0) FROM "CooperativeLists" WHERE "State" = 'Published')
                WHERE m."Channel" = p."Channel" AND m."PersonId" = p."PersonId"
                """);
            Among("""k."Regency" """, audience.Districts);
            Among("""k."Kind" """, audience.Kinds);
            Among("""k."Status" """, [.. audience.Statuses.Select(status => Audience.StatusOf(status)!.Value.ToString())]);
            Among("""m."CooperativeId" """, [.. audience.Cooperatives]);
            if (audience.OverdueRat)
            {
                sql.Append(CultureInfo.InvariantCulture, $""" AND (k."LastRat" IS NULL OR k."LastRat" <= {Value(BookYear.LastOverdue(today, office))})""");
            }

            sql.Append(')');
        }

        return new(sql.ToString(), [.. values]);

        void Among<T>(string column, IReadOnlyList<T> wanted)
            where T : notnull
        {
            if (wanted.Count > 0)
            {
                sql.Append(CultureInfo.InvariantCulture, $" AND {column} IN ({In(wanted)})");
            }
        }

        string In<T>(IEnumerable<T> wanted)
            where T : notnull => string.Join(", ", wanted.Select(one => Value(one)));

        string Value(object value)
        {
            values.Add(value);
            return string.Create(CultureInfo.InvariantCulture, $"@{FirstValue + values.Count - 1}");
        }
    }

    /// <summary>How many people it names now.</summary>
    public async Task<int> CountAsync(Database database, CancellationToken cancellation)
    {
        var count = 0;
        foreach (var (people, _) in _sources)
        {
            count += await database.ReadAsync(
                async connection => Convert.ToInt32(await connection.ScalarAsync(cancellation, $"""SELECT COUNT(*) FROM ({people}) AS p WHERE TRUE{_conditions}""", Values("", "", End, End, 0, 0)), CultureInfo.InvariantCulture),
                cancellation);
        }

        return count;
    }

    /// <summary>The first few of them: enough to see whether it is who was meant.</summary>
    public async Task<IReadOnlyList<(string Channel, string PersonId)>> SampleAsync(Database database, int atMost, CancellationToken cancellation)
    {
        var sample = new List<(string, string)>();
        foreach (var (people, _) in _sources)
        {
            await database.ReadAsync(
                async connection =>
                {
                    await using var rows = await connection.QueryAsync(
                        cancellation, $"""SELECT p."Channel", p."PersonId" FROM ({people}) AS p WHERE TRUE{_conditions} LIMIT @4""", Values("", "", End, End, atMost - sample.Count, 0));
                    while (await rows.ReadAsync(cancellation))
                    {
                        sample.Add((rows.GetString(0), rows.GetString(1)));
                    }

                    return 0;
                },
                cancellation);
        }

        return sample;
    }

    /// <summary>Writes a row for each, a page in each transaction, while the announcement is being prepared; whoever has one keeps it.</summary>
    /// <returns>False where another process has finished it meanwhile.</returns>
    public async Task<bool> WriteAsync(long announcement, Func<DbConnection, DbTransaction, bool> mayWrite, WriteGate gate, DateTime now, CancellationToken cancellation)
    {
        foreach (var (people, pageEnd) in _sources)
        {
            for (var (channel, person, isMore) = ("", "", true); isMore;)
            {
                cancellation.ThrowIfCancellationRequested();
                var (may, more, lastChannel, lastPerson) = await gate.WriteAsync(
                    (connection, transaction) =>
                    {
                        if (!mayWrite(connection, transaction))
                        {
                            return (false, false, "", "");
                        }

                        var (more, endChannel, endPerson) = (false, End, End);
                        using (var end = connection.Query(transaction, pageEnd, channel, person, Page - 1))
                        {
                            if (end.Read())
                            {
                                (more, endChannel, endPerson) = (true, end.GetString(0), end.GetString(1));
                            }
                        }

                        connection.Execute(
                            transaction,
                            $"""
                            INSERT INTO "AnnouncementDeliveries" ("AnnouncementId", "Channel", "PersonId", "Lane", "State", "DueAt", "IsLeased", "Fence", "Tries", "Doubts")
                            SELECT @4, p."Channel", p."PersonId", p."Lane", 'Pending', @5, FALSE, 0, 0, 0 FROM ({people}) AS p WHERE TRUE{_conditions} ON CONFLICT DO NOTHING
                            """,
                            Values(channel, person, endChannel, endPerson, announcement, now));
                        return (true, more, endChannel, endPerson);
                    },
                    background: true);
                if (!may)
                {
                    return false;
                }

                (isMore, channel, person) = (more, lastChannel, lastPerson);
            }
        }

        return true;
    }

    /// <summary>The lanes of an announcement that have no row yet get one.</summary>
    public static void WriteLanes(long announcement, RateBucket bucket, DbConnection connection, DbTransaction transaction) => connection.Execute(
        transaction,
        """
        INSERT INTO "DeliveryLanes" ("Lane", "Tokens", "CountedAt", "Recent")
        SELECT DISTINCT "Lane", CAST(@1 AS DOUBLE PRECISION), @2, '' FROM "AnnouncementDeliveries" WHERE "AnnouncementId" = @0 ON CONFLICT DO NOTHING
        """,
        announcement, bucket.Tokens, bucket.CountedAt);

    private object[] Values(params ReadOnlySpan<object> first) => [.. first, .. _values];
}
