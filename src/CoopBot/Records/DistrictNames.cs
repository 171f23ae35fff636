using CoopBot.Search;
namespace CoopBot.Records;

/// <summary>How people write the districts: names, seats, short forms, places that stand for them, one typo in a long name.</summary>
internal static class DistrictNames
{
    private const int FuzzyFrom = 8;

    // "kubu" alone is too common a word; "ktp" is first of all an identity card and "kh" a title, so these two need "kab".
    private static readonly Dictionary<string, string> _names = new (string Code, string Names)[]
    {
        ("61.01", "sambas, sbs"),
        ("61.02", "mempawah, mpw"),
        ("61.03", "sanggau, sgu, entikong, parindu"),
        ("61.04", "ketapang, kab ktp"),
        ("61.05", "sintang, stg"),
        ("61.06", "kapuas hulu, kapuashulu, putussibau, putusibau, badau, kab kh"),
        ("61.07", "bengkayang, bky, jagoi babang"),
        ("61.08", "landak, ngabang"),
        ("61.09", "sekadau"),
        ("61.10", "melawi, nanga pinoh, pinoh"),
        ("61.11", "kayong utara, kayongutara, kku, sukadana"),
        ("61.12", "kubu raya, kuburaya, kkr, sungai raya"),
        ("61.71", "pontianak, ptk, ponti"),
        ("61.72", "singkawang, skw"),
    }.SelectMany(line => line.Names.Split(", ").Select(name => (name, line.Code)))
        .ToDictionary(pair => pair.name, pair => pair.Code, StringComparer.Ordinal);

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
            if (name[0] == words[at][0] && EditDistance.Between(name, words[at], 1) <= 1)
            {
                return (District.ByCode(_names[name]), 1);
            }
        }

        return default;
    }
}
