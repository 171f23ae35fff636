using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CoopBot.Search;
using CoopBot.Storage;

namespace CoopBot.Records.Import;

/// <summary>
/// The cooperatives of the list before, by what tells them: number, else legal number, else name and district. Of each key its
/// fingerprint alone is in memory; the rows are read as they are needed. Made-up rows are nobody's.
/// </summary>
internal sealed class OldRows
{
    private const long Shared = -1;

    private readonly Dictionary<UInt128, long> _byNik;
    private readonly Dictionary<UInt128, long> _byLegalNo;
    private readonly Dictionary<UInt128, long> _byName;
    private readonly HashSet<long> _withNik;
    private readonly HashSet<long> _left;

    /// <summary>Sized at once: what a growing table leaves behind is as large as itself.</summary>
    private OldRows(int generation, int rows)
    {
        Generation = generation;
        (_byNik, _byLegalNo, _byName, _withNik, _left) = (new(rows), new(rows), new(rows), new(rows), new(rows));
    }

    /// <summary>Their generation.</summary>
    public int Generation { get; }

    /// <summary>All rows, made-up ones among them.</summary>
    public int Total { get; private set; }

    /// <summary>The rows that no row of the file was matched with.</summary>
    public IReadOnlyCollection<long> Left => _left;

    /// <summary>Row by row: EF Core holds all rows of a query that it may repeat.</summary>
    public static Task<OldRows> LoadAsync(Database database, int generation, CancellationToken cancellation) => database.ReadAsync(
        async connection =>
        {
            var rows = await connection.ScalarAsync(cancellation, """SELECT COUNT(*) FROM "Cooperatives" WHERE "Generation" = @0""", generation);
            var old = new OldRows(generation, Convert.ToInt32(rows, CultureInfo.InvariantCulture));
            await using var row = await connection.QueryAsync(cancellation, """SELECT "Id", "Nik", "LegalNo", "Name", "Regency" FROM "Cooperatives" WHERE "Generation" = @0""", generation);
            while (await row.ReadAsync(cancellation))
            {
                old.Add(row.GetInt64(0), Text(1), Text(2), row.GetString(3), Text(4));
            }

            return old;

            string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        },
        cancellation);

    /// <summary>
    /// Takes the old row that these tell, for good; null for a new cooperative. A row that was taken already is nobody's, and a name
    /// alone does not make one of two numbers.
    /// </summary>
    public long? Take(string? nik, string? legalNo, string name, string? regency)
    {
        var found = nik is not null && _byNik.TryGetValue(Fingerprint(nik), out var id) ? id
            : LegalKey(legalNo) is { } legalKey && _byLegalNo.TryGetValue(legalKey, out id) && id != Shared ? id
            : _byName.TryGetValue(NameKey(name, regency), out id) && !(nik is not null && _withNik.Contains(id)) ? id : (long?)null;
        return found is { } known && _left.Remove(known) ? known : null;
    }

    private void Add(long id, string? nik, string? legalNo, string name, string? regency)
    {
        Total++;
        if (nik?.StartsWith(RegistrationNumber.SyntheticPrefix, StringComparison.Ordinal) == true)
        {
            return;
        }

        _left.Add(id);
        _ = nik is not null && _byNik.TryAdd(Fingerprint(nik), id) && _withNik.Add(id);
        // What two share tells neither.
        if (LegalKey(legalNo) is { } legalKey)
        {
            AddUnlessShared(_byLegalNo, legalKey, id);
        }

        AddUnlessShared(_byName, NameKey(name, regency), id);
    }

    private static void AddUnlessShared(Dictionary<UInt128, long> keys, UInt128 key, long id) => keys[key] = keys.ContainsKey(key) ? Shared : id;

    private static UInt128? LegalKey(string? number) =>
        string.Concat((number ?? "").Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)) is { Length: > 0 } key ? Fingerprint(key) : null;

    private static UInt128 NameKey(string name, string? regency) => Fingerprint(string.Join(' ', Normaliser.Words(name)) + "|" + regency);

    /// <summary>Half of a SHA-256: no two keys of any list share one.</summary>
    private static UInt128 Fingerprint(string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(key.AsSpan()), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
