using CoopBot.Conversation;

namespace CoopBot.Capabilities.Figures;

/// <summary>What figures say. {0}, {1} … are filled in.</summary>
internal static class FiguresTexts
{
    // Place, total, active, inactive, unknown, kind.
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
    public static readonly Bilingual NotRecorded = new("belum tercatat", "not recorded");

    public static readonly Bilingual FromRecords = new(
        "Data dinas per {0}: **{1} koperasi**, {2} aktif ({3}), sumber: {4}.",
        "Records as of {0}: **{1} cooperatives**, {2} active ({3}), source: {4}.");

    public static readonly Bilingual FromSample = new(
        "Selain itu ada data contoh per {0}: {1} koperasi, {2} aktif ({3}).",
        "Besides, there is sample data (data contoh) as of {0}: {1} cooperatives, {2} active ({3}).");

    public static readonly Bilingual NoRecords = new("Data koperasi belum ada di sini.", "There are no cooperative records here yet.");
    public static readonly Bilingual Published = new("Angka yang pernah diumumkan:", "Published figures:");
    public static readonly Bilingual Line = new("Per {0}: {1}, aktif {2}", "As of {0}: {1}, active {2}");

    public static readonly Bilingual NotOneSeries = new(
        "Hitungan ini bukan satu deret. Total sesudah Desember 2023 belum ada di sumber saya.",
        "These counts are not one series. My sources have no total after December 2023.");

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
    public static readonly Bilingual AsTable = new("Lihat tabel", "Show the table");
    public static readonly Bilingual AsChart = new("Lihat grafik", "Show the chart");

    public static readonly Bilingual Table = new("tabel", "table");
    public static readonly Bilingual Chart = new("grafik", "chart");

    // What a figure is of: things, status, place.
    public static readonly Bilingual Cooperatives = new("koperasi", "cooperatives");
    public static readonly Bilingual CooperativesOfKind = new("koperasi {0}", "{0} cooperatives");
    public static readonly Bilingual RecordedAs = new(" tercatat {0}", " recorded as {0}");
    public static readonly Bilingual InPlace = new(" di {0}", " in {0}");
    public static readonly Bilingual ByDistrictCaption = new("{0}{1} per kabupaten/kota{2}", "{0}{1} by regency/city{2}");
    public static readonly Bilingual ByKindCaption = new("{0}{1} per jenis{2}", "{0}{1} by kind{2}");
    public static readonly Bilingual ByStatusCaption = new("Status tercatat {0}{1}", "Recorded status of {0}{1}");

    // Findings.
    public static readonly Bilingual SampleMark = new("Data contoh: ", "Sample data (data contoh): ");
    public static readonly Bilingual NothingThere = new("Belum ada {0} di {1} pada data ini", "There are no {0} in {1} in these records");
    public static readonly Bilingual AllThere = new("{0}: {1} {2}", "{0}: {1} {2}");
    public static readonly Bilingual ActiveOfAll = new("{0} dari {1} {2} di {3} tercatat aktif ({4})", "{0} of {1} {2} in {3} are recorded as active ({4})");
    public static readonly Bilingual MostInDistrict = new("{0} terbanyak di {1}: {2} dari {3}", "{1} has the most {0}: {2} of {3}");
    public static readonly Bilingual MostOfKind = new("{0} terbanyak di {4} berjenis {1}: {2} dari {3}", "The most frequent kind of {0} in {4} is {1}: {2} of {3}");

    public static readonly Bilingual Subtitle = new("Jumlah koperasi · data per {0}", "Number of cooperatives · data as of {0}");
    public static readonly Bilingual SampleSubtitle = new("Jumlah koperasi · data contoh per {0}", "Number of cooperatives · sample data (data contoh) as of {0}");
    public static readonly Bilingual SourceLine = new("Sumber: {0}", "Source: {0}");
    public static readonly Bilingual SampleSource = new("Sumber: data contoh, bukan data kantor", "Source: sample data (data contoh), not the office's");

    public static readonly Bilingual District = new("Kabupaten/kota", "Regency/city");
    public static readonly Bilingual Kind = new("Jenis", "Kind");
    public static readonly Bilingual RecordedStatus = new("Status tercatat", "Recorded status");
    public static readonly Bilingual Date = new("Keadaan per", "As of");
    public static readonly Bilingual OtherKinds = new("jenis lain", "other kinds");
    public static readonly Bilingual All = new("Jumlah", "Total");
    public static readonly Bilingual Active = new("Aktif", "Active");
    public static readonly Bilingual Inactive = new("Tidak aktif", "Inactive");
    public static readonly Bilingual Unknown = new("Tidak diketahui", "Unknown");

    // The published totals.
    public static readonly Bilingual TotalsCaption = new("Jumlah koperasi Kalimantan Barat yang pernah diumumkan", "Published numbers of cooperatives in West Kalimantan");
    public static readonly Bilingual TotalsTitle = new(
        "{0} hitungan yang diumumkan berkisar {1} sampai {2} koperasi dan bukan satu deret",
        "{0} published counts range from {1} to {2} cooperatives and are not one series");
    public static readonly Bilingual TotalsSubtitle = new("Koperasi di Kalimantan Barat, {0}", "Cooperatives in West Kalimantan, {0}");
    public static readonly Bilingual TotalsPublisher = new("berita di tiap baris", "the news named in each row");
    public static readonly Bilingual TotalsSource = new("Sumber: berita di tiap baris", "Source: the news named in each row");
    public static readonly Bilingual Mismatch = new("seperti tercetak; aktif dan tidak aktif berjumlah {0}", "as printed; active and inactive add to {0}");
}
