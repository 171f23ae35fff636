using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CoopBot.Conversation;
using CoopBot.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace CoopBot.Tests.Conversation;

/// <summary>One pass per turn: an activity has one effect, turns are in order, a lost race runs again, a bug shows nothing.</summary>
public sealed class OnePassTests : IAsyncLifetime
{
    private FakeConnector _connector = null!;

    public async ValueTask InitializeAsync() => _connector = await FakeConnector.StartAsync();

    public ValueTask DisposeAsync() => _connector.DisposeAsync();

    [Fact] // Fault 27
    public async Task Same_activity_twice_at_once_and_after_a_restart_has_one_effect()
    {
        using var store = new TestStore();
        var message = _connector.Message("a1", "minimal berapa orang untuk mendirikan koperasi primer");
        using (var host = new CoopBotHost(null, store.ConnectionString))
        {
            var posts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.PostAsync(Copy(message))));
            Assert.All(posts, post => Assert.Equal(HttpStatusCode.OK, post.StatusCode));
            Assert.Contains("9 orang", (string)(await _connector.NextAsync())["text"]!, StringComparison.Ordinal);
            using var later = await host.PostAsync(Copy(message));
            Assert.Equal(HttpStatusCode.OK, later.StatusCode);
        }

        using (var host = new CoopBotHost(null, store.ConnectionString))
        {
            using var afterRestart = await host.PostAsync(Copy(message));
            Assert.Equal(HttpStatusCode.OK, afterRestart.StatusCode);
            // Another message is answered: what is next at the Connector is its reply, and not a second one to the first.
            using var next = await host.PostAsync(_connector.Message("a2", "terima kasih"));
            Assert.Contains("Sama-sama", (string)(await _connector.NextAsync())["text"]!, StringComparison.Ordinal);
            Assert.Equal(0, _connector.Waiting);
            Assert.Equal(2L, Count(host, "SELECT COUNT(*) FROM Turns"));
        }
    }

    [Fact] // Fault 28
    public async Task Same_id_in_another_conversation_is_another_activity()
    {
        using var host = new CoopBotHost();
        using var here = await host.PostAsync(_connector.Message("a1", "halo", "c1"));
        using var there = await host.PostAsync(_connector.Message("a1", "halo", "c2"));

        string[] conversations = [(string)(await _connector.NextAsync())["conversation"]!["id"]!, (string)(await _connector.NextAsync())["conversation"]!["id"]!];
        Assert.Equal(["c1", "c2"], conversations.Order());
    }

    [Fact]
    public async Task Same_message_sent_again_by_the_web_chat_has_one_turn()
    {
        using var host = new CoopBotHost();
        var chat = await host.VisitAsync();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            using var said = await chat.SendAsync(HttpMethod.Post, $"/{chat.Conversation}/activities", new() { ["type"] = "message", ["text"] = "halo", ["channelData"] = new JsonObject { ["clientActivityID"] = "mine" } });
            Assert.Equal(HttpStatusCode.OK, said.StatusCode);
        }));

        Assert.Equal(1L, Count(host, "SELECT COUNT(*) FROM Turns WHERE Route = 'greeting'"));
    }

    [Fact]
    public async Task Turns_of_one_person_at_once_each_see_what_the_one_before_left()
    {
        using var host = new CoopBotHost(services => services.AddSingleton(provider => new ChatRoutes(provider).Map("count", async (turn, _) =>
        {
            var count = int.Parse(turn.State.Note("test.count") ?? "0", null) + 1;
            await Task.Yield();
            return new Reply($"{count}") { State = turn.State.With("test.count", $"{count}") };
        })));

        await Task.WhenAll(Enumerable.Range(0, 30).Select(number => host.PostAsync(_connector.Message($"m{number}", "hitung"))));

        var said = new List<int>();
        for (var i = 0; i < 30; i++)
        {
            said.Add(int.Parse((string)(await _connector.NextAsync())["text"]!, null));
        }

        Assert.Equal(Enumerable.Range(1, 30), said.Order());
    }

    [Fact]
    public async Task Turn_that_loses_the_race_runs_again_on_what_the_winner_left()
    {
        var runs = 0;
        using var host = new CoopBotHost(services => services.AddSingleton(provider => new ChatRoutes(provider).Map("racing", (turn, _) =>
        {
            if (Interlocked.Increment(ref runs) == 2)
            {
                // Another process writes this person's state while the handler thinks.
                Execute(provider, """UPDATE "ConversationStates" SET "Version" = "Version" + 1, "Json" = '{"lastQuestion":"dari proses lain"}'""");
            }

            return new(new Reply(turn.State.LastQuestion ?? "belum ada"));
        })));

        using var first = await host.PostAsync(_connector.Message("r1", "satu"));
        Assert.Equal("belum ada", (string)(await _connector.NextAsync())["text"]!);
        using var second = await host.PostAsync(_connector.Message("r2", "dua"));

        Assert.Equal("dari proses lain", (string)(await _connector.NextAsync())["text"]!);
        Assert.Equal(3, runs);
    }

    [Fact]
    public async Task Turn_that_loses_the_race_three_times_says_that_it_was_not_saved()
    {
        var lose = false;
        using var host = new CoopBotHost(services => services.AddSingleton(provider => new ChatRoutes(provider).Map("racing", (_, _) =>
        {
            if (lose)
            {
                Execute(provider, """UPDATE "ConversationStates" SET "Version" = "Version" + 1""");
            }

            return new(new Reply("baik"));
        })));
        using var first = await host.PostAsync(_connector.Message("r1", "satu"));
        await _connector.NextAsync();
        lose = true;

        using var second = await host.PostAsync(_connector.Message("r2", "dua"));

        Assert.Contains("belum tersimpan", (string)(await _connector.NextAsync())["text"]!, StringComparison.Ordinal);
        Assert.Equal(1L, Count(host, "SELECT COUNT(*) FROM Turns"));
    }

    [Fact]
    public async Task Bug_in_a_handler_gives_a_reference_and_nothing_of_the_exception()
    {
        using var host = new CoopBotHost(services => services.AddSingleton(provider => new ChatRoutes(provider).Map("broken", (turn, _) =>
            turn.Kind == TurnKind.Welcome ? new(new Reply("hai")) : throw new InvalidOperationException("rahasia dapur SQL"))));
        var chat = await host.VisitAsync();

        var reply = await chat.Says("berapa orang");

        Assert.Matches("Kode: [0-9A-F]{8}", reply.Text);
        Assert.DoesNotContain("rahasia", reply.Activity.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", reply.Activity.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(reply.Text.Split("Kode: ")[1][..8], host.Log.All, StringComparison.Ordinal);
        Assert.Contains("rahasia dapur SQL", host.Log.All, StringComparison.Ordinal);
        Assert.Equal(1L, Count(host, "SELECT COUNT(*) FROM Turns WHERE Route = 'apology' AND Text = 'berapa orang'"));
    }

    [Fact] // Faults 44, 50
    public async Task Group_gets_general_answers_and_nothing_personal()
    {
        using var host = new CoopBotHost();
        JsonObject InGroup(string id, string text)
        {
            var message = _connector.Message(id, text);
            message["channelId"] = "msteams";
            message["from"]!["aadObjectId"] = "0c9a6d0e-5f3d-4c7e-8a1b-3f4d2b1c0a99";
            message["conversation"]!["conversationType"] = "groupChat";
            message["conversation"]!["isGroup"] = true;
            message["deliveryMode"] = "expectReplies";
            return message;
        }

        Assert.Contains("9 orang", await RepliesTo(host, InGroup("g1", "minimal berapa orang untuk mendirikan koperasi primer")), StringComparison.Ordinal);
        Assert.Contains("obrolan pribadi", await RepliesTo(host, InGroup("g2", "pertanyaan saya")), StringComparison.Ordinal);
        Assert.Contains("obrolan pribadi", await RepliesTo(host, InGroup("g3", "tanya petugas")), StringComparison.Ordinal);
    }

    [Fact] // Fault 40
    public async Task Only_the_bots_own_mention_is_taken_out()
    {
        using var host = new CoopBotHost();
        var message = _connector.Message("m1", "<at>CoopBot</at> halo");
        message["deliveryMode"] = "expectReplies";
        message["entities"] = new JsonArray(new JsonObject { ["type"] = "mention", ["text"] = "<at>CoopBot</at>", ["mentioned"] = new JsonObject { ["id"] = "bot" } });

        Assert.Contains("Halo", await RepliesTo(host, message), StringComparison.Ordinal);
        Assert.Equal("halo", Scalar(host, "SELECT Text FROM Turns"));
    }

    [Theory] // Fault 61
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reply_that_may_have_arrived_or_was_refused_is_not_repeated_after_a_restart(bool mayHaveArrived)
    {
        using var store = new TestStore();
        var message = _connector.Message("u1", "halo");
        if (mayHaveArrived)
        {
            _connector.IsBreaking = true;
        }
        else
        {
            message["serviceUrl"] = "https://smba.trafficmanager.net/";
        }

        using (var host = new CoopBotHost(null, store.ConnectionString))
        {
            using var posted = await host.PostAsync(message);
            Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        }

        if (mayHaveArrived)
        {
            await _connector.NextAsync();
            _connector.IsBreaking = false;
        }

        using var again = new CoopBotHost(null, store.ConnectionString);
        using var next = await again.PostAsync(_connector.Message("u2", "terima kasih"));

        Assert.Contains("Sama-sama", (string)(await _connector.NextAsync())["text"]!, StringComparison.Ordinal);
        Assert.Equal(0, _connector.Waiting);
        Assert.Equal(mayHaveArrived ? 3L : 4L, Count(again, "SELECT Delivery FROM Turns WHERE ActivityId = 'u1'"));
    }

    private static async Task<string> RepliesTo(CoopBotHost host, JsonObject message)
    {
        using var posted = await host.PostAsync(message);
        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        return (string)(await posted.Content.ReadFromJsonAsync<JsonObject>())!["activities"]!.AsArray().Single()!["text"]!;
    }

    private static JsonObject Copy(JsonObject message) => message.DeepClone().AsObject();

    private static long Count(CoopBotHost host, string sql) => (long)Scalar(host, sql)!;

    private static object? Scalar(CoopBotHost host, string sql)
    {
        using var connection = host.Database.OpenConnection();
        return TestStore.Scalar(connection, sql);
    }

    private static void Execute(IServiceProvider services, string sql)
    {
        using var connection = services.GetRequiredService<CoopBot.Storage.Database>().OpenConnection();
        TestStore.Scalar(connection, sql);
    }
}
