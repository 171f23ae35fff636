using System.Numerics;
using CoopBot.Records;
using CoopBot.Search;

namespace CoopBot.Capabilities.Cooperatives;

/// <summary>The words that tell names apart, and which of them a typed word may mean.</summary>
internal sealed class NameVocabulary
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];
    private readonly List<uint> _letters = [];
    private readonly List<List<int>> _byLength = [];

    public int Count => _words.Count;

    /// <summary>The word's number, added where it is new.</summary>
    public int Add(string word)
    {
        if (!_ids.TryGetValue(word, out var id))
        {
            id = _words.Count;
            _ids.Add(word, id);
            _words.Add(word);
            _letters.Add(Letters(word));
            while (_byLength.Count <= word.Length)
            {
                _byLength.Add([]);
            }

            _byLength[word.Length].Add(id);
        }

        return id;
    }

    public bool TryGet(string word, out int id) => _ids.TryGetValue(word, out id);

    /// <summary>Words one slip away; two from eight letters. None for short words, where a slip is another word.</summary>
    public List<int> Near(string word)
    {
        var near = new List<int>();
        var letters = Letters(word);
        for (var length = Math.Max(1, word.Length - 2); length <= word.Length + 2 && length < _byLength.Count; length++)
        {
            foreach (var id in _byLength[length])
            {
                var other = _words[id];
                var limit = Limit(word, other);

                // Each slip changes at most two letters of the set, which is far cheaper to see than the distance.
                if (limit > 0 && BitOperations.PopCount(letters ^ _letters[id]) <= 2 * limit && EditDistance.Between(word, other, limit) <= limit)
                {
                    near.Add(id);
                }
            }
        }

        return near;
    }

    private static int Limit(string one, string two)
    {
        var longer = Math.Max(one.Length, two.Length);
        return longer >= 8 ? 2 : longer >= 5 || (longer == 4 && one[0] == two[0]) ? 1 : 0;
    }

    private static uint Letters(string word)
    {
        var set = 0u;
        foreach (var letter in word)
        {
            set |= 1u << (letter % 32);
        }

        return set;
    }
}
