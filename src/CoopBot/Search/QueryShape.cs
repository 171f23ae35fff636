namespace CoopBot.Search;

/// <summary>The query's content words as a set and as ordered neighbours.</summary>
internal sealed class QueryShape
{
    public static readonly QueryShape Empty = new([]);

    public QueryShape(List<Term> content)
    {
        var slots = content.Select(term => term.Slot).Distinct().ToList();
        Slots = slots.Count;
        // At most 64 words are read, so the pairs fit the bits of a ulong.
        PairCount = Math.Max(1, slots.Count - 1);
        foreach (var term in content)
        {
            if (term.Stem == Vocabulary.None) continue;
            Stems.Add(term.Stem);
            var at = slots.IndexOf(term.Slot);
            if (at + 1 >= slots.Count || at >= 64) continue;
            foreach (var next in content)
                if (next.Slot == slots[at + 1] && next.Stem != Vocabulary.None) Pairs[(term.Stem, next.Stem)] = at;
        }
    }

    /// <summary>How many content words it has; guesses at one word count once.</summary>
    public int Slots { get; }

    public HashSet<int> Stems { get; } = [];

    public Dictionary<(int First, int Second), int> Pairs { get; } = [];

    public int PairCount { get; }
}
