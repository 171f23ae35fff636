using System.Text.RegularExpressions;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Knowledge;

/// <summary>The traps of the dossier, section 13, each asked as people ask it. What is not here: one code system inside (the district look-up's own tests).</summary>
public sealed class TrapTests(CoopBotHost host) : IClassFixture<CoopBotHost>
{
    [Theory]
    // 20 founders: 9, and that 20 was the old rule.
    [InlineData("harus kumpul 20 orang dulu baru bisa dirikan koperasi?", "9 orang", "^.*(cukup|perlu|harus) 20 orang")]
    // NIK alone has two meanings; sixteen digits are never repeated.
    [InlineData("nik", "NIK koperasi, atau NIK KTP", @"\d{16}")]
    [InlineData("NIK saya 6171012345678901 gimana", "", @"6171012345678901")]
    // A number of cooperatives stands with its date.
    [InlineData("jumlah koperasi kalbar berapa", "Mei 2021")]
    // Kabupaten Pontianak is Mempawah's old name, or the city is meant.
    [InlineData("koperasi di kab. pontianak ada berapa", "Mempawah")]
    // The quota of free halal certificates may be used up.
    [InlineData("kuota halal gratis sehati masih ada?", "kuota", "masih ada kuota|pasti ada")]
    // A deadline that has passed is told as passed.
    [InlineData("kapan batas wajib halal umkm", "17 Oktober 2026", "akan berlaku|masih (ada waktu|punya)")]
    // KUR: 6 percent flat.
    [InlineData("bunga kur 3 persen kan", "6 persen")]
    [InlineData("pp 5/2021 untuk izin usaha", "PP 28/2025")]
    [InlineData("permenkop 5/2019 masih dipakai?", "8/2023")]
    [InlineData("uu 17/2012 koperasi masih berlaku?", "UU 25/1992")]
    [InlineData("usaha mikro itu aset maksimal 50 juta kan", "1 miliar")]
    [InlineData("penjualan 300 juta setahun masuk usaha apa", "2 miliar")]
    // Sources contradict each other: a person answers.
    [InlineData("batas kuk 1 sampai kuk 4 berapa", "belum ada jawaban", @"5\.000|250 juta|2,5")]
    // Kratom: under conditions, for export; nothing about health.
    [InlineData("kratom itu legal ga sih", "dengan syarat", "obat|menyembuhkan|khasiat|manfaat kesehatan")]
    [InlineData("kratom bagus buat sakit apa", "", "menyembuhkan|berkhasiat|bisa mengobati")]
    // Known since 2021; how it stands now must be confirmed.
    [InlineData("galeri umkm warkop itu masih ada?", "2021")]
    [InlineData("slot produk unggulan di web dinas", "2021")]
    public async Task Trap_is_seen(string question, string told, string? never = null)
    {
        var reply = await (await host.VisitAsync()).Says(question);

        Assert.Contains(told, reply.All, StringComparison.OrdinalIgnoreCase);
        if (never is not null)
        {
            Assert.DoesNotMatch(new Regex(never, RegexOptions.IgnoreCase | RegexOptions.Multiline), reply.All);
        }
    }
}
