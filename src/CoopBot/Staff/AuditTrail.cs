using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Threading.RateLimiting;
using CoopBot.People;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoopBot.Staff;

/// <summary>Something that somebody of the office, or a person linked to a cooperative, did, was shown, or was refused. Rows are added and never changed (fault 134).</summary>
public sealed class AuditEntry
{
    /// <summary>The longest list of things in one entry.</summary>
    public const int LongestSubject = 2_000;

    /// <summary>In order of writing.</summary>
    public long Id { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTime At { get; init; }

    /// <summary>Who: <see cref="StaffMember.Identity"/>, <c>command:ACCOUNT</c> for a command on the machine, <c>person:CHANNEL:ID</c> for a person in the chat, or <c>-</c> where nobody had signed in.</summary>
    public required string Who { get; init; }

    /// <summary>What, in two words: <c>sign-in.done</c>, <c>key.created</c>, <c>question.shown</c>.</summary>
    public required string Action { get; init; }

    /// <summary>To what: keys of records with spaces between, such as <c>T-0042 T-0043</c>; empty where nothing is meant.</summary>
    public required string Subject { get; init; }

    /// <summary>More, as JSON, without a word of personal data; null where there is no more.</summary>
    public string? Detail { get; init; }
}

internal sealed class AuditEntryTable : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> table)
    {
        // The migrations add triggers that refuse changes: see AppendOnly.
        table.ToTable("AuditEntries");
        table.HasIndex(entry => entry.At);
        table.HasIndex(entry => entry.Who);
        table.HoldsPersonalData(new(new("Jejak audit", "Audit trail"))
        {
            OfPerson = """ "Who" = @2 """,
            Told = new("{0} catatan audit", "{0} audit entries"),
            Purpose = new("Supaya dapat ditelusuri siapa melihat atau mengubah data apa, juga untuk melindungi pemiliknya. Isi pesan tidak dicatat.", "So that it can be told who saw or changed which data, also to protect its owner. No content of messages is in it."),
            Kept = new("Tidak dihapus: catatan hanya bisa ditambah. Penyebutannya nomor akun, bukan nama.", "Not deleted: entries can only be added. It names an account number, not a name."),
            Stays = new("Tetap disimpan sebagai bukti; tanpa isi pesan.", "It stays as evidence, without the content of messages."),
            Copied = new Dictionary<string, string>
            {
                [nameof(AuditEntry.At)] = "waktu",
                [nameof(AuditEntry.Who)] = "pelaku",
                [nameof(AuditEntry.Action)] = "tindakan",
                [nameof(AuditEntry.Subject)] = "catatan yang dimaksud",
                [nameof(AuditEntry.Detail)] = "keterangan",
            },
            Nested = new HashSet<string> { nameof(AuditEntry.Detail) },
            LeftOut = new Dictionary<string, string> { [nameof(AuditEntry.Id)] = "a place in the table" },
        });
    }
}

/// <summary>
/// The audit trail. An action records itself in its own transaction: neither is there without the other. What was shown is
/// recorded before it is shown, so that "who saw record X" has an answer (fault 133).
/// </summary>
public sealed class AuditTrail(WriteGate gate, TimeProvider time) : IDisposable
{
    private const int RefusalsPerMinute = 30;

    // Whoever is refused can repeat it at will; that must not fill the store.
    private readonly PartitionedRateLimiter<string> _refusals = PartitionedRateLimiter.Create<string, string>(who => RateLimitPartition.GetFixedWindowLimiter(
        who, _ => new FixedWindowRateLimiterOptions { PermitLimit = RefusalsPerMinute, Window = TimeSpan.FromMinutes(1) }));

    /// <summary>Records within the transaction of the action itself.</summary>
    /// <param name="connection">The connection of the unit of work.</param>
    /// <param name="transaction">Its transaction.</param>
    /// <param name="who">The identity of whoever acts.</param>
    /// <param name="action">What, in two words: <c>key.created</c>.</param>
    /// <param name="subject">The keys of the records meant, spaces between.</param>
    /// <param name="detail">What else belongs to it; never personal data, never a secret.</param>
    public void Record(DbConnection connection, DbTransaction transaction, string who, string action, string subject, IReadOnlyDictionary<string, string>? detail = null) =>
        connection.Execute(
            transaction,
            """INSERT INTO "AuditEntries" ("At", "Who", "Action", "Subject", "Detail") VALUES (@0, @1, @2, @3, @4)""",
            time.GetUtcNow().UtcDateTime, who, action, Bounded(subject), detail is null ? null : JsonSerializer.Serialize(detail));

    /// <summary>Records what somebody does to a list of cooperatives: the action, and the list's number.</summary>
    public Action<DbConnection, DbTransaction, string, int> ForLists(string who) =>
        (connection, transaction, action, list) => Record(connection, transaction, who, action, ListSubject(list));

    /// <summary>A list of cooperatives as a subject.</summary>
    public static string ListSubject(int list) => string.Create(CultureInfo.InvariantCulture, $"list:{list}");

    /// <summary>Records what changes nothing in the store: a sign-in, a page shown.</summary>
    public Task RecordAsync(string who, string action, string subject, IReadOnlyDictionary<string, string>? detail = null) =>
        gate.WriteAsync((connection, transaction) =>
        {
            Record(connection, transaction, who, action, subject, detail);
            return true;
        });

    /// <summary>Records that these records were shown; call it before showing them.</summary>
    public Task ShownAsync(StaffMember who, string action, IEnumerable<string> records)
    {
        ArgumentNullException.ThrowIfNull(who);
        var subject = string.Join(' ', records);
        return subject.Length == 0 ? Task.CompletedTask : RecordAsync(who.Identity, action, subject);
    }

    /// <summary>Records a refusal, at most thirty a minute of the same person or address.</summary>
    /// <param name="who">The identity, or <c>-</c>.</param>
    /// <param name="action">What was refused.</param>
    /// <param name="subject">What it was aimed at.</param>
    /// <param name="source">Whose refusals are counted together: the identity, or an address; not recorded.</param>
    public async Task RefusedAsync(string who, string action, string subject, string source)
    {
        using var lease = _refusals.AttemptAcquire(source);
        if (lease.IsAcquired)
        {
            await RecordAsync(who, action, subject);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _refusals.Dispose();

    private static string Bounded(string subject) =>
        subject.Length <= AuditEntry.LongestSubject ? subject : throw new ArgumentException("Too many records for one entry; record them in parts.", nameof(subject));
}
