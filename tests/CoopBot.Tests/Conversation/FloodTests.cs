using System.Net;
using System.Text.Json.Nodes;
using CoopBot.Conversation;
using CoopBot.Tests.Hosts;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CoopBot.Tests.Conversation;

/// <summary>Who floods the bot is told once and waits; others notice nothing (fault 42).</summary>
public sealed class FloodTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 2, 0, 0, TimeSpan.Zero));
    private FakeConnector _connector = null!;

    public async ValueTask InitializeAsync() => _connector = await FakeConnector.StartAsync();

    public ValueTask DisposeAsync() => _connector.DisposeAsync();

    [Fact] // Fault 42
    public async Task A_person_who_floods_is_told_once_and_others_are_answered_as_before()
    {
        using var host = Host(limits => limits.PersonPerMinute = 5);
        for (var number = 0; number < 40; number++)
        {
            using var taken = await host.PostAsync(_connector.Message($"m{number}", "menu"));
            Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        }

        using var other = await host.PostAsync(_connector.Message("o1", "menu", "c2", "u2"));

        var said = new List<JsonObject>();
        while (_connector.Waiting > 0 || said.Count < 7)
        {
            said.Add(await _connector.NextAsync());
        }

        Assert.Equal(7, said.Count);
        Assert.Equal(1, said.Count(IsNotice));
        Assert.Equal("c2", (string)said[^1]["conversation"]!["id"]!);

        _time.Advance(TimeSpan.FromSeconds(61));
        using var later = await host.PostAsync(_connector.Message("m41", "terima kasih"));
        Assert.Contains("Sama-sama", (string)(await _connector.NextAsync())["text"]!, StringComparison.Ordinal);
    }

    [Fact] // Fault 42
    public async Task A_group_that_floods_is_told_once_whoever_writes()
    {
        using var host = Host(limits => limits.ConversationPerMinute = 5);
        for (var number = 0; number < 20; number++)
        {
            using var taken = await host.PostAsync(_connector.Message($"m{number}", "menu", "grup", $"u{number}"));
        }

        using var elsewhere = await host.PostAsync(_connector.Message("e1", "terima kasih", "c2", "u1"));

        var said = new List<JsonObject>();
        do
        {
            said.Add(await _connector.NextAsync());
        }
        while ((string)said[^1]["conversation"]!["id"]! == "grup");

        Assert.Equal(7, said.Count);
        Assert.Equal(1, said.Count(IsNotice));
    }

    [Fact] // Fault 42
    public async Task A_web_chat_visitor_who_floods_is_refused_at_the_door_and_nothing_of_it_is_stored()
    {
        using var host = Host(limits => limits.PersonPerMinute = 5);
        var chat = await host.VisitAsync();
        var other = await host.VisitAsync();
        for (var number = 0; number < 5; number++)
        {
            await chat.Says("menu");
        }

        Assert.StartsWith("Pesan masuk terlalu cepat", (await chat.Says("menu")).Text, StringComparison.Ordinal);
        chat.Watermark = "";
        var before = (await chat.NewsAsync()).Count;
        for (var number = 0; number < 20; number++)
        {
            using var refused = await chat.SendAsync(HttpMethod.Post, $"/{chat.Conversation}/activities", new() { ["type"] = "message", ["text"] = "banjir" });
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
        }

        chat.Watermark = "";
        Assert.Equal(before, (await chat.NewsAsync()).Count);
        using (var connection = host.Database.OpenConnection())
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "SELECT COUNT(*) FROM \"DirectLineActivities\" WHERE \"Json\" LIKE '%banjir%'";
            Assert.Equal(0L, command.ExecuteScalar());
        }

        Assert.StartsWith("Sama-sama", (await other.Says("terima kasih")).Text, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.StartsWith("Sama-sama", (await chat.Says("terima kasih")).Text, StringComparison.Ordinal);
    }

    [Fact] // Fault 42
    public async Task The_plain_page_says_so_and_keeps_what_was_written()
    {
        using var host = Host(limits => limits.PersonPerMinute = 5);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = host.Address };
        for (var number = 0; number < 6; number++)
        {
            using var taken = await http.PostAsync(new Uri("ringan", UriKind.Relative), Form("menu"));
            Assert.Equal(HttpStatusCode.SeeOther, taken.StatusCode);
            http.DefaultRequestHeaders.Remove("Cookie");
            http.DefaultRequestHeaders.Add("Cookie", taken.Headers.GetValues("Set-Cookie").First().Split(';')[0]);
        }

        using var refused = await http.PostAsync(new Uri("ringan", UriKind.Relative), Form("kapan RAT"));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        var page = await refused.Content.ReadAsStringAsync();
        Assert.Contains("Tunggu 1 menit", page, StringComparison.Ordinal);
        Assert.Contains("kapan RAT", page, StringComparison.Ordinal);
    }

    [Fact] // Fault 42: property over any rhythm of messages.
    public void In_any_minute_at_most_two_minutes_worth_is_admitted_and_each_closing_is_told_once() =>
        Gen.Int[0, 5_000].Array[1, 300].Sample(gaps =>
        {
            var time = new FakeTimeProvider();
            var limits = new MessageLimits(Options.Create(new LimitsOptions { PersonPerMinute = 20, ConversationPerMinute = 1_000 }), time);
            var admitted = new List<DateTimeOffset>();
            DateTimeOffset? closed = null;
            foreach (var gap in gaps)
            {
                time.Advance(TimeSpan.FromMilliseconds(gap));
                var now = time.GetUtcNow();
                switch (limits.Take(new("test", "c", "u")))
                {
                    case LimitVerdict.Within:
                        Assert.True(closed is null || now - closed >= TimeSpan.FromMinutes(1));
                        admitted.Add(now);
                        break;
                    case LimitVerdict.FirstTooMany:
                        Assert.True(closed is null || now - closed >= TimeSpan.FromMinutes(1));
                        closed = now;
                        break;
                    default:
                        Assert.True(closed is not null && now - closed < TimeSpan.FromMinutes(1));
                        break;
                }

                Assert.InRange(admitted.Count(at => now - at < TimeSpan.FromMinutes(1)), 0, 40);
                Assert.Equal(closed is { } since && now - since < TimeSpan.FromMinutes(1), limits.IsWaiting("test", "u"));
            }
        });

    private CoopBotHost Host(Action<LimitsOptions> limits) => new(services => services.AddSingleton<TimeProvider>(_time).PostConfigure(limits));

    private static FormUrlEncodedContent Form(string question) => new([new("tanya", question)]);

    private static bool IsNotice(JsonObject activity) => ((string)activity["text"]!).StartsWith("Pesan masuk terlalu cepat. Tunggu 1 menit", StringComparison.Ordinal);
}
