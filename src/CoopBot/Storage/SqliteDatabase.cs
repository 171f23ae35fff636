using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CoopBot.Storage;

/// <summary>The store in one SQLite file: nothing to install, one machine.</summary>
internal sealed class SqliteDatabase : Database
{
    private const long LogAlarm = 256_000_000;

    private readonly ConcurrentBag<DbConnection> _readers = [];
    private readonly string _connectionString;

    /// <exception cref="ArgumentException">It names no file.</exception>
    public SqliteDatabase(string connectionString)
    {
        var settings = new SqliteConnectionStringBuilder(connectionString);
        if (settings.DataSource is "" or ":memory:" || settings.Mode == SqliteOpenMode.Memory)
        {
            throw new ArgumentException("no file");
        }

        File = settings.DataSource = Path.GetFullPath(settings.DataSource);
        settings.ForeignKeys = true;
        // One wait of SQLite's own five seconds, no second one by the provider: a turn that queues behind another write
        // while a program holds the store still knows after ten that it is not saved, within its twelve.
        settings.DefaultTimeout = 4;
        _connectionString = settings.ToString();
    }

    /// <summary>The fixed default place: the same whatever the working directory.</summary>
    public static string DefaultFile => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } home ? home : AppContext.BaseDirectory,
        "CoopBot",
        "coopbot.db");

    /// <summary>The database file, absolute.</summary>
    public string File { get; }

    public override string Location => File;

    public override SqliteConnection OpenConnection()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            Configure(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override CoopDb CreateDbContext() => new SqliteCoopDb(Options());

    public override void Dispose()
    {
        while (_readers.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }

    internal override CoopDb CreateDbContext(DbConnection connection, DbTransaction transaction)
    {
        var db = new SqliteCoopDb(new DbContextOptionsBuilder<SqliteCoopDb>().UseSqlite(connection).Options);
        db.Database.UseTransaction(transaction);
        return db;
    }

    /// <summary>SQLite reads in microseconds on the caller's thread; a connection goes back only when nothing went wrong with it.</summary>
    internal override async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellation)
    {
        var connection = _readers.TryTake(out var idle) ? idle : OpenConnection();
        try
        {
            var result = await read(connection);
            _readers.Add(connection);
            return result;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    internal override bool IsCollision(Exception failed) => failed is SqliteException { SqliteErrorCode: 19 };

    /// <summary>SQLite's own wait has been waited out by then.</summary>
    internal override bool Recovers(Exception failed) => false;

    internal override void Prepare() => SqliteSchema.Prepare(this);

    /// <summary>SQLite's own copy of one moment: whole pages, no log.</summary>
    internal override void CopyTo(string file, CancellationToken cancellation)
    {
        using var connection = OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = "VACUUM INTO @file";
        command.Parameters.AddWithValue("@file", file);
        command.ExecuteNonQuery();
    }

    /// <summary>Folds the log in and empties it. The file itself holds nothing deleted: every connection overwrites it (<c>secure_delete</c>).</summary>
    internal override bool ForgetDeleted()
    {
        using var connection = OpenConnection();
        using var command = connection.CreateCommand();
        // A checkpoint that waits for a reader keeps all writers waiting.
        command.CommandText = "PRAGMA busy_timeout=200; PRAGMA wal_checkpoint(TRUNCATE);";
        using var result = command.ExecuteReader();
        do
        {
            while (result.Read())
            {
                if (result.FieldCount == 3)
                {
                    return result.GetInt64(0) == 0;
                }
            }
        }
        while (result.NextResult());
        return false;
    }

    /// <summary>A reader that never ends keeps the log from being folded in; it grows until the disk is full (fault 92).</summary>
    internal override string? Trouble() => new FileInfo(File + "-wal") is { Exists: true, Length: > LogAlarm } log ? $"the write-ahead log has grown to {log.Length / 1_000_000} MB" : null;

    internal override IDisposable? TryBeAlone()
    {
        try
        {
            return new FileStream(File + ".running.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException)
        {
            return null;
        }
    }

    internal DbContextOptions<SqliteCoopDb> Options() =>
        new DbContextOptionsBuilder<SqliteCoopDb>().UseSqlite(_connectionString).AddInterceptors(ConnectionSettings.Instance).Options;

    /// <summary>
    /// WAL and a full sync: what was said to be saved survives a power cut. A busy store is waited for in SQLite, not by polling. What
    /// is deleted is overwritten: people are told that it is gone (fault 128).
    /// </summary>
    private static void Configure(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;";
        command.ExecuteNonQuery();
    }

    private sealed class ConnectionSettings : DbConnectionInterceptor
    {
        public static readonly ConnectionSettings Instance = new();

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Configure(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Configure(connection);
            return Task.CompletedTask;
        }
    }
}

/// <summary>For <c>dotnet ef migrations add</c>, which needs a context without a running service.</summary>
public sealed class DesignTimeSqliteCoopDb : Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory<SqliteCoopDb>
{
    /// <inheritdoc/>
    public SqliteCoopDb CreateDbContext(string[] args) => (SqliteCoopDb)Database.Of(null).CreateDbContext();
}
