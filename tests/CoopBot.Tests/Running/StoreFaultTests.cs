using CoopBot.Storage;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Running;

/// <summary>A store that fails while people talk: nothing is said to be saved that is not, nothing that was saved is lost, and afterwards it goes on.</summary>
public sealed class StoreFaultTests
{
    [Fact] // Fault 91
    public async Task Store_held_by_another_program_is_waited_for_less_than_a_turn_and_then_said_to_be_unsaved()
    {
        await using var connector = await FakeConnector.StartAsync();
        using var host = new CoopBotHost();
        using var before = await host.PostAsync(connector.Message("a1", "halo"));
        await connector.NextAsync();
        using (var other = host.Database.OpenConnection())
        using (var held = other.BeginTransaction())
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            // Another write is at the door already and waits as long as one may.
            var ahead = host.Service<WriteGate>().WriteAsync((connection, transaction) => connection.Execute(transaction, "DELETE FROM \"Turns\" WHERE FALSE"));
            using var refused = await host.PostAsync(connector.Message("a2", "halo"));

            Assert.Equal(System.Net.HttpStatusCode.OK, refused.StatusCode);
            Assert.Contains("belum tersimpan", (string)(await connector.NextAsync())["text"]!, StringComparison.Ordinal);
            Assert.True(clock.Elapsed > TimeSpan.FromSeconds(1), "It was not waited for.");
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ahead);
        }

        using var after = await host.PostAsync(connector.Message("a2", "terima kasih"));
        Assert.Contains("Sama-sama", (string)(await connector.NextAsync())["text"]!, StringComparison.Ordinal);
    }

    [Fact] // Fault 92
    public async Task Log_that_has_grown_past_256_megabytes_is_told_in_readiness()
    {
        using var store = new TestStore();
        using var host = new CoopBotHost(null, store.ConnectionString);
        using var http = new HttpClient();
        await host.VisitAsync();
        using var before = await http.GetAsync(new Uri(host.Address, "health/ready"));
        Assert.DoesNotContain("write-ahead log", await before.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        // As a reader that never ends leaves it; what lies behind the last frame is nothing to SQLite.
        using (var log = new FileStream(new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(store.ConnectionString).DataSource + "-wal", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete))
        {
            log.SetLength(256_000_001);
        }

        using var ready = await http.GetAsync(new Uri(host.Address, "health/ready"));
        Assert.Equal(System.Net.HttpStatusCode.OK, ready.StatusCode);
        var told = await ready.Content.ReadAsStringAsync();
        Assert.StartsWith("Degraded", told, StringComparison.Ordinal);
        Assert.Contains("store: the write-ahead log has grown to 256 MB", told, StringComparison.Ordinal);
    }

    [Fact] // Fault 88
    public async Task Full_store_loses_nothing_promises_nothing_and_recovers()
    {
        await using var connector = await FakeConnector.StartAsync();
        using var host = new CoopBotHost();
        var gate = host.Service<WriteGate>();
        using var before = await host.PostAsync(connector.Message("a0", "minimal berapa orang untuk mendirikan koperasi primer"));
        Assert.Contains("9 orang", (string)(await connector.NextAsync())["text"]!, StringComparison.Ordinal);
        // The writer's own connection may not add a page from here on: SQLite answers as on a full disk.
        await LimitAsync(null);

        var refused = 0;
        var saved = new List<string>();
        for (var i = 1; i <= 200 && refused < 3; i++)
        {
            using var posted = await host.PostAsync(connector.Message($"a{i}", $"kanari {i} " + new string('x', 3_000)));
            Assert.Equal(System.Net.HttpStatusCode.OK, posted.StatusCode);
            if (((string)(await connector.NextAsync())["text"]!).Contains("belum tersimpan", StringComparison.Ordinal))
            {
                refused++;
            }
            else
            {
                saved.Add($"a{i}");
            }
        }

        Assert.Equal(3, refused);
        using (var connection = host.Database.OpenConnection())
        {
            Assert.All(saved, id => Assert.NotNull(connection.Scalar(null, """SELECT 1 FROM "Turns" WHERE "ActivityId" = @0""", id)));
            Assert.Equal(saved.Count + 1L, connection.Scalar(null, """SELECT COUNT(*) FROM "Turns" """));
            Assert.Equal("ok", connection.Scalar(null, "PRAGMA integrity_check"));
        }

        await LimitAsync(1_000_000_000);
        using var after = await host.PostAsync(connector.Message("later", "terima kasih"));
        Assert.Contains("Sama-sama", (string)(await connector.NextAsync())["text"]!, StringComparison.Ordinal);

        Task LimitAsync(long? pages) => gate.WriteAsync((connection, transaction) =>
            connection.Scalar(transaction, $"PRAGMA max_page_count={pages ?? (long)connection.Scalar(transaction, "PRAGMA page_count")! + 5}"));
    }
}
