using CoopBot.Search;
using CsCheck;

namespace CoopBot.Tests.Search;

public sealed class StemmerTests
{
    private static readonly HashSet<string> Roots =
        ["daftar", "urus", "tulis", "pakai", "kirim", "sapu", "simpan", "usaha", "bina", "layan", "cari", "kerja", "ajar", "bayar", "bantu", "dirikan", "sah"];

    [Theory]
    [InlineData("mendaftarkan", "daftar")]
    [InlineData("pendaftarannya", "daftar")]
    [InlineData("didaftarkanlah", "daftar")]
    [InlineData("ngurus", "urus")]
    [InlineData("pengurusan", "urus")]
    [InlineData("menulis", "tulis")]
    [InlineData("nulis", "tulis")]
    [InlineData("memakai", "pakai")]
    [InlineData("mengirimkan", "kirim")]
    [InlineData("ngirim", "kirim")]
    [InlineData("menyapu", "sapu")]
    [InlineData("nyimpan", "simpan")]
    [InlineData("nyari", "cari")]
    [InlineData("perusahaan", "usaha")]
    [InlineData("pembinaan", "bina")]
    [InlineData("pelayanan", "layan")]
    [InlineData("bekerja", "kerja")]
    [InlineData("belajar", "ajar")]
    [InlineData("terbayar", "bayar")]
    [InlineData("bantuin", "bantu")]
    [InlineData("mendirikan", "dirikan")]
    public void Affixes_come_off(string word, string root) => Assert.Equal(root, new Stemmer(Roots).Stem(word));

    [Theory]
    [InlineData("berita")]
    [InlineData("sekolah")]
    [InlineData("mengesahkan")]
    public void A_word_without_a_known_root_stays(string word) => Assert.Equal(word, new Stemmer(Roots).Stem(word));

    [Fact]
    public void A_stem_is_the_word_or_a_known_root() => NormaliserTests.AnyText.Sample(word =>
    {
        var stem = new Stemmer(Roots).Stem(word);
        Assert.True(stem == word || Roots.Contains(stem));
    });

    [Fact]
    public void Affixes_around_a_root_give_a_root() =>
        (from prefix in Gen.OneOfConst("di", "ke", "ter", "ber", "per", "se", "nge", "")
         from root in Gen.OneOfConst("daftar", "bina", "layan", "bayar", "bantu")
         from suffix in Gen.OneOfConst("kan", "an", "i", "nya", "kannya", "lah", "in", "")
         select (prefix, root, suffix)).Sample(x => Assert.Equal(x.root, new Stemmer(Roots).Stem(x.prefix + x.root + x.suffix)));
}
