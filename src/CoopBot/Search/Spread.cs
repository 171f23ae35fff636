using System.Collections.Concurrent;

namespace CoopBot.Search;

/// <summary>A query laid out over the whole vocabulary, so that what a question says of it is found by the numbers of its terms.</summary>
internal sealed class Spread : IDisposable
{
    private readonly ConcurrentBag<Spread> _free;
    private Query? _query;

    private Spread(Lexicon lexicon, ConcurrentBag<Spread> free)
    {
        _free = free;
        (Stems, Words, Grams) = (new float[lexicon.Stems], new float[lexicon.Words], new float[lexicon.GramCount]);
        (ContentStems, ContentGrams) = (new float[lexicon.Stems], new float[lexicon.GramCount]);
    }

    /// <summary>How much of each stem, word and piece the query has.</summary>
    public float[] Stems { get; }

    public float[] Words { get; }

    public float[] Grams { get; }

    /// <summary>The same of its content words alone.</summary>
    public float[] ContentStems { get; }

    public float[] ContentGrams { get; }

    /// <summary>Lays a query out in a free one, until that is disposed of.</summary>
    public static Spread Of(Query query, Lexicon lexicon, ConcurrentBag<Spread> free)
    {
        if (!free.TryTake(out var spread)) spread = new(lexicon, free);
        spread._query = query;
        spread.Add(1);
        return spread;
    }

    public void Dispose()
    {
        Add(0);
        _query = null;
        _free.Add(this);
    }

    /// <summary>Adds each term's weight so many times; none clears it.</summary>
    private void Add(int times)
    {
        foreach (var term in _query!.All)
        {
            To(Stems, term.Stem, term.Weight);
            To(Words, term.Word, term.Weight);
        }

        foreach (var term in _query.Content) To(ContentStems, term.Stem, term.Weight);
        foreach (var gram in _query.AllGrams) To(Grams, gram, 1);
        foreach (var gram in _query.ContentGrams) To(ContentGrams, gram, 1);

        void To(float[] view, int term, float weight)
        {
            if (term != Vocabulary.None) view[term] = times * (view[term] + weight);
        }
    }
}
