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

        var clean = new StringBuilder(Math.Min(raw.Length, MaxLength));
        var marks = 0;
        // Invalid halves come out of the enumeration as U+FFFD.
        foreach (var rune in raw.AsSpan(0, Math.Min(raw.Length, MaxLength * 2)).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            marks = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (marks > MaxMarks)
            {
                continue;
            }

            if (rune.Value is '\n' or '\t' or '\r' || category is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                clean.Append(rune.Value == '\t' ? ' ' : '\n');
            }
            else if (category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned))
            {
                clean.Append(rune.ToString());
            }

            if (clean.Length >= MaxLength)
            {
                break;
            }
        }

        return PersonalNumbers.Hide(clean.ToString().Normalize(NormalizationForm.FormC).Trim());
    }
}
