namespace CoopBot.Conversation;

/// <summary>One turn at a time per conversation and person in this process, in the order they came. Others are not held up.</summary>
public sealed class TurnLocks(TimeProvider time)
{
    private readonly Dictionary<ConversationKey, Entry> _entries = [];
    private long? _leftAt;

    /// <summary>Somebody waits for an answer, or got one that lately.</summary>
    public bool IsTalking(TimeSpan lately)
    {
        lock (_entries)
        {
            // Whichever way a clock was set (fault 84): what it says of long ago is long ago.
            return _entries.Count > 0 || (_leftAt is { } left && time.GetElapsedTime(left).Duration() < lately);
        }
    }

    /// <summary>Waits for the turn before; dispose to let the next in.</summary>
    public async ValueTask<IDisposable> EnterAsync(ConversationKey key, CancellationToken cancellation)
    {
        Entry? entry;
        lock (_entries)
        {
            if (!_entries.TryGetValue(key, out entry))
            {
                _entries[key] = entry = new Entry(this, key);
            }

            entry.Users++;
        }

        try
        {
            await entry.Gate.WaitAsync(cancellation);
            return entry;
        }
        catch
        {
            Leave(entry);
            throw;
        }
    }

    private void Leave(Entry entry)
    {
        lock (_entries)
        {
            _leftAt = time.GetTimestamp();
            if (--entry.Users == 0)
            {
                _entries.Remove(entry.Key);
                entry.Gate.Dispose();
            }
        }
    }

    private sealed class Entry(TurnLocks locks, ConversationKey key) : IDisposable
    {
        public int Users;

        public SemaphoreSlim Gate { get; } = new(1);

        public ConversationKey Key => key;

        public void Dispose()
        {
            Gate.Release();
            locks.Leave(this);
        }
    }
}
