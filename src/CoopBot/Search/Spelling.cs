namespace CoopBot.Search;

/// <summary>Finds words of the knowledge near a misspelt one: one slip, or two from eight letters on.</summary>
/// <remarks>Candidates come from an index of words with letters left out (two words one slip apart meet where each lost a letter),
/// so only a handful is measured with the full distance. Only the first <see cref="Prefix"/> letters are indexed.</remarks>
internal sealed class Spelling
{
    private const int Prefix = 7;
    private const int ShortestWord = 4;
    private const int TwoSlipsFrom = 8;
    private const int Most = 3;

    private readonly IReadOnlyList<string> _words;
    private readonly int[] _frequency;
    private readonly uint[] _keys;
    private readonly int[] _ids;

    /// <param name="words">The words that may be meant.</param>
    /// <param name="frequency">How often each is used; decides between equally near ones.</param>
    public Spelling(IReadOnlyList<string> words, int[] frequency)
    {
        (_words, _frequency) = (words, frequency);
        var keys = new List<uint>();
        var ids = new List<int>();
        var own = new HashSet<uint>();
        for (var id = 0; id < words.Count; id++)
        {
            if (words[id].Length < ShortestWord - 1 || char.IsAsciiDigit(words[id][0])) continue;
            own.Clear();
            // A query of eight letters may be two slips from a word of six.
            Shorten(words[id], words[id].Length >= TwoSlipsFrom - 2 ? 2 : 1, own);
            foreach (var key in own)
            {
                keys.Add(key);
                ids.Add(id);
            }
        }

        (_keys, _ids) = ([.. keys], [.. ids]);
        Array.Sort(_keys, _ids);
    }

    /// <summary>Up to three nearest words, nearest first; none for a word that is short or has digits.</summary>
    public List<int> Nearest(string word)
    {
        var found = new List<(int Rank, int Id)>();
        if (word.Length < ShortestWord || word.AsSpan().ContainsAnyInRange('0', '9')) return [];
        var limit = word.Length >= TwoSlipsFrom ? 2 : 1;
        var keys = new HashSet<uint>();
        var measured = new HashSet<int>();
        Shorten(word, limit, keys);
        foreach (var key in keys)
        {
            var at = Array.BinarySearch(_keys, key);
            if (at < 0) continue;
            while (at > 0 && _keys[at - 1] == key) at--;
            for (; at < _keys.Length && _keys[at] == key; at++)
            {
                var id = _ids[at];
                if (!measured.Add(id)) continue;
                var distance = EditDistance.Between(word, _words[id], limit);
                // The first letter is the one people get right.
                if (distance <= limit) found.Add((distance * 2 + (_words[id][0] == word[0] ? 0 : 1), id));
            }
        }

        found.Sort((a, b) => a.Rank != b.Rank ? a.Rank - b.Rank
            : _frequency[a.Id] != _frequency[b.Id] ? _frequency[b.Id] - _frequency[a.Id] : a.Id - b.Id);
        // Words at two slips only where none is at one.
        return [.. found.TakeWhile(x => x.Rank / 2 == found[0].Rank / 2).Take(Most).Select(x => x.Id)];
    }

    private static void Shorten(string word, int slips, HashSet<uint> keys)
    {
        var letters = word.AsSpan(0, Math.Min(word.Length, Prefix));
        keys.Add(Hash(letters, -1, -1));
        for (var i = 0; i < letters.Length; i++)
        {
            keys.Add(Hash(letters, i, -1));
            if (slips < 2) continue;
            for (var j = i + 1; j < letters.Length; j++) keys.Add(Hash(letters, i, j));
        }
    }

    private static uint Hash(ReadOnlySpan<char> letters, int without, int alsoWithout)
    {
        var hash = 2166136261u;
        for (var i = 0; i < letters.Length; i++)
            if (i != without && i != alsoWithout) hash = (hash ^ letters[i]) * 16777619u;
        return hash;
    }
}
