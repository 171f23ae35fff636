namespace CoopBot.Search;

/// <summary>The thresholds between the three bands.</summary>
/// <remarks>Measured by asking the office's own articles (188, six questions each) one question that was left out, and 770 questions
/// about other subjects: see each threshold. On a news set without sample questions the bands keep 97 of 100 answerable
/// questions at least offered and leave 82 of 100 foreign ones unknown.</remarks>
public static class ConfidenceBands
{
    /// <summary>From here on the first hit may be the answer: one foreign question in a hundred gets so far.</summary>
    public const double Sure = .62;

    /// <summary>From here on the best three are offered; below, the knowledge has no answer. Kept 87 of 100 questions about
    /// the articles, worded unlike any they list, and let 7 of 100 foreign ones through.</summary>
    public const double Offered = .40;

    /// <summary>A second hit that scores more than this share of the first is as likely the answer, so both are offered:
    /// of first hits above <see cref="Sure"/>, nine in ten were right below half, one in two above this.</summary>
    public const double RunnerUp = .85;

    /// <summary>The band of a confidence.</summary>
    /// <param name="confidence">Of the first hit.</param>
    /// <param name="runnerUp">The second hit's score as a share of the first's.</param>
    public static Band Of(double confidence, double runnerUp) =>
        confidence < Offered ? Band.Unknown
        : confidence < Sure || runnerUp > RunnerUp ? Band.Offered
        : Band.Sure;
}
