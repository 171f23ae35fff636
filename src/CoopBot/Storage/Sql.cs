using System.Data.Common;
using System.Runtime.CompilerServices;

namespace CoopBot.Storage;

/// <summary>
/// Prepared statements for the few places on the path of every turn. EF Core owns the schema and everything else;
/// here a change tracker would cost more than the turn itself. Both engines read the same SQL.
/// </summary>
internal static class Sql
{
    private static readonly ConditionalWeakTable<DbConnection, Dictionary<string, DbCommand>> Prepared = [];

    /// <summary>Runs a statement; <paramref name="values"/> are @0, @1, … Returns the rows touched.</summary>
    public static int Execute(this DbConnection connection, DbTransaction? transaction, string sql, params ReadOnlySpan<object?> values) =>
        Command(connection, transaction, sql, values).ExecuteNonQuery();

    /// <summary>Reads with a statement; dispose the reader before the next use.</summary>
    public static DbDataReader Query(this DbConnection connection, DbTransaction? transaction, string sql, params ReadOnlySpan<object?> values) =>
        Command(connection, transaction, sql, values).ExecuteReader();

    /// <summary>The first column of the first row; null where there is none.</summary>
    public static object? Scalar(this DbConnection connection, DbTransaction? transaction, string sql, params ReadOnlySpan<object?> values) =>
        Command(connection, transaction, sql, values).ExecuteScalar() is { } value and not DBNull ? value : null;

#pragma warning disable CA1068 // The values come last: params.
    /// <summary>Reads with a statement, without holding a thread while a server answers; dispose the reader before the next use.</summary>
    public static Task<DbDataReader> QueryAsync(this DbConnection connection, CancellationToken cancellation, string sql, params ReadOnlySpan<object?> values) =>
        Command(connection, null, sql, values).ExecuteReaderAsync(cancellation);

    /// <summary>The first column of the first row; null where there is none.</summary>
    public static async Task<object?> ScalarAsync(this DbConnection connection, CancellationToken cancellation, string sql, params object?[] values) =>
        await Command(connection, null, sql, values).ExecuteScalarAsync(cancellation) is { } value and not DBNull ? value : null;
#pragma warning restore CA1068

    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql, ReadOnlySpan<object?> values)
    {
        var commands = Prepared.GetValue(connection, _ => []);
        if (!commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are constants of this code base; every value is a parameter.
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 0; i < values.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = "@" + i;
                command.Parameters.Add(parameter);
            }

            commands.Add(sql, command);
        }

        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }
}
