using CoopBot.Search;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Records.Import;

/// <summary>
/// The cooperatives of the list before, by what tells them: number, else legal number, else name and district. Keys alone are in
/// memory; the rows are read as they are needed. Made-up rows are nobody's.
/// </summary>
internal sealed class OldRows
{
    private const long Shared = -1;

    private readonly Dictionary<string, long> _byNik = [];
    private readonly Dictionary<string, long> _byLegalNo = [];
    private readonly Dictionary<string, long> _byName = [];
    private readonly HashSet<long> _withNik = [];
    private readonly HashSet<long> _left = [];

    private OldRows(int generation) => Generation = generation;

    /// <summary>Their generation.</summary>
    public int Generation { get; }

    /// <summary>All rows, made-up ones among them.</summary>
    public int Total { get; private set; }

    /// <summary>The rows that no row of the file was matched with.</summary>
    public IReadOnlyCollection<long> Left => _left;

    public static async Task<OldRows> LoadAsync(CoopDb db, int generation, CancellationToken cancellation)
    {
        var old = new OldRows(generation);
        await foreach (var row in db.Cooperatives.IgnoreQueryFilters().AsNoTracking().Where(row => row.Generation == generation)
            .Select(row => new { row.Id, row.Nik, row.LegalNo, row.Name, row.Regency }).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            old.Total++;
            if (row.Nik?.StartsWith(RegistrationNumber.SyntheticPrefix, StringComparison.Ordinal) == true)
            {
                continue;
            }

            old._left.Add(row.Id);
            _ = row.Nik is not null && old._byNik.TryAdd(row.Nik, row.Id) && old._withNik.Add(row.Id);
            // What two share tells neither.
            AddUnlessShared(old._byLegalNo, LegalKey(row.LegalNo), row.Id);
            AddUnlessShared(old._byName, NameKey(row.Name, row.Regency), row.Id);
        }

        return old;
    }

    /// <summary>
    /// Takes the old row that these tell, for good; null for a new cooperative. A row that was taken already is nobody's, and a name
    /// alone does not make one of two numbers.
    /// </summary>
    public long? Take(string? nik, string? legalNo, string name, string? regency)
    {
        var found = nik is not null && _byNik.TryGetValue(nik, out var id) ? id
            : _byLegalNo.TryGetValue(LegalKey(legalNo), out id) && id != Shared ? id
            : _byName.TryGetValue(NameKey(name, regency), out id) && !(nik is not null && _withNik.Contains(id)) ? id : (long?)null;
        return found is { } known && _left.Remove(known) ? known : null;
    }

    private static void AddUnlessShared(Dictionary<string, long> keys, string key, long id)
    {
        if (key.Length > 0)
        {
            keys[key] = keys.ContainsKey(key) ? Shared : id;
        }
    }

    private static string LegalKey(string? number) => new([.. (number ?? "").Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);

    private static string NameKey(string name, string? regency) => string.Join(' ', Normaliser.Words(name)) + "|" + regency;
}
