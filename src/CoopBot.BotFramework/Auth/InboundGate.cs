using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CoopBot.BotFramework.Auth;

/// <summary>
/// Who may post to <c>/api/messages</c> without a token: a developer's own machine and nobody else. Development, no app id, and
/// listener and caller both on loopback. Configuration alone decides that, never a token or a body.
/// </summary>
public sealed class InboundGate(IOptions<BotFrameworkOptions> options, IHostEnvironment environment, IServer server, IConfiguration configuration) : IHostedLifecycleService
{
    private const string NeedsLoopback = "BotFramework__Anonymous=true needs a listener on loopback; take it out, or set ASPNETCORE_URLS=http://localhost:3978.";

    private bool? _listensOnLoopbackOnly;

    /// <summary>Development without an app id, and not switched off.</summary>
    public bool MayBeAnonymous =>
        environment.IsDevelopment() && string.IsNullOrEmpty(options.Value.AppId) && options.Value.Anonymous != false && ListensOnLoopbackOnly;

    /// <summary>Every address the server listens on is loopback. False before it listens.</summary>
    public bool ListensOnLoopbackOnly
    {
        get
        {
            if (_listensOnLoopbackOnly is { } known)
            {
                return known;
            }

            var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses;
            return addresses is { Count: > 0 } && (_listensOnLoopbackOnly = addresses.All(IsLoopback)).Value;
        }
    }

    /// <summary>This caller may post. A caller behind a proxy is not on loopback, whatever the socket says.</summary>
    public bool Admits(HttpContext context) =>
        MayBeAnonymous
        && IsLoopback(context.Connection.LocalIpAddress)
        && IsLoopback(context.Connection.RemoteIpAddress)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For")
        && !context.Request.Headers.ContainsKey("Forwarded");

    /// <summary>Fault 26: asked for where others can reach it, anonymous access stops the start, before anything listens where the addresses are plain.</summary>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Anonymous == true && !environment.IsDevelopment())
        {
            throw Refused("BotFramework__Anonymous=true is for a developer's own machine only; take it out, or set ASPNETCORE_ENVIRONMENT=Development.");
        }

        var addresses = configuration["urls"]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        return options.Value.Anonymous == true && !Array.TrueForAll(addresses, IsLoopback) ? throw Refused(NeedsLoopback) : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Fault 26 again, by the addresses that the server really listens on.</summary>
    public Task StartedAsync(CancellationToken cancellationToken) =>
        options.Value.Anonymous == true && !ListensOnLoopbackOnly ? throw Refused(NeedsLoopback) : Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static OptionsValidationException Refused(string why) => new("BotFramework", typeof(BotFrameworkOptions), [why]);

    private static bool IsLoopback(IPAddress? address) => address is not null && IPAddress.IsLoopback(address);

    private static bool IsLoopback(string address) => Uri.TryCreate(address, UriKind.Absolute, out var parsed) && parsed.IsLoopback;
}
