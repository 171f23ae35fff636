namespace CoopBot.Records;

/// <summary>How people write the districts: names, seats, short forms, places that stand for them, one typo in a long name.</summary>
internal static class DistrictNames
{
    private const int FuzzyFrom = 8;

    // "kubu" alone is too common a word; "ktp" is first of all an identity card and "kh" a title, so these two need "kab".
    private static readonly Dictionary<string, string> _names = new(StringComparer.Ordinal)
    {
        ["sambas"] = "61.01", ["sbs"] = "61.01",
        ["mempawah"] = "61.02", ["mpw"] = "61.02",
        ["sanggau"] = "61.03", ["sgu"] = "61.03", ["entikong"] = "61.03", ["parindu"] = "61.03",
        ["ketapang"] = "61.04", ["kab ktp"] = "61.04",
        ["sintang"] = "61.05", ["stg"] = "61.05",
        ["kapuas hulu"] = "61.06", ["kapuashulu"] = "61.06", ["putussibau"] = "61.06", ["putusibau"] = "61.06",
        ["badau"] = "61.06", ["kab kh"] = "61.06",
        ["bengkayang"] = "61.07", ["bky"] = "61.07", ["jagoi babang"] = "61.07",
        ["landak"] = "61.08", ["ngabang"] = "61.08",
        ["sekadau"] = "61.09",
        ["melawi"] = "61.10", ["nanga pinoh"] = "61.10", ["pinoh"] = "61.10",
        ["kayong utara"] = "61.11", ["kayongutara"] = "61.11", ["kku"] = "61.11", ["sukadana"] = "61.11",
        ["kubu raya"] = "61.12", ["kuburaya"] = "61.12", ["kkr"] = "61.12", ["sungai raya"] = "61.12",
        ["pontianak"] = "61.71", ["ptk"] = "61.71", ["ponti"] = "61.71",
        ["singkawang"] = "61.72", ["skw"] = "61.72",
    };

    private static readonly string[] _long = [.. _names.Keys.Where(name => name.Length >= FuzzyFrom && !name.Contains(' '))];

    public static DistrictMention Find(IReadOnlyList<string> words)
    {
        for (var at = 0; at < words.Count; at++)
        {
            var regency = words[at] is "kabupaten" or "kab" or "regency";
            var start = regency || words[at] is "kota" or "city" ? at + 1 : at;
            var (district, length) = At(words, start, regency);
            if (district is null)
            {
                continue;
            }

            length += start - at;
            return regency && district.Code == "61.71"
                ? new DistrictMention(null, true, at, length)
                : new DistrictMention(district, false, at, length);
        }

        return default;
    }

    private static (District? District, int Length) At(IReadOnlyList<string> words, int at, bool regency)
    {
        if (at >= words.Count)
        {
            return default;
        }

        if (at + 1 < words.Count && _names.TryGetValue($"{words[at]} {words[at + 1]}", out var two))
        {
            return (District.ByCode(two), 2);
        }

        if (_names.TryGetValue(words[at], out var one) || (regency && _names.TryGetValue("kab " + words[at], out one)))
        {
            return (District.ByCode(one), 1);
        }

        // Without words between: "pontinak", "bengkayng".
        foreach (var name in words[at].Length >= FuzzyFrom - 1 ? _long : [])
        {
            if (name[0] == words[at][0] && Spelling.Distance(name, words[at], 1) <= 1)
            {
                return (District.ByCode(_names[name]), 1);
            }
        }

        return default;
    }
}
