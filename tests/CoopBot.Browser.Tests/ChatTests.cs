using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CoopBot.Browser.Tests;

/// <summary>The main job, as a person on a phone does it.</summary>
[Collection("browser")]
public sealed class ChatTests(ChatFixture chat)
{
    private const string Founders = "syarat2 bikin koprasi brp org ya min";
    private const string Nine = "9 orang";

    [Fact]
    public Task A_question_on_the_first_screen_is_answered_with_its_source() => chat.VisitAsync(async visit =>
    {
        await visit.GoAsync();
        await visit.PictureAsync("first-screen");
        await visit.BigEnoughAsync();
        await visit.NothingSidewaysAsync();
        await visit.AskFirstAsync(Founders, Nine);
        await Expect(visit.Said.Last.Locator("strong").First).ToContainTextAsync(Nine);
        await Expect(visit.Said.Last.Locator(".webchat__link-definitions__list-item").First).ToBeVisibleAsync();
        await Expect(visit.Suggestions.First).ToBeVisibleAsync();
        await visit.PictureAsync("answer");
        await visit.BigEnoughAsync();
        await visit.NothingSidewaysAsync();
    });

    [Fact]
    public Task The_source_of_an_answer_opens() => chat.VisitAsync(async visit =>
    {
        await visit.AskFirstAsync(Founders, Nine);
        var source = visit.Said.Last.Locator(".webchat__link-definitions__list-item a, .webchat__link-definitions__list-item button").First;
        if (await source.GetAttributeAsync("href") is { } address)
        {
            Assert.StartsWith("https://", address, StringComparison.Ordinal);
            var opened = await visit.Page.RunAndWaitForPopupAsync(() => source.ClickAsync());
            await Expect(opened).ToHaveTitleAsync("elsewhere");
        }
        else
        {
            await source.ClickAsync();
            await Expect(visit.Page.Locator("dialog[open]")).ToBeVisibleAsync();
            await visit.PictureAsync("source");
        }
    }, mayLeave: true);

    [Fact]
    public Task A_related_question_is_asked_by_its_button() => chat.VisitAsync(async visit =>
    {
        await visit.AskFirstAsync(Founders, Nine);
        var label = (await visit.Suggestions.First.InnerTextAsync()).Trim();
        await visit.Suggestions.First.ClickAsync();
        await Expect(visit.Asked.Last).ToContainTextAsync(label);
        await Expect(visit.Said).ToHaveCountAsync(3);
        await visit.PictureAsync("related");
    });

    [Fact]
    public Task A_double_click_on_a_button_asks_once_and_the_box_still_takes_words() => chat.VisitAsync(async visit =>
    {
        await visit.GoAsync();
        await visit.Page.Locator("#first .examples button").First.ClickAsync();
        await Expect(visit.Suggestions.First).ToBeVisibleAsync();
        await visit.Suggestions.GetByText("Rincian", new() { Exact = true }).DblClickAsync();
        await Expect(visit.Asked.Last).ToContainTextAsync("Rincian");
        await Expect(visit.Said).ToHaveCountAsync(3);
        // The talk moves after the first click: the second one may fall on a link to a source, which stays shut.
        await visit.Page.Locator("#webchat a[href^='https:']").First.DispatchEventAsync("click", new { detail = 2 });

        await visit.AskAsync("kalo yg sekunder");
        await visit.AnsweredAsync("3 koperasi");
        await Expect(visit.Asked).ToHaveCountAsync(3);
    }, ChatFixture.Desktop);

    [Fact]
    public Task A_status_is_looked_up_among_names_alike_and_explained() => chat.VisitAsync(async visit =>
    {
        await visit.AskFirstAsync("cek kop maju bersama msh idop ndak", "Contoh Maju Bersama");
        await visit.PictureAsync("status-choice");
        var choices = visit.Page.Locator("#webchat .ac-pushButton, #webchat .webchat__suggested-actions button");
        await Expect(choices.First).ToBeVisibleAsync();
        await visit.BigEnoughAsync();
        await choices.First.ClickAsync();
        var card = visit.Page.Locator("#webchat .ac-adaptiveCard").Last;
        await Expect(card).ToContainTextAsync("Contoh Maju Bersama");
        await Expect(card).ToContainTextAsync("data contoh", new() { IgnoreCase = true });
        await visit.PictureAsync("status-card");
        await visit.BigEnoughAsync();
        await visit.NothingSidewaysAsync();
        var said = await visit.Said.CountAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Arti status ini" }).Last.ClickAsync();
        await Expect(visit.Said.Nth(said)).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("#webchat .webchat__bubble--from-user").Last).ToContainTextAsync("Arti status ini"); // what was pressed shows as said
        await Expect(visit.Said.Last).ToContainTextAsync("status", new() { IgnoreCase = true });
        await visit.PictureAsync("status-meaning");
    });

    [Fact]
    public Task A_question_without_an_answer_goes_to_an_officer_with_a_number() => chat.VisitAsync(async visit =>
    {
        await visit.AskFirstAsync("batas KUK 2 berapa", "petugas");
        await visit.Suggestions.GetByText("Tanya petugas", new() { Exact = true }).ClickAsync();
        await visit.AnsweredAsync("Kirim?");
        await visit.PictureAsync("handover");
        await visit.Page.Locator("#webchat .webchat__suggested-actions, #webchat .ac-adaptiveCard").GetByRole(AriaRole.Button, new() { NameRegex = new("^(Ya, )?kirim", System.Text.RegularExpressions.RegexOptions.IgnoreCase) }).Last.ClickAsync();
        await visit.AnsweredAsync("Terkirim");
        await visit.PictureAsync("ticket");
    });

    [Fact]
    public Task A_lost_connection_is_said_and_regained_without_doubling() => chat.VisitAsync(async visit =>
    {
        await visit.AskFirstAsync(Founders, Nine);
        var before = await visit.Said.CountAsync();
        await chat.Service.KillAsync();
        try
        {
            await Expect(visit.Page.GetByText("Sambungan terputus. Obrolan tersambung lagi sendiri.").First).ToBeVisibleAsync();
            await Expect(visit.Page).ToHaveTitleAsync("Sambungan terputus – CoopBot");
            await visit.PictureAsync("offline");
        }
        finally
        {
            await chat.Service.RunAsync();
        }

        await Expect(visit.Page).ToHaveTitleAsync("Obrolan – CoopBot", new() { Timeout = 60_000 });
        await visit.AskAsync("kalo yg sekunder");
        await visit.AnsweredAsync("3 koperasi");
        await Expect(visit.Said).ToHaveCountAsync(before + 1);
        await Expect(visit.Asked).ToHaveCountAsync(2);
    }, mayBreak: true);

    [Fact]
    public Task The_next_day_the_conversation_is_there_and_nobody_is_greeted_again() => chat.VisitAsync(async visit =>
    {
        await visit.AskFirstAsync(Founders, Nine);
        var said = await visit.Said.CountAsync();
        await visit.Page.CloseAsync();
        var later = await visit.TabAsync();
        await later.GoAsync();
        await later.AnsweredAsync(Nine);
        await Expect(later.Said).ToHaveCountAsync(said);
        await Expect(later.Asked).ToHaveCountAsync(1);
        await later.PictureAsync("next-day");
    });

    [Fact]
    public Task Two_tabs_of_one_person_show_one_conversation() => chat.VisitAsync(async visit =>
    {
        await visit.AskFirstAsync(Founders, Nine);
        var second = await visit.TabAsync();
        await second.GoAsync();
        await second.AnsweredAsync(Nine);
        await second.AskAsync("kalo yg sekunder");
        await second.AnsweredAsync("3 koperasi");
        await visit.AnsweredAsync("3 koperasi");
        Assert.Equal(await second.Said.CountAsync(), await visit.Said.CountAsync());
    });

    [Fact]
    public Task An_address_with_a_question_asks_it_once() => chat.VisitAsync(async visit =>
    {
        await visit.GoAsync("/?tanya=" + Uri.EscapeDataString(Founders));
        await visit.AnsweredAsync(Nine);
        await visit.Page.ReloadAsync();
        await visit.AnsweredAsync(Nine);
        await Expect(visit.Asked).ToHaveCountAsync(1);
    });

    [Fact]
    public Task English_is_answered_in_English_on_the_English_page() => chat.VisitAsync(async visit =>
    {
        await visit.GoAsync("/?lang=en");
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await visit.AskFirstAsync("how many active coops in west kalimantan?", "2,995", "/?lang=en");
        await visit.PictureAsync("english");
        await visit.NothingSidewaysAsync();
    });

    [Fact]
    public Task The_welcome_leads_to_what_is_kept_and_for_how_long() => chat.VisitAsync(async visit =>
    {
        await visit.AskFirstAsync(Founders, Nine);
        var link = visit.Said.First.GetByText("Yang disimpan dan berapa lama");
        await Expect(link).ToBeVisibleAsync();
        await link.ScrollIntoViewIfNeededAsync();
        await visit.PictureAsync("welcome");
        var about = await visit.Context.RunAndWaitForPageAsync(() => link.ClickAsync());
        await about.WaitForURLAsync("**/tentang#data");
        await Expect(about.Locator("#data")).ToBeVisibleAsync();
    });
}
