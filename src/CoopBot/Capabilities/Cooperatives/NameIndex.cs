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
    private const int MostWords = 12;
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
        var parts = CooperativeWords.Part(Corrected(words));
        var strong = Joined([.. parts.Strong.Distinct().Take(MostWords)]);
        if (strong.Count == 0)
        {
            var named = placeWords is null ? NameHits.None : Covering([.. placeWords], parts.Kinds, null, loose: false);
            return named.Hits.Count > 0 || parts.Kinds == KindHints.None ? named : OfKind(parts.Kinds, district);
        }

        if (placeWords is not null && Covering([.. strong, .. placeWords], parts.Kinds, null, loose: false) is { Whole: true } withPlace)
        {
            return withPlace;
        }

        foreach (var loose in (ReadOnlySpan<bool>)[false, true])
        {
            if (Covering(strong, parts.Kinds, district, loose) is { Hits.Count: > 0 } found)
            {
                return found;
            }
        }

        return NameHits.None with { Nearest = Near(strong, district) };
    }

    private NameHits OfKind(KindHints kinds, District? district) => NameHits.None with
    {
        Hits = [.. _names.Where((name, row) => (_kinds[row] & kinds) != 0 && In(district, name))],
    };

    private NameHits Covering(List<string> strong, KindHints kinds, District? district, bool loose)
    {
        var seen = new Dictionary<int, uint>();
        foreach (var (row, bit) in Matches(strong, loose))
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

    private IReadOnlyList<IndexedName> Near(List<string> strong, District? district)
    {
        var scores = new Dictionary<int, double>();
        var all = 0d;
        for (var at = 0; at < strong.Count; at++)
        {
            var ids = Meanings(strong[at], loose: true);
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

    private IEnumerable<(int Row, uint Bit)> Matches(List<string> strong, bool loose)
    {
        for (var at = 0; at < strong.Count; at++)
        {
            foreach (var id in Meanings(strong[at], loose))
            {
                foreach (var row in _rows[id])
                {
                    yield return (row, 1u << at);
                }
            }
        }
    }

    private List<int> Meanings(string word, bool loose)
    {
        var known = _vocabulary.TryGet(word, out var id);
        return known && !loose ? [id] : _vocabulary.Near(word) is var near && known && !near.Contains(id) ? [id, .. near] : near;
    }

    private double Weight(List<int> ids) => Math.Log(1 + (_names.Length / (double)Math.Max(1, ids.Sum(id => _rows[id].Count))));

    // A common word with a slip ("konsumn", "cotnoh") is set right unless a telling word is as near.
    private List<string> Corrected(IReadOnlyList<string> words) =>
        [.. words.Select(word => word.Length > 40 ? word[..40] : word)
            .Select(word => _vocabulary.TryGet(word, out _) || _vocabulary.Near(word).Count > 0 ? word : CooperativeWords.Nearest(word) ?? word)];

    // "majubersama" and "ber sama".
    private List<string> Joined(List<string> words)
    {
        for (var at = 0; at + 1 < words.Count; at++)
        {
            if (_vocabulary.TryGet(words[at] + words[at + 1], out _)
                && !(_vocabulary.TryGet(words[at], out _) && _vocabulary.TryGet(words[at + 1], out _)))
            {
                words[at] += words[at + 1];
                words.RemoveAt(at + 1);
            }
        }

        for (var at = 0; at < words.Count && words.Count < MostWords; at++)
        {
            if (Meanings(words[at], loose: false).Count == 0 && Halves(words[at]) is var (left, right))
            {
                words[at] = left;
                words.Insert(++at, right);
            }
        }

        return words;
    }

    private (string Left, string Right)? Halves(string word)
    {
        for (var cut = 3; cut <= word.Length - 3; cut++)
        {
            if (_vocabulary.TryGet(word[..cut], out _) && _vocabulary.TryGet(word[cut..], out _))
            {
                return (word[..cut], word[cut..]);
            }
        }

        return null;
    }

    private static bool In(District? district, IndexedName name) => district is null || name.Regency == district.Code;
}
