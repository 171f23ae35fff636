using System.Data.Common;
using CoopBot.Staff;
using CoopBot.Storage;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Staff;

/// <summary>The audit trail: complete, unchangeable, and able to answer who saw what.</summary>
public sealed class AuditTests
{
    public static TheoryData<string> Changes => TestStore.IsPostgres
        ? ["UPDATE \"AuditEntries\" SET \"Who\" = 'x'", "DELETE FROM \"AuditEntries\"", "UPDATE \"AuditEntries\" SET \"Detail\" = NULL WHERE \"Id\" = 1"]
        : ["UPDATE \"AuditEntries\" SET \"Who\" = 'x'", "DELETE FROM \"AuditEntries\"", "INSERT OR REPLACE INTO \"AuditEntries\" (\"Id\", \"At\", \"Who\", \"Action\", \"Subject\") VALUES (1, '2026-01-01', 'x', 'x', 'x')"];

    [Theory] // Fault 134
    [MemberData(nameof(Changes))]
    public async Task Entry_is_never_changed_or_removed_whoever_holds_a_connection(string change)
    {
        await using var host = new CoopBotHost();
        await host.Service<AuditTrail>().RecordAsync("dev", "key.created", "impor");
        using var connection = host.Database.OpenConnection();

        var refused = Assert.ThrowsAny<DbException>(() => TestStore.Scalar(connection, change));

        Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
        Assert.Equal("dev key.created impor", TestStore.Scalar(connection, "SELECT Who || ' ' || Action || ' ' || Subject FROM AuditEntries"));
    }

    [Fact]
    public async Task Action_that_fails_leaves_no_entry_and_an_entry_no_action()
    {
        await using var host = new CoopBotHost();
        var trail = host.Service<AuditTrail>();

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Service<WriteGate>().WriteAsync<bool>((connection, transaction) =>
        {
            trail.Record(connection, transaction, "dev", "key.created", "impor");
            throw new InvalidOperationException();
        }));

        Assert.Equal(0L, host.Scalar("SELECT COUNT(*) FROM AuditEntries"));
    }

    [Fact] // Fault 133
    public async Task Who_was_shown_a_record_between_two_days_is_answered_from_the_trail()
    {
        await using var accounts = await OfficeAccounts.StartAsync();
        await using var host = new CoopBotHost(settings: accounts.Settings(OfficeAccounts.Member(1, "viewer"), OfficeAccounts.Member(2, "admin")));
        await StaffBrowser.AskOfficeAsync(host, 30);
        using var reader = await StaffBrowser.PersonAsync(host);
        await reader.ReadAsync("/staff/pertanyaan?hal=2");
        accounts.Person = OfficeAccounts.Id(2);
        using var admin = await StaffBrowser.PersonAsync(host);
        await admin.ReadAsync("/staff/pertanyaan");

        var drill = await admin.ReadAsync($"/staff/audit?catatan=T-0028&dari={CoopBotHost.Day(-1)}&sampai={CoopBotHost.Day()}");
        var others = await admin.ReadAsync($"/staff/audit?catatan=T-0001&dari={CoopBotHost.Day(-1)}&sampai={CoopBotHost.Day()}");
        var before = await admin.ReadAsync($"/staff/audit?catatan=T-0028&sampai={CoopBotHost.Day(-1)}");
        var prefix = await admin.ReadAsync("/staff/audit?catatan=T-002");

        Assert.Contains($"entra:{OfficeAccounts.Tenant}:{OfficeAccounts.Id(1)}</td>", drill, StringComparison.Ordinal);
        Assert.DoesNotContain($"{OfficeAccounts.Id(2)}</td>", drill, StringComparison.Ordinal);
        Assert.Contains($"{OfficeAccounts.Id(2)}</td>", others, StringComparison.Ordinal);
        Assert.Contains("Tidak ada hasil", before, StringComparison.Ordinal);
        Assert.Contains("Tidak ada hasil", prefix, StringComparison.Ordinal);
    }

    [Fact] // Fault 125
    public async Task Trail_is_read_page_by_page_however_long_and_strange_addresses_show_the_newest()
    {
        await using var host = new CoopBotHost();
        await host.Service<WriteGate>().WriteAsync((connection, transaction) =>
        {
            for (var i = 1; i <= 120; i++)
            {
                host.Service<AuditTrail>().Record(connection, transaction, $"key:nomor-{i:D3}", "key.refused", "");
            }

            return true;
        });
        using var admin = await StaffBrowser.DeveloperAsync(host);

        var first = await admin.ReadAsync("/staff/audit?tindakan=key.refused");
        var strange = await admin.ReadAsync("/staff/audit?sebelum=99999999999999999999&dari=kemarin&sampai=0001-01-01&hal=-4&ukuran=1000000000&pelaku=");
        var second = await admin.ReadAsync(System.Text.RegularExpressions.Regex.Match(first, "href=\"([^\"]+)\">Lebih lama").Groups[1].Value);

        Assert.Contains("nomor-120", first, StringComparison.Ordinal);
        Assert.DoesNotContain("nomor-070", first, StringComparison.Ordinal);
        Assert.Contains("nomor-070", second, StringComparison.Ordinal);
        Assert.DoesNotContain("nomor-020", second, StringComparison.Ordinal);
        Assert.Contains("nomor-120", strange, StringComparison.Ordinal);
        Assert.DoesNotContain("nomor-020", strange, StringComparison.Ordinal);
    }
}
