using System.Data.Common;
using CoopBot.Storage;

namespace CoopBot.Records;

/// <summary>Writes many rows at once, without a change tracker.</summary>
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

    private static readonly string Columned = string.Join(", ", Columns.Select(column => $"\"{column.Column}\""));

    private static readonly string ManyRows = Statement(RowsPerStatement);

    private static readonly string OneRow = Statement(1);

    /// <summary>Adds those that are not there yet, many by one statement: a server far away is asked few times. How many were added.</summary>
    public static int Insert(IEnumerable<Cooperative> cooperatives, DbConnection connection, DbTransaction transaction) =>
        cooperatives.Chunk(RowsPerStatement).Sum(rows => rows.Length == RowsPerStatement
            ? connection.Execute(transaction, ManyRows, Values(rows))
            : rows.Sum(row => connection.Execute(transaction, OneRow, Values([row]))));

    private static object?[] Values(Cooperative[] rows) => [.. rows.SelectMany(_ => Columns, (row, column) => column.Value(row))];

    /// <summary>The names are this class's own constants; every value is a parameter.</summary>
    private static string Statement(int rows) => $"""
        INSERT INTO "Cooperatives" ({Columned})
        VALUES {string.Join(", ", Enumerable.Range(0, rows).Select(row => $"({string.Join(", ", Columns.Select((_, column) => $"@{(row * Columns.Count) + column}"))})"))}
        ON CONFLICT DO NOTHING
        """;
}
