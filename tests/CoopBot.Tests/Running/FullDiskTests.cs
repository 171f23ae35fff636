using CoopBot.Storage;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Running;

/// <summary>Fault 88: without room, nothing is said to be saved that is not, nothing that was saved is lost, and with room it goes on.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task Full_store_loses_nothing_promises_nothing_and_recovers()
    {
        await using var connector = await FakeConnector.StartAsync();
        using var host = new CoopBotHost();
        var gate = host.Service<WriteGate>();
        using var before = await host.PostAsync(connector.Message("a0", "berapa orang untuk mendirikan koperasi primer"));
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
