namespace CoopBot.Storage;

/// <summary>
/// Whether this process was alone on the store when it started, so that whatever stands half done was left by one that is no more.
/// Only SQLite can know; the lock that tells is held until this process ends.
/// </summary>
public sealed class SoleProcess(Database database) : IDisposable
{
    private readonly Lazy<IDisposable?> _lock = new(database.TryBeAlone);

    /// <summary>Asked first at start.</summary>
    public bool IsAlone => _lock.Value is not null;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_lock.IsValueCreated)
        {
            _lock.Value?.Dispose();
        }
    }
}
