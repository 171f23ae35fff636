using System.Buffers.Text;
using System.Data.Common;
using System.Security.Cryptography;
using System.Threading.Channels;
using CoopBot.Conversation;
using CoopBot.Staff;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.People;

/// <summary>
/// The requests in the store. What a person does rides on the reply as an <see cref="Effect"/>; what the office does is a unit of its
/// own. Every step is in the audit trail by the request's number, without a word of what is stored.
/// </summary>
public sealed class DataRequests(Database database, WriteGate gate, Numbers numbers, AuditTrail audit, TimeProvider time)
{
    private readonly Channel<bool> _begun = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>A person's request that waits for its code.</summary>
    public async Task<DataRequest?> WaitingAsync(ConversationKey key, DataWish wish, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db.DataRequests.AsNoTracking().OrderByDescending(request => request.Id)
            .FirstOrDefaultAsync(request => request.Channel == key.Channel && request.PersonId == key.Person && request.Wish == wish && request.State == DataRequestState.Open, cancellation);
    }

    /// <summary>A new one, to be saved with the reply that names it, and its entry in the audit trail.</summary>
    public async Task<(DataRequest Request, GivenNumber Number, Effect Recorded)> NewAsync(Turn turn, DataWish wish, CancellationToken cancellation)
    {
        var number = await numbers.NextAsync("DataRequests", cancellation);
        var request = new DataRequest
        {
            Id = number.Number,
            Channel = turn.Key.Channel,
            ConversationId = turn.Key.Conversation,
            PersonId = turn.Key.Person,
            Wish = wish,
            Language = turn.Language,
            AskedAt = turn.Now,
        };
        return (request, number, Recorded(turn.Key, "data.requested", request.Id));
    }

    /// <summary>The person's own request that a code opens; null for any other code, another's above all.</summary>
    public async Task<DataRequest?> FindAsync(ConversationKey key, string code, DateTime now, CancellationToken cancellation)
    {
        var hash = OneTimeCode.HashOf(code);
        await using var db = database.CreateDbContext();
        return await db.DataRequests.AsNoTracking().FirstOrDefaultAsync(
            request => request.Channel == key.Channel && request.PersonId == key.Person && request.CodeHash == hash && request.State == DataRequestState.Open && request.CodeUntil > now, cancellation);
    }

    /// <summary>Uses the code up; false where it was meanwhile.</summary>
    public Effect Open(DataRequest request, ConversationKey key, DateTime now) => (connection, transaction) =>
    {
        if (connection.Execute(
            transaction,
            """UPDATE "DataRequests" SET "State" = 'Opened', "CodeHash" = NULL WHERE "Id" = @0 AND "State" = 'Open' AND "CodeHash" = @1 AND "CodeUntil" > @2""",
            request.Id, request.CodeHash, now) == 0)
        {
            return false;
        }

        connection.Execute(transaction, """DELETE FROM "LinkTries" WHERE "Channel" = @0 AND "PersonId" = @1""", key.Channel, key.Person);
        return Recorded(key, "data.opened", request.Id)(connection, transaction);
    };

    /// <summary>A new link to the copy; the one before is dead. Returned this once.</summary>
    public (string Token, Effect Given) NewLink(long id, ConversationKey key, DateTime now)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return (token, (connection, transaction) => Change(connection, transaction, id, key, "data.link-made", """ "LinkHash" = @3, "LinkUntil" = @4 """, OneTimeCode.HashOf(token), now + DataRequest.LinkGoodFor));
    }

    /// <summary>The person said yes: from now on rows go, also after a restart.</summary>
    public Effect Erase(long id, ConversationKey key) => (connection, transaction) =>
    {
        var begun = Change(connection, transaction, id, key, "data.erasing", """ "State" = 'Erasing', "LinkHash" = NULL """);
        // Heard before the unit is committed; whoever listens queues behind it at the gate.
        _begun.Writer.TryWrite(begun);
        return begun;
    };

    /// <summary>The person said no.</summary>
    public Effect Keep(long id, ConversationKey key) => (connection, transaction) =>
        Change(connection, transaction, id, key, "data.kept", """ "State" = 'Closed', "LinkHash" = NULL """);

    /// <summary>Whose copy a link opens; null for an unknown, used and expired one, with no difference to be seen. Uses nothing up.</summary>
    public async Task<DataRequest?> FindLinkAsync(string token, CancellationToken cancellation)
    {
        var (hash, now) = (OneTimeCode.HashOf(token), Now);
        await using var db = database.CreateDbContext();
        return await db.DataRequests.AsNoTracking().FirstOrDefaultAsync(request => request.LinkHash == hash && request.LinkUntil > now && request.State == DataRequestState.Opened, cancellation);
    }

    /// <summary>Uses the link up; false where another was faster.</summary>
    public Task<bool> UseLinkAsync(DataRequest request) => gate.WriteAsync((connection, transaction) =>
        connection.Execute(
            transaction, """UPDATE "DataRequests" SET "LinkHash" = NULL WHERE "Id" = @0 AND "LinkHash" = @1 AND "LinkUntil" > @2""", request.Id, request.LinkHash, Now) == 1
        && Recorded(KeyOf(request), "data.copied", request.Id)(connection, transaction));

    /// <summary>How many wait for a code.</summary>
    public async Task<int> CountOpenAsync(CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db.DataRequests.CountAsync(request => request.State == DataRequestState.Open, cancellation);
    }

    /// <summary>Those that wait for a code, the oldest first, with how many cooperatives the person is linked to.</summary>
    /// <param name="number">Only this one; null for all.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IReadOnlyList<(DataRequest Request, int Cooperatives)>> OpenAsync(long? number, int most, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        var open = await db.DataRequests.AsNoTracking().Where(request => request.State == DataRequestState.Open && (number == null || request.Id == number)).OrderBy(request => request.Id).Take(most)
            .Select(request => new { request, Count = db.Memberships.Count(link => link.Channel == request.Channel && link.PersonId == request.PersonId) }).ToListAsync(cancellation);
        return [.. open.Select(each => (each.request, each.Count))];
    }

    /// <summary>Makes a request's code; the one before is void. Its text is returned this once; null where the request waits for none any more.</summary>
    public Task<(string Code, DateTime Until)?> NewCodeAsync(long id, string by)
    {
        var (code, until) = (OneTimeCode.New(), Now + DataRequest.CodeGoodFor);
        return gate.WriteAsync<(string, DateTime)?>((connection, transaction) =>
        {
            if (connection.Execute(
                transaction, """UPDATE "DataRequests" SET "CodeHash" = @1, "CodeBy" = @2, "CodeUntil" = @3 WHERE "Id" = @0 AND "State" = 'Open'""", id, OneTimeCode.HashOf(code), by, until) == 0)
            {
                return null;
            }

            audit.Record(connection, transaction, by, "data.code-made", DataRequest.NumberOf(id));
            return (code, until);
        });
    }

    /// <summary>Ends once a deletion was asked for in this process.</summary>
    public async Task BegunAsync(CancellationToken cancellation) => await _begun.Reader.ReadAsync(cancellation);

    /// <summary>The next deletion that is not finished; read at the gate, behind whatever is being committed.</summary>
    public Task<DataRequest?> NextToEraseAsync() => gate.WriteAsync(
        (connection, transaction) =>
        {
            // Without EF Core: at start its model would be built here, and every turn would wait for that.
            using var row = connection.Query(
                transaction, """SELECT "Id", "Channel", "ConversationId", "PersonId", "Language", "Watermark" FROM "DataRequests" WHERE "State" = 'Erasing' ORDER BY "Id" LIMIT 1""");
            return !row.Read() ? null : new DataRequest
            {
                Id = row.GetInt64(0),
                Channel = row.GetString(1),
                ConversationId = row.GetString(2),
                PersonId = row.GetString(3),
                State = DataRequestState.Erasing,
                Language = (Language)row.GetInt32(4),
                Watermark = row.IsDBNull(5) ? null : row.GetInt64(5),
            };
        },
        background: true);

    /// <summary>Records the end, in the unit that ends it.</summary>
    public void Erased(DataRequest request, DbConnection connection, DbTransaction transaction) => Recorded(KeyOf(request), "data.erased", request.Id)(connection, transaction);

    /// <summary>Whose request it is, where it was asked.</summary>
    public static ConversationKey KeyOf(DataRequest request) => new(request.Channel, request.ConversationId, request.PersonId);

    /// <summary>Removes what has had its time: links after a day, requests after <see cref="DataRequest.KeptFor"/>. A deletion under way is none of them.</summary>
    public static int Expire(DateTime now, DbConnection connection, DbTransaction transaction) =>
        connection.Execute(transaction, """UPDATE "DataRequests" SET "LinkHash" = NULL, "LinkUntil" = NULL WHERE "LinkUntil" < @0""", now.AddDays(-1))
        + connection.Execute(transaction, """DELETE FROM "DataRequests" WHERE "AskedAt" < @0 AND "State" <> 'Erasing' AND ("CodeUntil" IS NULL OR "CodeUntil" < @1)""", now - DataRequest.KeptFor, now.AddDays(-1));

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private Effect Recorded(ConversationKey key, string action, long id) => (connection, transaction) =>
    {
        audit.Record(connection, transaction, Memberships.NameOf(key), action, DataRequest.NumberOf(id));
        return true;
    };

    /// <summary>Whether a request of this very person is open to be copied or deleted: for as long as its code was good, no longer.</summary>
    public async Task<bool> IsOpenedAsync(long id, ConversationKey key, DateTime now, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db.DataRequests.AnyAsync(
            request => request.Id == id && request.Channel == key.Channel && request.PersonId == key.Person && request.State == DataRequestState.Opened && request.CodeUntil > now, cancellation);
    }

    /// <summary>Changes an opened request of this very person; false where it is not one any more.</summary>
    private bool Change(DbConnection connection, DbTransaction transaction, long id, ConversationKey key, string action, string set, params ReadOnlySpan<object?> values) =>
        connection.Execute(
            transaction, $"""UPDATE "DataRequests" SET {set} WHERE "Id" = @0 AND "Channel" = @1 AND "PersonId" = @2 AND "State" = 'Opened'""", [id, key.Channel, key.Person, .. values]) == 1
        && Recorded(key, action, id)(connection, transaction);
}
