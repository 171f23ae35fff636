using System.Globalization;
using System.Text;

namespace CoopBot.Search;

/// <summary>One folded word, and how it stood in the text.</summary>
/// <param name="Word">Lower case, without diacritics, at most <see cref="Tokeniser.LongestWord"/> characters.</param>
/// <param name="Capital">It began with a capital inside a sentence: likely a name.</param>
internal readonly record struct Token(string Word, bool Capital);

/// <summary>Cuts text into folded words. Takes any string at all, a lone surrogate or a NUL included.</summary>
internal static class Tokeniser
{
    public const int LongestWord = 64;

    public static List<Token> Read(string text, int longestText = int.MaxValue, int mostWords = int.MaxValue)
    {
        var tokens = new List<Token>();
        var word = new StringBuilder();
        bool capital = false, sentenceStart = true;
        foreach (var rune in Decompose(text, longestText).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                if (word.Length == 0) capital = Rune.IsUpper(rune) && !sentenceStart;
                var folded = Rune.ToLowerInvariant(rune);
                if (word.Length + folded.Utf16SequenceLength <= LongestWord) Append(word, folded);
            }
            else if (!IsInsideWord(rune))
            {
                if (End()) return tokens;
                if (rune.Value is '.' or '!' or '?' or '\n') sentenceStart = true;
            }
        }

        End();
        return tokens;

        bool End()
        {
            if (word.Length == 0) return false;
            tokens.Add(new(word.ToString(), capital));
            word.Clear();
            sentenceStart = false;
            return tokens.Count >= mostWords;
        }
    }

    /// <summary>Marks vanish (é is e), zero-width characters and apostrophes join (Jum'at is jumat).</summary>
    private static bool IsInsideWord(Rune rune) =>
        rune.Value is '\'' or 0x2019 or 0x02BC
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.ModifierLetter;

    private static string Decompose(string text, int longest)
    {
        if (text.Length > longest) text = text[..longest];
        if (Ascii.IsValid(text)) return text;

        // Normalize throws on a lone surrogate; enumerating runes replaces it.
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            Append(whole, rune.Value is 0xFFFE or 0xFFFF ? Rune.ReplacementChar : rune);
        return whole.ToString().Normalize(NormalizationForm.FormKD);
    }

    private static void Append(StringBuilder text, Rune rune)
    {
        Span<char> characters = stackalloc char[2];
        text.Append(characters[..rune.EncodeToUtf16(characters)]);
    }
}
