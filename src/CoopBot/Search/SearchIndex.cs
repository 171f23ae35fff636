namespace CoopBot.Search;

/// <summary>Finds the entries of a knowledge that answer what a person typed, in the Indonesian people really type.</summary>
/// <remarks>Immutable and safe for any number of threads: when knowledge changes, build another and swap the reference.
/// Takes any string without an exception and does bounded work on it.</remarks>
public sealed class SearchIndex
{
    private readonly IReadOnlyList<Passage> _passages;
    private readonly Knowledge _knowledge;
    private readonly Ranking _ranking;
    private readonly Confidence _confidence;
    private readonly Calibration _calibration;

    private SearchIndex(IReadOnlyList<Passage> passages, Knowledge knowledge, Classifier? classifier, Calibration calibration)
    {
        _passages = passages;
        _knowledge = knowledge;
        _ranking = new(knowledge, classifier);
        _confidence = new(knowledge);
        _calibration = calibration;
    }

    /// <summary>How many entries can be found.</summary>
    public int Count => _knowledge.Ids.Length;

    /// <summary>Reads the whole knowledge, to be asked at once: well under a second for 5,000 passages on two cores.</summary>
    public static SearchIndex Build(IEnumerable<Passage> passages)
    {
        ArgumentNullException.ThrowIfNull(passages);
        var read = passages.ToList();
        return new(read, new(read), null, Calibration.Default);
    }

    /// <summary>
    /// The same index, better: it has learnt from the sample questions which of them a query is like, and how far its own confidence
    /// is to be trusted. Takes seconds on one core for a thousand passages, so it is done while this index answers.
    /// </summary>
    /// <exception cref="OperationCanceledException">It is no longer wanted.</exception>
    public SearchIndex Learn(CancellationToken cancellation) => Classifier.Train(_knowledge, cancellation) is { } classifier
        ? new(_passages, _knowledge, classifier, Calibration.Learn(_passages, cancellation))
        : this;

    /// <summary>The entries that answer best, and how far to trust the first.</summary>
    /// <param name="query">Any text; what exceeds <see cref="Normaliser.LongestText"/> is not read.</param>
    /// <param name="count">The most hits wanted; there are never more than fifty.</param>
    public SearchResult Ask(string query, int count = 10)
    {
        var typed = Normaliser.Words(query);
        if (typed.Count == 0 || count <= 0) return SearchResult.Nothing;
        var understood = Query.Read(typed, _knowledge.Lexicon);
        var exact = _knowledge.Saying(typed);
        using var spread = _knowledge.LayOut(understood);
        var best = _ranking.Best(understood, spread, exact);
        if (best.Count == 0) return SearchResult.Nothing;

        var (confidence, certainty, band) = exact.Count > 0 ? (1, 1, Band.Sure) : _calibration.Judge(_confidence.Of(best, understood, spread));
        // "Maksud Anda …" about something we know nothing of only puzzles.
        var correction = band == Band.Unknown ? null : understood.Correction;
        return new([.. best.Take(count).Select(hit => new Hit(_knowledge.Ids[hit.Entry], hit.Score))], confidence, certainty, band, correction);
    }
}
