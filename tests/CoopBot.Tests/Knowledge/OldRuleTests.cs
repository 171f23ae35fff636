using CoopBot.Capabilities.Answers;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Knowledge;

/// <summary>Who quotes a rule that was replaced gets the new one, and is told so.</summary>
public sealed class OldRuleTests(CoopBotHost host) : IClassFixture<CoopBotHost>
{
    private static readonly IReadOnlyList<Article> All = ArticleReader.ReadFolder(KnowledgeBase.Folder);

    [Theory]
    [InlineData("koperasi harus 20 orang kan?", "Dulu 20 orang (UU 25/1992 Pasal 6 ayat 1); sekarang 9 orang [1]")]
    [InlineData("Kata pak camat minimal dua puluh orang baru boleh bikin koperasi", "sekarang 9 orang [1]")]
    [InlineData("blm cukup 20org, brp sih minimal pendiri koprasi", "sekarang 9 orang [1]")]
    [InlineData("pp 5/2021 masih dipakai untuk izin usaha?", "Dulu PP 5/2021; sekarang PP 28/2025")]
    [InlineData("izin risiko rendah menurut PP no 5 thn 2021", "sekarang PP 28/2025")]
    [InlineData("Permenkop 11/2018 masih berlaku untuk KSP?", "Dulu Permenkop 11/2018 dan 5/2019; sekarang Permenkop UKM 8/2023")]
    [InlineData("izin simpan pinjam pakai permenkop nomor 11 tahun 2018 ya", "sekarang Permenkop UKM 8/2023")]
    [InlineData("UU17/2012 tentang koperasi masih berlaku?", "Dulu UU 17/2012, yang dibatalkan Mahkamah Konstitusi; sekarang UU 25/1992")]
    [InlineData("menurut uu no. 17 th 2012 koperasi itu bagaimana, masih dipakai?", "sekarang UU 25/1992")]
    [InlineData("usaha mikro itu yang asetnya 50 juta kan", "Dulu batas mikro Rp50 juta aset (UU 20/2008); sekarang Rp1 miliar")]
    [InlineData("omzet 300jt setahun masih usaha mikro?", "Dulu batas mikro Rp300 juta (UU 20/2008); sekarang Rp2 miliar")]
    [InlineData("bunga kur masih 3 persen atau 9 persen", "Dulu disebut 3 sampai 9 persen; sekarang 6 persen")]
    [InlineData("modal awal ksp 50 juta cukup?", "sekarang Rp500 juta")]
    [InlineData("is it true that a coop needs 20 founders", "That rule was replaced. It was 20 people (UU 25/1992 Pasal 6 ayat 1); now it is 9 people [1]")]
    public async Task Question_that_quotes_an_old_rule_is_told_of_the_new_one(string question, string told)
    {
        var reply = await (await host.VisitAsync()).Says(question);

        Assert.StartsWith(reply.Locale == "en-US" ? "That rule was replaced." : "Aturan itu sudah diganti.", reply.Text, StringComparison.Ordinal);
        Assert.Contains(told, reply.Text, StringComparison.Ordinal);
        Assert.NotEmpty(reply.Citations);
    }

    [Theory]
    [InlineData("minimal berapa orang untuk mendirikan koperasi primer")]
    [InlineData("kami 9 orang, cukup untuk bikin koperasi?")]
    [InlineData("pp 28/2025 isinya gmn buat pelaku usaha")]
    [InlineData("Permenkop 8/2023 mengatur apa")]
    [InlineData("batas penjualan usaha mikro 2 miliar ya")]
    [InlineData("berapa bunga kur 6 persen setahun ya")]
    public async Task Question_without_an_old_rule_is_not_corrected(string question) =>
        Assert.DoesNotContain("sudah diganti", (await (await host.VisitAsync()).Says(question)).Text, StringComparison.Ordinal);

    [Fact]
    public void Every_old_rule_is_found_in_the_words_it_is_quoted_by_and_not_in_the_new_rule()
    {
        var rules = All.SelectMany(article => article.Supersedes).ToList();

        Assert.True(rules.Count >= 9);
        Assert.All(rules, rule =>
        {
            Assert.All(rule.QuotedAs, quote => Assert.True(rule.IsQuotedIn($"Pak, kata orang {quote.ToUpperInvariant()}, benar?"), quote));
            Assert.False(rule.IsQuotedIn(rule.Now.Id), rule.Now.Id);
            Assert.False(rule.IsQuotedIn(rule.Now.En), rule.Now.En);
        });
    }

    [Theory]
    [InlineData("UU17/2012", true)]
    [InlineData("uu no. 17 tahun 2012", true)]
    [InlineData("UU 17-2012", true)]
    [InlineData("undang undang nmr 17 thn 2012", true)]
    [InlineData("uu 117/2012", false)]
    [InlineData("uu 1 tahun 72012", false)]
    [InlineData("17 uu 2012", false)]
    [InlineData("", false)]
    public void Number_of_a_rule_is_read_however_it_is_written(string text, bool isQuoted) =>
        Assert.Equal(isQuoted, new OldRule(new("", ""), new("", ""), ["uu 17 2012", "undang undang 17 2012"]).IsQuotedIn(text));
}
