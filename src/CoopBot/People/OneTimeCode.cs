using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace CoopBot.People;

/// <summary>A code that an officer gives to somebody, to be typed in the chat once: made, shown, read back, and what is stored of it. Pure.</summary>
public static partial class OneTimeCode
{
    /// <summary>Characters of a code, written <c>K793-QX4M</c>: 30^8 codes. At 300 guesses a minute for a week one address hits one of a hundred open codes once in 2,000 weeks.</summary>
    public const int Length = 8;

    /// <summary>No 0, 1, I, L, O, U: nothing that is taken for another when read out or copied.</summary>
    public const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>A new code, with letters and digits both, so that no word and no number is one.</summary>
    public static string New()
    {
        while (true)
        {
            var code = RandomNumberGenerator.GetString(Alphabet, Length);
            if (IsMixed(code))
            {
                return code;
            }
        }
    }

    /// <summary>As people read it: <c>K793-QX4M</c>.</summary>
    public static string Shown(string code) => $"{code.AsSpan(0, Length / 2)}-{code.AsSpan(Length / 2)}";

    /// <summary>The code that a text is, however it is spaced and cased; null where it is none.</summary>
    public static string? Read(string text)
    {
        Span<char> code = stackalloc char[Length];
        var count = 0;
        foreach (var letter in text)
        {
            if (letter is ' ' or '-' or '.' or '–')
            {
                continue;
            }

            var upper = char.ToUpperInvariant(letter);
            if (count == Length || !Alphabet.Contains(upper, StringComparison.Ordinal))
            {
                return null;
            }

            code[count++] = upper;
        }

        return count == Length && IsMixed(code) ? new(code) : null;
    }

    /// <summary>What is stored of it.</summary>
    public static string HashOf(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(code)));

    private static bool IsMixed(ReadOnlySpan<char> code) => code.ContainsAnyInRange('2', '9') && code.ContainsAnyInRange('A', 'Z');

    /// <summary>The code that a message is, alone or after words such as "kode"; null where it is about something else.</summary>
    public static string? FindIn(string text) => In().Match(text) is { Success: true } match ? Read(match.Groups[1].Value) : Read(text);

    [GeneratedRegex(@"\A\W*(?:(?:ini|kode|kodenya|kodenye|code|the|is)[\s:]+)*([0-9A-Za-z]{8}|[0-9A-Za-z]{4}[.–-][0-9A-Za-z]{4})\W*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex In();
}
