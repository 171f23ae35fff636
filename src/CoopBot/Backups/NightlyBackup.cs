using System.ComponentModel.DataAnnotations;
using CoopBot.Channels;
using CoopBot.Conversation;
using CoopBot.Storage;
using Microsoft.Extensions.Options;

namespace CoopBot.Backups;

/// <summary>Where nightly backups go. Section <c>Backup</c>.</summary>
public sealed class BackupOptions
{
    /// <summary>On unless switched off: where the server itself is backed up, say.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The folder; without it, <c>backups</c> beside the SQLite file, or in the default place.</summary>
    public string? Folder { get; set; }

    /// <summary>How many of them are kept. Default 14.</summary>
    [Range(1, 3650, ErrorMessage = "Backup__Keep must be a number from 1 to 3650.")]
    public int Keep { get; set; } = 14;
}

/// <summary>The backups that there are, by their names.</summary>
public sealed class BackupFolder(Database database, IOptions<BackupOptions> options)
{
    private const string Prefix = "coopbot-";
    private const string Form = "yyyy-MM-dd-HHmm";

    /// <summary>Where they lie.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(options.Value.Folder is { Length: > 0 } told ? told
        : System.IO.Path.Combine(System.IO.Path.GetDirectoryName(database is SqliteDatabase sqlite ? sqlite.File : SqliteDatabase.DefaultFile)!, "backups"));

    /// <summary>The file of a backup of that time.</summary>
    public string FileOf(DateTime at) => System.IO.Path.Combine(Path, Prefix + at.ToString(Form, System.Globalization.CultureInfo.InvariantCulture) + ".db");

    /// <summary>The backups, newest first, with the time in their names, UTC. Other files are not ours to count or to remove.</summary>
    public IReadOnlyList<(string File, DateTime At)> All() => !Directory.Exists(Path) ? [] :
    [
        .. Directory.EnumerateFiles(Path, Prefix + "*.db")
            .Select(file => (file, At: DateTime.TryParseExact(System.IO.Path.GetFileNameWithoutExtension(file)[Prefix.Length..], Form, System.Globalization.CultureInfo.InvariantCulture,
                System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal, out var at) ? at : default))
            .Where(backup => backup.At != default)
            .OrderByDescending(backup => backup.At),
    ];
}

/// <summary>Makes a backup each night, or as soon as it may where the machine sleeps at night, and lets the oldest go.</summary>
public sealed partial class NightlyBackup(
    Database database, BackupFolder folder, IOptions<BackupOptions> options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<NightlyBackup> logger)
    : PeriodicService(TimeSpan.FromMinutes(15), lifetime, time, logger)
{
    private readonly DateTime _started = time.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Between two and five in the night where the last one is twenty hours old; at any time where it is older than twenty-six and the
    /// service has run for an hour.
    /// </summary>
    /// <param name="now">Now, UTC.</param>
    /// <param name="last">The last backup, UTC.</param>
    /// <param name="started">When the service started, UTC.</param>
    public static bool IsDue(DateTime now, DateTime? last, DateTime started)
    {
        var age = last is { } at ? now - at : TimeSpan.MaxValue;
        return age > TimeSpan.FromHours(20) && (Wording.Local(now).Hour is >= 2 and < 5 || (age > TimeSpan.FromHours(26) && now - started >= TimeSpan.FromHours(1)));
    }

    /// <inheritdoc/>
    protected override Task RunOnceAsync(CancellationToken cancellation)
    {
        var now = Time.GetUtcNow().UtcDateTime;
        if (!options.Value.Enabled || !IsDue(now, folder.All() is [var newest, ..] ? newest.At : null, _started))
        {
            return Task.CompletedTask;
        }

        // Off the pool: the whole store is read.
        return Task.Factory.StartNew(() => Make(now, cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private void Make(DateTime now, CancellationToken cancellation)
    {
        try
        {
            var rows = BackupFile.Write(database, folder.FileOf(now), cancellation).Values.Sum();
            Made(logger, rows);
            foreach (var (file, _) in folder.All().Skip(options.Value.Keep))
            {
                File.Delete(file);
            }
        }
        catch (Exception failed) when (failed is BackupException or IOException or UnauthorizedAccessException)
        {
            Failed(logger, failed);
        }
    }

    [LoggerMessage(72, LogLevel.Information, "Backed up {Rows} rows")]
    private static partial void Made(ILogger logger, long rows);

    [LoggerMessage(73, LogLevel.Error, "The nightly backup failed; the next try is in a quarter of an hour")]
    private static partial void Failed(ILogger logger, Exception failed);
}
