namespace CoopBot.Search;

/// <summary>Three views of the same units of text: by stem, by word as written, by pieces of words.</summary>
internal sealed class Fields
{
    /// <summary>Weights of the views, each first divided by its maximum. Better than reciprocal rank fusion on all sets tried.</summary>
    public const float StemWeight = .6f, SurfaceWeight = .2f, GramWeight = .25f;

    /// <param name="lexicon">The words' stems and pieces.</param>
    /// <param name="units">The words of each unit, by number.</param>
    public Fields(Lexicon lexicon, IReadOnlyList<int[]> units)
    {
        Stems = new(lexicon.Stems, [.. units.Select(unit => Array.ConvertAll(unit, lexicon.Stem))]);
        Surfaces = new(lexicon.Words, units);
        Grams = new(lexicon.GramCount, [.. units.Select(unit => (int[])[.. unit.SelectMany(lexicon.Grams)])]);
    }

    public Bm25 Stems { get; }

    public Bm25 Surfaces { get; }

    public Bm25 Grams { get; }

    /// <summary>Adds the three scores of every unit to the three spans.</summary>
    public void Score(List<Term> terms, List<int> grams, Span<float> stems, Span<float> surfaces, Span<float> pieces)
    {
        foreach (var term in terms)
        {
            Stems.Add(term.Stem, term.Weight, stems);
            Surfaces.Add(term.Word, term.Weight, surfaces);
        }

        foreach (var gram in grams) Grams.Add(gram, 1, pieces);
    }

    /// <summary>What a unit of usual length scores that says each word of the query once; an unknown word counts as the rarest.</summary>
    public float Ideal(List<Term> terms) => Ideal(terms, term => Stems.IdfOf(term.Stem));

    /// <summary>The stem score of one unit.</summary>
    public float StemScore(List<Term> terms, int unit) => terms.Sum(term => term.Weight * Stems.WeightIn(term.Stem, unit));

    /// <summary>The share of the query's pieces a unit has, rare pieces counting more.</summary>
    public float Coverage(List<int> grams, int unit)
    {
        float all = 0, had = 0;
        foreach (var gram in grams)
        {
            var idf = Grams.IdfOf(gram);
            all += idf;
            if (Grams.Has(gram, unit)) had += idf;
        }

        return all == 0 ? 0 : had / all;
    }

    /// <summary>The idf of each word of the query together; of guesses at one word, the rarest.</summary>
    public static float Ideal(List<Term> terms, Func<Term, float> idf)
    {
        float ideal = 0, best = 0;
        for (var i = 0; i < terms.Count; i++)
        {
            best = Math.Max(best, idf(terms[i]));
            if (i + 1 < terms.Count && terms[i + 1].Slot == terms[i].Slot) continue;
            ideal += best;
            best = 0;
        }

        return ideal;
    }
}
