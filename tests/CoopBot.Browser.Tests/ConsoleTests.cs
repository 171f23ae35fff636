using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CoopBot.Browser.Tests;

/// <summary>The staff console as people of the office use it: on a desk, on a phone, by keyboard.</summary>
[Collection("browser")]
public sealed class ConsoleTests(ChatFixture chat)
{
    private static readonly string[] Pages = ["/staff", "/staff/pertanyaan", "/staff/pengumuman", "/staff/pengumuman/tulis", "/staff/permintaan", "/staff/impor", "/staff/kunci", "/staff/audit"];

    [Fact]
    public Task Every_page_fits_a_desk_and_the_smallest_phone_and_asks_nobody_else() => chat.VisitAsync(async visit =>
    {
        await SignInAsync(visit);
        foreach (var width in new[] { 1280, 320 })
        {
            await visit.Page.SetViewportSizeAsync(width, 800);
            foreach (var path in Pages)
            {
                await visit.GoAsync(path);
                await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveCountAsync(1);
                await visit.NothingSidewaysAsync();
                await visit.BigEnoughAsync();
                await visit.PictureAsync($"console{path.Replace('/', '-')}-{width}", isWhole: true);
            }
        }
    }, ChatFixture.Desktop);

    [Fact]
    public Task Key_is_made_and_revoked_by_keyboard_and_shown_once() => chat.VisitAsync(async visit =>
    {
        await SignInAsync(visit);
        await visit.GoAsync("/staff/kunci");
        await visit.Page.Keyboard.PressAsync("Tab");
        await Expect(visit.Page.GetByText("Langsung ke isi")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.TypeAsync("impor-malam");
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.Locator(".key")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^coop_"));
        await Expect(visit.Page.GetByRole(AriaRole.Row, new() { Name = "impor-malam" })).ToContainTextAsync("Penyunting");
        await visit.PictureAsync("console-key", isWhole: true);

        await visit.GoAsync("/staff/kunci");
        await Expect(visit.Page.Locator(".key")).ToHaveCountAsync(0);
        await visit.Page.Locator("summary", new() { HasText = "impor-malam" }).FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("sudah dicabut");
    }, ChatFixture.Desktop);

    [Fact]
    public Task List_is_uploaded_looked_at_and_thrown_away() => chat.VisitAsync(async visit =>
    {
        await SignInAsync(visit);
        await visit.GoAsync("/staff/impor");
        await visit.Page.Locator("#berkas").SetInputFilesAsync(new FilePayload
        {
            Name = "koperasi.csv",
            MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes("Nama Koperasi;Kabupaten\n" + string.Concat(Enumerable.Range(1, 5_000).Select(number => $"Koperasi Nomor {number};Sambas\n"))),
        });
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Periksa berkas" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Terbitkan 5.000 koperasi" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await visit.NothingSidewaysAsync();
        await visit.PictureAsync("console-import", isWhole: true);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Buang" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Tidak ada yang berubah");
    }, ChatFixture.Phone);

    [Fact]
    public Task Announcement_is_previewed_while_it_is_written_and_sent_on_a_phone() => chat.VisitAsync(async visit =>
    {
        await SignInAsync(visit);
        await visit.Page.SetViewportSizeAsync(360, 740);
        await visit.GoAsync("/staff/pengumuman/tulis");
        await visit.Page.GetByLabel("Judul", new() { Exact = true }).FillAsync("Rapat anggota tahunan");
        await visit.Page.GetByLabel("Pesan", new() { Exact = true }).FillAsync("Siapkan **laporan** secepatnya.");
        await visit.Page.GetByLabel("Semua orang").CheckAsync();
        await Expect(visit.Page.Locator(".look.teams .head")).ToHaveTextAsync("Rapat anggota tahunan");
        await Expect(visit.Page.Locator(".look.web strong")).ToHaveTextAsync("laporan");
        await Expect(visit.Page.Locator("#hitung-judul")).ToHaveTextAsync("21 dari 80 huruf");
        await Expect(visit.Page.Locator("#jumlah")).ToContainTextAsync(new System.Text.RegularExpressions.Regex("[1-9][0-9]* orang"));
        await Expect(visit.Page.Locator("#hasil")).ToContainTextAsync("Ada kata “secepatnya” tanpa tanggal");
        await Expect(visit.Page.GetByLabel("Pesan", new() { Exact = true })).ToHaveValueAsync("Siapkan **laporan** secepatnya.");
        await visit.Page.GetByLabel("Pilih dengan saringan").CheckAsync();
        await visit.Page.Locator("summary", new() { HasText = "Status tercatat" }).ClickAsync();
        await visit.Page.GetByLabel("tidak diketahui").CheckAsync();
        await Expect(visit.Page.Locator("#jumlah")).ToContainTextAsync("0 orang. Sekarang tidak ada yang cocok.");
        await visit.NothingSidewaysAsync();
        await visit.BigEnoughAsync();
        await visit.PictureAsync("console-announcement-write", isWhole: true);

        await visit.Page.GetByLabel("Semua orang").CheckAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Simpan draf" }).ClickAsync();
        await visit.Page.Locator("summary", new() { HasText = "Kirim ke" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Ya, kirim ke" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Img)).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex("terkirim [1-9]"));
        await visit.NothingSidewaysAsync();
        await visit.BigEnoughAsync();
        await visit.PictureAsync("console-announcement-sent", isWhole: true);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Laporan untuk dicetak" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Rapat anggota tahunan");
        await visit.NothingSidewaysAsync();
    }, ChatFixture.Desktop);

    [Fact]
    public Task Menu_opens_on_a_phone_without_script() => chat.VisitAsync(async visit =>
    {
        await SignInAsync(visit);
        await visit.Page.Locator("nav summary").ClickAsync();
        await visit.Page.Locator("nav details a", new() { HasText = "Jejak audit" }).ClickAsync();
        await Expect(visit.Page.Locator("main")).ToContainTextAsync("Masuk");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Keluar" }).ClickAsync();
        await Expect(visit.Page.Locator("main")).ToContainTextAsync("Anda sudah keluar");
        await visit.GoAsync("/staff/audit");
        await Expect(visit.Page.Locator("main")).ToContainTextAsync("Masuk untuk petugas");
    }, WithoutScript());

    /// <summary>Asks for a link as a developer does, and opens what the terminal shows.</summary>
    private async Task SignInAsync(Visit visit)
    {
        await visit.GoAsync("/staff");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Cetak tautan baru" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("tercetak di terminal");
        await visit.Page.GotoAsync(await chat.Service.StaffLinkAsync());
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Beranda");
    }

    private static BrowserNewContextOptions WithoutScript()
    {
        var options = ChatFixture.Phone;
        options.JavaScriptEnabled = false;
        return options;
    }
}
