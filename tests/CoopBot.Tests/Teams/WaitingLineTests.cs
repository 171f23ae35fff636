using System.Text.Json.Nodes;
using CoopBot.Conversation;
using CoopBot.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CoopBot.Tests.Teams;

/// <summary>While an answer takes longer than a moment: a status line in a personal Teams chat, nothing elsewhere.</summary>
public sealed class WaitingLineTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 2, 0, 0, TimeSpan.Zero));
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FakeConnector _connector = null!;
    private CoopBotHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _connector = await FakeConnector.StartAsync();
        _connector.KeepsWaitingLines = true;
        _host = new CoopBotHost(services => services
            .AddSingleton<TimeProvider>(_time)
            .PostConfigure<ChatOptions>(chat => chat.AnswerWithin = TimeSpan.FromMinutes(1))
            .AddSingleton(provider => new ChatRoutes(provider).Map("slow", async (turn, _) =>
            {
                _asked.TrySetResult();
                await _ready.Task;
                return new Reply("Jawaban.") { Suggestions = ["Menu"] };
            })));
    }

    public async ValueTask DisposeAsync()
    {
        _ready.TrySetResult();
        _host.Dispose();
        await _connector.DisposeAsync();
    }

    [Theory]
    [InlineData("kapan RAT paling lambat?", "Sebentar, saya cari di dokumen.")]
    [InlineData("when is the annual meeting due?", "One moment, I am looking in the documents.")]
    public async Task Personal_chat_shows_a_line_that_the_answer_takes_the_place_of(string question, string line)
    {
        var chat = new TeamsChat(_host, _connector);
        var posting = chat.Posts(chat.Message(question));
        var shown = await AfterAMomentAsync();

        Assert.Equal(("typing", line), ((string?)shown["type"], (string?)shown["text"]));
        Assert.Equal("""{"type":"streaminfo","streamType":"informative","streamSequence":1}""", Assert.Single(shown["entities"]!.AsArray())!.ToJsonString());

        Assert.Equal("""{"streamType":"informative","streamSequence":1}""", shown["channelData"]!.ToJsonString());

        _ready.SetResult();
        var answer = await _connector.NextAsync();
        await posting;
        Assert.Equal(((string?)shown["id"], "final"), ((string?)answer["channelData"]!["streamId"], (string?)answer["channelData"]!["streamType"]));
        Assert.Equal(("message", "Jawaban."), ((string?)answer["type"], (string?)answer["text"]));
        var info = Assert.Single(answer["entities"]!.AsArray(), entity => (string?)entity!["type"] == "streaminfo")!;
        Assert.Equal(((string?)shown["id"], "final"), ((string?)info["streamId"], (string?)info["streamType"]));
        Assert.Equal(0, _connector.Waiting);
    }

    [Theory]
    [InlineData("groupChat")]
    [InlineData("channel")]
    public async Task Group_gets_the_answer_alone(string kind)
    {
        var chat = new TeamsChat(_host, _connector) { Kind = kind };
        var posting = chat.Posts(chat.Message("kapan RAT paling lambat?"));
        await _asked.Task;
        _time.Advance(TimeSpan.FromSeconds(10));
        _ready.SetResult();

        var answer = await _connector.NextAsync();
        await posting;
        Assert.Equal("message", (string?)answer["type"]);
        Assert.DoesNotContain(answer["entities"]?.AsArray() ?? [], entity => (string?)entity!["type"] == "streaminfo");
        Assert.Equal(0, _connector.Waiting);
    }

    [Fact]
    public async Task Line_that_the_channel_refuses_costs_nothing_but_itself()
    {
        _connector.Refusal = 405;
        var chat = new TeamsChat(_host, _connector);
        var posting = chat.Posts(chat.Message("kapan RAT paling lambat?"));
        await UntilAsync(() => _connector.Refused == 1);
        _connector.Refusal = null;
        _ready.SetResult();

        var answer = await _connector.NextAsync();
        await posting;
        Assert.Equal(("message", "Jawaban."), ((string?)answer["type"], (string?)answer["text"]));
        Assert.DoesNotContain(answer["entities"]?.AsArray() ?? [], entity => (string?)entity!["type"] == "streaminfo");
    }

    [Fact]
    public async Task Answer_that_may_not_take_the_lines_place_is_sent_by_itself()
    {
        var chat = new TeamsChat(_host, _connector);
        var posting = chat.Posts(chat.Message("kapan RAT paling lambat?"));
        await AfterAMomentAsync();
        _connector.RefuseOnce(400);
        _ready.SetResult();

        var answer = await _connector.NextAsync();
        await posting;
        Assert.Equal(1, _connector.Refused);
        Assert.DoesNotContain(answer["entities"]?.AsArray() ?? [], entity => (string?)entity!["type"] == "streaminfo");
        Assert.Equal("Jawaban.", (string?)answer["text"]);
    }

    private async Task<JsonObject> AfterAMomentAsync()
    {
        var next = _connector.NextAsync();
        await UntilAsync(() => next.IsCompleted);
        return await next;
    }

    /// <summary>The moment runs on the clock, which only moves here.</summary>
    private async Task UntilAsync(Func<bool> isThere)
    {
        await _asked.Task;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!isThere())
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(20, patience.Token);
        }
    }
}
