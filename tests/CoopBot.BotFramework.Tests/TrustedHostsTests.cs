using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CoopBot.BotFramework.Auth;
using CoopBot.BotFramework.Schema;
using CoopBot.BotFramework.Tests.Testing;
using CsCheck;
using Microsoft.Extensions.Options;

namespace CoopBot.BotFramework.Tests;

/// <summary>Where a bot with an app id sends, and above all where it does not (faults 53 to 56 and 65).</summary>
public sealed class TrustedHostsTests
{
    [Theory]
    [InlineData("https://smba.trafficmanager.net/apac/")]
    [InlineData("https://smba.trafficmanager.net/apac")]
    [InlineData("https://SMBA.TrafficManager.net/teams/")]
    [InlineData("https://smba.trafficmanager.net:443/")]
    [InlineData("https://smba.infra.gcc.teams.microsoft.com/teams/")]
    [InlineData("https://telegram.botframework.com/")]
    [InlineData("https://europe.directline.botframework.com/")]
    [InlineData("https://webchat.botframework.azure.us/")]
    [InlineData("https://connector.example.com/")]
    [InlineData("https://other.example.com:8443/x/")]
    [InlineData("http://127.0.0.1:4100")]
    [InlineData("http://127.0.0.1:4100/_connector")]
    [InlineData("https://localhost:4101/")]
    public void Known_and_named_hosts_are_trusted(string serviceUrl) => Assert.EndsWith("/", Trust().Check(serviceUrl, anonymous: false).ToString(), StringComparison.Ordinal);

    // Faults 53 and 54
    [Theory]
    [InlineData("http://169.254.169.254/")]
    [InlineData("https://169.254.169.254/")]
    [InlineData("https://2852039166/")]
    [InlineData("https://0xA9FEA9FE/")]
    [InlineData("https://0251.0376.0251.0376/")]
    [InlineData("https://[::ffff:169.254.169.254]/")]
    [InlineData("https://[::ffff:a9fe:a9fe]/")]
    [InlineData("https://localhost/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[fe80::1]/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://smba.trafficmanager.net/apac/")]
    [InlineData("https://smba.trafficmanager.net.evil.example/")]
    [InlineData("https://smba.trafficmanager.net./apac/")]
    [InlineData("https://smba.trafficmanager.net:8443/")]
    [InlineData("https://smba.trafficmanager.net@evil.example/")]
    [InlineData("https://evil.example@smba.trafficmanager.net/")]
    [InlineData("https://evil.example\\@smba.trafficmanager.net/")]
    [InlineData("https://smba.trafficmanager.net\\.evil.example/")]
    [InlineData("https://evil.trafficmanager.net/")]
    [InlineData("https://smba.trafficmanager.net/apac/?x=https://evil.example")]
    [InlineData("https://smba.trafficmanager.net/#x")]
    [InlineData("https://botframework.com.evil.example/")]
    [InlineData("https://evilbotframework.com/")]
    [InlineData("https://botframework.com/")]
    [InlineData("https://telegram.botframework.com:444/")]
    [InlineData("https://smba.trafficmanager.nеt/")] // A Cyrillic letter.
    [InlineData("http://connector.example.com/")]
    [InlineData("https://sub.connector.example.com/")]
    [InlineData("https://other.example.com/")]
    [InlineData("http://127.0.0.1:4102/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("https://127.0.0.1:4100/")]
    [InlineData("http://localhost:4100/")]
    [InlineData("http://127.0.0.2:4100/")]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("//smba.trafficmanager.net/")]
    [InlineData("smba.trafficmanager.net")]
    public void Nothing_else_is_ever_called(string serviceUrl) =>
        Assert.Equal("UntrustedServiceUrl", Assert.Throws<ConnectorException>(() => Trust().Check(serviceUrl, anonymous: false)).Code);

    [Fact]
    public void An_address_that_was_learnt_without_a_token_is_not_called_once_there_is_an_app_id()
    {
        Assert.Equal("UntrustedServiceUrl", Assert.Throws<ConnectorException>(() => Trust().Check("http://127.0.0.1:4100", anonymous: true)).Code);
        Assert.Equal("UntrustedServiceUrl", Assert.Throws<ConnectorException>(() => Trust().Check("https://smba.trafficmanager.net/apac/", anonymous: true)).Code);
    }

    [Theory]
    [InlineData("http://127.0.0.1:4100")]
    [InlineData("https://smba.trafficmanager.net/apac/")]
    public void Without_an_app_id_and_off_a_developers_machine_nothing_is_called(string serviceUrl)
    {
        var closed = new TrustedHosts(Options.Create(new BotFrameworkOptions { TrustedHosts = ["http://127.0.0.1:4100"] }), () => false);

        Assert.Equal("UntrustedServiceUrl", Assert.Throws<ConnectorException>(() => closed.Check(serviceUrl, anonymous: false)).Code);
    }

    // Fault 136
    [Theory]
    [InlineData("http://kantor.example")]
    [InlineData("*.example.com")]
    [InlineData("https://*.net")]
    [InlineData("https://10.0.0.5")]
    [InlineData("https://[fe80::1]:443")]
    [InlineData("https://169.254.169.254")]
    [InlineData("https://[::ffff:10.0.0.1]")]
    [InlineData("http://127.0.0.1")]
    [InlineData("https://localhost")]
    [InlineData("https://connector.example.com/path")]
    [InlineData("https://user@connector.example.com")]
    [InlineData("ftp://connector.example.com")]
    [InlineData("https://connector.example.com.")]
    public async Task An_entry_that_may_not_be_trusted_stops_the_start(string entry)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => BotHost.StartAsync("Production", settings: new Dictionary<string, string?> { ["BotFramework:AppId"] = "a", ["BotFramework:TrustedHosts"] = "fine.example.com, " + entry }));

        Assert.Contains("BotFramework__TrustedHosts", refused.Message, StringComparison.Ordinal);
    }

    // Fault 53
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("20.190.128.1", true)]
    [InlineData("2603:1030::1", true)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("64:ff9b::a9fe:a9fe", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("2001:0:a00:1::", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    public void Addresses_of_the_open_internet_are_told_from_others(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddress.Is(IPAddress.Parse(address)));

    // Fault 53: whatever dress a private address wears.
    [Fact]
    public void A_private_address_is_private_in_every_spelling() =>
        Gen.Select(Gen.Int[0, 4], Gen.Byte, Gen.Byte, Gen.Byte).Sample((kind, a, b, c) =>
        {
            byte[] four = kind switch { 0 => [10, a, b, c], 1 => [127, a, b, c], 2 => [192, 168, b, c], 3 => [169, 254, b, c], _ => [172, (byte)(16 + (a % 16)), b, c] };
            Assert.False(PublicAddress.Is(new IPAddress(four)));
            Assert.False(PublicAddress.Is(new IPAddress(four).MapToIPv6()));
            Assert.False(PublicAddress.Is(new IPAddress([0x20, 0x02, .. four, .. new byte[10]])));
            Assert.False(PublicAddress.Is(new IPAddress([0, 0x64, 0xff, 0x9b, .. new byte[8], .. four])));
        });

    // Fault 55
    [Theory]
    [InlineData("10.0.0.7")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("8.8.8.8,192.168.1.1")]
    [InlineData("")]
    public async Task A_trusted_name_that_leads_to_a_private_address_is_refused_at_connect_and_no_token_leaves(string resolved)
    {
        await using var channel = await ChannelSimulator.StartAsync();
        using var client = Connectors.Production(TimeProvider.System, channel.Origin, [], resolve: (_, _) => Task.FromResult(resolved.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse).ToArray()));

        var refused = await Assert.ThrowsAsync<ConnectorException>(() => client.SayAsync("https://smba.trafficmanager.net/apac/"));

        Assert.Equal("UntrustedServiceUrl", refused.Code);
        Assert.Equal((0, 1), (channel.Count, channel.TokensGiven));
    }

    // Fault 55: a loopback address is meant only where it was named with its port.
    [Fact]
    public async Task A_named_loopback_address_that_leads_elsewhere_is_refused()
    {
        using var client = Connectors.Production(TimeProvider.System, null, ["http://localhost:4100"], resolve: (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("8.8.8.8")]));

        Assert.Equal("UntrustedServiceUrl", (await Assert.ThrowsAsync<ConnectorException>(() => client.SayAsync("http://localhost:4100"))).Code);
    }

    // Fault 56
    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    public async Task A_redirect_to_another_host_is_not_followed_and_the_token_stays(int status)
    {
        await using var channel = await ChannelSimulator.StartAsync();
        await using var elsewhere = await ChannelSimulator.StartAsync();
        channel.Answer = context =>
        {
            context.Response.Headers.Location = elsewhere.Origin + "/taken";
            return ChannelSimulator.Status(context, status);
        };
        using var client = Connectors.Production(TimeProvider.System, channel.Origin, [channel.Origin, elsewhere.Origin]);

        var refused = await Assert.ThrowsAsync<ConnectorException>(() => client.SayAsync(channel.ServiceUrl));

        Assert.Equal(status, (int)refused.Status!);
        Assert.Equal((1, 0), (channel.Count, elsewhere.Count));
    }

    // Fault 65
    [Theory]
    [InlineData("localhost", -10, -1)]
    [InlineData("elsewhere.example", -1, 10)]
    [InlineData("localhost", -1, 10)]
    public async Task A_certificate_that_is_expired_of_another_host_or_of_nobody_is_refused(string name, int fromDays, int untilDays)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(now.AddDays(fromDays), now.AddDays(untilDays));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var heard = ServeAsync(listener, certificate);
        await using var login = await ChannelSimulator.StartAsync();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var client = Connectors.Production(TimeProvider.System, login.Origin, [$"https://localhost:{port}"], patience: TimeSpan.Zero);

        var refused = await Assert.ThrowsAsync<ConnectorException>(() => client.SayAsync($"https://localhost:{port}/"));

        Assert.Equal("Unreachable", refused.Code);
        listener.Stop();
        Assert.DoesNotContain("Bearer", await heard, StringComparison.Ordinal);
    }

    private static async Task<string> ServeAsync(TcpListener listener, X509Certificate2 certificate)
    {
        var heard = new StringBuilder();
        try
        {
            using var socket = await listener.AcceptTcpClientAsync();
            await using var stream = new SslStream(socket.GetStream());
            await stream.AuthenticateAsServerAsync(certificate);
            var buffer = new byte[4096];
            while (await stream.ReadAsync(buffer) is > 0 and var read)
            {
                heard.Append(Encoding.ASCII.GetString(buffer, 0, read));
            }
        }
        catch (Exception ended) when (ended is IOException or System.Security.Authentication.AuthenticationException or SocketException or ObjectDisposedException)
        {
            // The client hung up, as it should.
        }

        return heard.ToString();
    }

    private static TrustedHosts Trust() => new(
        Options.Create(new BotFrameworkOptions { AppId = "a", TrustedHosts = ["connector.example.com", "https://other.example.com:8443", "http://127.0.0.1:4100", "https://localhost:4101"] }),
        () => false);
}
