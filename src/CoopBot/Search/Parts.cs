using System.Text.RegularExpressions;

namespace CoopBot.Search;

/// <summary>Cuts a message that tells a story or asks several things into pieces that can be asked alone.</summary>
public static partial class Parts
{
    /// <summary>A message of so many words is short enough to be one question.</summary>
    private const int Short = 12;

    /// <summary>Words of a window over text without an end of sentence, and how far it moves on.</summary>
    private const int Window = 12, Step = 6;

    /// <summary>Nobody asks more in one message; work is bounded.</summary>
    private const int MostSentences = 12, MostWindows = 24;

    /// <summary>The questions of a message: sentences that ask, cut again at "terus" and at a comma before a question word; none where there is but one sentence.</summary>
    public static IReadOnlyList<string> Questions(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = End().Split(text).Select(part => part.Trim()).Where(part => part.Contains(' ', StringComparison.Ordinal)).ToList();
        return parts.Count is > 1 and <= MostSentences
            ? [.. parts.Where(part => text.Contains(part + "?", StringComparison.Ordinal) || Normaliser.Words(part).SelectMany(ChatWords.Expand).Any(AnswerTypes.Asks))]
            : [];
    }

    /// <summary>Windows over a long message, so that a question at the end of a story is heard; none over a short one.</summary>
    public static IReadOnlyList<string> Windows(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length <= Short)
        {
            return [];
        }

        // People say what they want at the end; of a very long message the end is read whole and the rest in part.
        var step = Math.Max(Step, (words.Length + MostWindows - 1) / MostWindows);
        return [.. Enumerable.Range(0, (words.Length + step - 1) / step).Select(i => string.Join(' ', words.Skip(words.Length - Window - i * step).Take(Math.Min(Window, words.Length - i * step))))];
    }

    [GeneratedRegex(@"[?!;\n]+|\.(?!\d)|\b(?:terus|trus|trs|lalu|sekalian|satu lagi|and also)\b|,\s*(?=(?:dan |sama |serta |and )?(?:ap[ae]|brp|ber?ap[ae]|kapan|kpn|di ?man[ae]|dmn|bagaimana|gimana|gmn|cemane|boleh|bise|bisa|how|what|when|where|can)\w*\b)", RegexOptions.IgnoreCase)]
    private static partial Regex End();
}
