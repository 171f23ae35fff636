namespace CoopBot.Search;

/// <summary>What a person typed, as words that can be compared: "Apa itu KSP?" is apa, itu, ksp.</summary>
/// <remarks>Work is bounded whatever is pasted: nobody asks a question of a thousand characters.</remarks>
public static class Normaliser
{
    /// <summary>Characters of a message that are read.</summary>
    public const int LongestText = 1000;

    /// <summary>Words of a message that are read.</summary>
    public const int MostWords = 64;

    /// <summary>Folded words of a message in their order; empty for null or text without letters and digits.</summary>
    public static IReadOnlyList<string> Words(string? text) =>
        string.IsNullOrEmpty(text)
            ? []
            : Tokeniser.Read(text, LongestText, MostWords).ConvertAll(token => token.Word);
}
