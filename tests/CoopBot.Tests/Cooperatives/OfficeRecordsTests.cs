using CoopBot.Conversation;
using CoopBot.Records;
using CsCheck;

namespace CoopBot.Tests.Cooperatives;

/// <summary>Records as an office would import them: not made up, with gaps, two of a name in one district.</summary>
public sealed class OfficeRecordsTests : IDisposable
{
    private readonly CoopStore _store = new();

    public OfficeRecordsTests()
    {
        using var db = _store.CreateDbContext();
        db.AddRange(
            Row("Koperasi Produsen Sungai Jernih", "61.05", "6105000000001", CooperativeStatus.Active),
            Row("Koperasi Konsumen Sungai Jernih", "61.05", "6105000000002", CooperativeStatus.Inactive),
            Row("Koperasi Sungai Keruh", null, null, CooperativeStatus.Unknown));
        db.SaveChanges();
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Real_records_are_not_called_a_sample()
    {
        var one = await new Talk(_store).Says("cek koperasi produsen sungai jernih");
        Assert.StartsWith("**Koperasi Produsen Sungai Jernih**, Sintang. Status tercatat: **aktif**. RAT terakhir: belum tercatat.", one.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("contoh", one.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(one.Card!.Facts, fact => fact.Value == "30 Juni 2026 (Daftar Dinas)");

        var count = await new Talk(_store).Says("berapa koperasi di sintang");
        Assert.Equal("Kabupaten Sintang: **2 koperasi**. Status tercatat: 1 aktif, 1 tidak aktif, 0 tidak diketahui.\nData per 30 Juni 2026, sumber: Daftar Dinas.", count.Text);
        Assert.StartsWith("Data dinas per 30 Juni 2026: **3 koperasi**, 1 aktif (33,3 persen), sumber: Daftar Dinas.", (await new Talk(_store).Says("berapa koperasi")).Text, StringComparison.Ordinal);
        Assert.StartsWith("Belum ada data koperasi untuk Kota Pontianak.", (await new Talk(_store).Says("berapa koperasi di ptk")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_of_a_name_in_one_district_are_told_apart_by_full_names()
    {
        var talk = new Talk(_store);
        var which = await talk.Says("cek koperasi sungai jernih");
        Assert.Equal(["Sintang · Koperasi Produsen Sungai Jernih", "Sintang · Koperasi Konsumen Sungai Jernih", "Bukan ini"], which.Choices.Select(choice => choice.Label));
        Assert.StartsWith("**Koperasi Konsumen Sungai Jernih**", (await talk.Says(which.Choices[1].Says)).Text, StringComparison.Ordinal);

        await talk.Says("cek koperasi sungai jernih");
        Assert.StartsWith("**Koperasi Konsumen Sungai Jernih**", (await talk.Says("yg konsumen")).Text, StringComparison.Ordinal);
        Assert.StartsWith("Tulis satu kata khas", (await talk.Says("bukan ini")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_without_number_and_district_is_found_and_remembered()
    {
        var talk = new Talk(_store);
        Assert.StartsWith("**Koperasi Sungai Keruh**, kabupaten belum tercatat. Status tercatat: **tidak diketahui**.", (await talk.Says("status koperasi sungai keruh")).Text, StringComparison.Ordinal);
        Assert.Contains("Belum tercatat: Nomor badan hukum", (await talk.Says("rincian publik")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_rows_are_found_after_a_reload_and_removed_ones_no_more()
    {
        await new Talk(_store).Says("cek koperasi sungai keruh");
        await using var db = _store.CreateDbContext();
        db.Set<Cooperative>().Remove(db.Set<Cooperative>().Single(row => row.Name == "Koperasi Sungai Keruh"));
        db.Add(Row("Koperasi Bukit Hijau", "61.10", null, CooperativeStatus.Active));
        db.SaveChanges();

        Assert.StartsWith("Nama itu tidak saya temukan di data per 30 Juni 2026.", (await new Talk(_store).Says("cek koperasi sungai keruh")).Text, StringComparison.Ordinal);
        await _store.LookUp.Reload();
        Assert.StartsWith("**Koperasi Bukit Hijau**, Melawi.", (await new Talk(_store).Says("cek koperasi bukit hijau")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_said_in_a_row_is_survived()
    {
        string[] words =
        [
            "cek", "koperasi", "sungai", "jernih", "keruh", "yg", "sintang", "kab", "pontianak", "berapa", "aktif", "bukan ini", "cari lagi", "rincian publik",
            "nik", "6105000000001", "61050000000019999", "di", "per kabupaten", "%", "' OR 1=1", "status", "saya", "ksp", "2021", "jakarta", "", "\ud83d", "\0",
        ];
        Gen.Select(Gen.OneOf(Gen.OneOfConst(words), Gen.String).Array[0, 6].Array[1, 5], Gen.Bool).Sample(
            (turns, english) =>
            {
                var talk = new Talk(_store) { Language = english ? Language.English : Language.Indonesian };
                foreach (var turn in turns)
                {
                    var reply = talk.Says(string.Join(' ', turn)).GetAwaiter().GetResult();
                    Assert.True(reply.Suggestions.Count <= 3 && reply.Choices.Count <= 6);
                    Assert.All(reply.Suggestions, said => Assert.InRange(said.Length, 1, 20));
                }
            }, iter: 1500);
    }

    private static Cooperative Row(string name, string? regency, string? nik, CooperativeStatus status) => new()
    {
        Name = name,
        Regency = regency,
        Nik = nik,
        Status = status,
        Source = "Daftar Dinas",
        DataDate = new(2026, 6, 30),
    };
}
