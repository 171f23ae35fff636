using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CoopBot.BotFramework.Auth;
using CoopBot.BotFramework.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CoopBot.BotFramework.Tests;

/// <summary>Who may post in production: channels, by tokens that hold and fit what they bring (faults 1 to 21 and 25).</summary>
public sealed class InboundTrustTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 2, 0, 0, TimeSpan.Zero));
    private ChannelIssuer _issuer = null!;
    private BotHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _issuer = await ChannelIssuer.StartAsync();
        _host = await BotHost.StartAsync("Production", settings: _issuer.Settings, time: _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    public async Task A_channels_token_opens(string alg) => await OpensAsync(Mint(alg: alg));

    [Fact]
    public async Task The_scheme_may_be_written_small() => Assert.Equal(HttpStatusCode.OK, await PostAsync("bearer " + Mint()));

    // Fault 1
    [Fact]
    public async Task No_token_is_401() => await RefusedAsync([]);

    // Fault 2
    [Theory]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer a b c")]
    [InlineData("Token abc")]
    public async Task Anything_but_one_bearer_token_is_401(string header) => await RefusedAsync([header]);

    // Fault 2
    [Fact]
    public async Task A_good_token_beside_another_header_is_401()
    {
        await RefusedAsync(["Bearer " + Mint(), "Bearer " + Mint()]);
        await RefusedAsync(["Bearer " + Mint() + ", Bearer " + Mint()]);
        await RefusedAsync(["Bearer x Bearer " + Mint()]);
    }

    // Faults 3, 4 and 5
    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("PS256")]
    public async Task Another_algorithm_is_401(string alg) => await RefusedAsync(Mint(alg: alg));

    // Fault 4: the secret of the HMAC is the key as it is published, in the forms that libraries have taken it in.
    [Fact]
    public async Task The_published_key_as_a_shared_secret_is_401()
    {
        var published = _issuer.Key.Rsa;
        foreach (var secret in (byte[][])[published.ExportSubjectPublicKeyInfo(), published.ExportRSAPublicKey(), published.ExportParameters(false).Modulus!, Encoding.ASCII.GetBytes(published.ExportSubjectPublicKeyInfoPem())])
        {
            var parts = Mint(alg: "HS256").Split('.');
            var signature = System.Buffers.Text.Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}")));
            await RefusedAsync($"{parts[0]}.{parts[1]}.{signature}");
        }
    }

    // Fault 5: a curve under the id of a known key.
    [Fact]
    public async Task An_elliptic_signature_is_401()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parts = Mint((header, _) => header["alg"] = "ES256").Split('.');
        var signature = System.Buffers.Text.Base64Url.EncodeToString(curve.SignData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), HashAlgorithmName.SHA256));
        await RefusedAsync($"{parts[0]}.{parts[1]}.{signature}");
    }

    // Fault 6
    [Fact]
    public async Task Unknown_keys_are_401_and_cost_one_refresh_in_five_minutes_however_many_ask()
    {
        await OpensAsync(Mint());
        var before = _issuer.MetadataReads;
        var forged = Enumerable.Range(0, 40).Select(number => Mint(key: new IssuerKey($"unknown-{number}", "msteams") { Rsa = _issuer.Key.Rsa })).ToArray();
        await Task.WhenAll(forged.Select(RefusedAsync));
        await RefusedAsync(Mint((header, _) => header.Remove("kid")));
        Assert.Equal(before + 1, _issuer.MetadataReads);

        _time.Advance(TimeSpan.FromMinutes(4.9));
        await RefusedAsync(Mint(key: new IssuerKey("unknown-later", "msteams")));
        Assert.Equal(before + 1, _issuer.MetadataReads);

        _time.Advance(TimeSpan.FromMinutes(0.2));
        await RefusedAsync(Mint(key: new IssuerKey("unknown-last", "msteams")));
        Assert.Equal(before + 2, _issuer.MetadataReads);
    }

    // Fault 7
    [Fact]
    public async Task Another_key_under_a_known_id_is_401() => await RefusedAsync(Mint(key: new IssuerKey(_issuer.Key.Id, "msteams")));

    // Fault 8
    [Fact]
    public async Task Keys_that_the_token_brings_along_are_never_looked_at()
    {
        var own = new IssuerKey("attacker", "msteams");
        await RefusedAsync(Mint(key: own, change: (header, _) =>
        {
            header["jku"] = _issuer.Origin + "/attacker/keys";
            header["x5u"] = _issuer.Origin + "/attacker/cert";
            header["jwk"] = own.Published;
        }));
        Assert.Equal(0, _issuer.StrayCalls);
    }

    // Fault 9: five minutes of skew, as a token that was used before and as a new one.
    [Theory]
    [InlineData(4, true)]
    [InlineData(6, false)]
    public async Task A_token_ends_five_minutes_after_its_end(int minutesLate, bool opens)
    {
        var token = Mint((_, claims) => claims["exp"] = Seconds(TimeSpan.FromMinutes(1)));
        await OpensAsync(token);
        _time.Advance(TimeSpan.FromMinutes(1 + minutesLate));
        await (opens ? OpensAsync(token) : RefusedAsync(token));

        var fresh = Mint((_, claims) => claims["exp"] = Seconds(TimeSpan.FromMinutes(-minutesLate)));
        await (opens ? OpensAsync(fresh) : RefusedAsync(fresh));
    }

    // Fault 9
    [Theory]
    [InlineData(4, true)]
    [InlineData(6, false)]
    public async Task A_token_begins_five_minutes_before_its_beginning(int minutesEarly, bool opens)
    {
        var token = Mint((_, claims) => claims["nbf"] = Seconds(TimeSpan.FromMinutes(minutesEarly)));
        await (opens ? OpensAsync(token) : RefusedAsync(token));
    }

    // Fault 9
    [Fact]
    public async Task A_token_without_an_end_is_401() => await RefusedAsync(Mint((_, claims) => claims.Remove("exp")));

    // Faults 10, 16, 17 and 18: skills, the emulator, an ID or Graph token of the right tenant.
    [Theory]
    [InlineData("https://api.botframework.com/")]
    [InlineData("https://API.botframework.com")]
    [InlineData("https://api.botframework.us")]
    [InlineData("https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/")]
    [InlineData("https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0")]
    [InlineData("https://sts.windows.net/72f988bf-86f1-41af-91ab-2d7cd011db47/")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Another_issuer_is_401_and_changes_nothing_for_the_next(string? issuer)
    {
        foreach (var version in (string[])["1.0", "2.0"])
        {
            await OpensAsync(Mint());
            await RefusedAsync(Mint((_, claims) =>
            {
                claims["iss"] = issuer;
                claims["ver"] = version;
                claims["tid"] = "d6d49420-f39b-4df7-a1dc-d59a935871db";
                claims[version == "1.0" ? "appid" : "azp"] = ChannelIssuer.AppId;
            }));
        }

        await OpensAsync(Mint());
    }

    // Fault 11: two audiences with ours among them are refused too, since channels mint for one bot.
    [Theory]
    [InlineData("\"00000000-0000-0000-0000-000000000001\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("[\"7c1b2a52-3f1e-4f51-9d3e-2f6a50d6c001\",\"00000000-0000-0000-0000-000000000001\"]")]
    public async Task Another_audience_is_401(string audience) => await RefusedAsync(Mint((_, claims) => claims["aud"] = JsonNode.Parse(audience)));

    // Fault 11
    [Fact]
    public async Task No_audience_is_401() => await RefusedAsync(Mint((_, claims) => claims.Remove("aud")));

    // Fault 12: case may differ; a slash more or less may not.
    [Theory]
    [InlineData("https://smba.trafficmanager.net/apac/", true)]
    [InlineData("https://SMBA.trafficmanager.net/APAC/", true)]
    [InlineData("https://smba.trafficmanager.net/apac", false)]
    [InlineData("https://smba.trafficmanager.net/emea/", false)]
    [InlineData("https://evil.example/apac/", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public async Task The_service_url_must_be_the_tokens(string? claimed, bool opens)
    {
        var token = Mint((_, claims) =>
        {
            claims.Remove("serviceurl");
            if (claimed is not null)
            {
                claims["serviceurl"] = claimed;
            }
        });
        await (opens ? OpensAsync(token) : RefusedAsync(token));
    }

    // Fault 12: the cache of tokens does not spare the activity its own check.
    [Fact]
    public async Task A_token_that_was_used_before_opens_no_other_service_url()
    {
        var token = Mint();
        await OpensAsync(token);
        await RefusedAsync(token, Body(serviceUrl: "https://smba.trafficmanager.net/emea/"));
        await RefusedAsync(token, Body(serviceUrl: null));
        await RefusedAsync(token, Body("\"directline\""));
        await OpensAsync(token);
    }

    // Fault 13
    [Fact]
    public async Task A_key_without_the_channels_endorsement_is_401()
    {
        var other = new IssuerKey("key-skype", "skype");
        _issuer.Published.Add(other.Published);
        await RefusedAsync(Mint(key: other));
        Assert.Equal(HttpStatusCode.OK, await PostAsync("Bearer " + Mint(key: other), Body("\"skype\"")));
    }

    // Fault 14
    [Fact]
    public async Task A_key_that_is_endorsed_for_nothing_is_401()
    {
        var bare = new IssuerKey("key-bare", null);
        var empty = new IssuerKey("key-empty", []);
        _issuer.Published.AddRange([bare.Published, empty.Published]);
        await RefusedAsync(Mint(key: bare));
        await RefusedAsync(Mint(key: empty));
    }

    // Fault 15
    [Theory]
    [InlineData(null)]
    [InlineData("\"\"")]
    [InlineData("7")]
    [InlineData("{\"id\":\"msteams\"}")]
    [InlineData("[\"msteams\"]")]
    [InlineData("null")]
    [InlineData("\"emulator\"")]
    [InlineData("\"AseChannel\"")]
    [InlineData("\"MSTEAMS\"")]
    public async Task A_channel_that_is_none_is_401(string? channelId)
    {
        var lavish = new IssuerKey("key-lavish", "msteams", "emulator", "AseChannel", "");
        _issuer.Published.Add(lavish.Published);
        await RefusedAsync(Mint(key: lavish), Body(channelId));
    }

    // Fault 19
    [Fact]
    public async Task An_encrypted_token_is_401()
    {
        var parts = Mint((header, _) => { header["enc"] = "A128CBC-HS256"; header["zip"] = "DEF"; }).Split('.');
        await RefusedAsync($"{parts[0]}..{parts[1]}.{parts[1]}.{parts[2]}");
        await RefusedAsync($"{parts[0]}.{parts[1]}.{parts[2]}.{parts[2]}.{parts[2]}");
    }

    // Fault 20
    [Theory]
    [InlineData(17_000, HttpStatusCode.Unauthorized)]
    [InlineData(300_000, HttpStatusCode.RequestHeaderFieldsTooLarge)]
    [InlineData(1_000_000, HttpStatusCode.RequestHeaderFieldsTooLarge)]
    public async Task A_huge_token_is_turned_away(int length, HttpStatusCode status)
    {
        var parts = Mint().Split('.');
        HttpStatusCode? answered;
        try
        {
            answered = await PostAsync($"Bearer {parts[0]}.{parts[1].PadRight(length, 'A')}.{parts[2]}");
        }
        catch (HttpRequestException)
        {
            // The server closed before all of it was sent.
            answered = HttpStatusCode.RequestHeaderFieldsTooLarge;
        }

        Assert.Equal(status, answered);
        Assert.Empty(_host.Bot.Received);
    }

    // Fault 25: the protocol signs no bodies; a repeated activity is known by its id (fault 27).
    [Fact]
    public async Task One_token_brings_many_activities()
    {
        var token = Mint();
        await OpensAsync(token);
        Assert.Equal(HttpStatusCode.OK, await PostAsync("Bearer " + token, Body(id: "2")));
        Assert.Equal(1, _host.App.Services.GetRequiredService<ChannelTokenValidator>().Count);
    }

    [Fact]
    public async Task The_app_id_may_differ_in_case() => await OpensAsync(Mint((_, claims) => claims["aud"] = ChannelIssuer.AppId.ToUpperInvariant()));

    [Fact]
    public async Task Remembered_tokens_are_bounded()
    {
        var validator = _host.App.Services.GetRequiredService<ChannelTokenValidator>();
        for (var number = 0; number < 1_100; number++)
        {
            var (token, reason) = await validator.ValidateAsync(Mint((_, claims) => claims["jti"] = $"{number}"), CancellationToken.None);
            Assert.True(token is not null, reason);
        }

        Assert.InRange(validator.Count, 1, 1_000);
    }

    // Section A: one line in the log, and no word of the token in it.
    [Fact]
    public async Task A_refusal_is_one_log_line_without_the_token()
    {
        var forged = Mint((_, claims) => claims["aud"] = "canary-audience");
        _host.Logged.Clear();
        await RefusedAsync(forged);
        var line = Assert.Single(_host.Logged, logged => logged.Contains("Refused", StringComparison.Ordinal));
        Assert.Contains("401", line, StringComparison.Ordinal);
        Assert.DoesNotContain(_host.Logged, logged => logged.Contains(forged[..20], StringComparison.Ordinal) || logged.Contains("canary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_refused_is_not_read()
    {
        await RefusedAsync(Mint(key: new IssuerKey("x", "msteams")), new string('x', 300_000));
        await RefusedAsync("nothing", "\0");
    }

    private Task OpensAsync(string token) => OpensAsync(token, Body());

    private async Task OpensAsync(string token, string body) => Assert.Equal(HttpStatusCode.OK, await PostAsync("Bearer " + token, body));

    private Task RefusedAsync(string token) => RefusedAsync(["Bearer " + token]);

    private Task RefusedAsync(string token, string body) => RefusedAsync(["Bearer " + token], body);

    private async Task RefusedAsync(string[] headers, string? body = null)
    {
        var before = _host.Bot.Received.Count;
        using var request = Request(headers, body ?? Body());
        using var response = await _host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(before, _host.Bot.Received.Count);
    }

    private async Task<HttpStatusCode> PostAsync(string header, string? body = null)
    {
        using var request = Request([header], body ?? Body());
        using var response = await _host.Http.SendAsync(request);
        return response.StatusCode;
    }

    private static HttpRequestMessage Request(string[] headers, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var header in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation("Authorization", header));
        }

        return request;
    }

    /// <summary>A message; the channel is JSON, and null leaves it out.</summary>
    private static string Body(string? channelId = "\"msteams\"", string id = "1", string? serviceUrl = ChannelIssuer.ServiceUrl)
    {
        var body = new JsonObject
        {
            ["type"] = "message",
            ["id"] = id,
            ["text"] = "halo",
            ["serviceUrl"] = serviceUrl,
            ["from"] = new JsonObject { ["id"] = "u" },
            ["conversation"] = new JsonObject { ["id"] = "c" },
            ["deliveryMode"] = "expectReplies",
        };
        if (channelId is not null)
        {
            body["channelId"] = JsonNode.Parse(channelId);
        }

        return body.ToJsonString();
    }

    private long Seconds(TimeSpan fromNow) => (_time.GetUtcNow() + fromNow).ToUnixTimeSeconds();

    private string Mint(Action<JsonObject, JsonObject>? change = null, IssuerKey? key = null, string alg = "RS256") => _issuer.Mint(_time.GetUtcNow(), change, key, alg);
}
