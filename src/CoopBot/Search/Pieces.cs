namespace CoopBot.Search;

/// <summary>Words as weighted pieces of two to five letters: what the <see cref="Classifier"/> sees of a question.</summary>
internal sealed class Pieces
{
    private readonly Lexicon _lexicon;
    private readonly Grams _grams = new(2, 5);
    private readonly int[][] _ofWord;
    private readonly float[] _idf;

    /// <param name="lexicon">The words that the units' numbers stand for.</param>
    /// <param name="units">The words of each question and text.</param>
    public Pieces(Lexicon lexicon, IReadOnlyList<int[]> units)
    {
        _lexicon = lexicon;
        _ofWord = [.. Enumerable.Range(0, lexicon.Words).Select(word => _grams.Add(lexicon[word]))];
        var having = new int[_grams.Count];
        foreach (var unit in units)
            foreach (var piece in unit.Distinct().SelectMany(word => _ofWord[word]).Distinct()) having[piece]++;
        _idf = Array.ConvertAll(having, count => MathF.Log((1f + units.Count) / (1 + count)) + 1);
    }

    public int Count => _grams.Count;

    public SparseVector Weigh(IEnumerable<int> words) => WeighPieces(words.SelectMany(word => _ofWord[word]));

    public SparseVector Weigh(IEnumerable<string> words) =>
        WeighPieces(words.SelectMany(word => _lexicon.Find(word) is >= 0 and var id ? _ofWord[id] : _grams.Find(word)).Where(piece => piece != Vocabulary.None));

    /// <summary>(1 + ln count) · idf, of length one.</summary>
    private SparseVector WeighPieces(IEnumerable<int> pieces)
    {
        var sorted = pieces.ToArray();
        Array.Sort(sorted);
        var columns = new List<int>(sorted.Length);
        var values = new List<float>(sorted.Length);
        double squares = 0;
        for (var i = 0; i < sorted.Length;)
        {
            var (piece, from) = (sorted[i], i);
            while (i < sorted.Length && sorted[i] == piece) i++;
            var value = (1 + MathF.Log(i - from)) * _idf[piece];
            columns.Add(piece);
            values.Add(value);
            squares += value * value;
        }

        var scale = squares == 0 ? 0 : (float)(1 / Math.Sqrt(squares));
        return new([.. columns], [.. values.Select(value => value * scale)]);
    }
}
