using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CoopBot.Storage;

/// <summary>Brings the store to this version's shape, or says why it cannot be used. Never replaces what is there.</summary>
public static class Schema
{
    /// <summary>
    /// Checks the store, then migrates only where a migration is pending, one process at a time (fault 94). A lock that ends with
    /// its process: a start that was killed never holds up the next one.
    /// </summary>
    /// <exception cref="StorageException">The store is corrupt, read-only, newer than this version, or its place cannot be used.</exception>
    public static void Prepare(Database database) => database.Prepare();

    /// <summary>Whether a migration of this version is not applied yet; refuses a store that a newer version has changed (fault 95).</summary>
    internal static bool IsPending<TContext>(IReadOnlySet<string> applied, string location)
        where TContext : CoopDb
    {
        // Read without EF Core: building its model would cost more than the rest of the start.
        var known = typeof(TContext).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Migration)) && type.GetCustomAttribute<DbContextAttribute>()?.ContextType == typeof(TContext))
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()!.Id)
            .ToHashSet();
        return applied.Except(known).Order().LastOrDefault() is { } unknown
            ? throw new StorageException($"The database {location} was made by a newer version of CoopBot ({unknown}). Start that version, or restore a backup of this one.")
            : known.Except(applied).Any();
    }

    /// <summary>The migrations that the store has had.</summary>
    internal static HashSet<string> Applied(DbConnection connection)
    {
        var applied = new HashSet<string>();
        using var rows = connection.Query(null, """SELECT "MigrationId" FROM "__EFMigrationsHistory" """);
        while (rows.Read())
        {
            applied.Add(rows.GetString(0));
        }

        return applied;
    }

    /// <summary>A store that may be read and not written is found at start, not by the first person who asks.</summary>
    internal static void CheckWritable(Database database)
    {
        using var connection = database.OpenConnection();
        using var transaction = connection.BeginTransaction();
        connection.Execute(transaction, """DELETE FROM "Turns" WHERE FALSE""");
        transaction.Rollback();
    }
}
