using System.Globalization;
using System.Net;
using CoopBot.BotFramework.Tests.Testing;
using Microsoft.Extensions.Options;

namespace CoopBot.BotFramework.Tests;

/// <summary>Who may post to the messaging endpoint: a developer's own machine, and nobody else yet.</summary>
public sealed class GateTests
{
    private const string Body = """{"type":"message","id":"1","text":"halo","channelId":"msteams","from":{"id":"u"},"conversation":{"id":"c"},"deliveryMode":"expectReplies"}""";

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://[::1]:0")]
    public async Task Development_on_loopback_is_open(string listen)
    {
        await using var host = await BotHost.StartAsync(listen: listen);
        using var response = await host.PostAsync(Body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    // Fault 1
    [Theory]
    [InlineData("Production", null, null)]
    [InlineData("Staging", null, null)]
    [InlineData("Development", "BotFramework:AppId", "b1a2")]
    [InlineData("Development", "MicrosoftAppId", "b1a2")]
    [InlineData("Development", "BotFramework:Anonymous", "false")]
    [InlineData("Production", "BotFramework:AppId", "b1a2")]
    public async Task Elsewhere_it_is_401_with_an_empty_body(string environment, string? key, string? value)
    {
        await using var host = await BotHost.StartAsync(environment, settings: key is null ? null : new Dictionary<string, string?> { [key] = value });

        await IsClosedAsync(host, Body);
        await IsClosedAsync(host, "bukan JSON");
        await IsClosedAsync(host, new string('x', 300_000));
    }

    // Faults 1 and 2: no token opens it yet, whatever it looks like.
    [Theory]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("Bearer a.b.c")]
    [InlineData("bearer ")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.e30.")]
    public async Task A_token_does_not_open_what_is_closed(string authorization)
    {
        await using var host = await BotHost.StartAsync("Production");

        await IsClosedAsync(host, Body, ("Authorization", authorization), ("x-ms-agents-playground", "true"));
    }

    // Fault 138: a proxy's caller is not on loopback.
    [Theory]
    [InlineData("X-Forwarded-For", "10.0.0.9")]
    [InlineData("x-forwarded-for", "127.0.0.1")]
    [InlineData("X-Forwarded-For", "")]
    [InlineData("Forwarded", "for=10.0.0.9")]
    public async Task A_caller_behind_a_proxy_is_401(string header, string value)
    {
        await using var host = await BotHost.StartAsync();

        await IsClosedAsync(host, Body, (header, value));
    }

    [Fact]
    public async Task A_listener_that_others_can_reach_is_closed_to_all()
    {
        await using var host = await BotHost.StartAsync(listen: "http://0.0.0.0:0");

        await IsClosedAsync(host, Body);
    }

    // Fault 26
    [Theory]
    [InlineData("Production", "http://127.0.0.1:0")]
    [InlineData("Staging", "http://127.0.0.1:0")]
    [InlineData("Development", "http://0.0.0.0:0")]
    [InlineData("Development", "http://[::]:0")]
    [InlineData("Development", "http://127.0.0.1:0;http://0.0.0.0:0")]
    public async Task Asking_for_no_tokens_where_others_reach_it_stops_the_start(string environment, string listen)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => BotHost.StartAsync(environment, listen, new Dictionary<string, string?> { ["BotFramework:Anonymous"] = "true" }));

        Assert.Contains("BotFramework__Anonymous", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asking_for_no_tokens_on_a_developers_machine_is_fine()
    {
        await using var host = await BotHost.StartAsync(settings: new Dictionary<string, string?> { ["BotFramework:Anonymous"] = "true" });
        using var response = await host.PostAsync(Body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    // Fault 136
    [Theory]
    [InlineData("BotFramework:TurnTimeout", "00:00:15", "BotFramework__TurnTimeout")]
    [InlineData("BotFramework:TurnTimeout", "00:00:00", "BotFramework__TurnTimeout")]
    [InlineData("BotFramework:TurnTimeout", "-00:00:05", "BotFramework__TurnTimeout")]
    [InlineData("DirectLine:TokenLifetime", "00:00:01", "DirectLine__TokenLifetime")]
    [InlineData("DirectLine:StreamPoll", "00:05:00", "DirectLine__StreamPoll")]
    public async Task A_setting_out_of_bounds_stops_the_start_and_is_named(string key, string value, string named)
    {
        foreach (var culture in (string[])["", "id-ID", "tr-TR"])
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => BotHost.StartAsync(settings: new Dictionary<string, string?> { [key] = value }));
            Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("BotFramework:TurnTimeout", "sebentar")]
    [InlineData("BotFramework:Anonymous", "ya")]
    [InlineData("DirectLine:PublicUrl", "http://")]
    public async Task A_setting_that_cannot_be_read_stops_the_start_and_is_named(string key, string value)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => BotHost.StartAsync(settings: new Dictionary<string, string?> { [key] = value }));

        Assert.Contains(key, refused.Message, StringComparison.Ordinal);
    }

    private static async Task IsClosedAsync(BotHost host, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(body) };
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        using var response = await host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.Empty(host.Bot.Received);
    }
}
