using System.Buffers;

namespace CoopBot.Search;

/// <summary>An entry that may answer.</summary>
/// <param name="Entry">Its number in the knowledge.</param>
/// <param name="Score">Orders the candidates of one query.</param>
/// <param name="Chance">The classifier's probability.</param>
internal readonly record struct Candidate(int Entry, float Score, float Chance);

/// <summary>Orders the entries for a query.</summary>
internal sealed class Ranking(Knowledge knowledge, Classifier? classifier)
{
    /// <summary>No entry is left out.</summary>
    public const int All = -1;

    /// <summary>How many are looked at again, word by word.</summary>
    private const int Pool = 50;

    /// <summary>What the second look adds at most, for the kind of answer and for words in order.</summary>
    private const float AnswerWeight = .15f, PairWeight = .15f;

    /// <summary>What an entry's best sample question adds, against at most 1.05 for its text.</summary>
    private const float QuestionWeight = .4f;

    /// <summary>What the classifier adds, times the root of its probability.</summary>
    private const float ClassifierWeight = .5f;

    /// <summary>More than all else together: the entry that says the query word for word is first.</summary>
    private const float ExactWeight = 10;

    /// <summary>Up to fifty entries, best first.</summary>
    /// <param name="query">What is asked.</param>
    /// <param name="exact">Entries that say it word for word.</param>
    /// <param name="without">An entry that is looked at as if it were not there.</param>
    public List<Candidate> Best(Query query, IReadOnlyList<int> exact, int without = All)
    {
        var scores = new float[knowledge.Ids.Length];
        var chances = new float[classifier is null ? 0 : scores.Length];
        ScorePassages(query, scores);
        ScoreQuestions(query, scores);
        classifier?.Classify(query.Meant, chances);
        for (var i = 0; i < chances.Length; i++) scores[i] += ClassifierWeight * MathF.Sqrt(chances[i]);
        foreach (var entry in exact) scores[entry] += ExactWeight;
        if (without != All) scores[without] = 0;

        var best = Top(scores, Pool).ConvertAll(hit => new Candidate(
            hit.Entry,
            hit.Score + AnswerWeight * knowledge.Evidence.AnswerFit(hit.Entry, query.Asks, query.Shape) + PairWeight * knowledge.Evidence.OrderedPairs(hit.Entry, query.Shape),
            chances.Length == 0 ? 0 : chances[hit.Entry]));

        best.Sort((a, b) => Compare((a.Entry, a.Score), (b.Entry, b.Score)));
        return best;
    }

    private void ScorePassages(Query query, Span<float> scores)
    {
        var fields = knowledge.Passages;
        var rented = ArrayPool<float>.Shared.Rent(3 * scores.Length);
        var views = rented.AsSpan(0, 3 * scores.Length);
        views.Clear();
        Span<float> stems = views[..scores.Length], surfaces = views.Slice(scores.Length, scores.Length), grams = views[(2 * scores.Length)..];
        fields.Score(query.Content, query.ContentGrams, stems, surfaces, grams);
        Mix(stems, Fields.StemWeight / Max(stems), scores);
        Mix(surfaces, Fields.SurfaceWeight / Max(surfaces), scores);
        Mix(grams, Fields.GramWeight / Max(grams), scores);
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>Questions are weighed by how much of the query they say, not against the best of them:
    /// an entry without questions must not lose to a poor one.</summary>
    private void ScoreQuestions(Query query, Span<float> scores)
    {
        var fields = knowledge.Questions;
        if (fields.Count == 0) return;
        var rented = ArrayPool<float>.Shared.Rent(3 * fields.Count + scores.Length);
        var views = rented.AsSpan(0, 3 * fields.Count + scores.Length);
        views.Clear();
        Span<float> stems = views[..fields.Count], surfaces = views.Slice(fields.Count, fields.Count),
            grams = views.Slice(2 * fields.Count, fields.Count), best = views[(3 * fields.Count)..];
        fields.Score(query.All, query.AllGrams, stems, surfaces, grams);
        var (stemIdeal, surfaceIdeal, gramIdeal) = fields.Ideals(query);
        for (var i = 0; i < fields.Count; i++)
        {
            var score = Fields.StemWeight * stems[i] / stemIdeal + Fields.SurfaceWeight * surfaces[i] / surfaceIdeal + Fields.GramWeight * grams[i] / gramIdeal;
            ref var owned = ref best[knowledge.QuestionOwner[i]];
            owned = Math.Max(owned, score);
        }

        Mix(best, QuestionWeight, scores);
        ArrayPool<float>.Shared.Return(rented);
    }

    private static float Max(ReadOnlySpan<float> values)
    {
        var max = 0f;
        foreach (var value in values) max = Math.Max(max, value);
        return max > 0 ? max : 1;
    }

    private static void Mix(ReadOnlySpan<float> view, float weight, Span<float> into)
    {
        for (var i = 0; i < into.Length; i++) into[i] += weight * view[i];
    }

    private static List<(int Entry, float Score)> Top(ReadOnlySpan<float> scores, int count)
    {
        var heap = new PriorityQueue<int, (float, int)>(count + 1);
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] <= 0) continue;
            if (heap.Count < count) heap.Enqueue(i, (scores[i], -i));
            else heap.EnqueueDequeue(i, (scores[i], -i));
        }

        var best = new List<(int Entry, float Score)>(heap.Count);
        while (heap.TryDequeue(out var entry, out var priority)) best.Add((entry, priority.Item1));
        best.Sort(Compare);
        return best;
    }

    private static int Compare((int Entry, float Score) a, (int Entry, float Score) b) =>
        a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Entry - b.Entry;
}
