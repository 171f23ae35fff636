using System.Buffers;

namespace CoopBot.Search;

/// <summary>Orders the entries for a query.</summary>
internal sealed class Ranking(Knowledge knowledge)
{
    /// <summary>How many are looked at again, word by word.</summary>
    private const int Pool = 50;

    /// <summary>What the second look adds at most, for the kind of answer and for words in order.</summary>
    private const float AnswerWeight = .15f, PairWeight = .15f;

    /// <summary>What an entry's best sample question adds, against at most 1.05 for its text.</summary>
    private const float QuestionWeight = .6f;

    /// <summary>More than all else together: the entry that says the query word for word is first.</summary>
    private const float ExactWeight = 10;

    /// <summary>Up to fifty entries, best first, by their numbers in the knowledge.</summary>
    public List<(int Entry, float Score)> Best(Query query, IReadOnlyList<int> exact)
    {
        var scores = new float[knowledge.Ids.Length];
        ScorePassages(query, scores);
        ScoreQuestions(query, scores);
        foreach (var entry in exact) scores[entry] += ExactWeight;

        var best = Top(scores, Pool);
        for (var i = 0; i < best.Count; i++)
        {
            var (entry, score) = best[i];
            best[i] = (entry, score + AnswerWeight * knowledge.Evidence.AnswerFit(entry, query.Asks, query.Shape)
                + PairWeight * knowledge.Evidence.OrderedPairs(entry, query.Shape));
        }

        best.Sort(Compare);
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
