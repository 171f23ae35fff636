using System.Collections.Concurrent;

namespace CoopBot.BotFramework.DirectLine;

/// <summary>Tells open streams that their conversation's log has grown.</summary>
public sealed class DirectLineSignals
{
    private readonly ConcurrentDictionary<string, Waiters> _waiting = new();

    /// <summary>Wakes every stream of the conversation.</summary>
    public void Notify(string conversationId)
    {
        if (_waiting.TryGetValue(conversationId, out var waiters))
        {
            waiters.Wake();
        }
    }

    /// <summary>Whether a stream of this process listens to the conversation: somebody has it open.</summary>
    public bool IsWatched(string conversationId) => _waiting.ContainsKey(conversationId);

    /// <summary>Starts listening; dispose to stop.</summary>
    public Listener Listen(string conversationId) => new(this, conversationId);

    private sealed class Waiters
    {
        private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Count;

        public Task Next => _next.Task;

        public void Wake() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    /// <summary>One stream's ear.</summary>
    public sealed class Listener : IDisposable
    {
        private readonly DirectLineSignals _signals;
        private readonly string _conversation;
        private readonly Waiters _waiters;

        internal Listener(DirectLineSignals signals, string conversation)
        {
            _signals = signals;
            _conversation = conversation;
            lock (signals._waiting)
            {
                _waiters = signals._waiting.GetOrAdd(conversation, _ => new Waiters());
                _waiters.Count++;
            }
        }

        /// <summary>How many streams listen to this conversation.</summary>
        public int Count => _waiters.Count;

        /// <summary>Completes at the next signal after this call: take it before reading the log, await it after.</summary>
        public Task Next => _waiters.Next;

        /// <inheritdoc/>
        public void Dispose()
        {
            lock (_signals._waiting)
            {
                if (--_waiters.Count == 0)
                {
                    _signals._waiting.TryRemove(_conversation, out _);
                }
            }
        }
    }
}
