using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CoopBot.Channels;
using CoopBot.Storage;
using CoopBot.Tests.Hosts;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Tests.Running;

/// <summary>kill -9 of the real process: nothing that was acknowledged is lost, and nothing is answered a third time.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly TestStore _store = new();
    private readonly HttpClient _http = new();

    private string Store => _store.ConnectionString;

    public void Dispose()
    {
        _http.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task Reply_that_was_saved_and_not_sent_arrives_after_the_restart_and_only_once_more()
    {
        await using var connector = await FakeConnector.StartAsync();
        connector.IsSilent = true;
        var (first, address) = await CoopBotProcess.ServeAsync(Store);
        using (first)
        {
            var posting = PostAsync(address, connector.Message("a1", "minimal berapa orang untuk mendirikan koperasi primer"));
            Assert.Contains("9 orang", (string)(await connector.NextAsync())["text"]!, StringComparison.Ordinal);
            await first.KillAsync();
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => posting);
        }

        if (TestStore.IsPostgres)
        {
            // Another process may live elsewhere: only what is older than any turn was left behind.
            await using var db = _store.Open().CreateDbContext();
            var before = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-1);
            await db.Turns.ExecuteUpdateAsync(turn => turn.SetProperty(row => row.At, before));
        }

        connector.IsSilent = false;
        var (second, _) = await CoopBotProcess.ServeAsync(Store);
        using (second)
        {
            var again = await connector.NextAsync();
            Assert.Contains("9 orang", (string)again["text"]!, StringComparison.Ordinal);
            Assert.Equal("a1", (string)again["replyToId"]!);
            await second.KillAsync();
        }

        var (third, thirdAddress) = await CoopBotProcess.ServeAsync(Store);
        using (third)
        {
            // The channel sends the same activity once more: silence. What comes next is the reply to another message.
            using var repeated = await PostAsync(thirdAddress, connector.Message("a1", "minimal berapa orang untuk mendirikan koperasi primer"));
            using var other = await PostAsync(thirdAddress, connector.Message("a2", "terima kasih"));
            Assert.Contains("Sama-sama", (string)(await connector.NextAsync())["text"]!, StringComparison.Ordinal);
            Assert.Equal(0, connector.Waiting);
        }
    }

    [Fact]
    public async Task Web_chat_message_without_its_turn_is_answered_once_after_the_restart()
    {
        Chat chat;
        var (first, address) = await CoopBotProcess.ServeAsync(Store);
        using (first)
        {
            chat = await Chat.StartAsync(address);
            await chat.Says("halo");
            await first.KillAsync();
        }

        // As a kill between the message's commit and its turn's leaves it.
        await LeaveMessageAsync();
        for (var restart = 0; restart < 2; restart++)
        {
            var (next, nextAddress) = await CoopBotProcess.ServeAsync(Store);
            using (next)
            {
                var resumed = await Chat.StartAsync(nextAddress, cookie: chat.Cookie);
                Assert.Equal(chat.Conversation, resumed.Conversation);
                Assert.Single(await resumed.UntilAsync(IsAnswer), IsAnswer);
                await next.KillAsync();
            }
        }

        static bool IsAnswer(Answer answer) => answer.Bold == "9 orang";
    }

    [Fact]
    public async Task Conversation_cookie_token_and_watermark_survive_the_restart()
    {
        Chat chat;
        string ticket;
        var (first, address) = await CoopBotProcess.ServeAsync(Store, $"ASPNETCORE_URLS=http://127.0.0.1:{FreePort()}");
        using (first)
        {
            chat = await Chat.StartAsync(address);
            await chat.Says("syarat2 bikin koprasi brp org ya min");
            await chat.Says("tanya petugas");
            ticket = (await chat.Says("kirim")).Bold.Split(" | ")[0];
            await first.KillAsync();
        }

        var (second, _) = await CoopBotProcess.ServeAsync(Store, $"ASPNETCORE_URLS={address}");
        using (second)
        {
            Assert.Empty(await chat.NewsAsync());
            Assert.Contains(ticket, (await chat.Says("pertanyaan saya")).Text, StringComparison.Ordinal);
            var returned = await Chat.StartAsync(address, cookie: chat.Cookie);
            Assert.True(returned.Resumed);
            Assert.Equal(chat.Conversation, returned.Conversation);
            Assert.Single(returned.Welcome, answer => answer.Text.Contains("asisten otomatis", StringComparison.Ordinal));
        }
    }

    [Fact] // Fault 87
    public async Task Every_acknowledged_message_is_there_after_many_kills_under_load()
    {
        var acknowledged = new List<string>();
        var random = new Random(20);
        for (var kill = 0; kill < (TestStore.IsPostgres ? 8 : 20); kill++)
        {
            var (process, address) = await CoopBotProcess.ServeAsync(Store);
            using (process)
            {
                var chats = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Chat.StartAsync(address)));
                // Killed after a number of acknowledgements that no one could foresee.
                var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                var (until, count) = (random.Next(1, 60), 0);
                var talks = chats.Select(async (chat, number) =>
                {
                    try
                    {
                        for (var i = 0; ; i++)
                        {
                            var text = $"kanari {kill} {number} {i}";
                            using var said = await chat.SendAsync(HttpMethod.Post, $"/{chat.Conversation}/activities", new() { ["type"] = "message", ["text"] = text });
                            said.EnsureSuccessStatusCode();
                            lock (acknowledged)
                            {
                                acknowledged.Add(text);
                                if (++count >= until)
                                {
                                    enough.TrySetResult();
                                }
                            }
                        }
                    }
                    catch (HttpRequestException)
                    {
                        // The process was killed in the middle of this one.
                    }
                }).ToArray();
                await enough.Task.WaitAsync(TimeSpan.FromMinutes(2));
                await process.KillAsync();
                await Task.WhenAll(talks);
            }
        }

        using var connection = _store.Open().OpenConnection();
        TestStore.AssertWhole(connection);
        var turns = new HashSet<string>();
        using (var rows = connection.Query(null, "SELECT \"Text\" FROM \"Turns\""))
        {
            while (rows.Read())
            {
                turns.Add(rows.GetString(0));
            }
        }

        Assert.InRange(acknowledged.Count, 20, int.MaxValue);
        Assert.Empty(acknowledged.Where(text => !turns.Contains(text)).Take(5));
    }

    private Task<HttpResponseMessage> PostAsync(Uri address, JsonObject activity) => _http.PostAsJsonAsync(new Uri(address, "api/messages"), activity);

    /// <summary>The person's last message once more, with another text and no turn; as old as it must be where the process is not alone on the store.</summary>
    private async Task LeaveMessageAsync()
    {
        await using var db = _store.Open().CreateDbContext();
        var said = (await db.DirectLineActivities.ToListAsync()).Single(activity => (string?)JsonNode.Parse(activity.Json)!["from"]!["role"] == "user");
        var json = JsonNode.Parse(said.Json)!;
        (json["id"], json["text"]) = ($"{said.ConversationId}|{said.Sequence + 2:D7}", "minimal berapa orang untuk mendirikan koperasi primer");
        db.Add(new DirectLineActivity
        {
            ConversationId = said.ConversationId,
            Sequence = said.Sequence + 2,
            At = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(TestStore.IsPostgres ? -60 : -1),
            ClientActivityId = "left",
            AwaitsTurn = true,
            Json = json.ToJsonString(),
        });
        await db.SaveChangesAsync();
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
