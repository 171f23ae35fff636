namespace CoopBot.Search;

/// <summary>The four-letter pieces of a word, its edges marked: kop is _kop and kop_. They see what a misspelt word still shares.</summary>
internal sealed class Grams
{
    private const int Size = 4;
    private const char Edge = '_';

    private readonly Dictionary<ulong, int> _ids = [];

    public int Count => _ids.Count;

    public int[] Add(string word) => Of(word, add: true);

    /// <summary>The pieces of a query's word; <see cref="Vocabulary.None"/> for each that the knowledge lacks.</summary>
    public int[] Find(string word) => Of(word, add: false);

    private int[] Of(string word, bool add)
    {
        var ids = new int[Math.Max(1, word.Length + 2 - Size + 1)];
        for (var i = 0; i < ids.Length; i++)
        {
            var packed = 0UL;
            for (var j = i; j < Math.Min(i + Size, word.Length + 2); j++)
                packed = packed << 16 | (j == 0 || j == word.Length + 1 ? Edge : word[j - 1]);
            if (_ids.TryGetValue(packed, out var id)) ids[i] = id;
            else if (add) _ids.Add(packed, ids[i] = _ids.Count);
            else ids[i] = Vocabulary.None;
        }

        return ids;
    }
}
