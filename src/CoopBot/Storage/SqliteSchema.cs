using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Storage;

/// <summary>The SQLite file: found whole or refused, and migrated under a lock file beside it.</summary>
internal static class SqliteSchema
{
    /// <inheritdoc cref="Schema.Prepare"/>
    public static void Prepare(SqliteDatabase database)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(database.File)!);
            RefuseLostDatabase(database.File);
            using (Lock(database.File + ".migrate.lock"))
            {
                MakePrivate(database.File);
                if (IsPending(database))
                {
                    Migrate(database);
                }
            }

            Schema.CheckWritable(database);
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
        new($"The database {file} is damaged. Nothing was changed. Bring back the last backup, with the service stopped: restore FILE --replace", inner);

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

    /// <summary>SQLite would make it for all to read; its logs get the rights that the file has. One that is there keeps its own.</summary>
    private static void MakePrivate(string file)
    {
        if (!File.Exists(file))
        {
            using var made = new FileStream(file, PrivateFile.New);
        }
    }

    private static bool IsPending(SqliteDatabase database)
    {
        if (new FileInfo(database.File) is not { Exists: true, Length: > 0 })
        {
            return true;
        }

        using var connection = database.OpenConnection();
        if (connection.Scalar(null, "PRAGMA quick_check(1)") as string != "ok")
        {
            throw Corrupt(database.File, null);
        }

        var isNew = connection.Scalar(null, "SELECT 1 FROM sqlite_master WHERE name = '__EFMigrationsHistory'") is null;
        return Schema.IsPending<SqliteCoopDb>(isNew ? new HashSet<string>() : Schema.Applied(connection), database.File);
    }

    /// <summary>EF's own lock is a row; left behind by a kill it would make every later start wait for ever. We hold the real lock.</summary>
    private static void Migrate(SqliteDatabase database)
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
