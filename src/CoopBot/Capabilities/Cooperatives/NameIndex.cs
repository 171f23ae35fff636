using System.Numerics;
using CoopBot.Records;

namespace CoopBot.Capabilities.Cooperatives;

/// <summary>A cooperative as the index knows it.</summary>
/// <param name="Id">Its key in the store.</param>
/// <param name="Name">Its name.</param>
/// <param name="Regency">Its district's code.</param>
/// <param name="Kind">Its kind, as recorded.</param>
/// <param name="Nik">Its number.</param>
public sealed record IndexedName(long Id, string Name, string? Regency, string? Kind, string? Nik);

/// <summary>What a search for a name found.</summary>
/// <param name="Hits">The cooperatives that may be meant, closest first.</param>
/// <param name="Nearest">Where there are none: at most three whose names come near.</param>
/// <param name="Whole">The hits' names hold no telling word that was not typed, and at least two that were.</param>
public sealed record NameHits(IReadOnlyList<IndexedName> Hits, IReadOnlyList<IndexedName> Nearest, bool Whole)
{
    /// <summary>Nothing found, nothing near.</summary>
    public static readonly NameHits None = new([], [], false);
}

/// <summary>
/// Finds cooperatives by name in memory: with typos, missing words, other order and abbreviations. Immutable, so that
/// turns share it while the next one is loaded. A word counts by how rare it is; "koperasi", "contoh" and kinds hardly do.
/// </summary>
public sealed class NameIndex
{
    private const double NearEnough = .45;

    private readonly IndexedName[] _names;
    private readonly KindHints[] _kinds;
    private readonly int[] _strong;
    private readonly NameVocabulary _vocabulary = new();
    private readonly List<List<int>> _rows = [];

    /// <summary>Builds the index; about a microsecond a name.</summary>
    public NameIndex(IEnumerable<IndexedName> names, Func<string, IReadOnlyList<string>> fold)
    {
        _names = [.. names];
        _kinds = new KindHints[_names.Length];
        _strong = new int[_names.Length];
        for (var row = 0; row < _names.Length; row++)
        {
            var parts = CooperativeWords.Part(CooperativeWords.Split(fold(_names[row].Name)));
            _kinds[row] = parts.Kinds | CooperativeWords.OfRecord(_names[row].Kind);
            foreach (var word in parts.Strong.Distinct())
            {
                _strong[row]++;
                var id = _vocabulary.Add(word);
                if (id == _rows.Count)
                {
                    _rows.Add([]);
                }

                _rows[id].Add(row);
            }
        }
    }

    /// <summary>How many names.</summary>
    public int Count => _names.Length;

    /// <summary>Finds the cooperatives that folded <paramref name="words"/> may mean, in a district where one is named.</summary>
    /// <param name="words">What was typed of the name, without the place.</param>
    /// <param name="district">The place, if any.</param>
    /// <param name="placeWords">The words of the place: a name may hold them ("Sintang Jaya").</param>
    public NameHits Find(IReadOnlyList<string> words, District? district = null, IReadOnlyList<string>? placeWords = null)
    {
        var typed = new TypedWords(_vocabulary);
        var (strong, kinds, _) = typed.Read(words);
        if (strong.Count == 0)
        {
            var named = placeWords is null ? NameHits.None : Covering(typed, [.. placeWords], kinds, null, loose: false);
            return named.Hits.Count > 0 || kinds == KindHints.None ? named : OfKind(kinds, district);
        }

        if (placeWords is not null && Covering(typed, [.. strong, .. placeWords], kinds, null, loose: false) is { Whole: true } withPlace)
        {
            return withPlace;
        }

        var telling = typed.Telling(strong);
        return Tried(typed, strong, kinds, district)
            ?? (telling.Count > 0 && telling.Count < strong.Count ? Tried(typed, telling, kinds, district) : null)
            ?? NameHits.None with { Nearest = Near(typed, strong, district) };
    }

    private NameHits? Tried(TypedWords typed, IReadOnlyList<string> strong, KindHints kinds, District? district)
    {
        foreach (var loose in (ReadOnlySpan<bool>)[false, true])
        {
            if (Covering(typed, strong, kinds, district, loose) is { Hits.Count: > 0 } found)
            {
                return found;
            }
        }

        return null;
    }

    private NameHits OfKind(KindHints kinds, District? district) => NameHits.None with
    {
        Hits = [.. _names.Where((name, row) => (_kinds[row] & kinds) != 0 && In(district, name))],
    };

    private NameHits Covering(TypedWords typed, IReadOnlyList<string> strong, KindHints kinds, District? district, bool loose)
    {
        var seen = new Dictionary<int, uint>();
        foreach (var (row, bit) in Matches(typed, strong, loose))
        {
            seen[row] = seen.GetValueOrDefault(row) | bit;
        }

        // From four words on, one may be wrong.
        var enough = strong.Count >= 4 ? strong.Count - 1 : strong.Count;
        var rows = seen.Where(hit => BitOperations.PopCount(hit.Value) >= enough && In(district, _names[hit.Key]))
            .Select(hit => hit.Key).ToList();
        if (rows.Exists(row => BitOperations.PopCount(seen[row]) == strong.Count))
        {
            rows.RemoveAll(row => BitOperations.PopCount(seen[row]) < strong.Count);
        }

        var whole = rows.Where(row => _strong[row] <= strong.Count).ToList();
        rows = whole.Count > 0 ? whole : rows;
        var kind = rows.Where(row => (_kinds[row] & kinds) != 0).ToList();
        rows = kind.Count > 0 ? kind : rows;
        return new NameHits(
            [.. rows.OrderBy(row => _strong[row]).ThenBy(row => row).Select(row => _names[row])], [],
            whole.Count > 0 && strong.Count >= 2);
    }

    private IReadOnlyList<IndexedName> Near(TypedWords typed, IReadOnlyList<string> strong, District? district)
    {
        var scores = new Dictionary<int, double>();
        var all = 0d;
        for (var at = 0; at < strong.Count; at++)
        {
            var ids = typed.Meanings(strong[at], loose: true);
            var weight = Weight(ids);
            all += weight;
            foreach (var row in ids.SelectMany(id => _rows[id]).Distinct())
            {
                scores[row] = scores.GetValueOrDefault(row) + weight;
            }
        }

        return [.. scores.Where(score => score.Value >= NearEnough * all)
            .OrderByDescending(score => score.Value)
            .ThenByDescending(score => In(district, _names[score.Key]))
            .ThenBy(score => _strong[score.Key]).ThenBy(score => score.Key)
            .Take(3).Select(score => _names[score.Key])];
    }

    private IEnumerable<(int Row, uint Bit)> Matches(TypedWords typed, IReadOnlyList<string> strong, bool loose)
    {
        for (var at = 0; at < strong.Count; at++)
        {
            foreach (var id in typed.Meanings(strong[at], loose))
            {
                foreach (var row in _rows[id])
                {
                    yield return (row, 1u << at);
                }
            }
        }
    }

    private double Weight(List<int> ids) => Math.Log(1 + (_names.Length / (double)Math.Max(1, ids.Sum(id => _rows[id].Count))));

    private static bool In(District? district, IndexedName name) => district is null || name.Regency == district.Code;
}
