using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace CoopBot.Records;

/// <summary>
/// NIK koperasi (Nomor Induk Koperasi): public, digits kept as text. Its structure is not confirmed; the one known
/// example, 3275070060001, has 13 digits, so 8 to 15 are taken. Sixteen digits are a person's NIK KTP and refused.
/// </summary>
public readonly partial record struct RegistrationNumber
{
    /// <summary>How the number of every made-up record begins.</summary>
    public const string SyntheticPrefix = "6199";

    private const int Shortest = 8;
    private const int Longest = 15;

    private readonly string? _digits;

    private RegistrationNumber(string digits) => _digits = digits;

    /// <summary>Belongs to made-up data.</summary>
    public bool Synthetic => ToString().StartsWith(SyntheticPrefix, StringComparison.Ordinal);

    /// <summary>Reads digits that may be parted by spaces, dots or dashes: "6199-05-0000012".</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RegistrationNumber number)
    {
        number = default;
        if (text is null || text.Length > 64)
        {
            return false;
        }

        Span<char> digits = stackalloc char[Longest];
        var count = 0;
        foreach (var letter in text)
        {
            if (char.IsAsciiDigit(letter))
            {
                if (count == Longest)
                {
                    return false;
                }

                digits[count++] = letter;
            }
            else if (letter is not (' ' or '.' or '-'))
            {
                return false;
            }
        }

        if (count < Shortest)
        {
            return false;
        }

        number = new RegistrationNumber(new string(digits[..count]));
        return true;
    }

    /// <summary>The first such number in a sentence; a longer run of digits has none in it.</summary>
    public static RegistrationNumber? FindIn(string text) =>
        Pattern().Match(text) is { Success: true } match && TryParse(match.Value, out var number) ? number : null;

    /// <summary>The digits alone.</summary>
    public override string ToString() => _digits ?? "";

    [GeneratedRegex("""(?<![0-9A-Za-z]|[0-9][ .\-])[0-9](?:[ .\-]?[0-9]){7,14}(?![ .\-]?[0-9]|[A-Za-z])""", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
