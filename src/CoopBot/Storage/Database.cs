using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Storage;

/// <summary>Where the data is, and how a connection to it is opened.</summary>
public sealed class Database
{
    private readonly string _connectionString;

    /// <summary>Reads <c>ConnectionStrings__CoopBot</c>; without it, one file in a fixed place of the user's own.</summary>
    /// <exception cref="StorageException">The setting is no SQLite connection string.</exception>
    public Database(string? connectionString)
    {
        try
        {
            var settings = new SqliteConnectionStringBuilder(string.IsNullOrWhiteSpace(connectionString) ? $"Data Source={DefaultFile}" : connectionString);
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
        catch (ArgumentException unreadable)
        {
            throw new StorageException("ConnectionStrings__CoopBot must name a SQLite file, such as \"Data Source=/var/lib/coopbot/coopbot.db\" (PostgreSQL is not built in yet).", unreadable);
        }
    }

    /// <summary>The database file, absolute.</summary>
    public string File { get; }

    /// <summary>The fixed default place: the same whatever the working directory.</summary>
    public static string DefaultFile => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } home ? home : AppContext.BaseDirectory,
        "CoopBot",
        "coopbot.db");

    /// <summary>A connection with the settings that every one must have.</summary>
    public DbConnection OpenConnection()
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

    /// <summary>A context for reading and for rows that EF Core maps.</summary>
    public CoopDb CreateDbContext() => new SqliteCoopDb(Options());

    /// <summary>A context on a connection and in a transaction that are open already.</summary>
    internal static CoopDb CreateDbContext(DbConnection connection, DbTransaction transaction)
    {
        var db = new SqliteCoopDb(new DbContextOptionsBuilder<SqliteCoopDb>().UseSqlite(connection).Options);
        db.Database.UseTransaction(transaction);
        return db;
    }

    internal DbContextOptions<SqliteCoopDb> Options() =>
        new DbContextOptionsBuilder<SqliteCoopDb>().UseSqlite(_connectionString).AddInterceptors(ConnectionSettings.Instance).Options;

    /// <summary>WAL and a full sync: what was said to be saved survives a power cut. A busy store is waited for in SQLite, not by polling.</summary>
    internal static void Configure(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;";
        command.ExecuteNonQuery();
    }

    /// <summary>UTC time as the store writes it.</summary>
    internal static string Text(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    private sealed class ConnectionSettings : Microsoft.EntityFrameworkCore.Diagnostics.DbConnectionInterceptor
    {
        public static readonly ConnectionSettings Instance = new();

        public override void ConnectionOpened(DbConnection connection, Microsoft.EntityFrameworkCore.Diagnostics.ConnectionEndEventData eventData) => Configure(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, Microsoft.EntityFrameworkCore.Diagnostics.ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Configure(connection);
            return Task.CompletedTask;
        }
    }
}

/// <summary>Contexts for whoever reads.</summary>
public sealed class CoopDbFactory(Database database) : IDbContextFactory<CoopDb>
{
    /// <inheritdoc/>
    public CoopDb CreateDbContext() => database.CreateDbContext();
}

/// <summary>For <c>dotnet ef migrations add</c>, which needs a context without a running service.</summary>
public sealed class DesignTimeSqliteCoopDb : Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory<SqliteCoopDb>
{
    /// <inheritdoc/>
    public SqliteCoopDb CreateDbContext(string[] args) => new(new Database(null).Options());
}
