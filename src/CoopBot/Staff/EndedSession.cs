using CoopBot.People;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoopBot.Staff;

/// <summary>A session that its person ended: its cookie, kept by whomever, opens nothing any more, on any replica (fault 124).</summary>
public sealed class EndedSession
{
    /// <summary>The session's random id.</summary>
    public required string Id { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTime EndedAt { get; init; }
}

internal sealed class EndedSessionTable : IEntityTypeConfiguration<EndedSession>
{
    public void Configure(EntityTypeBuilder<EndedSession> table)
    {
        table.ToTable("EndedSessions");
        table.HasIndex(session => session.EndedAt);
        table.HoldsNoPersonalData(
            new("Sesi konsol yang diakhiri", "Ended sessions of the console"),
            new("Milik petugas di konsol, bukan orang yang mengobrol.", "Of officers in the console, not of people who chat."));
    }
}

/// <summary>The sessions that were ended. A row is needed as long as a cookie of its session could still be good.</summary>
public sealed class EndedSessions(WriteGate gate, Database database, AuditTrail audit, TimeProvider time)
{
    /// <summary>Whether it was ended.</summary>
    public Task<bool> ContainsAsync(string session, CancellationToken cancellation) => database.ReadAsync(
        async connection => await connection.ScalarAsync(cancellation, """SELECT 1 FROM "EndedSessions" WHERE "Id" = @0""", session) is not null, cancellation);

    /// <summary>Ends it, and forgets those that no cookie can still be of.</summary>
    public Task EndAsync(string session, string who) => gate.WriteAsync((connection, transaction) =>
    {
        var now = time.GetUtcNow().UtcDateTime;
        connection.Execute(transaction, """DELETE FROM "EndedSessions" WHERE "EndedAt" < @0""", now - (2 * StaffSession.Lifetime));
        if (connection.Execute(transaction, """INSERT INTO "EndedSessions" ("Id", "EndedAt") VALUES (@0, @1) ON CONFLICT ("Id") DO NOTHING""", session, now) == 1)
        {
            audit.Record(connection, transaction, who, "sign-out.done", "");
        }

        return true;
    });
}
