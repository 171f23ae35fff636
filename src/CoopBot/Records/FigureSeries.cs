namespace CoopBot.Records;

/// <summary>
/// A total of cooperatives in Kalimantan Barat, as someone published it. The counts were taken in different ways and
/// are not one series: the total falls from 2020 to 2021 and rises after. They are never joined, added or extended.
/// </summary>
/// <param name="Fact">The dossier's id.</param>
/// <param name="Date">The day spoken of; only its month where <paramref name="MonthOnly"/>.</param>
/// <param name="MonthOnly">The source names a month.</param>
/// <param name="Total">All cooperatives.</param>
/// <param name="Active">Those called active.</param>
/// <param name="Inactive">Those called inactive, as printed; null where the source does not print it.</param>
/// <param name="Source">Who published it, and when.</param>
/// <param name="Url">Where.</param>
public sealed record DatedTotal(
    string Fact, DateOnly Date, bool MonthOnly, int Total, int Active, int? Inactive, string Source, string Url)
{
    /// <summary>Active of all: .652 in May 2021.</summary>
    public decimal ActiveShare => (decimal)Active / Total;
}

/// <summary>A district's total in a <see cref="DatedTotal"/>'s source.</summary>
/// <param name="District">The district's Kemendagri code.</param>
/// <param name="Total">All cooperatives there.</param>
public readonly record struct DistrictTotal(string District, int Total);

/// <summary>The published totals, newest first. No total of 2024 or later was found for all cooperatives.</summary>
public static class FigureSeries
{
    /// <summary>The parts of December 2023 add to 5.624: a mismatch of one in print, kept.</summary>
    public static readonly IReadOnlyList<DatedTotal> Totals =
    [
        new("STAT-05", new(2023, 12, 31), false, 5623, 3518, 2106, "Inside Pontianak, 13 Maret 2024",
            "https://insidepontianak.com/ekonomi/28731/koperasi-di-kalbar-tumbuh-dengan-aset-triliunan-e-commerce-menjamur-tak-jadi-soal"),
        new("STAT-04", new(2022, 12, 31), false, 5394, 3317, 2077, "Tribun Pontianak, 29 Januari 2023",
            "https://pontianak.tribunnews.com/2023/01/29/berikut-perkembangan-koperasi-dan-umkm-provinsi-kalbar-di-tahun-2022-dan-program-strategis-di-2023"),
        new("STAT-03", new(2022, 8, 31), false, 5332, 3244, 2088, "Kalbar Online, 9 Oktober 2022",
            "https://www.kalbaronline.com/2022/10/09/kadiskop-ukm-provinsi-sebut-volume-koperasi-di-kalbar-alami-pertumbuhan-11-persen/"),
        new("STAT-01", new(2021, 5, 31), true, 4592, 2995, null, "ANTARA Kalbar, Juli 2021",
            "https://kalbar.antaranews.com/amp/berita/478394/diskop-umkm-kalbar-minta-koperasi-terus-maju-di-saat-pandemi-covid-19"),
        new("STAT-02", new(2020, 7, 31), true, 4880, 2797, 2083, "ANTARA Kalbar, Juli 2020",
            "https://kalbar.antaranews.com/amp/berita/428734/sebanyak-2083-koperasi-di-kalbar-non-aktif"),
    ];

    /// <summary>The three largest districts of July 2020, the only split by district that was found.</summary>
    public static readonly IReadOnlyList<DistrictTotal> LargestDistrictsOfJuly2020 =
        [new("61.71", 814), new("61.04", 562), new("61.12", 512)];
}
