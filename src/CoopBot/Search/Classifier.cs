using System.Buffers;

namespace CoopBot.Search;

/// <summary>How likely a query is one of the sample questions of each entry. One logistic regression an entry, one against the rest.</summary>
/// <remarks>A full softmax took 7 s for 827 entries; here an entry learns against its nearest rivals and a few strangers only,
/// and keeps its heaviest weights, so that 5,000 entries stay possible.</remarks>
internal sealed class Classifier
{
    /// <summary>Examples of other entries that an entry learns against: the nearest, and some from anywhere.</summary>
    private const int Rivals = 200, Strangers = 50;

    /// <summary>The words of a text that are one more example of its entry: title and first sentences; the rest adds time, not hits.</summary>
    private const int TextBeginning = 30;

    /// <summary>Passes over the examples, and the length of the first steps.</summary>
    private const int Rounds = 8;
    private const float Rate = 4;

    /// <summary>The weights that an entry keeps.</summary>
    private const int Kept = 1000;

    private readonly Pieces _pieces;
    private readonly (SparseVector Weights, float Bias)[] _learnt;

    private Classifier(Pieces pieces, (SparseVector, float)[] learnt) => (_pieces, _learnt) = (pieces, learnt);

    /// <summary>Learns the sample questions. Null where no entry has questions.</summary>
    public static Classifier? Train(Knowledge knowledge, CancellationToken cancellation)
    {
        if (knowledge.QuestionWords.Count == 0) return null;
        var words = (int[][])[.. knowledge.QuestionWords, .. knowledge.TextWords.Select(text => text[..Math.Min(text.Length, TextBeginning)])];
        var owners = (int[])[.. knowledge.QuestionOwner, .. Enumerable.Range(0, knowledge.Ids.Length)];
        var pieces = new Pieces(knowledge.Lexicon, words);
        var examples = new Examples(pieces, Array.ConvertAll(words, pieces.Weigh), owners);
        var learnt = new (SparseVector Weights, float Bias)[knowledge.Ids.Length];
        for (var entry = 0; entry < learnt.Length; entry++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (first, after) = (knowledge.FirstQuestion[entry], knowledge.FirstQuestion[entry + 1]);
            learnt[entry] = first == after
                ? (SparseVector.Empty, float.NegativeInfinity)
                : examples.Learn(entry, [.. Enumerable.Range(first, after - first), knowledge.QuestionWords.Count + entry]);
        }

        return new(pieces, learnt);
    }

    /// <summary>The probability, for each of some entries, that the query is one of its questions; 0 for one without questions.</summary>
    /// <param name="words">The words of the query, chat spellings written out.</param>
    /// <param name="entries">The entries that come into question.</param>
    public float[] Chances(IReadOnlyList<string> words, IReadOnlyList<int> entries)
    {
        var rented = ArrayPool<float>.Shared.Rent(_pieces.Count);
        var query = rented.AsSpan(0, _pieces.Count);
        query.Clear();
        _pieces.Weigh(words).AddTo(query, 1);
        var chances = new float[entries.Count];
        for (var i = 0; i < chances.Length; i++) chances[i] = Logistic(_learnt[entries[i]].Bias + _learnt[entries[i]].Weights.Dot(query));
        ArrayPool<float>.Shared.Return(rented);
        return chances;
    }

    private static float Logistic(float x) => 1 / (1 + MathF.Exp(-x));

    /// <summary>All questions and texts, and who owns each.</summary>
    private sealed class Examples(Pieces pieces, SparseVector[] vectors, int[] owners)
    {
        private readonly SparseMatrix _matrix = new(pieces.Count, vectors);

        private readonly float[] _nearness = new float[vectors.Length];
        private readonly float[] _weights = new float[pieces.Count];

        public (SparseVector Weights, float Bias) Learn(int entry, int[] own)
        {
            var examples = (int[])[.. own, .. RivalsOf(entry, own)];
            var bias = 0f;
            var order = new Random(entry);
            for (var round = 0; round < Rounds; round++)
            {
                var rate = Rate / (1 + round * .5f);
                order.Shuffle(examples);
                foreach (var example in examples)
                {
                    var error = (owners[example] == entry ? 1 : 0) - Logistic(bias + vectors[example].Dot(_weights));
                    bias += .1f * rate * error;
                    vectors[example].AddTo(_weights, rate * error);
                }
            }

            var heaviest = examples.SelectMany(example => vectors[example].Columns).Distinct()
                .OrderByDescending(column => MathF.Abs(_weights[column])).ThenBy(column => column).Take(Kept).ToArray();
            var kept = new SparseVector(heaviest, Array.ConvertAll(heaviest, column => _weights[column]));
            foreach (var example in examples)
                foreach (var column in vectors[example].Columns) _weights[column] = 0;
            return (kept, bias);
        }

        private List<int> RivalsOf(int entry, int[] own)
        {
            Array.Clear(_nearness);
            foreach (var example in own) _matrix.AddProducts(vectors[example], _nearness, Math.Max(50, vectors.Length / 10));
            var nearest = new PriorityQueue<int, (float, int)>(Rivals + 1);
            for (var example = 0; example < vectors.Length; example++)
            {
                if (_nearness[example] <= 0 || owners[example] == entry) continue;
                if (nearest.Count < Rivals) nearest.Enqueue(example, (_nearness[example], -example));
                else nearest.EnqueueDequeue(example, (_nearness[example], -example));
            }

            var rivals = nearest.UnorderedItems.Select(item => item.Element).Order().ToList();
            for (var i = 1; i <= Strangers; i++)
            {
                var example = (int)((entry * 7919L + i * 104729L) % vectors.Length);
                if (owners[example] != entry) rivals.Add(example);
            }

            return rivals;
        }
    }
}
