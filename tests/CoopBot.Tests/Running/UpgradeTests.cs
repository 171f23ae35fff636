using CoopBot.Storage;
using CoopBot.Tests.Hosts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CoopBot.Tests.Running;

/// <summary>What an earlier version left is brought to this one's shape, whole, once, whoever else starts at the same moment (faults 94 and 95).</summary>
public sealed class UpgradeTests : IDisposable
{
    private readonly TestStore _store = TestStore.Empty();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Model_has_no_change_that_a_migration_lacks()
    {
        using var database = _store.Open();
        using var db = database.CreateDbContext();

        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact] // Fault 95
    public async Task Database_of_the_first_version_is_upgraded_and_keeps_its_rows()
    {
        using (var database = _store.Open())
        await using (var db = database.CreateDbContext())
        {
            await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().First());
            using var connection = database.OpenConnection();
            TestStore.Scalar(connection, "INSERT INTO Cooperatives (Name, Nik, Status, Source, DataDate) VALUES ('Koperasi Lama', '6101000000001', 'Active', 'daftar', '2026-01-31')");
            TestStore.Scalar(connection, "INSERT INTO Questions (Id, Channel, ConversationId, PersonId, Text, Reason, AskedAt) VALUES (41, 'webchat', 'c', 'p', 'apa', 'asked', '2026-01-31')");
            TestStore.Scalar(connection, "INSERT INTO DataProtectionKeys (FriendlyName) VALUES ('kunci')");
        }

        var (process, address) = await CoopBotProcess.ServeAsync(_store.ConnectionString);
        using (process)
        {
            var chat = await Chat.StartAsync(address);
            Assert.Contains("Koperasi Lama", (await chat.Says("6101000000001")).All, StringComparison.OrdinalIgnoreCase);
            // The numbers of tickets go on.
            await chat.Says("zonk wibble frobnicate");
            await chat.Says("tanya petugas");
            Assert.StartsWith("T-0042", (await chat.Says("kirim")).Bold, StringComparison.Ordinal);
        }

        using var upgraded = _store.Open();
        await using var now = upgraded.CreateDbContext();
        Assert.Empty(await now.Database.GetPendingMigrationsAsync());
        Assert.Contains(await now.DataProtectionKeys.ToListAsync(), key => key.FriendlyName == "kunci");
    }

    [Fact] // Fault 94
    public async Task Two_processes_that_start_on_an_empty_store_at_once_both_serve_and_one_migrates()
    {
        var started = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => CoopBotProcess.ServeAsync(_store.ConnectionString)));
        foreach (var (process, address) in started)
        {
            using (process)
            {
                Assert.NotEmpty((await Chat.StartAsync(address)).Welcome);
            }
        }

        using var database = _store.Open();
        await using var db = database.CreateDbContext();
        Assert.Equal(db.Database.GetMigrations(), await db.Database.GetAppliedMigrationsAsync());
    }

    [Fact] // Fault 95
    public async Task Database_of_a_newer_version_is_refused_in_one_line()
    {
        using (var database = _store.Open())
        {
            Schema.Prepare(database);
            using var connection = database.OpenConnection();
            connection.Execute(null, """INSERT INTO "__EFMigrationsHistory" VALUES ('29991231000000_FromTheFuture', '99.0.0')""");
        }

        var (code, output, error) = await CoopBotProcess.RunAsync(_store.ConnectionString, null, []);

        Assert.Equal(1, code);
        Assert.Contains("newer version", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("Chat:", output, StringComparison.Ordinal);
    }
}
