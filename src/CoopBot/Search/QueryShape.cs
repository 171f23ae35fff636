namespace CoopBot.Search;

/// <summary>The query's content words as a set and as ordered neighbours.</summary>
internal sealed class QueryShape
{
    public static readonly QueryShape Empty = new([]);

    private readonly HashSet<int> _stems = [];

    /// <summary>Most words of a passage are none of the query's; one bit tells most of those without a look into the set.</summary>
    private readonly ulong _mask;

    public QueryShape(List<Term> content)
    {
        var slots = content.Select(term => term.Slot).Distinct().ToList();
        Slots = slots.Count;
        // At most 64 words are read, so the pairs fit the bits of a ulong.
        PairCount = Math.Max(1, slots.Count - 1);
        foreach (var term in content)
        {
            if (term.Stem == Vocabulary.None) continue;
            _stems.Add(term.Stem);
            _mask |= 1UL << (term.Stem & 63);
            var at = slots.IndexOf(term.Slot);
            if (at + 1 >= slots.Count || at >= 64) continue;
            foreach (var next in content)
                if (next.Slot == slots[at + 1] && next.Stem != Vocabulary.None) Pairs[(term.Stem, next.Stem)] = at;
        }
    }

    /// <summary>How many content words it has; guesses at one word count once.</summary>
    public int Slots { get; }

    public bool Has(int stem) => (_mask >> (stem & 63) & 1) != 0 && _stems.Contains(stem);

    public Dictionary<(int First, int Second), int> Pairs { get; } = [];

    public int PairCount { get; }
}
