namespace CoopBot.Search;

/// <summary>BM25 of short units that are looked at one by one: each unit's own terms with their weights, against the terms of the query.</summary>
internal sealed class Bm25Rows
{
    private readonly SparseVector[] _units;
    private readonly float[] _idf;
    private readonly float _maxIdf;

    public Bm25Rows(int terms, IReadOnlyList<int[]> units)
    {
        var having = new int[terms];
        foreach (var unit in units)
            foreach (var term in unit.Distinct()) having[term]++;
        _idf = Array.ConvertAll(having, count => Bm25.Idf(units.Count, count));
        _maxIdf = Bm25.Idf(units.Count, 0);
        var average = Math.Max(1, units.Count == 0 ? 0 : (float)units.Average(unit => unit.Length));
        _units = [.. units.Select(unit => Weigh(unit, Bm25.K1 * (1 - Bm25.B + Bm25.B * unit.Length / average)))];
    }

    /// <summary>The idf of a term; of an unknown one the maximum, so that what is missing weighs the most.</summary>
    public float IdfOf(int term) => term == Vocabulary.None ? _maxIdf : _idf[term];

    /// <param name="unit">The unit's number.</param>
    /// <param name="query">How much of each term the query has.</param>
    public float Score(int unit, ReadOnlySpan<float> query) => _units[unit].Dot(query);

    /// <summary>The idf of all terms of the query that the unit has.</summary>
    public float Had(int unit, ReadOnlySpan<float> query)
    {
        var had = 0f;
        foreach (var term in _units[unit].Columns) had += _idf[term] * query[term];
        return had;
    }

    private SparseVector Weigh(int[] unit, float norm)
    {
        var terms = unit.CountBy(term => term).ToArray();
        return new(Array.ConvertAll(terms, term => term.Key), Array.ConvertAll(terms, term => _idf[term.Key] * term.Value * (Bm25.K1 + 1) / (term.Value + norm)));
    }
}
