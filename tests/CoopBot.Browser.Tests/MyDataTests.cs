using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CoopBot.Browser.Tests;

/// <summary>One's own data from the chat, with an officer at the console beside: a link that downloads, a deletion that empties the page.</summary>
[Collection("browser")]
public sealed class MyDataTests(ChatFixture chat)
{
    [Fact]
    public Task Copy_is_downloaded_by_the_link_and_after_the_deletion_the_page_is_empty() => chat.VisitAsync(async visit =>
    {
        var office = await visit.TabAsync();
        await office.GoAsync("/staff");
        await office.Page.GetByRole(AriaRole.Button, new() { Name = "Cetak tautan baru" }).ClickAsync();
        await Expect(office.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("tercetak di terminal");
        await office.Page.GotoAsync(await chat.Service.StaffLinkAsync());
        await visit.AskFirstAsync("data saya", "Nomor KTP tidak disimpan.");
        await visit.PictureAsync("my-data");
        await visit.Suggestions.GetByText("Unduh salinan").ClickAsync();
        await visit.AskAsync(await CodeAsync(visit, office));
        var link = visit.Said.Last.GetByText("Unduh salinan data Anda");
        await Expect(link).ToBeVisibleAsync();

        // The tab that the link opens closes itself as soon as it is a download.
        var downloaded = new TaskCompletionSource<IDownload>(TaskCreationOptions.RunContinuationsAsynchronously);
        visit.Page.Download += (_, file) => downloaded.TrySetResult(file);
        visit.Context.Page += (_, tab) => tab.Download += (_, file) => downloaded.TrySetResult(file);
        await link.ClickAsync();
        var copy = await downloaded.Task.WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Matches("^data-saya-[0-9-]{10}\\.json$", copy.SuggestedFilename);
        Assert.Contains("Nomor KTP tidak disimpan.", await File.ReadAllTextAsync(await copy.PathAsync()), StringComparison.Ordinal);

        await visit.AskAsync("hapus data saya");
        await visit.AskAsync(await CodeAsync(visit, office));
        await Expect(visit.Suggestions).ToHaveTextAsync(["Ya, hapus semua", "Unduh dulu", "Jangan hapus"]);
        await visit.Suggestions.GetByText("Ya, hapus semua").ClickAsync();
        await visit.AnsweredAsync("Selesai. Data Anda dihapus");
        await Expect(visit.Said).ToHaveCountAsync(1);
    });

    /// <summary>The code of the request that the last answer named.</summary>
    private static async Task<string> CodeAsync(Visit visit, Visit office)
    {
        await visit.AnsweredAsync("Kirim kodenya di sini.");
        var number = await visit.Said.Last.Locator("strong").InnerTextAsync();
        await office.GoAsync("/staff/permintaan");
        await office.Page.Locator("tr", new() { HasText = number }).GetByRole(AriaRole.Button).ClickAsync();
        return await office.Page.Locator(".key").InputValueAsync();
    }
}
