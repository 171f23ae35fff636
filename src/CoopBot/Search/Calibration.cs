namespace CoopBot.Search;

/// <summary>What the <see cref="Signs"/> of a first hit are worth in this knowledge, as probabilities.</summary>
/// <param name="Known">Of the knowledge having an answer at all.</param>
/// <param name="Right">Of the first hit being it.</param>
/// <param name="Offered">From this probability on that the knowledge has an answer, the best three are offered.</param>
/// <param name="Sure">From this probability on that the first hit is the answer, it is given.</param>
internal sealed record Calibration(Logistic Known, Logistic Right, double Offered, double Sure)
{
    /// <summary>Each question is left out of one of so many indexes and asked there.</summary>
    private const int Folds = 3;

    /// <summary>Fewer left-out questions than these say nothing about the next one.</summary>
    private const int Fewest = 100;

    /// <summary>More left-out questions than these teach nothing new.</summary>
    private const int Most = 6000;

    /// <summary>What a question weighs whose entry was taken away, against 1 for one whose entry is there; and all questions on other
    /// subjects together, against 1 for all left-out ones: one question in three is taken to have no answer.</summary>
    private const double WithoutEntry = .25, OtherSubjects = .25;

    /// <summary>The thresholds once it has learnt. They are lower: a question that is left out lacks the samples nearest to it, a
    /// person's question does not. Chosen on the development half of the golden questions.</summary>
    private const double LearntOffered = .25, LearntSure = .45;

    /// <summary>Where every fit starts, and what holds where there are no sample questions. Fitted on the office's own articles with
    /// questions left out and on a news set without any; the two agree.</summary>
    public static readonly Calibration Default = new(new(-2.7, 7, .7, 0), new(-3.8, 4.3, .2, 3.9), .5, .7);

    public (double Confidence, double Certainty, Band Band) Judge(Signs signs)
    {
        var (known, right) = (Known.Of(signs), Right.Of(signs));
        return (known, right, known < Offered ? Band.Unknown : signs.IsTopic || right < Sure ? Band.Offered : Band.Sure);
    }

    /// <summary>Asks the sample questions, each left out of the index; again with its entry taken away; and questions on other subjects.</summary>
    public static Calibration Learn(IReadOnlyList<Passage> passages, CancellationToken cancellation)
    {
        var asked = new List<(Signs Signs, bool IsKnown, bool IsRight, double Weight)>();
        var every = 1 + passages.Sum(passage => passage.Questions.Count) / Most;
        var foreign = new List<Signs>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var (left, apart) = LeaveOut(passages, fold);
            var knowledge = new Knowledge(left);
            var ranking = new Ranking(knowledge, Classifier.Train(knowledge, cancellation));
            var confidence = new Confidence(knowledge);
            for (var i = 0; i < apart.Count; i += every)
            {
                cancellation.ThrowIfCancellationRequested();
                var (question, entry) = apart[i];
                if (Ask(question, Ranking.All) is { } signs) asked.Add((signs.Signs, true, signs.Entry == entry, 1));
                if (Ask(question, entry) is { } without) asked.Add((without.Signs, false, false, WithoutEntry));
            }

            foreach (var question in ForeignQuestions.All)
                if (Ask(question, Ranking.All) is { } signs) foreign.Add(signs.Signs);

            (Signs Signs, int Entry)? Ask(string question, int without)
            {
                var typed = Normaliser.Words(question);
                if (typed.Count == 0 || knowledge.Saying(typed).Count > 0) return null;
                var query = Query.Read(typed, knowledge.Lexicon);
                using var spread = knowledge.LayOut(query);
                var best = ranking.Best(query, spread, [], without);
                return best.Count == 0 ? null : (confidence.Of(best, query, spread), best[0].Entry);
            }
        }

        if (asked.Count(one => one.IsKnown) < Fewest) return Default;
        var weight = OtherSubjects * asked.Count(one => one.IsKnown) / Math.Max(1, foreign.Count);
        asked.AddRange(foreign.Select(signs => (signs, false, false, weight)));
        return new(
            Default.Known.Fit([.. asked.Select(one => (one.Signs, one.IsKnown, one.Weight))], usesLead: false),
            Default.Right.Fit([.. asked.Select(one => (one.Signs, one.IsRight, one.Weight))], usesLead: true),
            LearntOffered,
            LearntSure);
    }

    /// <summary>The passages without every third question, and those questions with the number of their passage. The only question of an entry stays.</summary>
    private static (List<Passage> Left, List<(string Question, int Entry)> Apart) LeaveOut(IReadOnlyList<Passage> passages, int fold)
    {
        var apart = new List<(string, int)>();
        var left = passages.Select((passage, entry) =>
        {
            if (passage.Questions.Count < 2) return passage;
            var isApart = passage.Questions.Select((_, i) => (entry + i) % Folds == fold).ToList();
            apart.AddRange(passage.Questions.Where((_, i) => isApart[i]).Select(question => (question, entry)));
            return passage with { Questions = [.. passage.Questions.Where((_, i) => !isApart[i])] };
        }).ToList();
        return (left, apart);
    }
}
