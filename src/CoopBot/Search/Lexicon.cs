namespace CoopBot.Search;

/// <summary>The words of the knowledge, each with its stem and its pieces: what a query is understood with.</summary>
internal sealed class Lexicon
{
    /// <summary>No word of a run without spaces is longer.</summary>
    private const int LongestPart = 20;

    private readonly Vocabulary _words;
    private readonly Vocabulary _stems = new();
    private readonly Grams _grams = new(4, 4);
    private readonly Stemmer _stemmer;
    private readonly int[] _stemOf;
    private readonly int[][] _gramsOf;
    private readonly Spelling _spelling;

    /// <param name="words">The distinct words.</param>
    /// <param name="frequency">How often each is used, by its number.</param>
    public Lexicon(Vocabulary words, int[] frequency)
    {
        _words = words;
        _stemmer = new(Roots(words.Words));
        _stemOf = [.. words.Words.Select(word => _stems.Add(StemOf(word)))];
        _gramsOf = [.. words.Words.Select(_grams.Add)];
        _spelling = new(words.Words, frequency);
    }

    public int Words => _words.Count;

    public int Stems => _stems.Count;

    public int GramCount => _grams.Count;

    public string this[int word] => _words[word];

    public int Find(string word) => _words.Find(word);

    /// <summary>The number of the word's stem, for a word of the knowledge or any other.</summary>
    public int Stem(int word) => _stemOf[word];

    public int Stem(string word) => Find(word) is >= 0 and var id ? _stemOf[id] : _stems.Find(StemOf(word));

    public int[] Grams(int word) => _gramsOf[word];

    public int[] Grams(string word) => Find(word) is >= 0 and var id ? _gramsOf[id] : _grams.Find(word);

    public List<int> Nearest(string word) => _spelling.Nearest(word);

    /// <summary>A word that needs no correction.</summary>
    public bool Knows(string word) => _words.Contains(word) || StopWords.Contains(word);

    /// <summary>The words of one typed without spaces ("syaratmendirikankoperasi"): as few as possible, each known; empty where that cannot be.</summary>
    public IReadOnlyList<string> Part(string run)
    {
        var fewest = new int[run.Length + 1];
        var from = new int[run.Length + 1];
        for (var end = 1; end <= run.Length; end++)
        {
            fewest[end] = int.MaxValue;
            for (var start = Math.Max(0, end - LongestPart); start <= end - 2; start++)
            {
                if (fewest[start] == int.MaxValue || fewest[start] + 1 >= fewest[end]) continue;
                var part = run[start..end];
                // Of two letters nearly every pair is some short form.
                if (!(part.Length == 2 ? StopWords.Contains(part) : Knows(part) || ChatWords.Expand(part) is not [var same] || same != part)) continue;
                (fewest[end], from[end]) = (fewest[start] + 1, start);
            }
        }

        var parts = new List<string>();
        if (fewest[run.Length] == int.MaxValue) return parts;
        for (var end = run.Length; end > 0; end = from[end]) parts.Insert(0, run[from[end]..end]);
        return parts;
    }

    private string StemOf(string word) => StopWords.Contains(word) ? word : _stemmer.Stem(word);

    /// <summary>Words of the knowledge, and what two of them have in common under their affixes
    /// (didirikan and pendirian meet at diri even where diri stands nowhere).</summary>
    private static HashSet<string> Roots(IReadOnlyList<string> words)
    {
        var support = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            if (StopWords.Contains(word)) continue;
            foreach (var candidate in Stemmer.Candidates(word))
                support[candidate] = support.GetValueOrDefault(candidate) + 1;
        }

        var roots = words.Where(word => !StopWords.Contains(word)).ToHashSet(StringComparer.Ordinal);
        foreach (var (candidate, words2) in support)
            if (words2 > 1) roots.Add(candidate);
        return roots;
    }
}
