using CoopBot.Storage;

namespace CoopBot.Channels;

/// <summary>Work at start and then at an interval. A store that cannot be used now is tried again next time; a stop ends it quietly.</summary>
public abstract partial class PeriodicService(TimeSpan interval, IHostApplicationLifetime lifetime, TimeProvider time, ILogger logger) : BackgroundService
{
    /// <summary>The clock.</summary>
    protected TimeProvider Time => time;

    /// <summary>The work; called again after the interval.</summary>
    protected abstract Task RunOnceAsync(CancellationToken cancellation);

    /// <summary>Waits for the next time; false where there is none.</summary>
    protected virtual ValueTask<bool> NextAsync(PeriodicTimer timer, CancellationToken cancellation) => timer.WaitForNextTickAsync(cancellation);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            // Let the service answer first; and only once it listens is it known where it may send.
            await StartedAsync(stoppingToken);
            do
            {
                // Never on the timer's own thread: while the work goes on, the ticks that it misses are one.
                await Task.Yield();
                try
                {
                    await RunOnceAsync(stoppingToken);
                }
                catch (Exception failed) when (StoreFault.Is(failed))
                {
                    Failed(logger, failed);
                }
            }
            while (await NextAsync(timer, stoppingToken));
        }
        catch (Exception stopped) when (stoppingToken.IsCancellationRequested && stopped is OperationCanceledException or ObjectDisposedException)
        {
            // The service stops.
        }
    }

    private async Task StartedAsync(CancellationToken cancellation)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var told = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellation);
    }

    [LoggerMessage(40, LogLevel.Error, "The store could not be used; the next try is at the next interval")]
    private static partial void Failed(ILogger logger, Exception failed);
}
