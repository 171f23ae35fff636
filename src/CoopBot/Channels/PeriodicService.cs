using System.Data.Common;

namespace CoopBot.Channels;

/// <summary>Work at start and then at an interval. A store that cannot be used now is tried again next time; a stop ends it quietly.</summary>
public abstract partial class PeriodicService(TimeSpan interval, TimeProvider time, ILogger logger) : BackgroundService
{
    /// <summary>The clock.</summary>
    protected TimeProvider Time => time;

    /// <summary>The work; called again after the interval.</summary>
    protected abstract Task RunOnceAsync(CancellationToken cancellation);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Let the service answer first.
        await Task.Yield();
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            do
            {
                try
                {
                    await RunOnceAsync(stoppingToken);
                }
                catch (DbException failed)
                {
                    Failed(logger, failed);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (Exception stopped) when (stoppingToken.IsCancellationRequested && stopped is OperationCanceledException or ObjectDisposedException)
        {
            // The service stops.
        }
    }

    [LoggerMessage(40, LogLevel.Error, "The store could not be used; the next try is at the next interval")]
    private static partial void Failed(ILogger logger, Exception failed);
}
