using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Storage;

/// <summary>
/// Where the data is, and how a connection to it is opened: one SQLite file, or PostgreSQL where one machine is not enough.
/// All that differs between the two stands in this class's two children and their schemas.
/// </summary>
public abstract class Database : IDisposable
{
    /// <summary>Reads <c>ConnectionStrings__CoopBot</c>; without it, one SQLite file in a fixed place of the user's own.</summary>
    /// <exception cref="StorageException">The setting is neither engine's connection string. Its text, which may hold a password, is not repeated.</exception>
    public static Database Of(string? connectionString)
    {
        try
        {
            var settings = new DbConnectionStringBuilder { ConnectionString = string.IsNullOrWhiteSpace(connectionString) ? $"Data Source={SqliteDatabase.DefaultFile}" : connectionString };
            return settings.ContainsKey("Host") || settings.ContainsKey("Server") ? new PostgresDatabase(connectionString!) : new SqliteDatabase(settings.ConnectionString);
        }
        catch (ArgumentException unreadable)
        {
            throw new StorageException("ConnectionStrings__CoopBot must name a SQLite file, such as \"Data Source=/var/lib/coopbot/coopbot.db\", or a PostgreSQL database, such as \"Host=db;Database=coopbot;Username=coopbot;Password=…\".", unreadable);
        }
    }

    /// <summary>Where that is, for people to read: a file, or a server and its database. Never a password.</summary>
    public abstract string Location { get; }

    /// <summary>A connection with the settings that every one must have.</summary>
    public abstract DbConnection OpenConnection();

    /// <summary>A context for reading.</summary>
    public abstract CoopDb CreateDbContext();

    /// <summary>A context on a connection and in a transaction that are open already.</summary>
    internal abstract CoopDb CreateDbContext(DbConnection connection, DbTransaction transaction);

    /// <summary>Reads by prepared statements, where EF Core would cost more than the answer.</summary>
    /// <exception cref="DbException">The store cannot be read now.</exception>
    internal abstract Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellation);

    /// <summary>A row with that key is there already: another was faster.</summary>
    internal abstract bool IsCollision(Exception failed);

    /// <summary>
    /// Whether nothing is wrong with the work itself, so that it may run again: the connection was lost, or two transactions stood in
    /// each other's way. Connections that may have been lost with it are given up. Fault 93.
    /// </summary>
    internal abstract bool Recovers(Exception failed);

    /// <summary>Whether two transactions stood in each other's way. SQLite has one writer at a time.</summary>
    internal virtual bool IsContention(Exception failed) => false;

    /// <summary>Brings the store to this version's shape. See <see cref="Schema"/>.</summary>
    internal abstract void Prepare();

    /// <summary>Writes all that is stored at this moment into a new SQLite file, while others read and write.</summary>
    /// <param name="file">Empty or not there yet.</param>
    /// <param name="cancellation">Ends it between two steps.</param>
    internal abstract void CopyTo(string file, CancellationToken cancellation);

    /// <summary>
    /// Lets go of what was deleted where the engine keeps it a while longer: SQLite's write-ahead log. False where a reader holds it
    /// now. (PostgreSQL's own vacuum does it in its own time.)
    /// </summary>
    internal virtual bool ForgetDeleted() => true;

    /// <summary>Something that a person should look at although all still works; null where there is nothing.</summary>
    internal virtual string? Trouble() => null;

    /// <summary>Ends a SELECT whose rows nobody else may change until this transaction ends. SQLite has one writer at a time as it is.</summary>
    internal virtual string ForUpdate => "";

    /// <summary>The same, passing over rows that another transaction holds.</summary>
    internal virtual string ForUpdateSkipLocked => "";

    /// <summary>A lock that one process at a time can hold until it ends; null where another has it.</summary>
    internal abstract IDisposable? TryBeAlone();

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>Contexts for whoever reads.</summary>
public sealed class CoopDbFactory(Database database) : IDbContextFactory<CoopDb>
{
    /// <inheritdoc/>
    public CoopDb CreateDbContext() => database.CreateDbContext();
}
