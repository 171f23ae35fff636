using Microsoft.Playwright;

namespace CoopBot.Browser.Tests;

/// <summary>One service and one browser for all tests, which run one after another.</summary>
[CollectionDefinition("browser")]
public sealed class BrowserCollection : ICollectionFixture<ChatFixture>;

/// <summary>The service, the browser, and visits to the page that watch what the page asks for.</summary>
public sealed class ChatFixture : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    internal Service Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(60_000);
        playwright = await Playwright.CreateAsync();
        browser = await Browser.LaunchAsync(playwright);
        Service = await Service.StartAsync();
        await Service.DemoAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        if (Service is not null)
            await Service.DisposeAsync();
    }

    /// <summary>
    /// One person's browser, new and empty. After the visit no request may have gone to another host and the console may
    /// hold nothing but the known refusal; where it fails, a picture shows the state.
    /// </summary>
    internal async Task VisitAsync(Func<Visit, Task> visit, BrowserNewContextOptions? options = null, bool mayBreak = false, bool mayLeave = false)
    {
        options ??= Phone;
        await using var context = await browser!.NewContextAsync(options);
        context.SetDefaultTimeout(60_000);
        var foreign = new List<string>();
        var complaints = new List<string>();
        context.Request += (_, request) =>
        {
            lock (foreign)
                if (!Own(request.Url))
                    foreign.Add(request.Url);
        };
        // Only where a visit leaves: a route turns the browser's cache off.
        if (mayLeave)
            await context.RouteAsync(url => !Own(url), route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<title>elsewhere</title>" }));
        context.Console += (_, message) =>
        {
            // Web Chat tries whether it may evaluate text; the policy says no, and it goes on without.
            if (message.Type == "error" && !message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                complaints.Add(message.Text);
        };
        context.WebError += (_, error) => complaints.Add(error.Error);
        var page = await context.NewPageAsync();
        try
        {
            await visit(new(Service.Address, context, page));
            Assert.True(mayLeave || foreign.Count == 0, "Asked another host: " + string.Join(", ", foreign));
            Assert.True(mayBreak || complaints.Count == 0, "The console says: " + string.Join("\n", complaints));
        }
        catch
        {
            foreach (var (open, index) in context.Pages.Select((open, index) => (open, index)))
                await Visit.PictureAsync(open, $"failed-{TestContext.Current.TestMethod?.MethodName}-{index}");
            throw;
        }
    }

    internal static BrowserNewContextOptions Phone => new() { ViewportSize = new() { Width = 360, Height = 740 }, DeviceScaleFactor = 2, HasTouch = true, Locale = "id-ID", TimezoneId = "Asia/Pontianak" };

    internal static BrowserNewContextOptions Desktop => new() { ViewportSize = new() { Width = 1280, Height = 800 }, Locale = "id-ID", TimezoneId = "Asia/Pontianak" };

    private static bool Own(string url) => new Uri(url) is { Scheme: "data" or "blob" or "about" } or { Host: "localhost" or "127.0.0.1" };
}
