namespace CoopBot.BotFramework;

/// <summary>
/// Half a UTF-16 pair, escaped in JSON (<c>"\ud83d"</c>), is valid JSON but no text: it is accepted into a JsonElement and
/// throws when somebody reads it. Each is replaced in place by U+FFFD, which has the same length as an escape.
/// </summary>
internal static class LoneSurrogates
{
    public static void Replace(Span<byte> json)
    {
        var i = 0;
        while (true)
        {
            var found = json[i..].IndexOf((byte)'\\');
            if (found < 0)
            {
                return;
            }

            i += found;
            var unit = Unit(json, i);
            if (unit is < 0xD800 or > 0xDFFF)
            {
                i = Math.Min(i + 2, json.Length);
            }
            else if (unit <= 0xDBFF && Unit(json, i + 6) is >= 0xDC00 and <= 0xDFFF)
            {
                i += 12;
            }
            else
            {
                "\\uFFFD"u8.CopyTo(json[i..]);
                i += 6;
            }
        }
    }

    /// <summary>The UTF-16 unit of the escape at <paramref name="at"/>, or -1.</summary>
    private static int Unit(ReadOnlySpan<byte> json, int at)
    {
        if (at + 6 > json.Length || json[at] != '\\' || json[at + 1] != 'u')
        {
            return -1;
        }

        var unit = 0;
        foreach (var digit in json.Slice(at + 2, 4))
        {
            var value = digit switch
            {
                >= (byte)'0' and <= (byte)'9' => digit - '0',
                >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
                >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
                _ => -1,
            };
            if (value < 0)
            {
                return -1;
            }

            unit = (unit << 4) | value;
        }

        return unit;
    }
}
