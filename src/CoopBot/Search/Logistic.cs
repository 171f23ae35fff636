namespace CoopBot.Search;

/// <summary>A logistic regression on three signs.</summary>
internal readonly record struct Logistic(double Bias, double Said, double Asked, double Lead)
{
    /// <summary>How strongly a fit is held to where it started: as much as this many examples say.</summary>
    private const double Pull = 10;

    private const int Steps = 1000;

    public double Of(Signs signs) => 1 / (1 + Math.Exp(-(Bias + Said * signs.Said + Asked * signs.Asked + Lead * signs.Lead)));

    /// <summary>What fits the examples best without going far from this.</summary>
    /// <param name="examples">Signs, whether it was so, and how much the example weighs.</param>
    /// <param name="usesLead">False leaves the lead out of account.</param>
    public Logistic Fit(IReadOnlyList<(Signs Signs, bool IsSo, double Weight)> examples, bool usesLead)
    {
        var all = Pull + examples.Sum(example => example.Weight);
        var fitted = this;
        for (var step = 0; step < Steps; step++)
        {
            double bias = Pull * (Bias - fitted.Bias), said = Pull * (Said - fitted.Said), asked = Pull * (Asked - fitted.Asked), lead = Pull * (Lead - fitted.Lead);
            foreach (var (signs, isSo, weight) in examples)
            {
                var error = weight * ((isSo ? 1 : 0) - fitted.Of(signs));
                bias += error;
                said += error * signs.Said;
                asked += error * signs.Asked;
                if (usesLead) lead += error * signs.Lead;
            }

            // The steepest that the sum can bend is a quarter of four signs of one, and the pull.
            fitted = new(fitted.Bias + bias / all, fitted.Said + said / all, fitted.Asked + asked / all, fitted.Lead + lead / all);
        }

        return fitted;
    }
}
