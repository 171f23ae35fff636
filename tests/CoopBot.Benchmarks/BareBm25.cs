using CoopBot.Search;

namespace CoopBot.Benchmarks;

/// <summary>BM25 in a dictionary, as one writes it in half an hour: what search is measured against.</summary>
internal sealed class BareBm25
{
    private readonly Dictionary<string, List<(int Passage, float Weight)>> _postings = [];
    private readonly int _count;

    public BareBm25(IReadOnlyList<Passage> passages)
    {
        _count = passages.Count;
        var texts = passages.Select(passage => Words($"{passage.Title} {passage.Text}")).ToList();
        var average = texts.Count == 0 ? 1 : texts.Average(text => text.Length);
        var counts = texts.ConvertAll(text => text.CountBy(word => word).ToList());
        var having = counts.SelectMany(count => count.Select(word => word.Key)).CountBy(word => word).ToDictionary();
        for (var passage = 0; passage < counts.Count; passage++)
        {
            foreach (var (word, count) in counts[passage])
            {
                var idf = Math.Log(1 + (_count - having[word] + .5) / (having[word] + .5));
                var weight = idf * count * 2.2 / (count + 1.2 * (.25 + .75 * texts[passage].Length / average));
                if (!_postings.TryGetValue(word, out var list)) _postings.Add(word, list = []);
                list.Add((passage, (float)weight));
            }
        }
    }

    /// <summary>Finds the best ten; gives back the first.</summary>
    public int Ask(string question)
    {
        var scores = new float[_count];
        foreach (var word in Words(question))
        {
            if (!_postings.TryGetValue(word, out var list)) continue;
            foreach (var (passage, weight) in list) scores[passage] += weight;
        }

        var best = new PriorityQueue<int, float>();
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] <= 0) continue;
            if (best.Count < 10) best.Enqueue(i, scores[i]);
            else best.EnqueueDequeue(i, scores[i]);
        }

        var first = -1;
        while (best.TryDequeue(out var passage, out _)) first = passage;
        return first;
    }

    private static string[] Words(string text) => text.ToLowerInvariant().Split([' ', '.', ',', '?', '!', ':', ';', '(', ')', '\n', '"'], StringSplitOptions.RemoveEmptyEntries);
}
