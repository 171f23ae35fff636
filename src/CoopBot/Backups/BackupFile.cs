using CoopBot.Storage;
using Microsoft.Data.Sqlite;

namespace CoopBot.Backups;

/// <summary>A backup that cannot be made or restored. The message says in one line what is wrong and what to do.</summary>
public sealed class BackupException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// A backup: everything that is stored, as one SQLite file whatever engine it came from. So it restores to either, and moves an
/// office from one to the other.
/// </summary>
public static class BackupFile
{
    /// <summary>Writes everything that is stored at this moment to a new file, while people talk. Nobody but its owner may read it.</summary>
    /// <returns>How many rows, by table.</returns>
    /// <exception cref="BackupException">The file is there already, cannot be written, or does not hold what it should.</exception>
    public static IReadOnlyDictionary<string, long> Write(Database database, string file, CancellationToken cancellation)
    {
        var part = file + ".part";
        try
        {
            if (File.Exists(file))
            {
                throw new BackupException($"{file} is there already. Name another file, or move that one away.");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            File.Delete(part);
            using (new FileStream(part, PrivateFile.New))
            {
            }

            database.CopyTo(part, cancellation);
            var counts = Counts(part);
            File.Move(part, file);
            return counts;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or SqliteException)
        {
            File.Delete(part);
            throw new BackupException($"{file} cannot be written: {failed.Message} Nothing was changed.", failed);
        }
    }

    /// <summary>Checks a backup from end to end and counts its rows, by table.</summary>
    /// <exception cref="BackupException">It is no whole backup.</exception>
    public static IReadOnlyDictionary<string, long> Counts(string file)
    {
        if (!File.Exists(file))
        {
            throw new BackupException($"There is no file {file}.");
        }

        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            if (connection.Scalar(null, "PRAGMA integrity_check(1)") as string != "ok" || connection.Scalar(null, "SELECT 1 FROM sqlite_master WHERE name = '__EFMigrationsHistory'") is null)
            {
                throw new BackupException($"{file} is damaged or no backup of CoopBot. Nothing was changed; take an older one.");
            }

            // Refuses what a newer version wrote.
            _ = Schema.IsPending<SqliteCoopDb>(Schema.Applied(connection), file);
            var tables = new List<string>();
            using (var rows = connection.Query(null, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_\\_EF%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"))
            {
                while (rows.Read())
                {
                    tables.Add(rows.GetString(0));
                }
            }

            return tables.ToDictionary(table => table, table => (long)connection.Scalar(null, $"SELECT COUNT(*) FROM \"{table}\"")!);
        }
        catch (SqliteException broken)
        {
            throw new BackupException($"{file} is damaged or no backup of CoopBot. Nothing was changed; take an older one.", broken);
        }
    }
}
