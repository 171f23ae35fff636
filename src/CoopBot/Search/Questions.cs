namespace CoopBot.Search;

/// <summary>The sample questions, each a unit of its own, in the same three views as the texts.</summary>
internal sealed class Questions
{
    private readonly Bm25Rows _stems;
    private readonly Bm25Rows _surfaces;
    private readonly Bm25Rows _grams;
    private readonly int[][] _contentStems;

    /// <param name="lexicon">The words' stems and pieces.</param>
    /// <param name="units">The words of each question, by number.</param>
    public Questions(Lexicon lexicon, IReadOnlyList<int[]> units)
    {
        _stems = new(lexicon.Stems, [.. units.Select(unit => Array.ConvertAll(unit, lexicon.Stem))]);
        _surfaces = new(lexicon.Words, units);
        _grams = new(lexicon.GramCount, [.. units.Select(unit => (int[])[.. unit.SelectMany(lexicon.Grams)])]);
        _contentStems = [.. units.Select(unit => unit.Where(word => !StopWords.Contains(lexicon[word])).Select(lexicon.Stem).Distinct().ToArray())];
    }

    /// <summary>What questions are weighed by: what one of usual length would score that says each word of the query once.</summary>
    public (float Stems, float Surfaces, float Grams) Ideals(Query query) =>
        (Fields.Ideal(query.All, term => _stems.IdfOf(term.Stem)), Fields.Ideal(query.All, term => _surfaces.IdfOf(term.Word)), query.AllGrams.Sum(_grams.IdfOf));

    /// <summary>How much of the query a question says, all its words taken together.</summary>
    public float Score(int unit, Spread query, (float Stems, float Surfaces, float Grams) ideals) =>
        Fields.StemWeight * _stems.Score(unit, query.Stems) / ideals.Stems
        + Fields.SurfaceWeight * _surfaces.Score(unit, query.Words) / ideals.Surfaces
        + Fields.GramWeight * _grams.Score(unit, query.Grams) / ideals.Grams;

    /// <summary>How far a question and the query are the same: the content of each in the other, 0 to 1.</summary>
    public double Likeness(int unit, Query query, Spread spread)
    {
        var ideal = Fields.Ideal(query.Content, term => _stems.IdfOf(term.Stem));
        if (ideal == 0) return 0;
        var said = Math.Min(1, _stems.Score(unit, spread.ContentStems) / ideal);
        var pieces = query.ContentGrams.Sum(_grams.IdfOf);
        var covered = pieces == 0 ? 0 : _grams.Had(unit, spread.ContentGrams) / pieces;
        return (.5 * said + .5 * covered) * (.5 + .5 * SaidBack(unit, query));
    }

    /// <summary>Of the sample question in the query, rare words counting more.</summary>
    private double SaidBack(int unit, Query query)
    {
        double all = 0, said = 0;
        foreach (var stem in _contentStems[unit])
        {
            var idf = _stems.IdfOf(stem);
            all += idf;
            if (query.Shape.Has(stem)) said += idf;
        }

        return all == 0 ? 0 : said / all;
    }
}
