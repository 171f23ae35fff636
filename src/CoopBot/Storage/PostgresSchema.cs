using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CoopBot.Storage;

/// <summary>The PostgreSQL database: migrated under a lock that ends with its transaction.</summary>
internal static class PostgresSchema
{
    // "CoopBot" in ASCII.
    private const long MigrationLock = 0x436F6F70426F74;

    /// <inheritdoc cref="Schema.Prepare"/>
    public static void Prepare(PostgresDatabase database)
    {
        try
        {
            if (IsPending(database))
            {
                Migrate(database);
            }

            Schema.CheckWritable(database);
        }
        catch (NpgsqlException refused)
        {
            throw new StorageException($"The database {database.Location} cannot be used: {Reason(refused)} Nothing was changed.", refused);
        }
    }

    private static string Reason(NpgsqlException refused) => (refused as PostgresException)?.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => "the server refuses the name or the password. Correct them in ConnectionStrings__CoopBot.",
        PostgresErrorCodes.InvalidCatalogName => "the server has no database of that name. Create it (CREATE DATABASE …), or correct the name.",
        PostgresErrorCodes.InsufficientPrivilege => "the user may not make or change tables there. Give it the right (GRANT CREATE ON SCHEMA public …), or make it the owner.",
        PostgresErrorCodes.ReadOnlySqlTransaction => "it is read-only: a standby, perhaps. Name the primary server.",
        PostgresErrorCodes.TooManyConnections => "the server has no connection left. Raise its max_connections, or set a lower Maximum Pool Size.",
        PostgresErrorCodes.CannotConnectNow => "the server is still starting. Start again in a moment.",
        { } state => $"PostgreSQL says {state}.",
        null => "the server does not answer. Check that it runs and that ConnectionStrings__CoopBot names its host and port.",
    };

    private static bool IsPending(PostgresDatabase database)
    {
        using var connection = database.OpenConnection();
        var isNew = connection.Scalar(null, "SELECT to_regclass('\"__EFMigrationsHistory\"')::text") is null;
        return Schema.IsPending<PostgresCoopDb>(isNew ? new HashSet<string>() : Schema.Applied(connection), database.Location);
    }

    /// <summary>One process migrates; another waits on the lock, and finds nothing left to do.</summary>
    private static void Migrate(PostgresDatabase database)
    {
        using var connection = database.OpenConnection();
        using var transaction = connection.BeginTransaction();
        using (var wait = connection.CreateCommand())
        {
            wait.Transaction = transaction;
            wait.CommandTimeout = 60;
            wait.CommandText = $"SELECT pg_advisory_xact_lock({MigrationLock})";
            wait.ExecuteNonQuery();
        }

        if (IsPending(database))
        {
            using var db = database.CreateDbContext();
            db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
            db.Database.Migrate();
        }

        transaction.Commit();
    }
}
