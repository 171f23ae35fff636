using CoopBot.Records;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Capabilities.Cooperatives;

/// <summary>How many cooperatives the store holds in one district.</summary>
/// <param name="Regency">The district's code.</param>
/// <param name="Active">Recorded as active.</param>
/// <param name="Inactive">Recorded as inactive.</param>
/// <param name="Unknown">Recorded without a status.</param>
public sealed record RegencyCount(string? Regency, int Active, int Inactive, int Unknown)
{
    /// <summary>All of them.</summary>
    public int Total => Active + Inactive + Unknown;
}

/// <summary>Counts of the records, with their age and whose they are.</summary>
/// <param name="Regencies">By district.</param>
/// <param name="Oldest">The oldest date that a counted row speaks of.</param>
/// <param name="Newest">The newest.</param>
/// <param name="Source">Whose they are; null where several sources mix.</param>
/// <param name="Synthetic">Made-up rows are among them.</param>
public sealed record RecordCounts(IReadOnlyList<RegencyCount> Regencies, DateOnly Oldest, DateOnly Newest, string? Source, bool Synthetic)
{
    /// <summary>All districts together.</summary>
    public RegencyCount All => Sum(null, Regencies);

    /// <summary>One district; zeros where it has none.</summary>
    public RegencyCount In(District district) => Sum(district.Code, Regencies.Where(count => count.Regency == district.Code));

    private static RegencyCount Sum(string? regency, IEnumerable<RegencyCount> counts) =>
        counts.Aggregate(new RegencyCount(regency, 0, 0, 0), (sum, count) =>
            new RegencyCount(regency, sum.Active + count.Active, sum.Inactive + count.Inactive, sum.Unknown + count.Unknown));
}

/// <summary>Counts the records in the store.</summary>
public sealed class CooperativeCounts(IDbContextFactory<CoopDb> store)
{
    /// <summary>Counts all records, or those of a kind; null where the store has no record at all.</summary>
    public async Task<RecordCounts?> CountAsync(string? kind, CancellationToken cancellation)
    {
        await using var db = await store.CreateDbContextAsync(cancellation);
        var groups = await db.Set<Cooperative>()
            .GroupBy(row => new { row.Regency, row.Status, row.Source, row.DataDate, row.Kind })
            .Select(group => new
            {
                group.Key.Regency,
                group.Key.Status,
                group.Key.Source,
                group.Key.DataDate,
                group.Key.Kind,
                Count = group.Count(),
            })
            .ToListAsync(cancellation);
        if (groups.Count == 0)
        {
            return null;
        }

        var synthetic = await db.Set<Cooperative>().AnyAsync(
            row => EF.Functions.Like(row.Nik!, RegistrationNumber.SyntheticPrefix + "%"), cancellation);

        var counted = groups.Where(group => kind is null || group.Kind == kind).ToList();
        return new RecordCounts(
            [.. counted.GroupBy(group => group.Regency).Select(regency => new RegencyCount(
                regency.Key,
                regency.Where(group => group.Status == CooperativeStatus.Active).Sum(group => group.Count),
                regency.Where(group => group.Status == CooperativeStatus.Inactive).Sum(group => group.Count),
                regency.Where(group => group.Status == CooperativeStatus.Unknown).Sum(group => group.Count)))],
            groups.Min(group => group.DataDate),
            groups.Max(group => group.DataDate),
            groups.Select(group => group.Source).Distinct().ToList() is [var only] ? only : null,
            synthetic);
    }
}
