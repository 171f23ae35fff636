using System.Net;
using CoopBot.BotFramework.Auth;
using CoopBot.BotFramework.Schema;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CoopBot.BotFramework.Tests.Testing;

/// <summary>Connector clients as the service makes them: of a developer's machine, and of a bot with an app id.</summary>
internal static class Connectors
{
    /// <summary>Speaks to loopback, without tokens, and tries once.</summary>
    public static ConnectorClient Anonymous(TimeProvider time, TimeSpan? answer = null, TimeSpan? body = null) =>
        new(
            new ConnectorCalls(new(Options.Create(new BotFrameworkOptions()), () => true), new(() => null, time, NullLogger<BotTokens>.Instance), time)
            {
                AnswerTimeout = answer ?? TimeSpan.FromSeconds(20),
                BodyTimeout = body ?? TimeSpan.FromSeconds(5),
                Patience = TimeSpan.Zero,
            },
            time);

    /// <summary>Has an app id and a secret; trusts what is named, and gets its tokens from <paramref name="login"/>.</summary>
    public static ConnectorClient Production(
        TimeProvider time, string? login, string[] trusted, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null, ILogger<BotTokens>? log = null, TimeSpan? patience = null)
    {
        var options = new BotFrameworkOptions { AppId = ChannelIssuer.AppId, AppPassword = login is null ? null : "rahasia", TrustedHosts = trusted, LoginEndpoint = new(login ?? "https://login.microsoftonline.com") };
        return new(
            new ConnectorCalls(new(Options.Create(options), () => false), new(() => BotCredentials.Of(options, time), time, log ?? NullLogger<BotTokens>.Instance), time)
            {
                AnswerTimeout = TimeSpan.FromSeconds(20),
                Patience = patience ?? TimeSpan.FromSeconds(3),
                Resolve = resolve ?? Dns.GetHostAddressesAsync,
            },
            time);
    }

    public static Task<ResourceResponse> SayAsync(this ConnectorClient client, string serviceUrl, string conversation = "c", string text = "x", CancellationToken cancellation = default) =>
        client.SendToConversationAsync(serviceUrl, conversation, Activity.Message(text), cancellation);
}
