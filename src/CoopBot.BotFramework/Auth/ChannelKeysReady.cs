using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace CoopBot.BotFramework.Auth;

/// <summary>Ready with an app id only once there are keys to check tokens with; without one it depends on nothing (fault 22).</summary>
internal sealed class ChannelKeysReady(ChannelKeySource source, IOptions<BotFrameworkOptions> options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(string.IsNullOrEmpty(options.Value.AppId) || source.Current is not null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
}
