using System.Collections.Concurrent;

namespace CoopBot.BotFramework;

/// <summary>
/// Sends to one conversation go one after another, in the order they came, and no faster than Teams takes them from a bot in a
/// thread: 7 in a second, 8 in two, 60 in thirty (fault 67). Other conversations are never held up.
/// </summary>
internal sealed class ConversationSpacing(TimeProvider time)
{
    private const int Remembered = 10_000;
    private static readonly (int Count, TimeSpan Window)[] Limits = [(7, TimeSpan.FromSeconds(1)), (8, TimeSpan.FromSeconds(2)), (60, TimeSpan.FromSeconds(30))];
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Line> _lines = new(StringComparer.Ordinal);
    private long _sweptAt = time.GetTimestamp();

    /// <summary>How many conversations are remembered.</summary>
    internal int Count => _lines.Count;

    /// <summary>Waits for the sends before, and for the time that the limits ask; dispose to let the next one go.</summary>
    public async ValueTask<Slot> EnterAsync(string conversation, CancellationToken cancellation)
    {
        Sweep();
        Line line;
        do
        {
            line = _lines.GetOrAdd(conversation, static _ => new());
        }
        while (!line.TryJoin());

        try
        {
            await line.Gate.WaitAsync(cancellation);
        }
        catch
        {
            line.Leave();
            throw;
        }

        try
        {
            while (Due(line) is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, cancellation);
            }
        }
        catch
        {
            line.Gate.Release();
            line.Leave();
            throw;
        }

        line.Sent.Enqueue(time.GetTimestamp());
        return new(line);
    }

    /// <summary>How long until one more fits every limit.</summary>
    private TimeSpan Due(Line line)
    {
        while (line.Sent.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Longest)
        {
            line.Sent.Dequeue();
        }

        var wait = TimeSpan.Zero;
        if (line.Sent.Count < Limits[0].Count)
        {
            return wait;
        }

        var sent = line.Sent.ToArray();
        foreach (var (count, window) in Limits)
        {
            if (sent.Length >= count && window - time.GetElapsedTime(sent[^count]) is var rest && rest > wait)
            {
                wait = rest;
            }
        }

        return wait;
    }

    /// <summary>Forgets conversations that have been still for longer than any limit looks back.</summary>
    private void Sweep()
    {
        var last = Volatile.Read(ref _sweptAt);
        if (_lines.Count < Remembered || time.GetElapsedTime(last) < Longest || Interlocked.CompareExchange(ref _sweptAt, time.GetTimestamp(), last) != last)
        {
            return;
        }

        foreach (var (conversation, line) in _lines)
        {
            if (line.TryEnd(latest => time.GetElapsedTime(latest) >= Longest))
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
        public void Dispose()
        {
            _line.Gate.Release();
            _line.Leave();
        }
    }

    internal sealed class Line
    {
        private int _users;

        public SemaphoreSlim Gate { get; } = new(1, 1);

        /// <summary>Touched by who holds the gate, and by the sweep where nobody can.</summary>
        public Queue<long> Sent { get; } = new(4);

        /// <summary>False where the sweep has ended this line: a new one is made.</summary>
        public bool TryJoin()
        {
            lock (Gate)
            {
                return _users >= 0 && ++_users > 0;
            }
        }

        public void Leave()
        {
            lock (Gate)
            {
                _users--;
            }
        }

        public bool TryEnd(Func<long, bool> isOld)
        {
            lock (Gate)
            {
                if (_users != 0 || (Sent.Count > 0 && !isOld(Sent.Last())))
                {
                    return false;
                }

                _users = -1;
                return true;
            }
        }
    }
}
