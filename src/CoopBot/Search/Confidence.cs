namespace CoopBot.Search;

/// <summary>Reads the <see cref="Signs"/> of the first hit.</summary>
internal sealed class Confidence(Knowledge knowledge)
{
    /// <summary>What words in order say about a text: AUROC against other subjects .976 to .981, misspelt .963 to .974.</summary>
    private const double PairShare = .2;

    /// <summary>A text that has the word or two of a topic says no more than this of a query.</summary>
    private const double TopicAtMost = .61;

    /// <summary>Two words are a question all the same where a sample question says these and little else ("kratom legal ga sih").</summary>
    private const double SaysTheSame = .9;

    public Signs Of(IReadOnlyList<Candidate> best, Query query, Spread spread)
    {
        var (entry, score, chance) = best[0];
        var lead = best.Count > 1 ? 1 - best[1].Score / score : 1;
        // One content word, or two without a question word, name a topic.
        var isShort = query.Shape.Slots < (query.IsQuestion ? 2 : 3);
        var passage = Said(entry, query);
        if (query.Shape.Slots > 1) passage += PairShare * (knowledge.Evidence.OrderedPairs(entry, query.Shape) - passage);
        if (isShort) passage = Math.Min(passage, TopicAtMost);

        double question = 0;
        for (var unit = knowledge.FirstQuestion[entry]; unit < knowledge.FirstQuestion[entry + 1]; unit++)
            question = Math.Max(question, knowledge.Questions.Likeness(unit, query, spread));

        var isTopic = isShort && question <= (query.IsQuestion ? TopicAtMost : query.Shape.Slots < 2 ? 1 : SaysTheSame);
        if (isTopic) question = Math.Min(question, TopicAtMost);
        return new(Math.Max(passage, question), Math.Sqrt(chance), lead, isTopic);
    }

    /// <summary>Of the query in the text: BM25 against the ideal, and the share of the query's pieces.</summary>
    private double Said(int entry, Query query)
    {
        var ideal = knowledge.Passages.Ideal(query.Content);
        if (ideal == 0) return 0;
        var said = Math.Min(1, knowledge.Passages.StemScore(query.Content, entry) / ideal);
        return .5 * said + .5 * knowledge.Passages.Coverage(query.ContentGrams, entry);
    }
}
