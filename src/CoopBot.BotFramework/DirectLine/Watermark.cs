using System.Globalization;

namespace CoopBot.BotFramework.DirectLine;

/// <summary>How far a client has read. Clients hand it back unread: empty at first, then what the last answer said.</summary>
public static class Watermark
{
    /// <summary>Reads a watermark; empty is the beginning. False for anything that no answer ever said.</summary>
    public static bool TryParse(string? text, out long sequence)
    {
        sequence = 0;
        return string.IsNullOrEmpty(text)
            || (text.Length <= 19 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out sequence));
    }

    /// <summary>Writes a watermark.</summary>
    public static string Format(long sequence) => sequence.ToString(CultureInfo.InvariantCulture);
}
