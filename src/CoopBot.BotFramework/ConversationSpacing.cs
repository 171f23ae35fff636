using System.Collections.Concurrent;

namespace CoopBot.BotFramework;

/// <summary>
/// Sends to one conversation go one after another, in the order they came, and no faster than Teams takes them from a bot in a
/// thread: 7 in a second, 8 in two, 60 in thirty (fault 67). Other conversations are never held up.
/// </summary>
internal sealed class ConversationSpacing(TimeProvider time)
{
    private static readonly (int Count, TimeSpan Window)[] Limits = [(7, TimeSpan.FromSeconds(1)), (8, TimeSpan.FromSeconds(2)), (60, TimeSpan.FromSeconds(30))];
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Line> _lines = new(StringComparer.Ordinal);
    private long _sweptAt = time.GetTimestamp();

    /// <summary>How many conversations are remembered.</summary>
    internal int Count => _lines.Count;

    /// <summary>Waits for the sends before, and for the time that the limits ask; dispose to let the next one go.</summary>
    public ValueTask<Slot> EnterAsync(string conversation, CancellationToken cancellation)
    {
        Sweep();
        while (true)
        {
            var line = _lines.GetOrAdd(conversation, static _ => new());
            if (line.Join() is { } place)
            {
                // Most conversations say one thing at a time and seldom: nothing to wait for.
                return place == Task.CompletedTask && line.Due(time) <= TimeSpan.Zero ? new(line.Go(time)) : WaitAsync(line, place, cancellation);
            }
        }
    }

    private async ValueTask<Slot> WaitAsync(Line line, Task place, CancellationToken cancellation)
    {
        try
        {
            await place.WaitAsync(cancellation);
        }
        catch
        {
            // The place is given up; when its turn comes it goes to the next.
            _ = place.ContinueWith(_ => line.Leave(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }

        try
        {
            while (line.Due(time) is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, cancellation);
            }
        }
        catch
        {
            line.Leave();
            throw;
        }

        return line.Go(time);
    }

    /// <summary>Forgets conversations that have been still for longer than any limit looks back.</summary>
    private void Sweep()
    {
        var last = Volatile.Read(ref _sweptAt);
        if (time.GetElapsedTime(last) < Longest || Interlocked.CompareExchange(ref _sweptAt, time.GetTimestamp(), last) != last)
        {
            return;
        }

        foreach (var (conversation, line) in _lines)
        {
            if (line.TryEnd(time))
            {
                _lines.TryRemove(new(conversation, line));
            }
        }
    }

    /// <summary>The place at the head of a conversation's line.</summary>
    public readonly struct Slot : IDisposable
    {
        private readonly Line _line;

        internal Slot(Line line) => _line = line;

        /// <inheritdoc/>
        public void Dispose() => _line.Leave();
    }

    /// <summary>One conversation. Its times are touched by who is at its head alone, and by the sweep where nobody is.</summary>
    internal sealed class Line
    {
        private readonly Queue<long> _sent = new(2);
        private Queue<TaskCompletionSource>? _waiting;
        private bool _isTaken;
        private bool _hasEnded;

        /// <summary>Ends when this place is at the head; null where the sweep has ended this line, and a new one is to be made.</summary>
        public Task? Join()
        {
            lock (_sent)
            {
                if (_hasEnded)
                {
                    return null;
                }

                if (!_isTaken)
                {
                    _isTaken = true;
                    return Task.CompletedTask;
                }

                var place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                (_waiting ??= new()).Enqueue(place);
                return place.Task;
            }
        }

        /// <summary>The head goes; the next in line is at it.</summary>
        public void Leave()
        {
            lock (_sent)
            {
                if (_waiting is { Count: > 0 } waiting)
                {
                    waiting.Dequeue().SetResult();
                }
                else
                {
                    _isTaken = false;
                }
            }
        }

        /// <summary>How long until one more fits every limit.</summary>
        public TimeSpan Due(TimeProvider time)
        {
            while (_sent.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Longest)
            {
                _sent.Dequeue();
            }

            var wait = TimeSpan.Zero;
            if (_sent.Count < Limits[0].Count)
            {
                return wait;
            }

            var sent = _sent.ToArray();
            foreach (var (count, window) in Limits)
            {
                if (sent.Length >= count && window - time.GetElapsedTime(sent[^count]) is var rest && rest > wait)
                {
                    wait = rest;
                }
            }

            return wait;
        }

        /// <summary>One is sent now.</summary>
        public Slot Go(TimeProvider time)
        {
            _sent.Enqueue(time.GetTimestamp());
            return new(this);
        }

        /// <summary>Ends a line that nobody stands in and whose times no limit looks back to.</summary>
        public bool TryEnd(TimeProvider time)
        {
            lock (_sent)
            {
                return _hasEnded = !_isTaken && (_sent.Count == 0 || time.GetElapsedTime(_sent.Last()) >= Longest);
            }
        }
    }
}
