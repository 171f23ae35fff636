using CoopBot.Records;
using CoopBot.Storage;

namespace CoopBot.Capabilities.Figures;

/// <summary>How many cooperatives, by recorded status.</summary>
/// <param name="Active">Recorded as active.</param>
/// <param name="Inactive">Recorded as inactive.</param>
/// <param name="Unknown">Recorded without a status.</param>
public readonly record struct StatusCount(int Active, int Inactive, int Unknown)
{
    /// <summary>All of them.</summary>
    public int Total => Active + Inactive + Unknown;

    /// <summary>Those of a status; all without one.</summary>
    public int Of(CooperativeStatus? status) => status switch
    {
        CooperativeStatus.Active => Active,
        CooperativeStatus.Inactive => Inactive,
        CooperativeStatus.Unknown => Unknown,
        _ => Total,
    };
}

/// <summary>Cooperatives of one district, kind and status.</summary>
/// <param name="Regency">The district's code; null where none is recorded.</param>
/// <param name="Kind">The kind as recorded; null where none is.</param>
/// <param name="Status">The status that stands in the list.</param>
/// <param name="Count">How many.</param>
public sealed record CountedGroup(string? Regency, string? Kind, CooperativeStatus Status, int Count);

/// <summary>Counts of one list of the records, with its age and whose it is.</summary>
/// <param name="Generation">Which list: see <see cref="CooperativeList"/>.</param>
/// <param name="Groups">The counts.</param>
/// <param name="Oldest">The oldest date that a row speaks of.</param>
/// <param name="Newest">The newest.</param>
/// <param name="Source">Whose they are; null where several sources mix.</param>
/// <param name="Synthetic">Made-up rows are among them.</param>
public sealed record RecordCounts(
    int Generation, IReadOnlyList<CountedGroup> Groups, DateOnly Oldest, DateOnly Newest, string? Source, bool Synthetic)
{
    /// <summary>Those that meet the condition.</summary>
    public StatusCount Where(Func<CountedGroup, bool> condition) => Groups.Where(condition).Aggregate(default(StatusCount), (sum, group) => group.Status switch
    {
        CooperativeStatus.Active => sum with { Active = sum.Active + group.Count },
        CooperativeStatus.Inactive => sum with { Inactive = sum.Inactive + group.Count },
        _ => sum with { Unknown = sum.Unknown + group.Count },
    });

    /// <summary>Those of a district and a kind; null stands for all.</summary>
    public StatusCount In(District? district, string? kind) =>
        Where(group => (district is null || group.Regency == district.Code) && (kind is null || group.Kind == kind));
}

/// <summary>Counts the records in the store, by an index that holds all it needs.</summary>
public sealed class FigureCounts(Database database)
{
    private const string Current = """SELECT COALESCE(SUM("Generation"), 0) FROM "CooperativeLists" WHERE "State" = 'Published'""";

    private const string Groups = """
        SELECT "Regency", "Kind", "Status", "Source", "DataDate", COUNT(*) FROM "Cooperatives" WHERE "Generation" = @0
        GROUP BY "Regency", "Kind", "Status", "Source", "DataDate"
        """;

    private const string MadeUp = """
        SELECT COUNT(*) FROM (SELECT 1 FROM "Cooperatives" WHERE "Generation" = @0 AND "Nik" >= @1 AND "Nik" < @2 LIMIT 1) AS found
        """;

    // The first text after all that begin with the prefix.
    private static readonly string AfterSynthetic = RegistrationNumber.SyntheticPrefix[..^1] + (char)(RegistrationNumber.SyntheticPrefix[^1] + 1);

    /// <summary>Counts a list, or the current one; null where it has no row (any more).</summary>
    public Task<RecordCounts?> ReadAsync(int? generation, CancellationToken cancellation) => database.ReadAsync(async connection =>
    {
        var list = generation ?? Convert.ToInt32(await connection.ScalarAsync(cancellation, Current), null);
        var (groups, dates, sources) = (new Dictionary<(string?, string?, CooperativeStatus), int>(), new SortedSet<DateOnly>(), new HashSet<string>());
        await using (var rows = await connection.QueryAsync(cancellation, Groups, list))
        {
            while (await rows.ReadAsync(cancellation))
            {
                var group = (Text(0), Text(1), Enum.Parse<CooperativeStatus>(rows.GetString(2)));
                groups[group] = groups.GetValueOrDefault(group) + (int)rows.GetInt64(5);
                sources.Add(rows.GetString(3));
                dates.Add(rows.GetFieldValue<DateOnly>(4));

                string? Text(int column) => rows.IsDBNull(column) ? null : rows.GetString(column);
            }
        }

        if (dates.Count == 0)
        {
            return null;
        }

        var synthetic = Convert.ToInt64(await connection.ScalarAsync(cancellation, MadeUp, list, RegistrationNumber.SyntheticPrefix, AfterSynthetic), null) > 0;
        return new RecordCounts(
            list, [.. groups.Select(group => new CountedGroup(group.Key.Item1, group.Key.Item2, group.Key.Item3, group.Value))],
            dates.Min, dates.Max, sources.Count == 1 ? sources.Single() : null, synthetic);
    }, cancellation);
}
