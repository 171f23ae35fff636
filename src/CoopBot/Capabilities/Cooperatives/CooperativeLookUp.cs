using System.Diagnostics;
using CoopBot.Records;
using CoopBot.Search;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Capabilities.Cooperatives;

/// <summary>What the store holds, as the last load saw it.</summary>
/// <param name="Names">The names.</param>
/// <param name="DataDate">The newest date that a row speaks of; null for an empty store.</param>
/// <param name="Synthetic">Some rows are made up.</param>
/// <param name="Generation">The list that they are of.</param>
public sealed record LoadedNames(NameIndex Names, DateOnly? DataDate, bool Synthetic, int Generation = 0);

/// <summary>
/// Reads cooperatives: names from memory, the row itself from the store. The names are loaded at first use, and anew
/// after <see cref="Reload"/> or once another list is current, whichever process published it; until then the old ones serve.
/// </summary>
public sealed class CooperativeLookUp(Database database)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private long _looked;
    private Task<LoadedNames>? _loading;
    private LoadedNames? _loaded;
    private int _version;

    /// <summary>Loads the names now rather than at the first question, or anew after rows were added, changed or removed.</summary>
    public Task Reload()
    {
        lock (_lock)
        {
            return _loading = LoadAsync(++_version);
        }
    }

    /// <summary>The names; an empty store is looked at again each time, so that nothing has to tell of the first row.</summary>
    public async Task<LoadedNames> NamesAsync(CancellationToken cancellation)
    {
        if (_loaded is { DataDate: not null } loaded)
        {
            await LookForNewListAsync(loaded, cancellation);
            return loaded;
        }

        Task<LoadedNames> loading;
        lock (_lock)
        {
            // A load that failed or found nothing is not kept.
            loading = _loading is { IsCompleted: false } running ? running : _loading = LoadAsync(++_version);
        }

        return await loading.WaitAsync(cancellation);
    }

    /// <summary>The cooperative of a key; null where it is gone since the names were loaded.</summary>
    public Task<Cooperative?> ReadAsync(long id, CancellationToken cancellation) =>
        database.ReadAsync(connection => CooperativeRows.ReadAsync(id, connection, cancellation), cancellation);

    /// <summary>The cooperative of a number, or null.</summary>
    public Task<Cooperative?> ReadAsync(RegistrationNumber number, CancellationToken cancellation) =>
        database.ReadAsync(connection => CooperativeRows.ReadAsync(number, connection, cancellation), cancellation);

    private async Task LookForNewListAsync(LoadedNames loaded, CancellationToken cancellation)
    {
        var looked = Interlocked.Read(ref _looked);
        if ((looked != 0 && Stopwatch.GetElapsedTime(looked) < LookEvery) || Interlocked.CompareExchange(ref _looked, Stopwatch.GetTimestamp(), looked) != looked)
        {
            return;
        }

        await using var db = database.CreateDbContext();
        if (await CurrentAsync(db, cancellation) != loaded.Generation)
        {
            lock (_lock)
            {
                // Nobody waits for it.
                _loading = _loading is { IsCompleted: false } running ? running : LoadAsync(++_version);
            }
        }
    }

    private static Task<int> CurrentAsync(CoopDb db, CancellationToken cancellation) =>
        db.CooperativeLists.Where(list => list.State == ListState.Published).SumAsync(list => list.Generation, cancellation);

    private async Task<LoadedNames> LoadAsync(int version)
    {
        // Off the caller's thread: a turn that holds the lock must not wait for the store.
        await Task.Yield();
        await using var db = database.CreateDbContext();
        var generation = await CurrentAsync(db, CancellationToken.None);
        var rows = await db.Set<Cooperative>().AsNoTracking().OrderBy(row => row.Id)
            .Select(row => new { Id = row.OriginId ?? row.Id, row.Name, row.Regency, row.Kind, row.Nik, row.DataDate }).ToListAsync();
        var names = new NameIndex(
            rows.Select(row => new IndexedName(row.Id, row.Name, row.Regency, row.Kind, row.Nik)), Normaliser.Words);
        var loaded = new LoadedNames(
            names,
            rows.Count == 0 ? null : rows.Max(row => row.DataDate),
            rows.Exists(row => row.Nik?.StartsWith(RegistrationNumber.SyntheticPrefix, StringComparison.Ordinal) == true),
            generation);
        lock (_lock)
        {
            // A load that began later has seen more; it may have ended sooner.
            return version == _version ? _loaded = loaded : loaded;
        }
    }
}
