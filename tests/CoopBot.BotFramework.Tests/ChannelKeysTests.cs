using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CoopBot.BotFramework.Auth;
using CoopBot.BotFramework.Tests.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CoopBot.BotFramework.Tests;

/// <summary>The keys that channels sign with: rollover, a metadata service that is down or lies, readiness, and tenants.</summary>
public sealed class ChannelKeysTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 2, 0, 0, TimeSpan.Zero));
    private ChannelIssuer _issuer = null!;

    public async ValueTask InitializeAsync() => _issuer = await ChannelIssuer.StartAsync();

    public async ValueTask DisposeAsync() => await _issuer.DisposeAsync();

    // Fault 22
    [Fact]
    public async Task Metadata_that_is_down_at_start_keeps_the_door_closed_and_readiness_red_until_it_is_back()
    {
        _issuer.OnMetadata = context => ChannelSimulator.Status(context, 503);
        await using var host = await StartAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostAsync(host, _issuer.Mint(_time.GetUtcNow())));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(host, "a.b.c"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await ReadyAsync(host));
        Assert.Empty(host.Bot.Received);

        _issuer.OnMetadata = null;
        await UntilAsync(host, keys => keys is not null);
        Assert.Equal(HttpStatusCode.OK, await ReadyAsync(host));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, _issuer.Mint(_time.GetUtcNow())));
    }

    // Fault 22: the last good keys stay.
    [Fact]
    public async Task Metadata_that_goes_down_later_changes_nothing()
    {
        await using var host = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, _issuer.Mint(_time.GetUtcNow())));

        _issuer.OnMetadata = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        var reads = _issuer.MetadataReads;
        _time.Advance(TimeSpan.FromHours(25));
        await BotHost.UntilAsync(() => _issuer.MetadataReads > reads);

        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, _issuer.Mint(_time.GetUtcNow())));
        Assert.Equal(HttpStatusCode.OK, await ReadyAsync(host));
    }

    // Fault 22: without an app id nothing is read and readiness depends on nothing.
    [Fact]
    public async Task Without_an_app_id_readiness_does_not_depend_on_metadata()
    {
        await using var host = await BotHost.StartAsync("Production", settings: new Dictionary<string, string?> { ["BotFramework:MetadataAddress"] = _issuer.MetadataAddress }, time: _time);

        Assert.Equal(HttpStatusCode.OK, await ReadyAsync(host));
        Assert.Equal(0, _issuer.MetadataReads);
    }

    // Fault 23
    [Fact]
    public async Task A_new_key_is_taken_after_one_refresh_and_a_withdrawn_one_is_refused_even_where_its_token_was_remembered()
    {
        await using var host = await StartAsync();
        var old = _issuer.Mint(_time.GetUtcNow());
        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, old));

        var next = new IssuerKey("key-2", "msteams");
        _issuer.Published.Clear();
        _issuer.Published.Add(next.Published);
        var reads = _issuer.MetadataReads;

        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, _issuer.Mint(_time.GetUtcNow(), key: next)));
        Assert.Equal(reads + 1, _issuer.MetadataReads);
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(host, old));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(host, _issuer.Mint(_time.GetUtcNow())));
        Assert.Equal(reads + 1, _issuer.MetadataReads);
    }

    // Fault 23: a new key under the old name.
    [Fact]
    public async Task A_key_that_is_replaced_under_its_name_is_taken_after_one_refresh()
    {
        await using var host = await StartAsync();
        var old = _issuer.Mint(_time.GetUtcNow());
        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, old));
        var replaced = new IssuerKey(_issuer.Key.Id, "msteams");
        _issuer.Published.Clear();
        _issuer.Published.Add(replaced.Published);
        var reads = _issuer.MetadataReads;

        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, _issuer.Mint(_time.GetUtcNow(), key: replaced)));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(host, old));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(host, _issuer.Mint(_time.GetUtcNow(), key: new IssuerKey(_issuer.Key.Id, "msteams"))));
        Assert.Equal(reads + 1, _issuer.MetadataReads);
    }

    [Fact]
    public async Task Keys_are_read_again_after_a_day()
    {
        await using var host = await StartAsync();
        await UntilAsync(host, keys => keys is not null);
        var first = host.App.Services.GetRequiredService<ChannelKeySource>().Current;

        _time.Advance(TimeSpan.FromHours(24.5));

        await UntilAsync(host, keys => keys != first);
    }

    // Fault 24
    [Theory]
    [InlineData("html")]
    [InlineData("huge")]
    [InlineData("issuer")]
    [InlineData("redirect")]
    [InlineData("plain http keys")]
    [InlineData("no keys address")]
    [InlineData("array")]
    [InlineData("keys html")]
    [InlineData("no keys")]
    [InlineData("keys redirect")]
    [InlineData("weak key")]
    public async Task Metadata_that_lies_is_kept_out_and_the_old_keys_stay(string lie)
    {
        await using var host = await StartAsync();
        var good = _issuer.Mint(_time.GetUtcNow());
        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, good));

        var attacker = new IssuerKey("attacker", "msteams");
        var keys = new JsonObject { ["keys"] = new JsonArray(attacker.Published) }.ToJsonString();
        var metadata = $$"""{"issuer":"{{ChannelIssuer.Issuer}}","jwks_uri":"{{_issuer.Origin}}/v1/.well-known/keys"}""";
        _issuer.OnMetadata = context => lie switch
        {
            "html" => ChannelSimulator.Status(context, 200, "<html>masuk dulu</html>", "text/html"),
            "huge" => ChannelSimulator.Status(context, 200, metadata + new string(' ', 5 * 1024 * 1024)),
            "issuer" => ChannelSimulator.Status(context, 200, metadata.Replace("api.botframework.com", "api.botframework.com.evil.example", StringComparison.Ordinal)),
            "redirect" => Redirect(context, _issuer.Origin + "/elsewhere"),
            "plain http keys" => ChannelSimulator.Status(context, 200, metadata.Replace(_issuer.Origin, "http://keys.example", StringComparison.Ordinal)),
            "no keys address" => ChannelSimulator.Status(context, 200, $$"""{"issuer":"{{ChannelIssuer.Issuer}}"}"""),
            "array" => ChannelSimulator.Status(context, 200, "[]"),
            _ => ChannelSimulator.Status(context, 200, metadata),
        };
        _issuer.OnKeys = context => lie switch
        {
            "keys html" => ChannelSimulator.Status(context, 200, "<html>", "text/html"),
            "no keys" => ChannelSimulator.Status(context, 200, """{"keys":[{"kty":"EC","kid":"attacker"},{"kty":"RSA"},null,7]}"""),
            "keys redirect" => Redirect(context, _issuer.Origin + "/elsewhere"),
            "weak key" => ChannelSimulator.Status(context, 200, new JsonObject { ["keys"] = new JsonArray(new IssuerKey("attacker", "msteams") { Rsa = System.Security.Cryptography.RSA.Create(1024) }.Published) }.ToJsonString()),
            _ => ChannelSimulator.Status(context, 200, keys),
        };
        var reads = _issuer.MetadataReads;

        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(host, _issuer.Mint(_time.GetUtcNow(), key: attacker)));
        Assert.Equal(reads + 1, _issuer.MetadataReads);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, good));
        Assert.Equal(0, _issuer.StrayCalls);
    }

    // Fault 21
    [Theory]
    [InlineData("t-1", null, HttpStatusCode.OK)]
    [InlineData(null, "T-1", HttpStatusCode.OK)]
    [InlineData("t-2", "t-1", HttpStatusCode.OK)]
    [InlineData("t-3", null, HttpStatusCode.Forbidden)]
    [InlineData(null, "t-3", HttpStatusCode.Forbidden)]
    [InlineData("t-1", "t-3", HttpStatusCode.Forbidden)]
    [InlineData(null, null, HttpStatusCode.Forbidden)]
    public async Task Another_tenant_than_allowed_is_403_with_an_empty_body(string? conversation, string? channelData, HttpStatusCode status)
    {
        await using var host = await StartAsync(("BotFramework:AllowedTenants", "t-1, t-2"));
        using var response = await SendAsync(host, _issuer.Mint(_time.GetUtcNow()), tenant: (conversation, channelData));

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK, host.Bot.Received.Count == 1);
        if (status != HttpStatusCode.OK)
        {
            Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task The_list_of_tenants_may_be_items_and_holds_no_other_channel_up()
    {
        await using var host = await StartAsync(("BotFramework:AllowedTenants:0", "t-1"), ("BotFramework:AllowedTenants:1", "t-2"));

        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, _issuer.Mint(_time.GetUtcNow()), "telegram"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(host, _issuer.Mint(_time.GetUtcNow())));
    }

    // The names of the old SDK.
    [Fact]
    public async Task The_old_names_of_settings_work()
    {
        await using var host = await BotHost.StartAsync("Production", settings: new Dictionary<string, string?>
        {
            ["MicrosoftAppId"] = ChannelIssuer.AppId,
            ["MicrosoftAppPassword"] = "rahasia",
            ["MicrosoftAppTenantId"] = "t-1",
            ["MicrosoftAppType"] = "SingleTenant",
            ["BotFramework:MetadataAddress"] = _issuer.MetadataAddress,
        }, time: _time);

        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, _issuer.Mint(_time.GetUtcNow())));
    }

    private Task<BotHost> StartAsync(params (string Key, string Value)[] more)
    {
        var settings = _issuer.Settings;
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        return BotHost.StartAsync("Production", settings: settings, time: _time);
    }

    private async Task UntilAsync(BotHost host, Predicate<ChannelKeys?> isThere)
    {
        var source = host.App.Services.GetRequiredService<ChannelKeySource>();
        await BotHost.UntilAsync(() =>
        {
            // A retry waits on the clock, which only moves here.
            _time.Advance(TimeSpan.FromSeconds(1));
            return isThere(source.Current);
        });
    }

    private static Task Redirect(HttpContext context, string to)
    {
        context.Response.Redirect(to);
        return Task.CompletedTask;
    }

    private static async Task<HttpStatusCode> ReadyAsync(BotHost host)
    {
        using var response = await host.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> PostAsync(BotHost host, string token, string channel = "msteams")
    {
        using var response = await SendAsync(host, token, channel);
        return response.StatusCode;
    }

    private static async Task<HttpResponseMessage> SendAsync(BotHost host, string token, string channel = "msteams", (string? Conversation, string? ChannelData) tenant = default)
    {
        var body = new JsonObject
        {
            ["type"] = "message",
            ["id"] = "1",
            ["text"] = "halo",
            ["channelId"] = channel,
            ["serviceUrl"] = ChannelIssuer.ServiceUrl,
            ["from"] = new JsonObject { ["id"] = "u" },
            ["conversation"] = new JsonObject { ["id"] = "c", ["tenantId"] = tenant.Conversation },
            ["channelData"] = tenant.ChannelData is { } id ? new JsonObject { ["tenant"] = new JsonObject { ["id"] = id } } : null,
            ["deliveryMode"] = "expectReplies",
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        return await host.Http.SendAsync(request);
    }
}
