using System.Globalization;
using System.Text;

namespace CoopBot.Conversation;

/// <summary>Makes what a person typed safe to keep and to read: cut, cleaned and without personal numbers (fault 35).</summary>
public static class MessageText
{
    /// <summary>The longest message kept, in UTF-16 units; nobody types more by hand.</summary>
    public const int MaxLength = 4_000;

    private const int MaxMarks = 4;

    /// <summary>Drops control, zero-width and direction characters, piles of combining marks and half surrogate pairs; masks; trims.</summary>
    public static (string Text, bool HadPersonalNumber) Clean(string? raw)
    {
        if (string.IsNullOrEmpty(raw))
        {
            return ("", false);
        }

        var (text, found) = PersonalNumbers.Hide(WithoutPiles(WithoutControls(raw).Normalize(NormalizationForm.FormKC)).Trim());
        // Where a mask is longer than its number.
        return (text.Length > MaxLength ? text[..(char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength)].TrimEnd() : text, found);
    }

    private static string WithoutControls(string raw)
    {
        var clean = new StringBuilder(Math.Min(raw.Length, MaxLength * 2));
        // Invalid halves come out of the enumeration as U+FFFD; left in, they would make the normalisation throw.
        foreach (var rune in raw.AsSpan(0, Math.Min(raw.Length, MaxLength * 2)).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (rune.Value is '\n' or '\t' or '\r' || category is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                clean.Append(rune.Value == '\t' ? ' ' : '\n');
            }
            else if (category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned))
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString();
    }

    /// <summary>Counted after the normalisation, which puts marks in order and may join or part them.</summary>
    private static string WithoutPiles(string text)
    {
        var clean = new StringBuilder(Math.Min(text.Length, MaxLength));
        var marks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            marks = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (clean.Length + rune.Utf16SequenceLength > MaxLength)
            {
                break;
            }

            if (marks <= MaxMarks)
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString();
    }
}
