using System.Data.Common;
using CoopBot.Backups;
using CoopBot.Capabilities.Answers;
using CoopBot.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace CoopBot;

/// <summary>Whether the process lives, and whether it can answer. Open to all: it tells the age of the last backup, and no cause of a fault.</summary>
internal static class Health
{
    private static readonly TimeSpan OldBackup = TimeSpan.FromHours(50);

    /// <summary>Maps /health/live and /health/ready.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new()
        {
            ResponseWriter = (context, report) => context.Response.WriteAsync(string.Join('\n', report.Entries.Values.Select(entry => entry.Description).OfType<string>().Prepend(report.Status.ToString())), context.RequestAborted),
        });
    }

    /// <summary>Ready: the store can be read and the search engine is built. Degraded, which still answers 200: something wants a person's look.</summary>
    public sealed class Ready(Database database, KnowledgeBase knowledge, BackupFolder backups, IOptions<BackupOptions> options, TimeProvider time) : IHealthCheck
    {
        /// <inheritdoc/>
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await database.ReadAsync(connection => connection.ScalarAsync(cancellationToken, """SELECT 1 FROM "Turns" LIMIT 1"""), cancellationToken);
            }
            catch (DbException failed)
            {
                return HealthCheckResult.Unhealthy(exception: failed);
            }

            var (age, old) = Age();
            return !knowledge.IsReady ? HealthCheckResult.Unhealthy()
                : database.Trouble() is { } trouble ? HealthCheckResult.Degraded($"{age}\nstore: {trouble}")
                : old ? HealthCheckResult.Degraded(age)
                : HealthCheckResult.Healthy(age);
        }

        private (string Text, bool Old) Age()
        {
            if (!options.Value.Enabled)
            {
                return ("last backup: not by CoopBot (Backup__Enabled=false)", false);
            }

            var age = backups.All() is [var newest, ..] ? time.GetUtcNow().UtcDateTime - newest.At : (TimeSpan?)null;
            return (age is { } known ? $"last backup: {(int)known.TotalHours} h ago" : "last backup: none yet", age > OldBackup);
        }
    }
}
