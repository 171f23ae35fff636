using System.Text;

namespace CoopBot.Conversation;

/// <summary>
/// A personal NIK (KTP) has 16 digits. It is masked before anything is written, looked up or logged,
/// also with spaces, dots, dashes or slashes in it, and also where a second number follows.
/// </summary>
public static class PersonalNumbers
{
    /// <summary>What stands in its place.</summary>
    public const string Mask = "[nomor disamarkan]";

    private const int Digits = 16;
    private const int MaxGap = 3;

    /// <summary>The text with every run of sixteen or more digits masked.</summary>
    public static (string Text, bool Found) Hide(string text)
    {
        StringBuilder? masked = null;
        var copied = 0;
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsDigit(text[i]))
            {
                i++;
                continue;
            }

            var (end, digits) = Run(text, i);
            if (digits >= Digits)
            {
                masked ??= new StringBuilder(text.Length);
                masked.Append(text, copied, i - copied).Append(Mask);
                copied = end;
            }

            i = end;
        }

        return masked is null ? (text, false) : (masked.Append(text, copied, text.Length - copied).ToString(), true);
    }

    /// <summary>Digits from <paramref name="start"/> on, with at most three separators between two of them.</summary>
    private static (int End, int Digits) Run(string text, int start)
    {
        var (end, digits, gap) = (start, 0, 0);
        for (var i = start; i < text.Length && gap <= MaxGap; i++)
        {
            if (char.IsDigit(text[i]))
            {
                digits++;
                gap = 0;
                end = i + 1;
            }
            else if (char.IsWhiteSpace(text[i]) || char.IsPunctuation(text[i]) || char.IsSymbol(text[i]) || char.IsSurrogate(text[i]))
            {
                gap++;
            }
            else
            {
                break;
            }
        }

        return (end, digits);
    }
}
