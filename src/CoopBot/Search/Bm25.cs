namespace CoopBot.Search;

/// <summary>Posting lists of one field with the whole BM25 weight of a term in a unit worked out beforehand.</summary>
/// <remarks>k1 1.2 and b .75: tuning them moved nothing measurable.</remarks>
internal sealed class Bm25
{
    public const float K1 = 1.2f;
    public const float B = .75f;

    private readonly int[] _starts;
    private readonly int[] _units;
    private readonly float[] _weights;
    private readonly float[] _idf;

    public Bm25(int terms, IReadOnlyList<int[]> units)
    {
        var count = new int[terms];
        _starts = Starts(count, units);
        _units = new int[_starts[terms]];
        _weights = new float[_starts[terms]];
        _idf = new float[terms];
        MaxIdf = Idf(units.Count, 0);
        for (var term = 0; term < terms; term++) _idf[term] = Idf(units.Count, _starts[term + 1] - _starts[term]);

        var average = Math.Max(1, units.Count == 0 ? 0 : (float)units.Average(unit => unit.Length));
        var next = _starts.AsSpan(0, terms).ToArray();
        for (var unit = 0; unit < units.Count; unit++)
        {
            var norm = K1 * (1 - B + B * units[unit].Length / average);
            foreach (var term in units[unit]) count[term]++;
            foreach (var term in units[unit])
            {
                if (count[term] == 0) continue;
                _units[next[term]] = unit;
                _weights[next[term]++] = _idf[term] * count[term] * (K1 + 1) / (count[term] + norm);
                count[term] = 0;
            }
        }
    }

    /// <summary>The idf of a word no unit has.</summary>
    public float MaxIdf { get; }

    /// <summary>The idf of a term; of an unknown one the maximum, so that what is missing weighs the most.</summary>
    public float IdfOf(int term) => term == Vocabulary.None ? MaxIdf : _idf[term];

    /// <summary>Adds the term's weight to each unit that has it.</summary>
    public void Add(int term, float weight, Span<float> scores)
    {
        if (term == Vocabulary.None) return;
        var units = _units.AsSpan(_starts[term], _starts[term + 1] - _starts[term]);
        var weights = _weights.AsSpan(_starts[term], units.Length);
        for (var i = 0; i < units.Length; i++) scores[units[i]] += weight * weights[i];
    }

    public bool Has(int term, int unit) => Find(term, unit) >= 0;

    /// <summary>The term's weight in one unit, 0 where it is not in it.</summary>
    public float WeightIn(int term, int unit) => Find(term, unit) is >= 0 and var at ? _weights[_starts[term] + at] : 0;

    private int Find(int term, int unit) =>
        term == Vocabulary.None ? -1 : _units.AsSpan(_starts[term], _starts[term + 1] - _starts[term]).BinarySearch(unit);

    public static float Idf(int units, int having) => MathF.Log(1 + (units - having + .5f) / (having + .5f));

    private static int[] Starts(int[] scratch, IReadOnlyList<int[]> units)
    {
        var starts = new int[scratch.Length + 1];
        var seen = new int[scratch.Length];
        for (var unit = 0; unit < units.Count; unit++)
        {
            foreach (var term in units[unit])
            {
                if (seen[term] == unit + 1) continue;
                seen[term] = unit + 1;
                starts[term + 1]++;
            }
        }

        for (var term = 0; term < scratch.Length; term++) starts[term + 1] += starts[term];
        return starts;
    }
}
