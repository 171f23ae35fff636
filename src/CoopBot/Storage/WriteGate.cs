using System.Collections.Concurrent;
using System.Data.Common;

namespace CoopBot.Storage;

/// <summary>
/// The one door for writes in a process. Units of work queue here and are committed together, so that many turns share
/// one sync to disk; each stands alone all the same (a savepoint of its own). Chat goes before background work.
/// </summary>
public sealed class WriteGate : IDisposable
{
    private const int BatchLimit = 128;
    private const int AttemptsAlone = 3;

    private readonly Database _database;
    private readonly ConcurrentQueue<Unit> _chat = new();
    private readonly ConcurrentQueue<Unit> _background = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lazy<Thread> _writer;
    private DbConnection? _connection;

    /// <summary>Opens no connection before the first write.</summary>
    public WriteGate(Database database)
    {
        _database = database;
        _writer = new(() =>
        {
            // A thread of its own: a sync to disk would hold up the pool.
            var thread = new Thread(Loop) { IsBackground = true, Name = "CoopBot writes" };
            thread.Start();
            return thread;
        });
    }

    /// <summary>Runs <paramref name="work"/> in a transaction and returns its result once that is on disk.</summary>
    /// <exception cref="DbException">It was not saved; nothing of it is in the store.</exception>
    public Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, T> work, bool background = false)
    {
        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
        var unit = new Unit<T>(work);
        (background ? _background : _chat).Enqueue(unit);
        _ = _writer.Value;
        _arrived.Release();
        return unit.Completion;
    }

    /// <summary>Finishes what is queued and closes.</summary>
    public void Dispose()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        _stopping.Cancel();
        if (_writer.IsValueCreated)
        {
            _writer.Value.Join();
        }

        Close();
        _arrived.Dispose();
        _stopping.Dispose();
    }

    private void Loop()
    {
        var batch = new List<Unit>(BatchLimit);
        while (true)
        {
            try
            {
                _arrived.Wait(_stopping.Token);
            }
            catch (OperationCanceledException) when (_chat.IsEmpty && _background.IsEmpty)
            {
                return;
            }
            catch (OperationCanceledException)
            {
                // What is queued is still written.
            }

            batch.Clear();
            while (batch.Count < BatchLimit && _chat.TryDequeue(out var unit))
            {
                batch.Add(unit);
            }

            if (batch.Count == 0 && _background.TryDequeue(out var background))
            {
                batch.Add(background);
            }

            if (batch.Count > 0)
            {
                Commit(batch);
            }
        }
    }

    private void Commit(List<Unit> batch)
    {
        try
        {
            if (TryCommit(batch) is { } failed)
            {
                if (_database.IsContention(failed))
                {
                    batch.ForEach(CommitAlone);
                }
                else
                {
                    TryCommit(batch, isLast: true);
                }
            }

            batch.ForEach(unit => unit.Done());
        }
        catch (Exception failed)
        {
            // Nothing of what waits is saved, and each is told. The next batch starts on a new connection.
            batch.ForEach(unit => unit.Failed(failed));
            Close();
        }
    }

    /// <summary>A unit that holds no other's rows while it waits for its own: two batches with the same rows in opposite order would go on barring each other.</summary>
    private void CommitAlone(Unit unit)
    {
        for (var attempt = 1; TryCommit([unit], isLast: attempt == AttemptsAlone) is not null; attempt++)
        {
        }

        unit.Done();
    }

    /// <summary>What failed, where the batch may run again: it was not the work, and no commit had been asked for (fault 93).</summary>
    private Exception? TryCommit(List<Unit> batch, bool isLast = false)
    {
        var commits = false;
        try
        {
            _connection ??= _database.OpenConnection();
            using var transaction = _connection.BeginTransaction();
            foreach (var unit in batch)
            {
                transaction.Save("unit");
                if (unit.Run(_connection, transaction) is { } failed)
                {
                    if (!isLast && _database.Recovers(failed))
                    {
                        Close();
                        return failed;
                    }

                    transaction.Rollback("unit");
                }

                transaction.Release("unit");
            }

            commits = true;
            transaction.Commit();
            return null;
        }
        catch (Exception failed) when (!commits && !isLast && _database.Recovers(failed))
        {
            Close();
            return failed;
        }
    }

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }

    private abstract class Unit
    {
        /// <summary>Does the work; what it threw, else null.</summary>
        public abstract Exception? Run(DbConnection connection, DbTransaction transaction);

        public abstract void Done();

        public abstract void Failed(Exception exception);
    }

    private sealed class Unit<T>(Func<DbConnection, DbTransaction, T> work) : Unit
    {
        private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;
        private Exception? _failed;

        public Task<T> Completion => _completion.Task;

        public override Exception? Run(DbConnection connection, DbTransaction transaction)
        {
            try
            {
                _result = work(connection, transaction);
                return _failed = null;
            }
            catch (Exception failed)
            {
                return _failed = failed;
            }
        }

        public override void Done()
        {
            if (_failed is null)
            {
                _completion.TrySetResult(_result!);
            }
            else
            {
                _completion.TrySetException(_failed);
            }
        }

        /// <summary>What the store said, where a lost connection hides it.</summary>
        public override void Failed(Exception exception)
        {
            var failed = _failed ?? exception;
            _completion.TrySetException(failed is ObjectDisposedException { InnerException: DbException lost } ? lost : failed);
        }
    }
}
