namespace CoopBot.Search;

/// <summary>What speaks for the first hit of a query, each 0 to 1. Apart from the score, which only orders.</summary>
/// <param name="Said">How much of the query the entry says.</param>
/// <param name="Asked">The root of the classifier's probability that this is one of the entry's questions.</param>
/// <param name="Lead">How far the second hit's score stays behind, as a share of the first's.</param>
/// <param name="IsTopic">The query names a topic and asks nothing; no single entry answers that.</param>
internal readonly record struct Signs(double Said, double Asked, double Lead, bool IsTopic);
