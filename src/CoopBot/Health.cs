using System.Data.Common;
using CoopBot.Capabilities.Answers;
using CoopBot.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CoopBot;

/// <summary>Whether the process lives, and whether it can answer. Open to all, and mute about why.</summary>
internal static class Health
{
    /// <summary>Maps /health/live and /health/ready.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
    }

    /// <summary>Ready: the store can be read and the search engine is built.</summary>
    public sealed class Ready(Database database, KnowledgeBase knowledge) : IHealthCheck
    {
        /// <inheritdoc/>
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await database.ReadAsync(connection => connection.ScalarAsync(cancellationToken, """SELECT 1 FROM "Turns" LIMIT 1"""), cancellationToken);
                return knowledge.IsReady ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
            }
            catch (DbException failed)
            {
                return HealthCheckResult.Unhealthy(exception: failed);
            }
        }
    }
}
