using System.Data.Common;
using CoopBot.Storage;

namespace CoopBot.Records;

/// <summary>Labelled synthetic cooperatives for a first look: see <see cref="DemoCooperatives"/>. Production never gets them.</summary>
public static class DemoData
{
    /// <summary>How many rows there are.</summary>
    public const int Total = DemoCooperatives.Total;

    /// <summary>How many of them are recorded as active.</summary>
    public const int Active = DemoCooperatives.Active;

    /// <summary>What stands as the source of each row.</summary>
    public const string Source = "data contoh";

    private const int RowsPerStatement = 120;

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
    ];

    /// <summary>
    /// Fills an empty table and leaves any other alone; how many rows were added. All rows come in one transaction,
    /// so that a crash or a second start finds either none or all of them.
    /// </summary>
    public static Task<int> FillAsync(WriteGate gate, bool background = true) =>
        gate.WriteAsync((connection, transaction) => FillIfEmpty(connection, transaction), background);

    /// <summary>What <see cref="FillAsync"/> runs at the gate.</summary>
    internal static int FillIfEmpty(DbConnection connection, DbTransaction transaction)
    {
        using var any = connection.CreateCommand();
        any.Transaction = transaction;
        any.CommandText = "SELECT COUNT(*) FROM (SELECT 1 FROM \"Cooperatives\" LIMIT 1) AS found";
        return Convert.ToInt64(any.ExecuteScalar(), null) == 0 ? Insert(connection, transaction) : 0;
    }

    /// <summary>Adds the rows that are not there yet, many by one statement: a server far away is asked forty times, not thousands. How many were added.</summary>
    public static int Insert(DbConnection connection, DbTransaction transaction)
    {
        var added = 0;
        foreach (var rows in DemoCooperatives.All().Chunk(RowsPerStatement))
        {
            using var insert = connection.CreateCommand();
            insert.Transaction = transaction;
            foreach (var value in rows.SelectMany(_ => Columns, (row, column) => column.Value(row)))
            {
                var parameter = insert.CreateParameter();
                parameter.ParameterName = "@" + insert.Parameters.Count;
                parameter.Value = value ?? DBNull.Value;
                insert.Parameters.Add(parameter);
            }

            // The names are this class's own constants; nothing from outside comes near the statement.
#pragma warning disable CA2100 // Column names of this class; every value is a parameter.
            insert.CommandText = $"""
                INSERT INTO "Cooperatives" ({string.Join(", ", Columns.Select(column => $"\"{column.Column}\""))})
                VALUES {string.Join(", ", rows.Select((_, row) => $"({string.Join(", ", Columns.Select((_, column) => $"@{(row * Columns.Count) + column}"))})"))}
                ON CONFLICT DO NOTHING
                """;
#pragma warning restore CA2100
            added += insert.ExecuteNonQuery();
        }

        return added;
    }
}
