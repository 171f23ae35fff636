using System.Data.Common;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CoopBot.Storage;

/// <summary>Brings the store to this version's shape, or says why it cannot be used. Never replaces what is there.</summary>
public static class Schema
{
    /// <summary>
    /// Checks the file, then migrates only where a migration is pending, under a lock file beside the database: a lock of
    /// the operating system ends with its process, so that a start that was killed never holds up the next one.
    /// </summary>
    /// <exception cref="StorageException">The store is corrupt, read-only, newer than this version, or its place cannot be used.</exception>
    public static void Prepare(Database database)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(database.File)!);
            RefuseLostDatabase(database.File);
            using (Lock(database.File + ".migrate.lock"))
            {
                var (pending, unknown) = Compare(database);
                if (unknown is not null)
                {
                    throw new StorageException($"The database {database.File} was made by a newer version of CoopBot ({unknown}). Start that version, or restore a backup of this one.");
                }

                if (pending)
                {
                    Migrate(database);
                }
            }

            CheckWritable(database);
        }
        catch (SqliteException broken) when (broken.SqliteErrorCode is 11 or 26)
        {
            throw Corrupt(database.File, broken);
        }
        catch (SqliteException refused)
        {
            throw new StorageException($"The database {database.File} cannot be used: {Reason(refused)} Nothing was changed.", refused);
        }
        catch (Exception unreachable) when (unreachable is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The folder of the database {database.File} cannot be written. Give the service that right, or set ConnectionStrings__CoopBot to another place.", unreachable);
        }
    }

    private static string Reason(SqliteException refused) => refused.SqliteErrorCode switch
    {
        8 => "it is read-only. Give the service the right to write it.",
        13 => "the disk is full. Make room and start again.",
        14 => "it cannot be opened. Check that the folder exists and may be written.",
        5 or 6 => "another program holds it. Close that one and start again.",
        10 => "the disk reports an error.",
        _ => $"SQLite says {refused.SqliteErrorCode}.",
    };

    private static StorageException Corrupt(string file, Exception? inner) =>
        new($"The database {file} is damaged. Nothing was changed. Put a backup in its place, with coopbot.db-wal and coopbot.db-shm moved away, and start again.", inner);

    /// <summary>A write-ahead log without its database, or an emptied file beside one, means data was lost: starting anew would hide it.</summary>
    private static void RefuseLostDatabase(string file)
    {
        var wal = new FileInfo(file + "-wal");
        var main = new FileInfo(file);
        if (wal is { Exists: true, Length: > 0 } && main is not { Exists: true, Length: > 0 })
        {
            throw Corrupt(file, null);
        }
    }

    private static (bool Pending, string? Unknown) Compare(Database database)
    {
        if (new FileInfo(database.File) is not { Exists: true, Length: > 0 })
        {
            return (true, null);
        }

        // Read without EF Core: building its model would cost more than the rest of the start.
        using var connection = database.OpenConnection();
        if (connection.Scalar(null, "PRAGMA quick_check(1)") as string != "ok")
        {
            throw Corrupt(database.File, null);
        }

        var known = typeof(SqliteCoopDb).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Migration)) && type.GetCustomAttribute<DbContextAttribute>()?.ContextType == typeof(SqliteCoopDb))
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()!.Id)
            .ToHashSet();
        var applied = Applied(connection);
        return (known.Except(applied).Any(), applied.Except(known).Order().LastOrDefault());
    }

    private static HashSet<string> Applied(DbConnection connection)
    {
        var applied = new HashSet<string>();
        if (connection.Scalar(null, "SELECT 1 FROM sqlite_master WHERE name = '__EFMigrationsHistory'") is not null)
        {
            using var rows = connection.Query(null, "SELECT MigrationId FROM \"__EFMigrationsHistory\"");
            while (rows.Read())
            {
                applied.Add(rows.GetString(0));
            }
        }

        return applied;
    }

    /// <summary>EF's own lock is a row; left behind by a kill it would make every later start wait for ever. We hold the real lock.</summary>
    private static void Migrate(Database database)
    {
        using (var connection = database.OpenConnection())
        {
            if (connection.Scalar(null, "SELECT 1 FROM sqlite_master WHERE name = '__EFMigrationsLock'") is not null)
            {
                connection.Execute(null, "DELETE FROM \"__EFMigrationsLock\"");
            }
        }

        using var db = database.CreateDbContext();
        db.Database.Migrate();
    }

    private static void CheckWritable(Database database)
    {
        using var connection = database.OpenConnection();
        using var transaction = connection.BeginTransaction();
        connection.Execute(transaction, "DELETE FROM \"Turns\" WHERE 0");
        transaction.Rollback();
    }

    private static FileStream Lock(string file)
    {
        for (var waited = 0; ; waited++)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException) when (waited < 600 && File.Exists(file))
            {
                // Another process migrates; it takes seconds. A file lock gives no event to wait for, and nothing else runs before the store is ready.
                Task.Delay(100).GetAwaiter().GetResult();
            }
        }
    }
}
