using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CoopBot.Browser.Tests;

/// <summary>Privacy and terms, as people and store reviewers open them: on any screen, by keyboard, without script.</summary>
[Collection("browser")]
public sealed class PolicyPageTests(ChatFixture chat)
{
    [Theory]
    [InlineData("/privasi", "id", "Privasi")]
    [InlineData("/privasi?lang=en", "en", "Privacy")]
    [InlineData("/ketentuan", "id", "Ketentuan pemakaian")]
    [InlineData("/ketentuan?lang=en", "en", "Terms of use")]
    public async Task Page_is_readable_on_every_screen_without_script(string path, string language, string heading)
    {
        foreach (var width in new[] { 320, 360, 1280 })
        {
            await chat.VisitAsync(async visit =>
            {
                await visit.GoAsync(path);
                await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", language);
                await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(heading);
                await Expect(visit.Page.GetByRole(AriaRole.Main)).ToHaveCountAsync(1);
                Assert.InRange(await visit.Page.GetByRole(AriaRole.Heading, new() { Level = 2 }).CountAsync(), 6, 9);
                await visit.NothingSidewaysAsync();
                await visit.PictureAsync($"{path.Split('?')[0][1..]}-{language}-{width}", isWhole: true);
            }, new() { ViewportSize = new() { Width = width, Height = 740 }, JavaScriptEnabled = false, Locale = "id-ID" });
        }
    }

    [Fact]
    public Task Its_links_go_by_keyboard_and_come_back_to_the_chat() => chat.VisitAsync(async visit =>
    {
        await visit.GoAsync("/");
        await visit.Page.Locator("#first .links").GetByRole(AriaRole.Link, new() { Name = "Privasi" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Privasi");
        var links = await visit.Page.GetByRole(AriaRole.Link).CountAsync();
        for (var tabs = 0; tabs < links; tabs++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            Assert.Equal("A solid", await visit.Page.EvaluateAsync<string>("() => document.activeElement.tagName + ' ' + getComputedStyle(document.activeElement).outlineStyle"));
        }

        await visit.Page.Locator(".links").GetByRole(AriaRole.Link, new() { Name = "Ketentuan" }).ClickAsync();
        await visit.Page.Locator(".links").GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Terms of use");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Back to the chat" }).ClickAsync();
        await Expect(visit.Page.Locator("#tanya")).ToBeVisibleAsync();
    }, ChatFixture.Desktop);

    [Fact]
    public Task Links_are_large_enough_for_a_thumb() => chat.VisitAsync(async visit =>
    {
        await visit.GoAsync("/privasi");
        var heights = await visit.Page.EvaluateAsync<double[]>("() => [...document.querySelectorAll('.links a')].map(link => parseFloat(getComputedStyle(link).lineHeight))");
        Assert.InRange(heights.Length, 4, 6);
        Assert.All(heights, height => Assert.InRange(height, 24, 60));
    });
}
