using CoopBot.Search;

namespace CoopBot.Tests.Search;

public sealed class ChatWordsTests
{
    [Theory]
    [InlineData("gmn", "bagaimana")]
    [InlineData("cemane", "bagaimana")]
    [InlineData("brp", "berapa")]
    [InlineData("berape", "berapa")]
    [InlineData("kamek", "kami")]
    [InlineData("tadak", "tidak")]
    [InlineData("nak", "mau")]
    [InlineData("bise", "bisa")]
    [InlineData("dmn", "di mana")]
    [InlineData("yg", "yang")]
    [InlineData("simpok", "simpanan pokok")]
    [InlineData("syarat2", "syarat syarat")]
    [InlineData("syarat2nya", "syarat")]
    [InlineData("koperasi", "koperasi")]
    [InlineData("2", "2")]
    [InlineData("", "")]
    public void A_form_gives_what_is_meant(string form, string meant) => Assert.Equal(meant, string.Join(' ', ChatWords.Expand(form)));

    [Fact]
    public void The_list_is_long_and_folded()
    {
        Assert.True(ChatWords.All.Count >= 250);
        Assert.All(ChatWords.All, form => Assert.Equal([form], Normaliser.Words(form)));
    }

    [Fact]
    public void No_form_stands_for_itself() => Assert.All(ChatWords.All, form => Assert.NotEqual([form], ChatWords.Expand(form)));

    [Fact]
    public void A_word_of_the_knowledge_is_never_replaced() => Assert.Equal(["art"], ChatWords.Expand("art", word => word == "art"));

    [Fact]
    public void A_word_said_the_malay_way_is_read_as_the_word_it_is()
    {
        Assert.Equal(["usaha"], ChatWords.Expand("usahe", word => word == "usaha"));
        Assert.Equal(["masuk"], ChatWords.Expand("masok", word => word == "masuk"));
        Assert.Equal(["bayarannya"], ChatWords.Expand("bayarannye", _ => false));
        Assert.Equal(["kafe"], ChatWords.Expand("kafe", word => word == "usaha"));
    }
}
