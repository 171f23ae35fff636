namespace CoopBot.Conversation;

/// <summary>The languages that replies are written in. Indonesian is the default; English answers a message that is plainly English.</summary>
public enum Language
{
    /// <summary>Indonesian, also the answer to Pontianak Malay.</summary>
    Indonesian,

    /// <summary>English.</summary>
    English,
}

/// <summary>One sentence in both languages, so that neither is forgotten.</summary>
/// <param name="Id">What an Indonesian reader sees.</param>
/// <param name="En">What an English reader sees.</param>
public readonly record struct Bilingual(string Id, string En)
{
    /// <summary>The text in <paramref name="language"/>.</summary>
    public string In(Language language) => language == Language.English ? En : Id;

    /// <summary>Each of <paramref name="texts"/> in <paramref name="language"/>.</summary>
    public static IReadOnlyList<string> Each(Language language, params ReadOnlySpan<Bilingual> texts)
    {
        var each = new string[texts.Length];
        for (var at = 0; at < texts.Length; at++)
        {
            each[at] = texts[at].In(language);
        }

        return each;
    }

    /// <summary>The text in <paramref name="language"/> with {0}, {1} … filled in.</summary>
    public string Format(Language language, params ReadOnlySpan<object?> values) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, In(language), values);
}
