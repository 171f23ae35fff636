using CoopBot.Search;
using CsCheck;

namespace CoopBot.Tests.Search;

public sealed class NormaliserTests
{
    /// <summary>Any UTF-16 at all, lone surrogates and NUL included.</summary>
    internal static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.String,
        Gen.Int[0, 0xFFFF].Array[0, 200].Select(codes => new string([.. codes.Select(code => (char)code)])),
        Gen.Int[0xD7F0, 0xE010].Array[0, 20].Select(codes => new string([.. codes.Select(code => (char)code)])));

    [Theory]
    [InlineData("Apa itu KSP?", "apa itu ksp")]
    [InlineData("Jum’at, jum'at", "jumat jumat")]
    [InlineData("CAFÉ déjà", "cafe deja")]
    [InlineData("syarat2 ke-1", "syarat2 ke 1")]
    [InlineData("ｋｏｐｅｒａｓｉ", "koperasi")]
    [InlineData("kop\u200Berasi", "koperasi")]
    [InlineData("🙏🙏", "")]
    [InlineData("   ", "")]
    [InlineData(null, "")]
    public void Text_becomes_folded_words(string? text, string words) =>
        Assert.Equal(words, string.Join(' ', Normaliser.Words(text)));

    [Fact]
    public void Normalising_twice_changes_nothing() => AnyText.Sample(text =>
    {
        var once = Normaliser.Words(text);
        // Decomposition may lengthen a text past the cut; what is read then is a beginning.
        var again = Normaliser.Words(string.Join(' ', once));
        Assert.Equal(once.Take(again.Count), again);
        if (once.Sum(word => word.Length + 1) <= Normaliser.LongestText) Assert.Equal(once.Count, again.Count);
    });

    [Fact]
    public void Any_text_gives_few_short_words() => AnyText.Sample(text =>
    {
        var words = Normaliser.Words(text);
        Assert.True(words.Count <= Normaliser.MostWords);
        Assert.All(words, word => Assert.InRange(word.Length, 1, 64));
    });

    [Fact]
    public void A_hundred_thousand_combining_marks_are_no_word() =>
        Assert.Equal(["a"], Normaliser.Words("a" + new string('\u0301', 100_000)));

    [Fact]
    public void An_endless_word_is_cut() => Assert.Equal(64, Assert.Single(Normaliser.Words(new string('x', 200_000))).Length);
}
