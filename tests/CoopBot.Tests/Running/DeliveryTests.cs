using CoopBot.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CoopBot.Tests.Running;

/// <summary>What becomes of a reply that its channel does not take at once (faults 57 to 60 and 63).</summary>
public sealed class DeliveryTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 2, 0, 0, TimeSpan.Zero));
    private FakeConnector _connector = null!;

    public async ValueTask InitializeAsync() => _connector = await FakeConnector.StartAsync();

    public ValueTask DisposeAsync() => _connector.DisposeAsync();

    [Theory] // Faults 57, 58
    [InlineData(429)]
    [InlineData(503)]
    public async Task Reply_that_its_channel_could_not_take_comes_once_when_it_can(int status)
    {
        using var host = Host();
        _connector.Refusal = status;
        await OverTimeAsync(host.PostAsync(_connector.Message("a1", "terima kasih")));
        Assert.Equal(3, _connector.Refused);

        _connector.Refusal = null;
        var reply = _connector.NextAsync();
        await OverTimeAsync(reply);
        Assert.Equal("a1", (string)(await reply)["replyToId"]!);

        var other = host.PostAsync(_connector.Message("a2", "menu"));
        await OverTimeAsync(other);
        Assert.Equal("a2", (string)(await _connector.NextAsync())["replyToId"]!);
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, _connector.Waiting);
    }

    [Theory] // Fault 59
    [InlineData(403)]
    [InlineData(404)]
    public async Task Conversation_that_is_gone_is_marked_and_its_return_takes_the_mark_away(int status)
    {
        using var host = Host();
        _connector.Refusal = status;
        using var gone = await host.PostAsync(_connector.Message("a1", "terima kasih"));
        Assert.Equal(1, _connector.Refused);
        Assert.True(await IsRetiredAsync(host));

        _connector.Refusal = null;
        using var back = await host.PostAsync(_connector.Message("a2", "menu"));

        Assert.Equal("a2", (string)(await _connector.NextAsync())["replyToId"]!);
        Assert.False(await IsRetiredAsync(host));
    }

    private CoopBotHost Host() => new(services => services.AddSingleton<TimeProvider>(_time));

    private static async Task<bool> IsRetiredAsync(CoopBotHost host)
    {
        await using var db = host.Database.CreateDbContext();
        return db.Addresses.Single().RetiredAt is not null;
    }

    /// <summary>Lets the clock run until it is done.</summary>
    private async Task OverTimeAsync(Task work)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!work.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(work, Task.Delay(20, patience.Token));
            patience.Token.ThrowIfCancellationRequested();
        }
    }
}
