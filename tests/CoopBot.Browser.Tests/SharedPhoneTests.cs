using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CoopBot.Browser.Tests;

/// <summary>A phone that several people use: whoever ends a link, officers' names leave the open page with it.</summary>
[Collection("browser")]
public sealed class SharedPhoneTests(ChatFixture chat)
{
    private const string Officer = "Contoh Ketua";

    [Fact]
    public Task Open_pages_empty_themselves_when_the_person_logs_out_unlinks_or_the_office_ends_the_link() => chat.VisitAsync(async visit =>
    {
        var office = await visit.TabAsync();
        await office.GoAsync("/staff");
        await office.Page.GetByRole(AriaRole.Button, new() { Name = "Cetak tautan baru" }).ClickAsync();
        await Expect(office.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("tercetak di terminal");
        await office.Page.GotoAsync(await chat.Service.StaffLinkAsync());
        await office.GoAsync("/staff/koperasi?cari=Contoh+Maju+Bersama");
        var cooperative = (await office.Page.Locator("th a").First.GetAttributeAsync("href"))!;
        await visit.AskFirstAsync("hubungkan koperasi", "Kirim kode sekali pakai");
        var second = await visit.TabAsync();
        await second.GoAsync();

        await LinkAsync(visit, office, cooperative);
        await Expect(second.Page.Locator("#webchat")).ToContainTextAsync(Officer);
        await visit.AskAsync("keluar");
        await EmptyAsync(visit, "Sudah keluar");
        await EmptyAsync(second, "Sudah keluar");
        await visit.PictureAsync("logged-out");

        await LinkAsync(visit, office, cooperative);
        await visit.AskAsync("lepas koperasi");
        await visit.Suggestions.GetByText("Ya, lepaskan").ClickAsync();
        await EmptyAsync(visit, "Akun ini sudah dilepas");

        await LinkAsync(visit, office, cooperative);
        await office.GoAsync(cooperative);
        await office.Page.Locator("summary", new() { HasText = "Cabut… akun" }).ClickAsync();
        await office.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Cabut akun") }).ClickAsync();
        await EmptyAsync(visit, "Dinas mengakhiri sambungan");
        await visit.AskAsync("data koperasi saya");
        await visit.AnsweredAsync("perlu dihubungkan dulu");
        await Expect(visit.Said).ToHaveCountAsync(2);
    });

    private static async Task LinkAsync(Visit visit, Visit office, string cooperative)
    {
        await office.GoAsync(cooperative);
        await office.Page.GetByRole(AriaRole.Button, new() { Name = "Buat kode" }).ClickAsync();
        await visit.AskAsync(await office.Page.Locator(".key").InputValueAsync());
        await visit.Suggestions.GetByText("Ya, hubungkan").ClickAsync();
        await visit.AnsweredAsync("Terhubung ke");
        await visit.AskAsync("data koperasi saya");
        await Expect(visit.Page.Locator("#webchat")).ToContainTextAsync(Officer);
    }

    private static async Task EmptyAsync(Visit visit, string said)
    {
        await visit.AnsweredAsync(said);
        await Expect(visit.Said).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator("#webchat")).Not.ToContainTextAsync(Officer);
    }
}
