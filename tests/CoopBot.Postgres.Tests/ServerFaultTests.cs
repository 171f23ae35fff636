using System.Net;
using System.Text.Json.Nodes;
using CoopBot.Storage;
using CoopBot.Tests.Hosts;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CoopBot.Tests;

/// <summary>A server that restarts, breaks connections or has few of them: only what is safe is tried again, and nothing that was acknowledged is lost (fault 93).</summary>
public sealed class ServerFaultTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("", 8, 4)]
    [InlineData(";Maximum Pool Size=20;Timeout=9", 20, 9)]
    [InlineData(";MaxPoolSize=20;timeout=9", 20, 9)]
    public void What_the_office_sets_wins_in_whatever_spelling(string set, int connections, int seconds)
    {
        using var database = Database.Of("Host=server;Database=coopbot" + set);
        using var db = database.CreateDbContext();
        var settings = new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString());

        Assert.Equal((connections, seconds), (settings.MaxPoolSize, settings.Timeout));
    }

    [Fact] // Fault 28
    public async Task Two_processes_that_write_the_same_rows_in_opposite_order_both_come_through()
    {
        const int Rows = 400;
        using var store = TestStore.Empty();
        using var database = Database.Of(store.ConnectionString);
        using (var connection = database.OpenConnection())
        {
            connection.Execute(null, "CREATE TABLE taken (number INTEGER PRIMARY KEY)");
        }

        using WriteGate one = new(database), other = new(database);
        var forth = Enumerable.Range(0, Rows).Select(number => Take(one, number)).ToArray();
        var back = Enumerable.Range(0, Rows).Reverse().Select(number => Take(other, number)).ToArray();

        // Who came second was told so, and nobody that it failed.
        Assert.Equal(Rows, (await Task.WhenAll(forth)).Sum() + (await Task.WhenAll(back)).Sum());

        static Task<int> Take(WriteGate gate, int number) => gate.WriteAsync((connection, transaction) =>
            connection.Execute(transaction, "INSERT INTO taken VALUES (@0) ON CONFLICT DO NOTHING", number));
    }

    [Fact] // Fault 93
    public async Task Connections_that_the_server_breaks_cost_no_acknowledged_message()
    {
        using var host = new CoopBotHost(null, _store.ConnectionString);
        var chats = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.VisitAsync()));
        var (said, again) = (0, 0);
        var talks = chats.Select(async (chat, number) =>
        {
            for (var i = 0; i < 25; i++)
            {
                // As the web chat does: what is not acknowledged is sent again under the same id.
                while (true)
                {
                    using var sent = await chat.SendAsync(HttpMethod.Post, $"/{chat.Conversation}/activities", new()
                    {
                        ["type"] = "message",
                        ["text"] = $"kanari {number} {i}",
                        ["channelData"] = new JsonObject { ["clientActivityID"] = $"{number}-{i}" },
                    });
                    if (sent.IsSuccessStatusCode)
                    {
                        break;
                    }

                    Assert.True(sent.StatusCode == HttpStatusCode.ServiceUnavailable, host.Log.All);
                    Interlocked.Increment(ref again);
                }

                Interlocked.Increment(ref said);
            }
        }).ToArray();
        var (breaks, last) = (0, 0);
        while (talks.Any(talk => !talk.IsCompleted))
        {
            if (SpinWait.SpinUntil(() => Volatile.Read(ref said) >= last + 3, 100))
            {
                last = Volatile.Read(ref said);
                breaks++;
                PostgresServer.Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{new NpgsqlConnectionStringBuilder(_store.ConnectionString).Database}'");
            }
        }

        await Task.WhenAll(talks);

        Assert.InRange(breaks, 5, 100);
        // Only a commit that was under way when its connection broke is not tried again.
        Assert.InRange(again, 0, breaks);
        using var connection = _store.Open().OpenConnection();
        Assert.Equal(100L, TestStore.Scalar(connection, "SELECT COUNT(*) FROM DirectLineActivities WHERE Json LIKE '%kanari%' AND Json LIKE '%\"user\"%'"));
        Assert.Contains("Sama-sama", (await chats[0].SaysAsync(new() { ["text"] = "terima kasih" }))[^1].Text, StringComparison.Ordinal);
    }

    [Fact] // Fault 93
    public async Task Restarted_server_is_waited_for_and_one_that_stays_away_is_said_to_be()
    {
        using var server = new PostgresServer();
        PostgresServer.Execute(server.Of("postgres"), "CREATE DATABASE coopbot");
        using var host = new CoopBotHost(null, server.Of("coopbot"));
        using var http = new HttpClient();
        var chat = await host.VisitAsync();
        await chat.Says("halo");

        server.Stop();
        var restarting = Task.Run(server.Start, TestContext.Current.CancellationToken);
        Assert.Contains("Sama-sama", (await chat.Says("terima kasih")).Text, StringComparison.Ordinal);
        await restarting;

        server.Stop();
        using (var refused = await chat.SendAsync(HttpMethod.Post, $"/{chat.Conversation}/activities", new() { ["type"] = "message", ["text"] = "halo" }))
        using (var ready = await http.GetAsync(new Uri(host.Address, "health/ready"), TestContext.Current.CancellationToken))
        using (var live = await http.GetAsync(new Uri(host.Address, "health/live"), TestContext.Current.CancellationToken))
        {
            Assert.Equal((503, 503, 200), ((int)refused.StatusCode, (int)ready.StatusCode, (int)live.StatusCode));
        }

        server.Start();
        Assert.Contains("Sama-sama", (await chat.Says("terima kasih")).Text, StringComparison.Ordinal);
    }

    [Fact] // Fault 93
    public async Task Two_processes_share_a_server_of_twenty_connections()
    {
        using var server = new PostgresServer("-c max_connections=20");
        PostgresServer.Execute(server.Of("postgres"), "CREATE DATABASE coopbot");
        using var first = new CoopBotHost(null, server.Of("coopbot"));
        using var second = new CoopBotHost(null, server.Of("coopbot"));

        await Task.WhenAll(Enumerable.Range(0, 40).Select(async number =>
        {
            var chat = await (number % 2 == 0 ? first : second).VisitAsync();
            Assert.Contains("Sama-sama", (await chat.Says("terima kasih")).Text, StringComparison.Ordinal);
        }));

        Assert.Equal(40L, first.Scalar("SELECT COUNT(*) FROM Turns WHERE Text = 'terima kasih'"));
    }

    [Fact] // Fault 93
    public async Task Write_that_was_in_anothers_way_runs_again_and_takes_effect_once()
    {
        using var host = new CoopBotHost(null, _store.ConnectionString);
        var gate = host.Service<WriteGate>();
        var runs = 0;

        await Task.WhenAll(gate.WriteAsync((connection, transaction) => connection.Execute(transaction, """INSERT INTO "DataProtectionKeys" ("FriendlyName") VALUES ('lain')""")), gate.WriteAsync((connection, transaction) =>
        {
            connection.Execute(transaction, """INSERT INTO "DataProtectionKeys" ("FriendlyName") VALUES ('sekali')""");
            return ++runs == 1 ? connection.Execute(transaction, "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40P01'; END $$") : 0;
        }));

        Assert.Equal(2, runs);
        Assert.Equal(1L, host.Scalar("SELECT COUNT(*) FROM DataProtectionKeys WHERE FriendlyName = 'sekali'"));
        Assert.Equal(1L, host.Scalar("SELECT COUNT(*) FROM DataProtectionKeys WHERE FriendlyName = 'lain'"));
    }

    [Theory] // Faults 89 and 136
    [InlineData("Database=tidak_ada", "no database of that name")]
    [InlineData("Port=1", "does not answer")]
    [InlineData("Username=tidak_ada", "refuses the name")]
    [InlineData("Options=-c default_transaction_read_only=on", "read-only")]
    public async Task Server_that_cannot_be_used_is_explained_in_one_line(string setting, string expected)
    {
        var (code, output, error) = await CoopBotProcess.RunAsync($"{_store.ConnectionString};Password=sandirahasia;{setting}", null, []);

        Assert.Equal(1, code);
        Assert.Contains(expected, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("sandirahasia", output + error, StringComparison.Ordinal);
        Assert.DoesNotContain("Chat:", output, StringComparison.Ordinal);
    }
}
