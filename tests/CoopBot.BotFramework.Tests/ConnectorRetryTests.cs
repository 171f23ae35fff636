using System.Collections.Concurrent;
using System.Net;
using CoopBot.BotFramework.Schema;
using CoopBot.BotFramework.Tests.Testing;
using Microsoft.Extensions.Time.Testing;

namespace CoopBot.BotFramework.Tests;

/// <summary>What is tried again, what is not, and in which order sends to a conversation arrive (faults 57 to 59, 61, 64, 66 and 67).</summary>
public sealed class ConnectorRetryTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 2, 0, 0, TimeSpan.Zero));
    private ChannelSimulator _channel = null!;
    private ConnectorClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _channel = await ChannelSimulator.StartAsync();
        _client = Connectors.Production(_time, _channel.Origin, [_channel.Origin]);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _channel.DisposeAsync();
    }

    // Fault 58
    [Theory]
    [InlineData(412)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task What_passes_is_tried_again_and_arrives(int status)
    {
        Fails(2, status);

        Assert.Equal("1795399999000", (await OverTimeAsync(_client.SayAsync(_channel.ServiceUrl))).Id);
        Assert.Equal(3, _channel.Count);
    }

    // Fault 58
    [Theory]
    [InlineData(502)]
    [InlineData(429)]
    public async Task What_does_not_pass_is_given_up_after_three_tries_and_may_be_sent_later(int status)
    {
        Fails(100, status);

        var refused = await Assert.ThrowsAsync<ConnectorException>(() => OverTimeAsync(_client.SayAsync(_channel.ServiceUrl)));

        Assert.True(refused.IsTransient);
        Assert.Equal(3, _channel.Count);
    }

    // Faults 58, 59 and 61: permanent, gone, and what nobody knows.
    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(408)]
    [InlineData(413)]
    public async Task What_would_not_change_or_may_have_arrived_is_not_tried_again(int status)
    {
        Fails(100, status);

        var refused = await Assert.ThrowsAsync<ConnectorException>(() => OverTimeAsync(_client.SayAsync(_channel.ServiceUrl)));

        Assert.False(refused.IsTransient);
        Assert.Equal(1, _channel.Count);
    }

    // Fault 57: a wait that is short is waited, by seconds, date, zero or none; a long one is left to whoever owns the message.
    [Theory]
    [InlineData("2", true)]
    [InlineData("0", true)]
    [InlineData("-5", true)]
    [InlineData("soon", true)]
    [InlineData(null, true)]
    [InlineData("Wed, 25 Nov 2026 02:00:02 GMT", true)]
    [InlineData("Wed, 25 Nov 2026 01:00:00 GMT", true)]
    [InlineData("30", false)]
    [InlineData("31536000", false)]
    [InlineData("Thu, 25 Nov 2027 02:00:00 GMT", false)]
    public async Task A_throttled_send_waits_as_asked_where_that_is_a_moment(string? retryAfter, bool arrives)
    {
        Fails(1, 429, retryAfter);
        var sending = OverTimeAsync(_client.SayAsync(_channel.ServiceUrl));

        if (arrives)
        {
            Assert.NotNull((await sending).Id);
            Assert.Equal(2, _channel.Count);
        }
        else
        {
            var refused = await Assert.ThrowsAsync<ConnectorException>(() => sending);
            Assert.True(refused is { IsThrottled: true, IsTransient: true } && refused.RetryAfter <= TimeSpan.FromMinutes(10));
            Assert.Equal(1, _channel.Count);
        }
    }

    // Fault 57: no earlier than asked.
    [Fact]
    public async Task A_throttled_send_is_not_repeated_before_its_time()
    {
        Fails(1, 429, "2");
        var sending = _client.SayAsync(_channel.ServiceUrl);
        await _channel.NextAsync();
        await BotHost.UntilAsync(() => _channel.Answered == 1);

        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal(1, _channel.Count);
        await OverTimeAsync(sending);
        Assert.Equal(2, _channel.Count);
    }

    [Fact]
    public async Task A_turn_that_ends_while_a_try_is_waited_for_leaves_the_message_to_be_sent_later()
    {
        using var turn = new CancellationTokenSource();
        var time = new WatchedTime();
        using var client = Connectors.Production(time, null, [_channel.Origin]);
        Fails(100, 503, "2");
        var sending = client.SayAsync(_channel.ServiceUrl, cancellation: turn.Token);
        await time.Waiting.Task;
        await turn.CancelAsync();

        var refused = await Assert.ThrowsAsync<ConnectorException>(() => sending);

        Assert.True(refused is { IsTransient: true, IsUncertain: false });
    }

    // Fault 66
    [Fact]
    public async Task A_message_that_no_channel_takes_is_not_sent()
    {
        var refused = await Assert.ThrowsAsync<ConnectorException>(() => _client.SayAsync(_channel.ServiceUrl, text: new string('a', 300_000)));

        Assert.Equal("MessageTooBig", refused.Code);
        Assert.False(refused.IsTransient);
        Assert.Equal(0, _channel.Count);
    }

    // Fault 67
    [Fact]
    public async Task Many_messages_to_one_chat_are_spaced_and_in_order()
    {
        var time = new WatchedTime();
        using var client = Connectors.Production(time, _channel.Origin, [_channel.Origin]);
        var sent = new ConcurrentQueue<DateTimeOffset>();
        var good = _channel.Answer;
        _channel.Answer = context =>
        {
            sent.Enqueue(time.GetUtcNow());
            return good(context);
        };

        var sending = Task.WhenAll(Enumerable.Range(0, 70).Select(number => client.SayAsync(_channel.ServiceUrl, text: $"{number}")));
        await BotHost.UntilAsync(() =>
        {
            // One that is on its way waits for no clock, so the time of its arrival is the time it was sent.
            if (time.IsWaitedFor)
            {
                time.Advance(TimeSpan.FromMilliseconds(50));
            }

            return sending.IsCompleted;
        });

        await sending;
        foreach (var number in Enumerable.Range(0, 70))
        {
            Assert.Equal($"{number}", (await _channel.NextAsync()).Activity.Text);
        }

        foreach (var (count, window) in new[] { (7, 1.0), (8, 2.0), (60, 30.0) })
        {
            Assert.All(sent, at => Assert.InRange(sent.Count(other => other >= at && other - at < TimeSpan.FromSeconds(window)), 1, count));
        }
    }

    // Faults 64 and 67
    [Fact]
    public async Task A_chat_that_waits_or_a_channel_that_is_slow_holds_up_no_other_chat()
    {
        await using var slow = await ChannelSimulator.StartAsync();
        slow.Answer = _ => Task.Delay(Timeout.Infinite, slow.Over);
        using var client = Connectors.Production(_time, _channel.Origin, [_channel.Origin, slow.Origin]);
        var stuck = Enumerable.Range(0, 200).Select(number => client.SayAsync(slow.ServiceUrl, $"slow-{number}")).ToArray();
        var queued = Enumerable.Range(0, 20).Select(_ => client.SayAsync(_channel.ServiceUrl, "busy")).ToArray();

        var others = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => client.SayAsync(_channel.ServiceUrl, $"other-{number}"))).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.All(others, sent => Assert.NotNull(sent.Id));
        Assert.All(stuck, sending => Assert.False(sending.IsCompleted));
        Assert.Contains(queued, sending => !sending.IsCompleted);
        _ = Task.WhenAll([.. stuck, .. queued]).ContinueWith(task => task.Exception, TaskScheduler.Default);
    }

    [Fact]
    public async Task Conversations_that_have_been_still_are_forgotten()
    {
        var spacing = new ConversationSpacing(_time);
        for (var number = 0; number < 30_000; number++)
        {
            (await spacing.EnterAsync($"c{number}", CancellationToken.None)).Dispose();
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        // 30 s of conversations at 100 a second, and those since the last look.
        Assert.InRange(spacing.Count, 3_000, 6_000);
    }

    // An address learnt on a developer's machine gets nothing once there is an app id.
    [Fact]
    public async Task A_reference_learnt_without_a_token_is_not_sent_to()
    {
        var reference = new ConversationReference("msteams", _channel.ServiceUrl, new() { Id = "c" }, new() { Id = "b" }, new() { Id = "u" });

        Assert.Equal("UntrustedServiceUrl", (await Assert.ThrowsAsync<ConnectorException>(() => _client.SendAsync(reference with { Anonymous = true }, Activity.Message("x"), "1", CancellationToken.None))).Code);
        Assert.Equal(0, _channel.Count);
        await _client.SendAsync(reference, Activity.Message("x"), "1", CancellationToken.None);
        await _client.SendAsync(reference, Activity.Message("y"), null, CancellationToken.None);
        Assert.Equal(("/_connector/v3/conversations/c/activities/1", "1"), ((await _channel.NextAsync()) is var answer ? answer.Target : "", answer.Activity.ReplyToId));
        Assert.Equal("/_connector/v3/conversations/c/activities", (await _channel.NextAsync()).Target);
    }

    /// <summary>Tells when somebody begins to wait, and whether anybody does.</summary>
    private sealed class WatchedTime() : FakeTimeProvider(new DateTimeOffset(2026, 11, 25, 2, 0, 0, TimeSpan.Zero))
    {
        private int _waiting;

        public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsWaitedFor => Volatile.Read(ref _waiting) > 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new WatchedTimer(base.CreateTimer(callback, state, dueTime, period), () => Interlocked.Decrement(ref _waiting));
            Interlocked.Increment(ref _waiting);
            Waiting.TrySetResult();
            return timer;
        }
    }

    private sealed class WatchedTimer(ITimer timer, Action over) : ITimer
    {
        private Action? _over = over;

        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            timer.Dispose();
            Interlocked.Exchange(ref _over, null)?.Invoke();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private void Fails(int times, int status, string? retryAfter = null)
    {
        var good = _channel.Answer;
        var count = 0;
        _channel.Answer = context =>
        {
            if (Interlocked.Increment(ref count) > times)
            {
                return good(context);
            }

            context.Response.Headers.RetryAfter = retryAfter;
            return ChannelSimulator.Status(context, status);
        };
    }

    /// <summary>Lets the clock run until it is done.</summary>
    private async Task<T> OverTimeAsync<T>(Task<T> work)
    {
        await BotHost.UntilAsync(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            return work.IsCompleted;
        });
        return await work;
    }
}
