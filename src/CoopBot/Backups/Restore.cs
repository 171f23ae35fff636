using CoopBot.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Backups;

/// <summary>Brings a backup back, to either engine, upgraded to this version. What was there before is kept beside it (SQLite) or until all is copied (PostgreSQL).</summary>
public static class Restore
{
    /// <summary>Restores <paramref name="file"/>.</summary>
    /// <param name="database">Where to. No service may run on it.</param>
    /// <param name="file">The backup.</param>
    /// <param name="replace">What is stored there now may go.</param>
    /// <param name="now">For the name of what is put aside.</param>
    /// <param name="cancellation">Ends it before anything is replaced.</param>
    /// <returns>How many rows came back, by table, the same as in the backup; and where the old file lies.</returns>
    /// <exception cref="BackupException">Nothing was changed.</exception>
    public static (IReadOnlyDictionary<string, long> Rows, string? Aside) Run(Database database, string file, bool replace, DateTime now, CancellationToken cancellation)
    {
        var wanted = BackupFile.Counts(file);
        var folder = Directory.CreateDirectory(database is SqliteDatabase { File: var target } ? Path.GetDirectoryName(target)! : Path.GetTempPath());
        var copy = Path.Combine(folder.FullName, $"restore-{Guid.NewGuid():N}.db");
        try
        {
            PrivateFile.Copy(file, copy);
            using (var upgraded = new SqliteDatabase($"Data Source={copy};Pooling=False"))
            {
                upgraded.Prepare();
                return database is SqliteDatabase sqlite ? ToFile(sqlite, upgraded, wanted, replace, now) : (ToServer(database, upgraded, wanted, replace, cancellation), null);
            }
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"The backup cannot be restored: {failed.Message}", failed);
        }
        finally
        {
            foreach (var left in new[] { copy, copy + "-wal", copy + "-shm", copy + ".migrate.lock" })
            {
                File.Delete(left);
            }
        }
    }

    private static (IReadOnlyDictionary<string, long> Rows, string? Aside) ToFile(SqliteDatabase database, SqliteDatabase upgraded, IReadOnlyDictionary<string, long> wanted, bool replace, DateTime now)
    {
        using var alone = database.TryBeAlone() ?? throw new BackupException($"A service runs on {database.File}. Stop it first.");
        var there = new FileInfo(database.File) is { Exists: true, Length: > 0 } || new FileInfo(database.File + "-wal") is { Exists: true, Length: > 0 };
        if (there && !replace)
        {
            throw new BackupException($"{database.File} is there already. Add --replace to put it aside and restore in its place.");
        }

        using (var connection = upgraded.OpenConnection())
        {
            connection.Scalar(null, "PRAGMA wal_checkpoint(TRUNCATE)");
            connection.Scalar(null, "PRAGMA journal_mode=DELETE");
        }

        var rows = Same(wanted, BackupFile.Counts(upgraded.File));
        SqliteConnection.ClearAllPools();
        string? aside = null;
        if (there)
        {
            // Copied, not moved: a kill in between leaves the old store where it is. Its log goes with it, then goes, lest it be read into the new file.
            aside = $"{database.File}.before-{now:yyyyMMdd-HHmmss}";
            foreach (var suffix in new[] { "", "-wal" }.Where(suffix => File.Exists(database.File + suffix)))
            {
                PrivateFile.Copy(database.File + suffix, aside + suffix);
            }

            File.Delete(database.File + "-wal");
            File.Delete(database.File + "-shm");
        }

        File.Move(upgraded.File, database.File, overwrite: true);
        return (rows, aside);
    }

    private static IReadOnlyDictionary<string, long> ToServer(Database database, SqliteDatabase upgraded, IReadOnlyDictionary<string, long> wanted, bool replace, CancellationToken cancellation)
    {
        Schema.Prepare(database);
        using var db = database.CreateDbContext();
        var tables = TableCopy.InOrder(db.Model);
        using var connection = database.OpenConnection();
        using var transaction = connection.BeginTransaction();
        if (!replace && tables.Any(table => table.ClrType != typeof(SigningKey) && connection.Scalar(transaction, $"SELECT 1 FROM \"{table.GetTableName()}\" LIMIT 1") is not null))
        {
            throw new BackupException($"{database.Location} holds data already. Add --replace to put the backup in its place.");
        }

        connection.Execute(transaction, $"TRUNCATE {string.Join(", ", tables.Select(table => $"\"{table.GetTableName()}\""))}");
        var rows = Same(wanted, TableCopy.Copy(upgraded, connection, transaction, cancellation));
        foreach (var (table, column) in tables.SelectMany(table => table.GetProperties().Where(property => property.ValueGenerated == Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.OnAdd && property.IsPrimaryKey())
            .Select(property => (table.GetTableName(), property.GetColumnName()))))
        {
            // The next number follows the last one that came back.
            connection.Scalar(transaction, $"SELECT setval(pg_get_serial_sequence('\"{table}\"', '{column}'), (SELECT COALESCE(MAX(\"{column}\"), 0) + 1 FROM \"{table}\"), false)");
        }

        transaction.Commit();
        return rows;
    }

    /// <summary>Tables that the backup's version did not have yet count as empty in it.</summary>
    private static IReadOnlyDictionary<string, long> Same(IReadOnlyDictionary<string, long> wanted, IReadOnlyDictionary<string, long> restored) =>
        wanted.FirstOrDefault(table => restored.GetValueOrDefault(table.Key) != table.Value) is { Key: { } table, Value: var rows }
            ? throw new BackupException($"The backup has {rows} rows of {table}, {restored.GetValueOrDefault(table)} came back. Nothing was changed.")
            : restored;
}
