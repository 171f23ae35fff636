using System.Net;
using System.Text;
using CoopBot.Tests.Cooperatives;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Staff;

/// <summary>A list comes in by the console: looked at before it counts, published by whoever may, taken back.</summary>
public sealed class ImportPageTests
{
    private const string Head = "Nama Koperasi;Kabupaten;Nomor Induk Koperasi (NIK);Status Koperasi\n";
    private const string Page = "/staff/impor";

    [Fact]
    public async Task List_is_checked_published_and_taken_back_and_each_step_is_in_the_trail()
    {
        await using var host = await new CoopBotHost().WithCooperativesAsync();
        using var admin = await StaffBrowser.DeveloperAsync(host);
        Assert.Contains("Belum ada daftar yang diimpor", await admin.ReadAsync(Page), StringComparison.Ordinal);

        var ready = await CheckAsync(admin, "koperasi.csv", Head + "Koperasi <b>Kapuas</b>;Sambas;6101000000001;aktif\nKoperasi B;Sintang;6101000000002;aktif\n");
        Assert.Contains("Siap diterbitkan: koperasi.csv", ready, StringComparison.Ordinal);
        Assert.Contains("Koperasi <b>Kapuas</b>", ready, StringComparison.Ordinal); // Decoded once: on the page it is text (fault 121).
        Assert.DoesNotContain("<b>Kapuas", await (await admin.GetAsync(Page)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(4592L, host.Scalar("SELECT COUNT(*) FROM Cooperatives WHERE Generation = 0"));

        Assert.Equal(HttpStatusCode.Found, (await admin.SendAsync(Page, Page + "?handler=Terbitkan", ("daftar", "1"))).Status);
        Assert.Contains("sudah diterbitkan", await admin.ReadAsync(Page + "?hasil=terbit"), StringComparison.Ordinal);
        Assert.Contains("berlaku", await admin.ReadAsync(Page), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Found, (await admin.SendAsync(Page, Page + "?handler=Kembalikan", ("daftar", "1"))).Status);
        Assert.Contains("dibatalkan", await admin.ReadAsync(Page), StringComparison.Ordinal);
        foreach (var action in new[] { "list.checked", "list.shown", "list.published", "list.undone" })
        {
            Assert.NotEqual(0L, host.Scalar($"SELECT COUNT(*) FROM AuditEntries WHERE Who = 'dev' AND Action = '{action}' AND Subject = 'list:1'"));
        }
    }

    [Fact]
    public async Task Throwing_away_what_another_tab_has_published_says_that_it_counts()
    {
        await using var host = new CoopBotHost();
        using var admin = await StaffBrowser.DeveloperAsync(host);
        await CheckAsync(admin, "a.csv", Head + "Koperasi A;Sambas;6101000000001;aktif\n");
        await admin.SendAsync(Page, Page + "?handler=Terbitkan", ("daftar", "1"));

        var said = await admin.SendAsync(Page, Page + "?handler=Buang", ("daftar", "1"));

        Assert.Contains("sudah diterbitkan sementara ini, jadi tidak dibuang", said.Text, StringComparison.Ordinal);
        Assert.Equal("Published", host.Scalar("SELECT State FROM CooperativeLists"));
        Assert.Equal(0, host.Count("AuditEntries", "\"Action\" = 'list.discarded'"));
    }

    [Fact] // Faults 99, 102
    public async Task Faulty_rows_are_shown_and_downloaded_and_nothing_changes()
    {
        await using var host = new CoopBotHost();
        using var admin = await StaffBrowser.DeveloperAsync(host);

        var page = await CheckAsync(admin, "rusak.csv", Head + "Koperasi A;Sambas;6,1E+12;aktif\n=HYPERLINK(1);Sambas;6101000000003;entah\n");
        Assert.Contains("Belum dapat diterbitkan: rusak.csv", page, StringComparison.Ordinal);
        Assert.Contains("2 baris bermasalah", page, StringComparison.Ordinal);
        var file = await admin.GetAsync(Page + "?handler=Masalah");
        var lines = (await file.Content.ReadAsStringAsync()).Trim().Split('\n');
        Assert.Equal("masalah-1.csv", file.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("2;Nomor Induk Koperasi (NIK);", lines[1], StringComparison.Ordinal);
        Assert.Equal(0L, host.Scalar("SELECT COUNT(*) FROM Cooperatives WHERE Generation > 0"));

        var accepted = await CheckAsync(admin, "rusak.csv", Head + "Koperasi A;Sambas;6,1E+12;aktif\nKoperasi C;Sambas;6101000000003;aktif\n", ("terima", "true"));
        Assert.Contains("Terbitkan 1 koperasi", accepted, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await admin.SendAsync(Page, Page + "?handler=Buang", ("daftar", "2"))).Status);
        Assert.Equal(0L, host.Scalar("SELECT COUNT(*) FROM Cooperatives WHERE Generation > 0"));
        Assert.Equal(0L, host.Scalar("SELECT COUNT(*) FROM CooperativeLists WHERE Preview IS NOT NULL"));
    }

    [Fact] // Fault 103
    public async Task Many_removals_want_a_word_of_their_own()
    {
        await using var host = new CoopBotHost();
        using var admin = await StaffBrowser.DeveloperAsync(host);
        await CheckAsync(admin, "dua.csv", Head + "Koperasi A;Sambas;6101000000001;aktif\nKoperasi B;Sambas;6101000000002;aktif\n");
        await admin.SendAsync(Page, Page + "?handler=Terbitkan", ("daftar", "1"));

        Assert.Contains("hapus 1 koperasi", await CheckAsync(admin, "satu.csv", Head + "Koperasi A;Sambas;6101000000001;aktif\n"), StringComparison.Ordinal);
        var refused = await admin.SendAsync(Page, Page + "?handler=Terbitkan", ("daftar", "2"));
        Assert.Contains("lebih dari 10 %", refused.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await admin.SendAsync(Page, Page + "?handler=Terbitkan", ("daftar", "2"), ("hapus", "true"))).Status);
    }

    [Theory]
    [InlineData("foto.csv", "bukan daftar", "Kolom \"Nama Koperasi\" tidak ditemukan")]
    [InlineData("daftar.xlsx", "bukan zip", "daftar.xlsx")]
    [InlineData("judul.csv", Head, "tidak ada satu koperasi pun")]
    public async Task File_that_is_no_list_is_told_in_words(string name, string content, string says)
    {
        await using var host = new CoopBotHost();
        using var admin = await StaffBrowser.DeveloperAsync(host);
        Assert.Contains(says, await CheckAsync(admin, name, content), StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"problem\"", await admin.ReadAsync(Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_in_the_form_is_said_and_what_was_typed_stays()
    {
        await using var host = new CoopBotHost();
        using var admin = await StaffBrowser.DeveloperAsync(host);
        var none = await admin.UploadAsync(Page, Page + "?handler=Periksa", "berkas", "kosong.csv", [], ("tanggal", "2026-01-31"), ("sumber", "Dinas Sambas"));
        var text = WebUtility.HtmlDecode(await none.Content.ReadAsStringAsync());
        Assert.Contains("Pilih berkas", text, StringComparison.Ordinal);
        Assert.Contains("value=\"Dinas Sambas\"", text, StringComparison.Ordinal);
        var future = await admin.UploadAsync(Page, Page + "?handler=Periksa", "berkas", "a.csv", "x"u8.ToArray(), ("tanggal", CoopBotHost.Day(1)));
        Assert.Contains("hari ini", await future.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact] // Fault 44
    public async Task Editor_checks_but_does_not_publish_and_a_viewer_does_neither()
    {
        await using var accounts = await OfficeAccounts.StartAsync();
        await using var host = new CoopBotHost(settings: accounts.Settings(OfficeAccounts.Member(1, "editor"), OfficeAccounts.Member(2, "viewer")));
        using var editor = await StaffBrowser.PersonAsync(host);
        Assert.Contains("oleh seorang penerbit", await CheckAsync(editor, "a.csv", Head + "Koperasi A;Sambas;6101000000001;aktif\n"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.SendAsync(Page, Page + "?handler=Terbitkan", ("daftar", "1"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.SendAsync(Page, Page + "?handler=Kembalikan", ("daftar", "1"))).Status);
        Assert.Equal("Ready", host.Scalar("SELECT State FROM CooperativeLists"));

        accounts.Person = OfficeAccounts.Id(2);
        using var viewer = await StaffBrowser.PersonAsync(host);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.GetAsync(Page)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.GetAsync(Page + "?handler=Masalah")).StatusCode);
    }

    /// <summary>Uploads, and looks as often as the page does until it is checked.</summary>
    private static async Task<string> CheckAsync(StaffBrowser browser, string name, string content, params (string, string)[] fields)
    {
        var sent = await browser.UploadAsync(Page, Page + "?handler=Periksa", "berkas", name, Encoding.UTF8.GetBytes(content), [("tanggal", "2026-10-31"), ("sumber", "Daftar dinas"), .. fields]);
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        for (var tries = 0; tries < 2_400; tries++)
        {
            var page = await browser.ReadAsync(Page);
            if (!page.Contains("hx-trigger=\"load", StringComparison.Ordinal))
            {
                return page;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("The list was never checked.");
    }
}
