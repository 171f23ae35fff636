using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using CoopBot.BotFramework.Auth;
using CoopBot.BotFramework.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Activity = CoopBot.BotFramework.Schema.Activity;

namespace CoopBot.BotFramework.Tests;

/// <summary>
/// The same tokens asked of the official <c>botframework-connector</c> and of ours: what it takes we take, and what it refuses we
/// refuse. Where we are stricter, the list says so; where it would be stricter, this fails.
/// </summary>
public sealed class ConnectorAuthJsTests
{
    /// <summary>What the old SDK lets pass and we do not.</summary>
    private static readonly string[] Stricter = ["without an end", "a key endorsed for nothing", "the emulator's channel"];

    [Fact]
    public async Task We_agree_with_the_official_client_but_where_we_are_stricter()
    {
        await using var issuer = await ChannelIssuer.StartAsync();
        await using var host = await BotHost.StartAsync("Production", settings: issuer.Settings);
        var bare = new IssuerKey("key-bare", null);
        var lavish = new IssuerKey("key-lavish", "emulator");
        issuer.Published.AddRange([bare.Published, lavish.Published]);
        var now = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        long At(int minutes) => now.AddMinutes(minutes).ToUnixTimeSeconds();
        (string Name, string Token, string ServiceUrl, string Channel)[] cases =
        [
            ("a channel's", issuer.Mint(now), ChannelIssuer.ServiceUrl, "msteams"),
            ("RS384", issuer.Mint(now, alg: "RS384"), ChannelIssuer.ServiceUrl, "msteams"),
            ("RS512", issuer.Mint(now, alg: "RS512"), ChannelIssuer.ServiceUrl, "msteams"),
            ("another channel of the key", issuer.Mint(now), ChannelIssuer.ServiceUrl, "telegram"),
            ("a channel it is not endorsed for", issuer.Mint(now), ChannelIssuer.ServiceUrl, "slack"),
            ("ended four minutes ago", issuer.Mint(now, (_, claims) => claims["exp"] = At(-4)), ChannelIssuer.ServiceUrl, "msteams"),
            ("ended six minutes ago", issuer.Mint(now, (_, claims) => claims["exp"] = At(-6)), ChannelIssuer.ServiceUrl, "msteams"),
            ("begins in four minutes", issuer.Mint(now, (_, claims) => claims["nbf"] = At(4)), ChannelIssuer.ServiceUrl, "msteams"),
            ("begins in six minutes", issuer.Mint(now, (_, claims) => claims["nbf"] = At(6)), ChannelIssuer.ServiceUrl, "msteams"),
            ("without an end", issuer.Mint(now, (_, claims) => claims.Remove("exp")), ChannelIssuer.ServiceUrl, "msteams"),
            ("another issuer", issuer.Mint(now, (_, claims) => claims["iss"] = "https://api.botframework.com/"), ChannelIssuer.ServiceUrl, "msteams"),
            ("another audience", issuer.Mint(now, (_, claims) => claims["aud"] = "another"), ChannelIssuer.ServiceUrl, "msteams"),
            ("two audiences", issuer.Mint(now, (_, claims) => claims["aud"] = new JsonArray(ChannelIssuer.AppId, "another")), ChannelIssuer.ServiceUrl, "msteams"),
            ("another service", issuer.Mint(now), "https://smba.trafficmanager.net/emea/", "msteams"),
            ("a service without its slash", issuer.Mint(now), ChannelIssuer.ServiceUrl.TrimEnd('/'), "msteams"),
            ("no service", issuer.Mint(now, (_, claims) => claims.Remove("serviceurl")), ChannelIssuer.ServiceUrl, "msteams"),
            ("an unknown key", issuer.Mint(now, key: new IssuerKey("unknown", "msteams")), ChannelIssuer.ServiceUrl, "msteams"),
            ("another key of the same name", issuer.Mint(now, key: new IssuerKey("key-1", "msteams")), ChannelIssuer.ServiceUrl, "msteams"),
            ("a key endorsed for nothing", issuer.Mint(now, key: bare), ChannelIssuer.ServiceUrl, "msteams"),
            ("the emulator's channel", issuer.Mint(now, key: lavish), ChannelIssuer.ServiceUrl, "emulator"),
            ("no signature", issuer.Mint(now, alg: "none"), ChannelIssuer.ServiceUrl, "msteams"),
            ("a shared secret", issuer.Mint(now, alg: "HS256"), ChannelIssuer.ServiceUrl, "msteams"),
            ("PS256", issuer.Mint(now, alg: "PS256"), ChannelIssuer.ServiceUrl, "msteams"),
        ];

        var theirs = await AskAsync(issuer, cases);
        var validator = host.App.Services.GetRequiredService<ChannelTokenValidator>();
        var differ = new List<string>();
        foreach (var (name, raw, serviceUrl, channel) in cases)
        {
            var (token, _) = await validator.ValidateAsync(raw, CancellationToken.None);
            var ours = token is not null && token.Refuses(new Activity { ChannelId = channel, ServiceUrl = serviceUrl }) is null;
            if (ours != theirs[name])
            {
                differ.Add(ours ? $"{name}: we are laxer" : name);
            }
        }

        Assert.Contains(theirs, verdict => verdict.Value);
        Assert.Equal(Stricter.Order(), differ.Order());
    }

    private static async Task<Dictionary<string, bool>> AskAsync(ChannelIssuer issuer, (string Name, string Token, string ServiceUrl, string Channel)[] cases)
    {
        var packages = typeof(ConnectorAuthJsTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "TestClientsFolder").Value!;
        var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "Clients", "connector-auth.mjs"), packages, issuer.MetadataAddress, ChannelIssuer.AppId])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync();
        foreach (var (name, token, serviceUrl, channelId) in cases)
        {
            await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { name, token, serviceUrl, channelId }));
        }

        node.StandardInput.Close();
        var said = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await errors);
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToDictionary(line => (string)line["name"]!, line => (bool)line["accepted"]!);
    }
}
