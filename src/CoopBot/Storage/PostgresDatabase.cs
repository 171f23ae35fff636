using System.Data.Common;
using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CoopBot.Storage;

/// <summary>
/// The store on a PostgreSQL server, for several processes. Nothing is kept in a session (no prepared statements, no session
/// locks), so that a pooler in transaction mode may stand between. Fault 93.
/// </summary>
internal sealed class PostgresDatabase : Database
{
    /// <summary>A server that restarts is back in seconds; a person waits twelve.</summary>
    private static readonly TimeSpan OpeningFor = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan OpeningPause = TimeSpan.FromMilliseconds(200);

    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnectionStringBuilder _settings;

    /// <exception cref="ArgumentException">It names no server, or holds a setting that the driver does not know.</exception>
    public PostgresDatabase(string connectionString)
    {
        _settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (string.IsNullOrWhiteSpace(_settings.Host) || string.IsNullOrWhiteSpace(_settings.Database))
        {
            throw new ArgumentException("no server or no database");
        }

        // What the office sets wins. A server of twenty connections serves two processes; a stalled one is given up within a turn's time.
        Default("Maximum Pool Size", () => _settings.MaxPoolSize = 8);
        Default("Timeout", () => _settings.Timeout = 4);
        Default("Command Timeout", () => _settings.CommandTimeout = 8);
        Default("Application Name", () => _settings.ApplicationName = "CoopBot");
        // Details of errors quote rows, and those are people's.
        _settings.IncludeErrorDetail = false;
        _settings.NoResetOnClose = true;
        _source = NpgsqlDataSource.Create(_settings);

        void Default(string name, Action set)
        {
            // In any of the driver's spellings; ContainsKey would only say that it knows the name.
            if (!_settings.ShouldSerialize(name))
            {
                set();
            }
        }
    }

    public override string Location => $"PostgreSQL {_settings.Host}:{_settings.Port}/{_settings.Database}";

    public override NpgsqlConnection OpenConnection()
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return _source.OpenConnection();
            }
            catch (NpgsqlException failed) when (IsPassing(failed) && Stopwatch.GetElapsedTime(began) < OpeningFor)
            {
                // The write gate's own thread, or a start: nothing else waits on it.
                Task.Delay(OpeningPause).GetAwaiter().GetResult();
            }
        }
    }

    public override CoopDb CreateDbContext() => new PostgresCoopDb(
        new DbContextOptionsBuilder<PostgresCoopDb>().UseNpgsql(_source.CreateConnection(), contextOwnsConnection: true, npgsql => npgsql.EnableRetryOnFailure(3, TimeSpan.FromSeconds(1), null)).Options);

    public override void Dispose() => _source.Dispose();

    internal override CoopDb CreateDbContext(DbConnection connection, DbTransaction transaction)
    {
        var db = new PostgresCoopDb(new DbContextOptionsBuilder<PostgresCoopDb>().UseNpgsql(connection).Options);
        db.Database.UseTransaction(transaction);
        return db;
    }

    /// <summary>A reading may be repeated: once, where its connection was lost on the way.</summary>
    internal override async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellation)
    {
        for (var again = false; ; again = true)
        {
            await using var connection = await OpenConnectionAsync(cancellation);
            try
            {
                return await read(connection);
            }
            catch (NpgsqlException lost) when (!again && Recovers(lost))
            {
            }
        }
    }

    internal override bool IsCollision(Exception failed) => failed is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    internal override bool Recovers(Exception failed)
    {
        if (!IsPassing(failed))
        {
            return false;
        }

        if (!IsContention(failed))
        {
            _source.Clear();
        }

        return true;
    }

    internal override bool IsContention(Exception failed) =>
        (failed is DbUpdateException ? failed.InnerException : failed) is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    internal override string ForUpdate => " FOR UPDATE";

    internal override string ForUpdateSkipLocked => " FOR UPDATE SKIP LOCKED";

    internal override void Prepare() => PostgresSchema.Prepare(this);

    /// <summary>Row by row into the same tables, as one transaction sees them.</summary>
    internal override void CopyTo(string file, CancellationToken cancellation)
    {
        using var copy = new SqliteDatabase($"Data Source={file};Pooling=False");
        copy.Prepare();
        using var connection = copy.OpenConnection();
        using (var transaction = connection.BeginTransaction())
        {
            Backups.TableCopy.Copy(this, connection, transaction, cancellation);
            transaction.Commit();
        }

        // One file, without a log beside it.
        connection.Scalar(null, "PRAGMA journal_mode=DELETE");
        System.IO.File.Delete(file + ".migrate.lock");
    }

    /// <summary>Other processes may live elsewhere; what one left behind is known by its age.</summary>
    internal override IDisposable? TryBeAlone() => null;

    private static bool IsPassing(Exception failed) => failed switch
    {
        PostgresException refused => refused.IsTransient || refused.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown,
        NpgsqlException lost => lost.IsTransient || lost.InnerException is IOException or SocketException,
        // A transaction whose connection was lost under it.
        ObjectDisposedException { InnerException: { } inner } => IsPassing(inner),
        DbUpdateException { InnerException: { } inner } => IsPassing(inner),
        _ => false,
    };

    private async Task<NpgsqlConnection> OpenConnectionAsync(CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await _source.OpenConnectionAsync(cancellation);
            }
            catch (NpgsqlException failed) when (IsPassing(failed) && Stopwatch.GetElapsedTime(began) < OpeningFor)
            {
                await Task.Delay(OpeningPause, cancellation);
            }
        }
    }
}

/// <summary>For <c>dotnet ef migrations add</c>, which needs a context without a running service and asks no server.</summary>
public sealed class DesignTimePostgresCoopDb : Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory<PostgresCoopDb>
{
    /// <inheritdoc/>
    public PostgresCoopDb CreateDbContext(string[] args) => (PostgresCoopDb)Database.Of("Host=design;Database=design").CreateDbContext();
}
