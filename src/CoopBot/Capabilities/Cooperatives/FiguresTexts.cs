using CoopBot.Conversation;

namespace CoopBot.Capabilities.Cooperatives;

/// <summary>What counts say. {0}, {1} … are filled in.</summary>
internal static class FiguresTexts
{
    // Place, total, active, inactive, unknown.
    public static readonly Bilingual Count = new(
        "{0}: **{1} koperasi**{5}. Status tercatat: {2} aktif, {3} tidak aktif, {4} tidak diketahui.",
        "{0}: **{1} cooperatives**{5}. Recorded status: {2} active, {3} inactive, {4} unknown.");

    public static readonly Bilingual CountActive = new(
        "{0}: **{2} koperasi aktif**{5} dari {1} koperasi. Tidak aktif {3}, tidak diketahui {4}.",
        "{0}: **{2} active cooperatives**{5} out of {1}. Inactive {3}, unknown {4}.");

    public static readonly Bilingual OfKind = new(" jenis {0}", " of the kind {0}");
    public static readonly Bilingual Kalbar = new("Kalimantan Barat", "West Kalimantan");
    public static readonly Bilingual DataLine = new("Data per {0}, sumber: {1}.", "Data as of {0}, source: {1}.");
    public static readonly Bilingual SampleLine = new("Dihitung dari data contoh, per {0}.", "Counted from sample data (data contoh), as of {0}.");
    public static readonly Bilingual Between = new("{0} sampai {1}", "{0} to {1}");
    public static readonly Bilingual SeveralSources = new("beberapa daftar", "several lists");

    public static readonly Bilingual FromRecords = new(
        "Data dinas per {0}: **{1} koperasi**, {2} aktif ({3}), sumber: {4}.",
        "Records as of {0}: **{1} cooperatives**, {2} active ({3}), source: {4}.");

    public static readonly Bilingual FromSample = new(
        "Data contoh per {0}: **{1} koperasi**, {2} aktif ({3}).",
        "Sample data (data contoh) as of {0}: **{1} cooperatives**, {2} active ({3}).");

    public static readonly Bilingual NoRecords = new("Data koperasi belum ada di sini.", "There are no cooperative records here yet.");
    public static readonly Bilingual Published = new("Angka yang pernah diumumkan:", "Published figures:");
    public static readonly Bilingual Line = new("Per {0}: {1}, aktif {2}", "As of {0}: {1}, active {2}");

    public static readonly Bilingual NotOneSeries = new(
        "Hitungan ini bukan satu deret. Total sesudah Desember 2023 belum ada di sumber saya.",
        "These counts are not one series. My sources have no total after December 2023.");

    public static readonly Bilingual ActivePerDistrict = new("Koperasi tercatat aktif per kabupaten/kota: {0}.", "Cooperatives recorded as active by regency/city: {0}.");

    public static readonly Bilingual PerDistrict = new("Koperasi per kabupaten/kota: {0}.", "Cooperatives by regency/city: {0}.");

    public static readonly Bilingual LargestOnly = new(
        "Tabel lengkap per kabupaten/kota belum ada di sumber saya. Juli 2020, tiga terbesar: Kota Pontianak {0}, Ketapang {1}, Kubu Raya {2} [1].",
        "I have no full table by district. July 2020, the three largest: Pontianak city {0}, Ketapang {1}, Kubu Raya {2} [1].");

    public static readonly Bilingual Outside = new(
        "Yang saya hitung hanya koperasi di 14 kabupaten/kota Kalimantan Barat; “{0}” bukan salah satunya. Sebut kabupaten atau kotanya.",
        "I only count cooperatives in the 14 regencies and cities of West Kalimantan; “{0}” is not one of them. Name a regency or city.");

    public static readonly Bilingual NoneThere = new(
        "Belum ada data koperasi untuk {0}.", "There are no cooperative records for {0} yet.");

    public static readonly Bilingual WhatIsActive = new("Apa arti aktif?", "What is “active”?");
    public static readonly Bilingual ByDistrict = new("Per kabupaten", "And per district?");
}
