using System.Data.Common;

namespace CoopBot.Storage;

/// <summary>
/// The one door for writes in a process. Units of work queue here and are committed together, so that many turns
/// share one sync to disk; each unit stands alone all the same (a savepoint of its own).
/// </summary>
public sealed class WriteGate
{
    /// <summary>Runs <paramref name="work"/> in a transaction and returns once it is on disk.</summary>
    public Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, T> work, bool background = false) => throw new NotSupportedException();
}
