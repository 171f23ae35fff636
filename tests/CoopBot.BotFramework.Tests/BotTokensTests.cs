using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CoopBot.BotFramework.Auth;
using CoopBot.BotFramework.Tests.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CoopBot.BotFramework.Tests;

/// <summary>The bot's own tokens: fetched once for all, renewed in time, refused once and no more (faults 60 and 63).</summary>
public sealed class BotTokensTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 2, 0, 0, TimeSpan.Zero));
    private readonly Lines _log = new();
    private ChannelSimulator _channel = null!;
    private ConnectorClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _channel = await ChannelSimulator.StartAsync();
        _client = Connectors.Production(_time, _channel.Origin, [_channel.Origin], log: _log, patience: TimeSpan.Zero);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _channel.DisposeAsync();
        Assert.DoesNotContain(_log, line => line.Contains("token-", StringComparison.Ordinal) || line.Contains("rahasia", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_send_carries_the_token_that_the_login_endpoint_gave_for_the_secret()
    {
        await _client.SayAsync(_channel.ServiceUrl);

        Assert.Equal("Bearer token-1", (await _channel.NextAsync()).Authorization);
        Assert.Equal("/botframework.com/oauth2/v2.0/token", _channel.TokenPath);
        Assert.Equal(
            new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = ChannelIssuer.AppId, ["client_secret"] = "rahasia", ["scope"] = "https://api.botframework.com/.default" },
            _channel.TokenForm);
    }

    // Fault 63
    [Fact]
    public async Task One_fetch_is_in_flight_however_many_wait()
    {
        var hold = new TaskCompletionSource();
        _channel.OnToken = async context =>
        {
            await hold.Task;
            await _channel.GiveTokenAsync(context);
        };
        var sends = Enumerable.Range(0, 50).Select(number => _client.SayAsync(_channel.ServiceUrl, $"c{number}")).ToArray();
        using var impatient = new CancellationTokenSource();
        var gaveUp = _client.SayAsync(_channel.ServiceUrl, "c-impatient", cancellation: impatient.Token);
        await BotHost.UntilAsync(() => _channel.TokensAsked == 1);
        await impatient.CancelAsync();

        Assert.Equal("TokenUnavailable", (await Assert.ThrowsAsync<ConnectorException>(() => gaveUp)).Code);
        hold.SetResult();
        await Task.WhenAll(sends);
        Assert.Equal((1, 50), (_channel.TokensAsked, _channel.Count));
    }

    [Fact]
    public async Task A_token_is_renewed_beside_before_it_ends_and_waited_for_once_it_has()
    {
        await _client.SayAsync(_channel.ServiceUrl);
        _time.Advance(TimeSpan.FromMinutes(54));
        await _client.SayAsync(_channel.ServiceUrl);
        Assert.Equal(1, _channel.TokensAsked);

        _time.Advance(TimeSpan.FromMinutes(2));
        do
        {
            // Sends go on with the old one until the new one is there.
            await _client.SayAsync(_channel.ServiceUrl, $"c{_channel.Count}");
        }
        while (_channel.Last?.Authorization != "Bearer token-2");

        Assert.Equal(2, _channel.TokensAsked);
        _time.Advance(TimeSpan.FromMinutes(70));
        await _client.SayAsync(_channel.ServiceUrl);
        Assert.Equal("Bearer token-3", _channel.Last.Authorization);
    }

    // Fault 63: a token endpoint that is down, says nonsense or asks to wait is not asked at every send; nothing is sent without a token.
    [Theory]
    [InlineData("down")]
    [InlineData("html")]
    [InlineData("huge")]
    [InlineData("429")]
    [InlineData("no token")]
    [InlineData("abort")]
    public async Task A_token_that_cannot_be_had_is_asked_for_again_after_a_while(string fault)
    {
        _channel.OnToken = context =>
        {
            context.Response.Headers.RetryAfter = fault == "429" ? "20" : default;
            if (fault == "abort")
            {
                context.Abort();
                return Task.CompletedTask;
            }

            return fault switch
            {
                "html" => ChannelSimulator.Status(context, 200, "<html>masuk</html>", "text/html"),
                "huge" => ChannelSimulator.Status(context, 200, new string('x', 1_000_000)),
                "429" => ChannelSimulator.Status(context, 429),
                "no token" => ChannelSimulator.Status(context, 200, """{"access_token":7}"""),
                _ => ChannelSimulator.Status(context, 503),
            };
        };
        for (var number = 0; number < 10; number++)
        {
            var refused = await Assert.ThrowsAsync<ConnectorException>(() => _client.SayAsync(_channel.ServiceUrl, $"c{number}"));
            Assert.True(refused is { Code: "TokenUnavailable", IsTransient: true, IsUncertain: false });
        }

        Assert.Equal((1, 0), (_channel.TokensAsked, _channel.Count));
        Assert.Single(_log);

        _channel.OnToken = null;
        _time.Advance(TimeSpan.FromSeconds(fault == "429" ? 19 : 4));
        await Assert.ThrowsAsync<ConnectorException>(() => _client.SayAsync(_channel.ServiceUrl));
        Assert.Equal(1, _channel.TokensAsked);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.NotNull((await _client.SayAsync(_channel.ServiceUrl)).Id);
    }

    // Fault 60
    [Fact]
    public async Task A_refused_token_is_renewed_once_and_the_message_arrives()
    {
        var good = _channel.Answer;
        _channel.Answer = context => context.Request.Headers.Authorization == "Bearer token-1" ? ChannelSimulator.Status(context, 401) : good(context);

        Assert.NotNull((await _client.SayAsync(_channel.ServiceUrl)).Id);
        Assert.Equal((2, 2), (_channel.TokensAsked, _channel.Count));
    }

    // Fault 60: not ten thousand times.
    [Fact]
    public async Task A_bot_that_is_refused_for_good_asks_once_in_five_minutes_and_says_what_to_check()
    {
        _channel.Answer = context => ChannelSimulator.Status(context, 401);
        for (var number = 0; number < 20; number++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await Assert.ThrowsAsync<ConnectorException>(() => _client.SayAsync(_channel.ServiceUrl, $"c{number}"))).Status);
        }

        Assert.Equal(2, _channel.TokensAsked);
        Assert.Single(_log, line => line.Contains("BotFramework__AppId", StringComparison.Ordinal));

        _time.Advance(TimeSpan.FromMinutes(5.1));
        await Assert.ThrowsAsync<ConnectorException>(() => _client.SayAsync(_channel.ServiceUrl));
        Assert.Equal(3, _channel.TokensAsked);
    }

    [Fact]
    public async Task Without_credentials_only_a_named_address_of_this_machine_is_spoken_to()
    {
        using var bare = Connectors.Production(_time, null, [_channel.Origin, "connector.example.com"], patience: TimeSpan.Zero);

        await bare.SayAsync(_channel.ServiceUrl);
        Assert.Null((await _channel.NextAsync()).Authorization);
        Assert.Equal("NoCredentials", (await Assert.ThrowsAsync<ConnectorException>(() => bare.SayAsync("https://connector.example.com/"))).Code);
    }

    [Theory]
    [InlineData(null, null, "/botframework.com/oauth2/v2.0/token")]
    [InlineData("t-1", null, "/t-1/oauth2/v2.0/token")]
    [InlineData("t-1", BotFrameworkAppType.SingleTenant, "/t-1/oauth2/v2.0/token")]
    [InlineData("t-1", BotFrameworkAppType.MultiTenant, "/botframework.com/oauth2/v2.0/token")]
    public async Task The_tenant_is_that_of_the_kind_of_app(string? tenant, BotFrameworkAppType? type, string path)
    {
        var options = new BotFrameworkOptions { AppId = "a", AppPassword = "rahasia", TenantId = tenant, AppType = type, LoginEndpoint = new(_channel.Origin) };

        var token = await BotCredentials.Of(options, _time)!.FetchAsync(false, CancellationToken.None);

        Assert.Equal(("token-1", path), (token.Value, _channel.TokenPath));
        Assert.Equal(_time.GetUtcNow().AddHours(1), token.EndsAt);
    }

    [Fact]
    public async Task A_login_endpoint_that_is_a_whole_address_is_used_as_it_is()
    {
        var options = new BotFrameworkOptions { AppId = "a", AppPassword = "rahasia", LoginEndpoint = new(_channel.Origin + "/masuk/token") };

        await BotCredentials.Of(options, _time)!.FetchAsync(false, CancellationToken.None);

        Assert.Equal("/masuk/token", _channel.TokenPath);
    }

    [Theory]
    [InlineData("pfx", "sandi")]
    [InlineData("pfx", null)]
    [InlineData("pem", null)]
    [InlineData("pem", "sandi")]
    public async Task A_certificate_is_read_from_pfx_or_pem_and_a_wrong_one_stops_the_start(string kind, string? password)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=bot", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(_time.GetUtcNow(), _time.GetUtcNow().AddYears(1));
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            if (kind == "pfx")
            {
                await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pfx, password));
            }
            else
            {
                var pem = password is null ? key.ExportPkcs8PrivateKeyPem() : key.ExportEncryptedPkcs8PrivateKeyPem(password, new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1_000));
                await File.WriteAllTextAsync(file, certificate.ExportCertificatePem() + "\n" + pem);
            }

            using var read = BotCredentials.Certificate(new() { CertificatePath = file, CertificatePassword = password });
            Assert.Equal(certificate.Thumbprint, read.Thumbprint);
            Assert.NotNull(BotCredentials.Of(new() { AppId = ChannelIssuer.AppId, TenantId = "t", CertificatePath = file, CertificatePassword = password }, _time));

            await File.WriteAllTextAsync(file, certificate.ExportCertificatePem());
            var refused = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => BotHost.StartAsync("Production", settings: new Dictionary<string, string?> { ["BotFramework:AppId"] = "a", ["BotFramework:CertificatePath"] = file }));
            Assert.Contains("BotFramework__CertificatePath", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_managed_identity_needs_no_secret_and_loads_only_when_asked_for() =>
        Assert.NotNull(BotCredentials.Of(new() { AppId = ChannelIssuer.AppId, TenantId = "t", AppType = BotFrameworkAppType.UserAssignedMSI }, _time));

    // The whole production path on one machine: the inbound token is checked, the reply carries the bot's own.
    [Fact]
    public async Task A_turn_in_production_is_checked_and_answered_with_the_bots_token()
    {
        await using var issuer = await ChannelIssuer.StartAsync();
        var settings = issuer.Settings;
        settings["BotFramework:AppPassword"] = "rahasia";
        settings["BotFramework:LoginEndpoint"] = _channel.Origin;
        settings["BotFramework:TrustedHosts"] = _channel.Origin;
        await using var host = await BotHost.StartAsync("Production", settings: settings);
        var token = issuer.Mint(TimeProvider.System.GetUtcNow(), (_, claims) => claims["serviceurl"] = _channel.ServiceUrl);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(Wire.Recorded("teams-personal-message", _channel.ServiceUrl), System.Text.Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);

        using var response = await host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var reply = await _channel.NextAsync();
        Assert.Equal(("Bearer token-1", "Gema: berapa koperasi aktif di Sambas?"), (reply.Authorization, reply.Activity.Text));
        Assert.DoesNotContain(host.Logged, line => line.Contains("token-1", StringComparison.Ordinal) || line.Contains(token[^20..], StringComparison.Ordinal));
    }

    private sealed class Lines : ConcurrentQueue<string>, ILogger<BotTokens>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Enqueue(formatter(state, exception) + exception);
    }
}
