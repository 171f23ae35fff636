using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CoopBot.Channels;
using CoopBot.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CoopBot.Tests.Running;

/// <summary>A channel sends an activity again: to another process, after a day. One effect (fault 27).</summary>
public sealed class RedeliveryTests : IAsyncLifetime
{
    private readonly TestStore _store = new();
    private readonly HttpClient _http = new();
    private FakeConnector _connector = null!;

    public async ValueTask InitializeAsync() => _connector = await FakeConnector.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _connector.DisposeAsync();
        _http.Dispose();
        _store.Dispose();
    }

    [Fact] // Faults 27 and 28
    public async Task Same_activity_at_once_on_two_processes_has_one_effect()
    {
        const int Messages = 30;
        var database = _store.ConnectionString;
        var (first, firstAddress) = await CoopBotProcess.ServeAsync(database);
        using var _ = first;
        var (second, secondAddress) = await CoopBotProcess.ServeAsync(database);
        using var __ = second;

        // The same ids in every conversation: an id counts only within its own.
        var answers = await Task.WhenAll(Enumerable.Range(0, Messages).SelectMany(number => new[] { firstAddress, secondAddress, firstAddress, secondAddress }
            .Select(address => _http.PostAsJsonAsync(new Uri(address, "api/messages"), _connector.Message("same", "terima kasih", $"c{number}", $"u{number}")))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        var answered = new List<string>();
        for (var number = 0; number < Messages; number++)
        {
            var reply = await _connector.NextAsync();
            Assert.StartsWith("Sama-sama", (string)reply["text"]!, StringComparison.Ordinal);
            answered.Add((string)reply["conversation"]!["id"]!);
        }

        Assert.Equal(Messages, answered.Distinct().Count());
        Assert.Equal(0, _connector.Waiting);
    }

    [Fact] // Fault 27
    public async Task Same_activity_after_a_day_is_silent_though_the_store_was_cleaned_meanwhile()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 25, 2, 0, 0, TimeSpan.Zero));
        using var host = new CoopBotHost(services => services.AddSingleton<TimeProvider>(time));
        using var first = await host.PostAsync(_connector.Message("a1", "terima kasih"));
        await _connector.NextAsync();

        time.Advance(TimeSpan.FromHours(24));
        await host.Service<Retention>().RemoveAsync(CancellationToken.None);
        using var again = await host.PostAsync(_connector.Message("a1", "terima kasih"));
        using var other = await host.PostAsync(_connector.Message("a2", "menu"));

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        JsonObject next = await _connector.NextAsync();
        Assert.Equal("a2", (string)next["replyToId"]!);
        Assert.Equal(0, _connector.Waiting);
    }
}
