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

    /// <summary>How many are found at most.</summary>
    private const int Pool = 50;

    /// <summary>Of these, the ones that are looked at again, word by word and question by question.</summary>
    private const int SecondLook = 25;

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
    /// <param name="spread">The same laid out.</param>
    /// <param name="exact">Entries that say it word for word.</param>
    /// <param name="without">An entry that is looked at as if it were not there.</param>
    public List<Candidate> Best(Query query, Spread spread, IReadOnlyList<int> exact, int without = All)
    {
        var rented = ArrayPool<float>.Shared.Rent(4 * knowledge.Ids.Length);
        var scores = rented.AsSpan(0, 4 * knowledge.Ids.Length);
        scores.Clear();
        ScorePassages(query, scores[..knowledge.Ids.Length], scores[knowledge.Ids.Length..]);
        foreach (var entry in exact) scores[entry] += ExactWeight;
        if (without != All) scores[without] = 0;
        var top = Top(scores[..knowledge.Ids.Length], Pool);
        ArrayPool<float>.Shared.Return(rented);

        var best = top.ConvertAll(hit => new Candidate(hit.Entry, hit.Score, 0));
        var looked = Math.Min(best.Count, SecondLook);
        var ideals = knowledge.Questions.Ideals(query);
        var chances = classifier?.Chances(query.Meant, [.. best.Take(looked).Select(candidate => candidate.Entry)]);
        for (var i = 0; i < looked; i++)
        {
            var (entry, score, _) = best[i];
            var chance = chances?[i] ?? 0;
            score += QuestionWeight * BestQuestion(entry, spread, ideals) + ClassifierWeight * MathF.Sqrt(chance)
                + AnswerWeight * knowledge.Evidence.AnswerFit(entry, query.Asks, query.Shape) + PairWeight * knowledge.Evidence.OrderedPairs(entry, query.Shape);
            best[i] = new(entry, score, chance);
        }

        best.Sort((a, b) => Compare((a.Entry, a.Score), (b.Entry, b.Score)));
        return best;
    }

    private void ScorePassages(Query query, Span<float> scores, Span<float> views)
    {
        var count = scores.Length;
        Span<float> stems = views[..count], surfaces = views.Slice(count, count), grams = views.Slice(2 * count, count);
        knowledge.Passages.Score(query.Content, query.ContentGrams, stems, surfaces, grams);
        Mix(stems, Fields.StemWeight / Max(stems), scores);
        Mix(surfaces, Fields.SurfaceWeight / Max(surfaces), scores);
        Mix(grams, Fields.GramWeight / Max(grams), scores);
    }

    /// <summary>Questions are weighed by how much of the query they say, not against the best of them:
    /// an entry without questions must not lose to a poor one.</summary>
    private float BestQuestion(int entry, Spread spread, (float, float, float) ideals)
    {
        var best = 0f;
        for (var unit = knowledge.FirstQuestion[entry]; unit < knowledge.FirstQuestion[entry + 1]; unit++)
            best = Math.Max(best, knowledge.Questions.Score(unit, spread, ideals));
        return best;
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
        // Bits of positive floats order as the floats do; of equals the first entry goes first.
        var heap = new PriorityQueue<int, ulong>(count + 1);
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] <= 0) continue;
            var rank = (ulong)BitConverter.SingleToUInt32Bits(scores[i]) << 32 | (uint)(int.MaxValue - i);
            if (heap.Count < count) heap.Enqueue(i, rank);
            else if (heap.TryPeek(out _, out var least) && rank > least) heap.EnqueueDequeue(i, rank);
        }

        var best = new List<(int Entry, float Score)>(heap.Count);
        while (heap.TryDequeue(out var entry, out _)) best.Add((entry, scores[entry]));
        best.Reverse();
        return best;
    }

    private static int Compare((int Entry, float Score) a, (int Entry, float Score) b) =>
        a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Entry - b.Entry;
}
