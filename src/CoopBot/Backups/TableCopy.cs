using System.Data;
using System.Data.Common;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CoopBot.Backups;

/// <summary>Copies every row of every table from one store to another of the same version, whatever their engines.</summary>
internal static class TableCopy
{
    /// <summary>SQLite takes 32,766 values in a statement, PostgreSQL 65,535.</summary>
    private const int ValuesPerStatement = 30_000;

    /// <summary>Copies what the source holds at one moment into the open transaction; how many rows, by table.</summary>
    public static IReadOnlyDictionary<string, long> Copy(Database from, DbConnection to, DbTransaction transaction, CancellationToken cancellation)
    {
        using var db = from.CreateDbContext();
        using var source = from.OpenConnection();
        using var moment = source.BeginTransaction(IsolationLevel.RepeatableRead);
        return InOrder(db.Model).ToDictionary(table => table.GetTableName()!, table => Copy(table, source, moment, to, transaction, cancellation));
    }

    /// <summary>The tables, each after those that it points to.</summary>
    public static IReadOnlyList<IEntityType> InOrder(IModel model)
    {
        var ordered = new List<IEntityType>();
        var left = model.GetEntityTypes().OrderBy(table => table.GetTableName(), StringComparer.Ordinal).ToList();
        while (left.Count > 0)
        {
            var next = left.First(table => table.GetForeignKeys().All(key => key.PrincipalEntityType == table || !left.Contains(key.PrincipalEntityType)));
            ordered.Add(next);
            left.Remove(next);
        }

        return ordered;
    }

    /// <summary>How a property lies in the store: what a converter makes of it, else its own type.</summary>
    public static Type StoredType(IProperty property)
    {
        var type = property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;
        return Nullable.GetUnderlyingType(type) ?? type;
    }

    /// <summary>A value of that type, in the form that either engine takes.</summary>
    /// <exception cref="NotSupportedException">A type that no table had when this was written.</exception>
    public static object Read(DbDataReader row, int column, Type type) =>
        row.IsDBNull(column) ? DBNull.Value
        : type == typeof(string) ? row.GetString(column)
        : type == typeof(long) ? row.GetInt64(column)
        : type == typeof(int) ? row.GetInt32(column)
        : type == typeof(bool) ? row.GetBoolean(column)
        : type == typeof(DateTime) ? DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc)
        : type == typeof(DateOnly) ? row.GetFieldValue<DateOnly>(column)
        : type == typeof(byte[]) ? row.GetFieldValue<byte[]>(column)
        : type == typeof(double) ? row.GetDouble(column)
        : throw new NotSupportedException($"A column of type {type.Name} cannot be copied yet.");

    private static long Copy(IEntityType table, DbConnection source, DbTransaction moment, DbConnection to, DbTransaction transaction, CancellationToken cancellation)
    {
        var columns = table.GetProperties().Select(property => (Name: property.GetColumnName(), Type: StoredType(property))).ToArray();
        var names = string.Join(", ", columns.Select(column => $"\"{column.Name}\""));
        using var select = source.CreateCommand();
        select.Transaction = moment;
        select.CommandTimeout = 0;
#pragma warning disable CA2100 // Names of this program's own model; every value is a parameter.
        select.CommandText = $"SELECT {names} FROM \"{table.GetTableName()}\"";
        using var rows = select.ExecuteReader();
        var copied = 0L;
        DbCommand? insert = null;
        for (var more = true; more;)
        {
            cancellation.ThrowIfCancellationRequested();
            more = rows.Read();
            if (more)
            {
                insert ??= to.CreateCommand();
                for (var i = 0; i < columns.Length; i++)
                {
                    var parameter = insert.CreateParameter();
                    parameter.ParameterName = "@" + insert.Parameters.Count;
                    parameter.Value = Read(rows, i, columns[i].Type);
                    insert.Parameters.Add(parameter);
                }

                copied++;
            }

            if (insert is not null && (!more || insert.Parameters.Count + columns.Length > ValuesPerStatement))
            {
                insert.Transaction = transaction;
                insert.CommandTimeout = 0;
                insert.CommandText = $"INSERT INTO \"{table.GetTableName()}\" ({names}) VALUES " + string.Join(", ", Enumerable.Range(0, insert.Parameters.Count / columns.Length)
                    .Select(row => $"({string.Join(", ", columns.Select((_, column) => $"@{(row * columns.Length) + column}"))})"));
                insert.ExecuteNonQuery();
                insert.Dispose();
                insert = null;
            }
        }
#pragma warning restore CA2100

        return copied;
    }
}
