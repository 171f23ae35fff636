using System.Collections.Concurrent;
using System.Data.Common;
using System.Threading.Channels;
using CoopBot.Conversation;
using CoopBot.Storage;

namespace CoopBot.Channels;

/// <summary>
/// Sends what is said to many. One pump notes results and takes new items in one transaction; so many workers as the setting says send.
/// No worker sleeps, but for the distance kept while people talk: what must wait, waits as a row. When the process ends, what is under way is finished and the rest given back.
/// </summary>
public sealed partial class BroadcastSender(
    IBroadcasts broadcasts, WriteGate gate, SoleProcess sole, TurnLocks turns, BroadcastMessages messages, BroadcastEdits edits,
    IHostApplicationLifetime lifetime, TimeProvider time, ILogger<BroadcastSender> logger) : BackgroundService
{
    /// <summary>No send begins that the lease may not outlast: the channel's time to answer, and some.</summary>
    private static readonly TimeSpan SendTime = TimeSpan.FromSeconds(15);

    /// <summary>Results are noted so soon after they are there.</summary>
    private static readonly TimeSpan NoteAfter = TimeSpan.FromMilliseconds(50);

    /// <summary>People talk as long as the last turn is no older.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromMilliseconds(200);

    /// <summary>Between two sends while people talk: two hundred a second.</summary>
    private static readonly TimeSpan Distance = TimeSpan.FromMilliseconds(5);

    private const int MostAhead = 512;

    private readonly Channel<BroadcastItem> _items = Channel.CreateUnbounded<BroadcastItem>(new() { SingleWriter = true });
    private readonly ConcurrentQueue<BroadcastResult> _results = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly SemaphoreSlim _distance = new(1);
    private int _open;
    private volatile int _wakeAt;
    private volatile bool _isStoreDown;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await StartedAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        var workers = Enumerable.Range(0, broadcasts.Concurrency).Select(_ => Task.Run(() => WorkAsync(stoppingToken), CancellationToken.None)).ToList();
        await PumpAsync(stoppingToken);
        _items.Writer.Complete();
        await Task.WhenAll(workers);
        await NoteRestAsync();
    }

    private async Task PumpAsync(CancellationToken stopping)
    {
        var hasTakenBack = !sole.IsAlone;
        var ahead = broadcasts.Concurrency * 2;
        while (!stopping.IsCancellationRequested)
        {
            var changed = broadcasts.ChangedAsync();
            var wait = TimeSpan.FromSeconds(1);
            try
            {
                if (!hasTakenBack)
                {
                    await broadcasts.TakeBackAsync();
                    hasTakenBack = true;
                }

                var isRunning = await broadcasts.PrepareAsync(stopping);
                var (taken, askAgainAt) = await CycleAsync(isRunning ? Math.Max(0, ahead - Volatile.Read(ref _open)) : 0);
                _isStoreDown = false;
                // Taken and sent within a moment: more at a time costs fewer transactions. Else little is held, for a kill to leave little in doubt.
                ahead = taken < ahead / 2 ? Math.Max(taken * 2, broadcasts.Concurrency * 2) : Math.Min(ahead * 2, MostAhead);
                _wakeAt = ahead / 2;
                var now = time.GetUtcNow().UtcDateTime;
                wait = askAgainAt > now + wait ? wait : askAgainAt > now ? askAgainAt - now : TimeSpan.Zero;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed) when (StoreFault.Is(failed))
            {
                // Nothing is sent that could not be noted (fault 90): what is held goes back, and its results stay here until they can be.
                _isStoreDown = true;
                ahead = broadcasts.Concurrency * 2;
                StoreDown(logger, failed);
            }

            await IdleAsync(wait, changed, stopping);
        }
    }

    /// <summary>Waits until results are worth noting, items are wanted, or the time has come.</summary>
    private async Task IdleAsync(TimeSpan wait, Task changed, CancellationToken stopping)
    {
        try
        {
            if (Volatile.Read(ref _open) > 0 || !_results.IsEmpty)
            {
                // Workers are busy: they wake the pump once enough is done, at the latest when it is time to note.
                await _wake.WaitAsync(NoteAfter, stopping);
                return;
            }

            if (wait > TimeSpan.Zero)
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
                await Task.WhenAny(changed, Task.Delay(wait, time, stop.Token));
                await stop.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    /// <summary>One transaction: what came of the last items is noted, the web chat's messages are written, new ones are taken.</summary>
    private async Task<(int Taken, DateTime AskAgainAt)> CycleAsync(int room)
    {
        var results = new List<BroadcastResult>();
        while (_results.TryDequeue(out var result))
        {
            results.Add(result);
        }

        if (results.Count == 0 && room == 0)
        {
            return (0, DateTime.MaxValue);
        }

        try
        {
            var (items, askAgainAt) = await gate.WriteAsync(
                (connection, transaction) =>
                {
                    if (results.Count > 0)
                    {
                        broadcasts.Note(results, connection, transaction);
                    }

                    return room > 0 ? broadcasts.Take(room, connection, transaction) : ([], DateTime.MaxValue);
                },
                background: true);
            Interlocked.Add(ref _open, items.Count);
            foreach (var item in items)
            {
                _items.Writer.TryWrite(item);
            }

            return (items.Count, askAgainAt);
        }
        catch
        {
            results.ForEach(_results.Enqueue);
            throw;
        }
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        await foreach (var item in _items.Reader.ReadAllAsync(CancellationToken.None))
        {
            await KeepDistanceAsync(stopping);
            _results.Enqueue(await SendAsync(item, stopping));
            if (Interlocked.Decrement(ref _open) <= _wakeAt && _wake.CurrentCount == 0)
            {
                Wake();
            }
        }
    }

    /// <summary>Who asks waits for the answer; who is told something does not know of it yet. While people talk, sends keep a distance, so that no answer stands behind a crowd of them.</summary>
    private async Task KeepDistanceAsync(CancellationToken stopping)
    {
        if (!turns.IsTalking(Lately))
        {
            return;
        }

        await _distance.WaitAsync(CancellationToken.None);
        try
        {
            // Held while it waits: the next one's distance begins after this one's.
            await Task.Delay(Distance, time, stopping);
        }
        catch (OperationCanceledException)
        {
            // The service stops: what is left is given back.
        }
        finally
        {
            _distance.Release();
        }
    }

    private async Task<BroadcastResult> SendAsync(BroadcastItem item, CancellationToken stopping)
    {
        try
        {
            if (stopping.IsCancellationRequested || _isStoreDown || item.LeaseUntil - time.GetUtcNow().UtcDateTime < SendTime)
            {
                return new(item, BroadcastOutcome.NotTried);
            }

            var words = await broadcasts.WordsAsync(item, CancellationToken.None);
            return words.Edit is { } edit && await edits.MakeAsync(item, edit) is { } edited ? edited
                : words.Reply is not { } reply ? new(item, words.Otherwise) { RetryAfter = words.Wait }
                : await messages.SayAsync(item, reply);
        }
        catch (Exception failed) when (StoreFault.Is(failed))
        {
            StoreDown(logger, failed);
            return new(item, BroadcastOutcome.NotTried);
        }
        catch (Exception bug) when (bug is not OutOfMemoryException)
        {
            // One recipient's fault is no other's; nobody knows how far it came.
            Failed(logger, bug, item.Id);
            return new(item, BroadcastOutcome.Unknown);
        }
    }

    /// <summary>The service stops: what was finished is noted, what was not begun is free at once (fault 70).</summary>
    private async Task NoteRestAsync()
    {
        try
        {
            await CycleAsync(0);
        }
        catch (Exception closed) when (StoreFault.Is(closed) || closed is ObjectDisposedException)
        {
            StoreDown(logger, closed);
        }
    }

    private void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Awake already.
        }
    }

    private async Task StartedAsync(CancellationToken cancellation)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var told = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _wake.Dispose();
        _distance.Dispose();
        base.Dispose();
    }

    [LoggerMessage(130, LogLevel.Error, "The store could not be used; nothing is sent until it can")]
    private static partial void StoreDown(ILogger logger, Exception failed);

    [LoggerMessage(131, LogLevel.Error, "Delivery {Id} could not be sent")]
    private static partial void Failed(ILogger logger, Exception bug, long id);
}
