using System.Globalization;

namespace CoopBot.Evaluation;

/// <summary>A question with what became of it.</summary>
/// <param name="Question">The question.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Said">The article that answered, or the route.</param>
/// <param name="Invented">What the reply says and its article does not.</param>
public sealed record Judged(GoldenQuestion Question, Outcome Outcome, string Said, IReadOnlyList<string> Invented);

/// <summary>How far answers must be right.</summary>
/// <param name="Right">The least share that is answered right or one tap away.</param>
/// <param name="Wrong">The greatest share that is answered wrongly for sure.</param>
public sealed record Bar(double Right, double Wrong);

/// <summary>Outcomes counted, by topic and by language. Pure.</summary>
public sealed class EvaluationTable(IReadOnlyList<Judged> judged)
{
    /// <summary>All questions.</summary>
    public int Count => judged.Count;

    /// <summary>Things said that no article says.</summary>
    public int Invented => judged.Sum(one => one.Invented.Count);

    /// <summary>The share of an outcome.</summary>
    public double Share(params Outcome[] outcomes) => judged.Count == 0 ? 0 : (double)judged.Count(one => outcomes.Contains(one.Outcome)) / judged.Count;

    /// <summary>What is under the bar; empty where nothing is.</summary>
    public IReadOnlyList<string> Under(Bar bar)
    {
        var (right, wrong) = (Share(Outcome.Right, Outcome.OfferedRight), Share(Outcome.WrongSure));
        return
        [
            .. right < bar.Right ? [$"right or one tap away: {Percent(right)}, wanted at least {Percent(bar.Right)}"] : Array.Empty<string>(),
            .. wrong > bar.Wrong ? [$"wrong in the sure band: {Percent(wrong)}, wanted at most {Percent(bar.Wrong)}"] : Array.Empty<string>(),
            .. Invented > 0 ? [$"invented: {Invented}, wanted none"] : Array.Empty<string>(),
        ];
    }

    /// <summary>The table as text.</summary>
    public override string ToString()
    {
        var lines = new List<string> { $"{"",-22}{"n",5}{"right",8}{"offered",9}{"offered",9}{"handed",8}{"wrong",7}", $"{"",-22}{"",5}{"",8}{"right",9}{"wrong",9}{"over",8}{"sure",7}" };
        foreach (var group in judged.GroupBy(one => one.Question.Topic).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            lines.Add(Line(group.Key, [.. group]));
        }

        lines.Add("");
        foreach (var group in judged.GroupBy(one => one.Question.Language).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            lines.Add(Line(group.Key, [.. group]));
        }

        foreach (var group in judged.Where(one => one.Question.Kind is not null).GroupBy(one => one.Question.Kind!).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            lines.Add(Line("hard: " + group.Key, [.. group]));
        }

        lines.Add("");
        lines.Add(Line("may be answered", [.. judged.Where(one => !one.Question.Decline)]));
        lines.Add(Line("must be declined", [.. judged.Where(one => one.Question.Decline)]));
        lines.Add(Line("all", judged));
        lines.Add($"Answered right {Percent(Share(Outcome.Right))}; right or one tap away {Percent(Share(Outcome.Right, Outcome.OfferedRight))}; wrong in the sure band {Percent(Share(Outcome.WrongSure))}; invented {Invented}.");
        return string.Join(Environment.NewLine, lines);
    }

    private static string Line(string name, IReadOnlyList<Judged> group)
    {
        string Share(Outcome outcome) => group.Count == 0 ? "-" : Percent((double)group.Count(one => one.Outcome == outcome) / group.Count);
        return $"{name,-22}{group.Count,5}{Share(Outcome.Right),8}{Share(Outcome.OfferedRight),9}{Share(Outcome.OfferedWrong),9}{Share(Outcome.HandedOver),8}{Share(Outcome.WrongSure),7}";
    }

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + "%";
}
