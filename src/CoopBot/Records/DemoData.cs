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

    /// <summary>Adds the rows that are not there yet; how many were added.</summary>
    public static int Insert(DbConnection connection, DbTransaction transaction) => CooperativeRows.Insert(DemoCooperatives.All(), connection, transaction);
}
