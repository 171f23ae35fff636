using CoopBot.Search;
using CsCheck;

namespace CoopBot.Tests.Search;

public sealed class SpellingTests
{
    private static readonly string[] Words = ["koperasi", "kopra", "anggota", "simpanan", "simpan", "pinjaman", "izin", "ekspor", "rapat", "sehat"];
    private static readonly Spelling Spelling = new(Words, [9, 1, 5, 4, 4, 3, 2, 2, 2, 1]);
    private static readonly Gen<string> Word = Gen.Char['a', 'd'].Array[0, 12].Select(letters => new string(letters));

    [Theory]
    [InlineData("koprasi", "koperasi")]
    [InlineData("kopreasi", "koperasi")]
    [InlineData("kooperassi", "koperasi")]
    [InlineData("angota", "anggota")]
    [InlineData("ekspr", "ekspor")]
    [InlineData("zizin", "izin")]
    public void A_slip_is_put_right(string typed, string meant) => Assert.Equal(meant, Words[Spelling.Nearest(typed)[0]]);

    [Theory]
    [InlineData("kop")]
    [InlineData("ekpr")]
    [InlineData("sepakbola")]
    [InlineData("2024")]
    [InlineData("")]
    public void Another_word_is_left_alone(string typed) => Assert.Empty(Spelling.Nearest(typed));

    [Fact]
    public void At_most_three_are_guessed()
    {
        string[] many = ["mata", "kata", "nata", "data", "rata"];
        Assert.Equal(3, new Spelling(many, new int[5]).Nearest("zata").Count);
    }

    [Fact]
    public void The_index_finds_the_same_words_as_measuring_all() => Gen.Select(Word.Array[1, 30], Word).Sample((words, typed) =>
    {
        words = [.. words.Distinct()];
        if (typed.Length < 4) return;
        var limit = typed.Length >= 8 ? 2 : 1;
        var nearest = words.Where(word => word.Length >= 3).Select(word => EditDistance.Between(typed, word, 99)).DefaultIfEmpty(99).Min();
        var found = new Spelling(words, new int[words.Length]).Nearest(typed);
        Assert.Equal(nearest <= limit, found.Count > 0);
        Assert.All(found, id => Assert.Equal(nearest, EditDistance.Between(typed, words[id], 99)));
    });

    [Fact]
    public void The_bounded_distance_agrees_with_the_full_one() => Gen.Select(Word, Word, Gen.Int[0, 4]).Sample((a, b, limit) =>
        Assert.Equal(Math.Min(limit + 1, EditDistance.Between(a, b, 99)), Math.Min(limit + 1, EditDistance.Between(a, b, limit))));
}
