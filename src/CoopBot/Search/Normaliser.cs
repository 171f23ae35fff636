namespace CoopBot.Search;

/// <summary>Stands in until the search engine is merged.</summary>
public static class Normaliser
{
    /// <summary>The folded words of a text.</summary>
    public static IReadOnlyList<string> Words(string text) => text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
