using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CoopBot.Browser.Tests;

/// <summary>What a person does and sees on the page.</summary>
internal sealed class Visit(string address, IBrowserContext context, IPage page)
{
    public string Address => address;

    public IBrowserContext Context => context;

    public IPage Page => page;

    /// <summary>The chat's box.</summary>
    public ILocator Box => Page.Locator("[data-id=webchat-sendbox-input]");

    /// <summary>What the bot said, oldest first.</summary>
    public ILocator Said => Page.Locator("#webchat .webchat__bubble:not(.webchat__bubble--from-user) .webchat__bubble__content");

    /// <summary>What the person said.</summary>
    public ILocator Asked => Page.Locator("#webchat .webchat__bubble--from-user .webchat__bubble__content");

    /// <summary>The buttons under the last message.</summary>
    public ILocator Suggestions => Page.Locator("#webchat .webchat__suggested-actions button");

    /// <summary>The same person in another tab.</summary>
    public async Task<Visit> TabAsync() => new(Address, Context, await Context.NewPageAsync());

    public Task GoAsync(string path = "/") => Page.GotoAsync(Address + path);

    /// <summary>Opens the first screen, asks there, and waits for the answer.</summary>
    public async Task AskFirstAsync(string question, string answer, string path = "/")
    {
        await GoAsync(path);
        await Page.Locator("#tanya").FillAsync(question);
        await Page.Locator("#tanya").PressAsync("Enter");
        await AnsweredAsync(answer);
    }

    public async Task AskAsync(string question)
    {
        await Box.FillAsync(question);
        await Box.PressAsync("Enter");
    }

    public Task AnsweredAsync(string answer) => Expect(Said.Last).ToContainTextAsync(answer);

    public Task PictureAsync(string name, bool isWhole = false) => PictureAsync(Page, name, isWhole);

    /// <summary>A picture among the artifacts of the build.</summary>
    public static async Task PictureAsync(IPage page, string name, bool isWhole = false)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "CoopBot.sln")))
            root = root.Parent!;
        await page.ScreenshotAsync(new() { Path = Path.Combine(root.FullName, "artifacts", "screenshots", $"{name}.png"), FullPage = isWhole, Animations = ScreenshotAnimations.Disabled });
    }

    public async Task NothingSidewaysAsync()
    {
        var widths = await Page.EvaluateAsync<int[]>("() => [document.documentElement.scrollWidth, innerWidth]");
        Assert.True(widths[0] <= widths[1], $"{widths[0]} px of content on {widths[1]} px");
    }

    /// <summary>Buttons are 44 px high, and the box for a question 48; links within a sentence are as high as its line.</summary>
    public async Task BigEnoughAsync()
    {
        var small = await Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('button, #tanya, .webchat__send-box__main')]
              .filter(e => e.checkVisibility() && !e.closest('[aria-live], [role=log], .webchat__render-markdown__citation') && e.getBoundingClientRect().width > 1)
              .map(e => [e.innerText || e.id || e.className, e.getBoundingClientRect().height, e.id === 'tanya' || /send-box__main/.test(e.className) ? 48 : 44])
              .filter(([, height, least]) => height < least - .5).map(([name, height]) => `${name}: ${height}`)
            """);
        Assert.Empty(small);
    }
}
