using System.Data.Common;
using CoopBot.Records.Import;
using CoopBot.Storage;
using Microsoft.Data.Sqlite;

namespace CoopBot.Records;

/// <summary>Writes many rows at once, and reads one on the path of a turn: a change tracker would cost more than the turn.</summary>
internal static class CooperativeRows
{
    private const int RowsPerStatement = 100;

    /// <summary>The table's columns with their values; a test compares the names with the model's.</summary>
    internal static readonly IReadOnlyList<(string Column, Func<Cooperative, object?> Value)> Columns =
    [
        (nameof(Cooperative.Name), row => row.Name),
        (nameof(Cooperative.LegalNo), row => row.LegalNo),
        (nameof(Cooperative.LegalDate), row => row.LegalDate),
        (nameof(Cooperative.AmendNo), row => row.AmendNo),
        (nameof(Cooperative.AmendDate), row => row.AmendDate),
        (nameof(Cooperative.LastRat), row => row.LastRat),
        (nameof(Cooperative.Address), row => row.Address),
        (nameof(Cooperative.Village), row => row.Village),
        (nameof(Cooperative.Subdistrict), row => row.Subdistrict),
        (nameof(Cooperative.Regency), row => row.Regency),
        (nameof(Cooperative.Province), row => row.Province),
        (nameof(Cooperative.Form), row => row.Form),
        (nameof(Cooperative.Kind), row => row.Kind),
        (nameof(Cooperative.Group), row => row.Group),
        (nameof(Cooperative.Sector), row => row.Sector),
        (nameof(Cooperative.Chair), row => row.Chair),
        (nameof(Cooperative.Secretary), row => row.Secretary),
        (nameof(Cooperative.Treasurer), row => row.Treasurer),
        (nameof(Cooperative.Supervisor), row => row.Supervisor),
        (nameof(Cooperative.Manager), row => row.Manager),
        (nameof(Cooperative.MembersMale), row => row.MembersMale),
        (nameof(Cooperative.MembersFemale), row => row.MembersFemale),
        (nameof(Cooperative.MembersTotal), row => row.MembersTotal),
        (nameof(Cooperative.Managers), row => row.Managers),
        (nameof(Cooperative.Employees), row => row.Employees),
        (nameof(Cooperative.Nik), row => row.Nik),
        (nameof(Cooperative.NikStatus), row => row.NikStatus),
        (nameof(Cooperative.CertificateValidUntil), row => row.CertificateValidUntil),
        (nameof(Cooperative.Grade), row => row.Grade),
        (nameof(Cooperative.Status), row => row.Status.ToString()),
        (nameof(Cooperative.Source), row => row.Source),
        (nameof(Cooperative.DataDate), row => row.DataDate),
        (nameof(Cooperative.Generation), row => row.Generation),
        (nameof(Cooperative.OriginId), row => row.OriginId),
    ];

    private static readonly (ListColumn Column, Type Type)[] Fields =
        [.. ListColumn.All.Select(column => (column, typeof(Cooperative).GetProperty(column.Field)!.PropertyType is var type && Nullable.GetUnderlyingType(type) is { } inner ? inner : type))];

    private static readonly string ById = Select("\"Id\" = @0 AND \"OriginId\" IS NULL");

    private static readonly string ByOrigin = Select("\"OriginId\" = @0");

    private static readonly string ByNik = Select("\"Nik\" = @0");

    private static readonly string Columned = string.Join(", ", Columns.Select(column => $"\"{column.Column}\""));

    private static readonly string ManyRows = Statement(RowsPerStatement);

    private static readonly string OneRow = Statement(1);

    /// <summary>
    /// Adds those that are not there yet; how many were added. A server far away is asked few times, many rows by one statement. SQLite is
    /// near, and looks for each parameter among all of its statement: a hundred rows at once took twelve times as long as one by one.
    /// </summary>
    public static int Insert(IEnumerable<Cooperative> cooperatives, DbConnection connection, DbTransaction transaction) => connection is SqliteConnection
        ? cooperatives.Sum(row => connection.Execute(transaction, OneRow, Values([row])))
        : cooperatives.Chunk(RowsPerStatement).Sum(rows => rows.Length == RowsPerStatement
            ? connection.Execute(transaction, ManyRows, Values(rows))
            : rows.Sum(row => connection.Execute(transaction, OneRow, Values([row]))));

    /// <summary>The cooperative of a lasting key in the current list, or null.</summary>
    public static async Task<Cooperative?> ReadAsync(long lastingId, DbConnection connection, CancellationToken cancellation) =>
        // One after the other: either has an index, both in one condition have none.
        await OneAsync(connection, ById, lastingId, cancellation) ?? await OneAsync(connection, ByOrigin, lastingId, cancellation);

    /// <summary>The cooperative of a number in the current list, or null.</summary>
    public static Task<Cooperative?> ReadAsync(RegistrationNumber number, DbConnection connection, CancellationToken cancellation) =>
        OneAsync(connection, ByNik, number.ToString(), cancellation);

    private static async Task<Cooperative?> OneAsync(DbConnection connection, string sql, object key, CancellationToken cancellation)
    {
        await using var row = await connection.QueryAsync(cancellation, sql, key);
        if (!await row.ReadAsync(cancellation))
        {
            return null;
        }

        var cooperative = new Cooperative
        {
            Name = "",
            Id = row.GetInt64(0),
            Generation = row.GetInt32(1),
            OriginId = row.IsDBNull(2) ? null : row.GetInt64(2),
            Source = row.GetString(3),
            DataDate = row.GetFieldValue<DateOnly>(4),
        };
        for (var at = 0; at < Fields.Length; at++)
        {
            var (column, type) = Fields[at];
            var cell = at + 5;
            column.Set(cooperative, row.IsDBNull(cell) ? null
                : type == typeof(string) ? row.GetString(cell)
                : type == typeof(DateOnly) ? row.GetFieldValue<DateOnly>(cell)
                : type == typeof(int) ? row.GetInt32(cell)
                : Enum.Parse<CooperativeStatus>(row.GetString(cell)));
        }

        return cooperative;
    }

    private static string Select(string where) => $"""
        SELECT "Id", "Generation", "OriginId", "Source", "DataDate", {string.Join(", ", Fields.Select(field => $"\"{field.Column.Field}\""))} FROM "Cooperatives"
        WHERE "Generation" = (SELECT COALESCE(SUM("Generation"), 0) FROM "CooperativeLists" WHERE "State" = 'Published') AND {where}
        """;

    private static object?[] Values(Cooperative[] rows) => [.. rows.SelectMany(_ => Columns, (row, column) => column.Value(row))];

    /// <summary>The names are this class's own constants; every value is a parameter.</summary>
    private static string Statement(int rows) => $"""
        INSERT INTO "Cooperatives" ({Columned})
        VALUES {string.Join(", ", Enumerable.Range(0, rows).Select(row => $"({string.Join(", ", Columns.Select((_, column) => $"@{(row * Columns.Count) + column}"))})"))}
        ON CONFLICT DO NOTHING
        """;
}
