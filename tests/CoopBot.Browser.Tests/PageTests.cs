using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CoopBot.Browser.Tests;

/// <summary>The page for every device, hand, ear and line.</summary>
[Collection("browser")]
public sealed partial class PageTests(ChatFixture chat)
{
    private const string Founders = "syarat2 bikin koprasi brp org ya min";
    private const string Nine = "9 orang";

    [Fact]
    public Task The_smallest_phone_shows_one_column() => chat.VisitAsync(async visit =>
    {
        await visit.GoAsync();
        await visit.NothingSidewaysAsync();
        await visit.AskFirstAsync(Founders, Nine);
        await visit.NothingSidewaysAsync();
        await visit.PictureAsync("phone-320");
    }, new() { ViewportSize = new() { Width = 320, Height = 568 }, Locale = "id-ID" });

    [Fact]
    public Task A_desktop_has_the_topics_beside_the_chat() => chat.VisitAsync(async visit =>
    {
        await visit.GoAsync();
        await visit.PictureAsync("desktop-first-screen");
        await visit.AskFirstAsync(Founders, Nine);
        await Expect(visit.Page.Locator("aside button")).ToHaveCountAsync(9);
        await Expect(visit.Page.Locator("aside")).ToBeVisibleAsync();
        await visit.NothingSidewaysAsync();
        await visit.PictureAsync("desktop");
    }, ChatFixture.Desktop);

    [Fact]
    public Task Without_script_the_plain_page_answers_in_15_KB()
    {
        var options = ChatFixture.Phone;
        options.JavaScriptEnabled = false;
        return chat.VisitAsync(async visit =>
        {
            await visit.GoAsync();
            await visit.Page.Locator("#tanya").FillAsync(Founders);
            var answer = await visit.Page.RunAndWaitForResponseAsync(
                () => visit.Page.Locator(".ask button").ClickAsync(),
                response => response.Url.Contains("/ringan", StringComparison.Ordinal) && response.Status == 200);
            Assert.InRange((await answer.BodyAsync()).Length, 1, 15 * 1024);
            await Expect(visit.Page.Locator(".bot").Last).ToContainTextAsync(Nine);
            await Expect(visit.Page.Locator(".bot").Last).ToContainTextAsync("Sumber: [1]");
            await visit.PictureAsync("plain");
            var option = visit.Page.Locator(".options button").First;
            var says = await option.GetAttributeAsync("value");
            await option.ClickAsync();
            await Expect(visit.Page.Locator(".you").Last).ToContainTextAsync(says!);
            await visit.NothingSidewaysAsync();
        }, options);
    }

    [Fact]
    public Task Everything_goes_by_keyboard() => chat.VisitAsync(async visit =>
    {
        await visit.GoAsync();
        for (var tabs = 0; tabs < 20 && await Focused(visit, "id") != "tanya"; tabs++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            Assert.NotEqual("none", await visit.Page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement).outlineStyle"));
        }

        await visit.Page.Keyboard.TypeAsync(Founders);
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.AnsweredAsync(Nine);
        await Expect(visit.Suggestions.First).ToBeVisibleAsync();
        await Expect(visit.Box).ToBeFocusedAsync();
        var first = (await visit.Suggestions.First.InnerTextAsync()).Trim();
        for (var tabs = 0; tabs < 10 && !(await Focused(visit, "className")).Contains("suggested-action", StringComparison.Ordinal); tabs++)
            await visit.Page.Keyboard.PressAsync("Shift+Tab");
        await visit.PictureAsync("keyboard");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Asked).ToHaveCountAsync(2);
        await Expect(visit.Asked.Last).Not.ToBeEmptyAsync();
        Assert.NotEmpty(first);
        await visit.Page.Locator("#webchat .webchat__basic-transcript").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(visit.Box).ToBeFocusedAsync();
    }, ChatFixture.Desktop);

    [Fact]
    public Task A_screen_reader_finds_its_way() => chat.VisitAsync(async visit =>
    {
        await visit.AskFirstAsync(Founders, Nine);
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", "id");
        await Expect(visit.Page.GetByRole(AriaRole.Banner)).ToHaveCountAsync(1);
        await Expect(visit.Page.GetByRole(AriaRole.Main)).ToHaveCountAsync(1);
        await Expect(visit.Page.GetByRole(AriaRole.Textbox, new() { Name = "Kotak pertanyaan" })).ToBeVisibleAsync();
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("() => [...document.querySelectorAll('button')].filter(b => b.checkVisibility() && !(b.innerText.trim() || b.ariaLabel || b.title || b.getAttribute('aria-labelledby'))).length"));
        await visit.Page.EvaluateAsync("""
            () => { window.heard = ''; new MutationObserver(all => all.forEach(m => m.addedNodes.forEach(n => { if (n.parentElement && n.parentElement.closest('[aria-live=polite],[role=log]')) window.heard += n.textContent; })))
              .observe(document.body, { childList: true, subtree: true }); }
            """);
        await visit.AskAsync("kalo yg sekunder");
        await visit.AnsweredAsync("3 koperasi");
        await visit.Page.WaitForFunctionAsync("() => /Bot berkata[^]*3 koperasi/.test(window.heard)");
    });

    [Fact]
    public Task The_colours_have_enough_contrast() => chat.VisitAsync(async visit =>
    {
        await visit.GoAsync();
        var css = await visit.Page.EvaluateAsync<string>("async () => await (await fetch(document.querySelector('link[rel=stylesheet]').href)).text()");
        var token = Token().Matches(css).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        (string Front, string Back, double Least)[] pairs =
        [
            ("ink", "ground", 4.5), ("ink", "paper", 4.5), ("ink", "tint", 4.5), ("ink-2", "ground", 4.5), ("ink-2", "paper", 4.5), ("brand", "paper", 4.5),
            ("brand", "ground", 4.5), ("brand", "tint", 4.5), ("paper", "brand", 4.5), ("paper", "brand-dark", 4.5), ("notice", "notice-ground", 4.5),
            ("line", "paper", 3), ("line", "ground", 3), ("ink", "focus", 3), ("focus", "brand", 3),
        ];
        foreach (var (front, back, least) in pairs)
            Assert.True(Contrast(token[front], token[back]) >= least, $"{front} on {back}: {Contrast(token[front], token[back]):0.00}");
    });

    [Fact]
    public Task The_first_visit_is_light_and_the_next_one_lighter() => chat.VisitAsync(async visit =>
    {
        var (first, seen) = await WeighAsync(visit.Page, () => visit.AskFirstAsync(Founders, Nine));
        Assert.InRange(first, 1, 700_000);
        // Fetched ahead, then run: the second time it comes from the browser's cache.
        var bundle = seen.First(response => response.Url.EndsWith("/webchat.js", StringComparison.Ordinal));
        Assert.Equal("br", bundle.Headers["content-encoding"]);
        Assert.Contains("immutable", bundle.Headers["cache-control"], StringComparison.Ordinal);
        var later = await visit.TabAsync();
        var (second, _) = await WeighAsync(later.Page, async () =>
        {
            await later.GoAsync();
            await later.AnsweredAsync(Nine);
        });
        Assert.InRange(second, 1, 20_000);
    });

    [Fact]
    public Task With_Save_Data_the_bundle_waits_until_somebody_asks() => chat.VisitAsync(async visit =>
    {
        var asked = new List<string>();
        visit.Page.Request += (_, request) => asked.Add(request.Url);
        await visit.Context.AddInitScriptAsync("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })");
        await visit.GoAsync();
        await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.DoesNotContain(asked, url => url.EndsWith("/webchat.js", StringComparison.Ordinal));
        await visit.AskFirstAsync(Founders, Nine);
        Assert.Contains(asked, url => url.EndsWith("/webchat.js", StringComparison.Ordinal));
    });

    [Fact]
    public async Task Only_named_sites_may_frame_the_chat()
    {
        await using var allowed = await Site.StartAsync();
        await using var refused = await Site.StartAsync();
        await using var service = await Service.StartAsync(("Web__FrameAncestors", allowed.Address));
        allowed.Framed = refused.Framed = service.Address;
        await chat.VisitAsync(async visit =>
        {
            var page = await visit.Page.GotoAsync(service.Address);
            Assert.Contains($"frame-ancestors 'self' {allowed.Address}", page!.Headers["content-security-policy"], StringComparison.Ordinal);
            await visit.Page.GotoAsync(allowed.Address);
            await Expect(visit.Page.FrameLocator("iframe").Locator("h1").First).ToContainTextAsync("Tanya soal koperasi");
            await visit.PictureAsync("framed");
            await visit.Page.GotoAsync(refused.Address);
            await Expect(visit.Page.FrameLocator("iframe").Locator("#tanya")).ToHaveCountAsync(0);
        }, ChatFixture.Desktop, mayBreak: true);
    }

    [Fact]
    public Task Less_motion_and_forced_colours_are_honoured() => chat.VisitAsync(async visit =>
    {
        await visit.AskFirstAsync(Founders, Nine);
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("() => document.getAnimations().filter(a => a.playState === 'running').length"));
        await visit.PictureAsync("forced-colours");
        Assert.NotEqual("0px", await visit.Said.Last.EvaluateAsync<string>("e => getComputedStyle(e).borderTopWidth"));
    }, new(ChatFixture.Phone) { ReducedMotion = ReducedMotion.Reduce, ForcedColors = ForcedColors.Active });

    private static Task<string> Focused(Visit visit, string property) => visit.Page.EvaluateAsync<string>($"() => String(document.activeElement.{property})");

    /// <summary>Bytes on the wire, as the browser counts them.</summary>
    private static async Task<(double Bytes, List<IResponse> Seen)> WeighAsync(IPage page, Func<Task> act)
    {
        var bytes = 0d;
        var seen = new List<IResponse>();
        page.Response += (_, response) => seen.Add(response);
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("Network.enable");
        devtools.Event("Network.loadingFinished").OnEvent += (_, told) => bytes += told!.Value.GetProperty("encodedDataLength").GetDouble();
        await act();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        return (bytes, seen);
    }

    private static double Contrast(string one, string other)
    {
        double[] lights = [Light(one) + .05, Light(other) + .05];
        return lights.Max() / lights.Min();
    }

    private static double Light(string colour) =>
        new[] { .2126, .7152, .0722 }.Select((share, index) =>
        {
            var part = int.Parse(colour.AsSpan(index * 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d;
            return share * (part <= .04045 ? part / 12.92 : Math.Pow((part + .055) / 1.055, 2.4));
        }).Sum();

    [GeneratedRegex("--([a-z0-9-]+): #([0-9A-Fa-f]{6})")]
    private static partial Regex Token();
}
