using CoopBot.Conversation;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Conversation;

/// <summary>The words decide the language of the reply; the locale decides nothing.</summary>
public sealed class LanguageTests(CoopBotHost host) : IClassFixture<CoopBotHost>
{
    [Theory]
    [InlineData("id-ID", "how many people are needed to start a coop", "en-US")]
    [InlineData("en-US", "berapa orang untuk mendirikan koperasi", "id-ID")]
    [InlineData("en-US", "berape orang nak buat koperasi", "id-ID")]
    [InlineData("fr-FR", "cara daftar nib koperasi gimana", "id-ID")]
    [InlineData("", "is the annual meeting required every year", "en-US")]
    public async Task Words_decide_the_language_whatever_the_locale_says(string locale, string message, string expected)
    {
        var chat = await host.VisitAsync("id-ID");

        Assert.Equal(expected, (await chat.Says(message, locale)).Locale);
    }

    [Fact]
    public async Task Number_after_an_English_answer_is_answered_in_English()
    {
        var chat = await host.VisitAsync();
        await chat.Says("how many people are needed to start a coop");

        Assert.Equal("en-US", (await chat.Says("2")).Locale);
    }

    [Fact]
    public async Task English_answer_has_English_suggestions_that_work_when_typed()
    {
        var chat = await host.VisitAsync();
        var answer = await chat.Says("how many people are needed to start a coop");
        Assert.Contains("Details", answer.Suggestions);
        Assert.Equal("9 people", answer.Bold);

        foreach (var suggestion in answer.Suggestions)
        {
            var next = await chat.Says(suggestion);
            Assert.Equal("en-US", next.Locale);
            Assert.NotEmpty(next.Citations);
        }
    }

    [Theory]
    [InlineData("ok", Language.English, Language.English)]
    [InlineData("ok", Language.Indonesian, Language.Indonesian)]
    [InlineData("Sintang", Language.English, Language.English)]
    [InlineData("menu", Language.English, Language.English)]
    [InlineData("status", Language.Indonesian, Language.Indonesian)]
    [InlineData("hello", Language.Indonesian, Language.English)]
    [InlineData("", Language.Indonesian, Language.Indonesian)]
    public void Short_message_of_neither_language_leaves_the_language_as_it_was(string text, Language before, Language expected) =>
        Assert.Equal(expected, Languages.Of(text, before));
}
