namespace CoopBot.Search;

/// <summary>The pieces of a word, its edges marked: of four letters, kop is _kop and kop_. They see what a misspelt word still shares.</summary>
/// <param name="shortest">The letters of the shortest piece; a shorter word is a piece of its own.</param>
/// <param name="longest">The letters of the longest.</param>
internal sealed class Grams(int shortest, int longest)
{
    private const char Edge = '_';

    private readonly Dictionary<ulong, int> _ids = [];

    public int Count => _ids.Count;

    public int[] Add(string word) => Of(word, add: true);

    /// <summary>The pieces of a query's word; <see cref="Vocabulary.None"/> for each that the knowledge lacks.</summary>
    public int[] Find(string word) => Of(word, add: false);

    private int[] Of(string word, bool add)
    {
        var marked = word.Length + 2;
        var (from, to) = (Math.Min(shortest, marked), Math.Min(longest, marked));
        var ids = new int[(to - from + 1) * (2 * marked + 2 - from - to) / 2];
        var next = 0;
        for (var size = from; size <= to; size++)
        {
            for (var i = 0; i + size <= marked; i++)
            {
                // FNV-1a: of a language's pieces no two meet in 64 bits.
                var hash = 14695981039346656037UL;
                for (var j = i; j < i + size; j++)
                    hash = (hash ^ (j == 0 || j == marked - 1 ? Edge : word[j - 1])) * 1099511628211UL;
                if (_ids.TryGetValue(hash, out var id)) ids[next++] = id;
                else if (add) _ids.Add(hash, ids[next++] = _ids.Count);
                else ids[next++] = Vocabulary.None;
            }
        }

        return ids;
    }
}
