namespace CoopBot.Records;

/// <summary>
/// One of the 14 kabupaten/kota of Kalimantan Barat. Codes are Kemendagri's (300.2.2-2138/2025) throughout;
/// BPS numbers seven of them differently and is never used here.
/// </summary>
/// <param name="Code">The Kemendagri code, such as <c>61.05</c>.</param>
/// <param name="Name">The name without Kabupaten or Kota.</param>
/// <param name="IsCity">Kota rather than kabupaten.</param>
/// <param name="Seat">Where the district is governed from.</param>
public sealed record District(string Code, string Name, bool IsCity, string Seat)
{
    /// <summary>All fourteen, by code.</summary>
    public static readonly IReadOnlyList<District> All =
    [
        new("61.01", "Sambas", false, "Sambas"),
        new("61.02", "Mempawah", false, "Mempawah"),
        new("61.03", "Sanggau", false, "Sanggau"),
        new("61.04", "Ketapang", false, "Ketapang"),
        new("61.05", "Sintang", false, "Sintang"),
        new("61.06", "Kapuas Hulu", false, "Putussibau"),
        new("61.07", "Bengkayang", false, "Bengkayang"),
        new("61.08", "Landak", false, "Ngabang"),
        new("61.09", "Sekadau", false, "Sekadau"),
        new("61.10", "Melawi", false, "Nanga Pinoh"),
        new("61.11", "Kayong Utara", false, "Sukadana"),
        new("61.12", "Kubu Raya", false, "Sungai Raya"),
        new("61.71", "Pontianak", true, "Pontianak"),
        new("61.72", "Singkawang", true, "Singkawang"),
    ];

    private static readonly Dictionary<string, District> _byCode = All.ToDictionary(district => district.Code);

    /// <summary>"Kabupaten Sintang", "Kota Pontianak".</summary>
    public string FullName => (IsCity ? "Kota " : "Kabupaten ") + Name;

    /// <summary>The district of a code, or null.</summary>
    public static District? ByCode(string? code) => code is null ? null : _byCode.GetValueOrDefault(code);

    /// <summary>The first district that a sentence names, by folded words; see <see cref="DistrictNames"/>.</summary>
    public static DistrictMention Find(IReadOnlyList<string> words) => DistrictNames.Find(words);
}

/// <summary>What a sentence says of a place.</summary>
/// <param name="District">The district, or null where none is named or two are possible.</param>
/// <param name="OldPontianak">"Kabupaten Pontianak": until 2014 the name of Mempawah, and easily a slip for Kota Pontianak. Ask.</param>
/// <param name="At">Index of its first word.</param>
/// <param name="Length">How many words it takes, "kabupaten" and "kota" included; 0 where nothing was found.</param>
public readonly record struct DistrictMention(District? District, bool OldPontianak, int At, int Length)
{
    /// <summary>A place was named.</summary>
    public bool Found => Length > 0;

    /// <summary>The sentence without the place.</summary>
    public IEnumerable<string> Rest(IEnumerable<string> words)
    {
        var (from, until) = (At, At + Length);
        return words.Where((_, index) => index < from || index >= until);
    }
}
