using CoopBot.Storage;

namespace CoopBot.Backups;

/// <summary><c>backup FILE</c> and <c>restore FILE [--replace]</c>.</summary>
internal static class BackupCommand
{
    /// <summary>Backs up while the service runs or not.</summary>
    public static void Backup(Database database, string file, TextWriter output, CancellationToken cancellation)
    {
        var rows = BackupFile.Write(database, file, cancellation);
        Print(rows, output);
        output.WriteLine($"Saved {rows.Values.Sum()} rows of {database.Location} to {Path.GetFullPath(file)}. It holds people's data: keep it where only the office can read it.");
    }

    /// <summary>Restores where no service runs.</summary>
    public static void Restore(Database database, string file, bool replace, TimeProvider time, TextWriter output, CancellationToken cancellation)
    {
        var (rows, aside) = Backups.Restore.Run(database, file, replace, time.GetUtcNow().UtcDateTime, cancellation);
        Print(rows, output);
        output.WriteLine($"Restored {rows.Values.Sum()} rows to {database.Location}, as many as the backup holds.{(aside is null ? "" : $" What was there before is in {aside}.")}");
    }

    private static void Print(IReadOnlyDictionary<string, long> rows, TextWriter output)
    {
        foreach (var (table, count) in rows.Where(table => table.Value > 0))
        {
            output.WriteLine($"{count,10}  {table}");
        }
    }
}
