using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CoopBot.Capabilities.Announcements;
using CoopBot.People;
using CoopBot.Storage;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Staff;

/// <summary>Announcements in the console: written with a preview that does not lie, sent by whoever may, and followed to the last recipient.</summary>
public sealed partial class AnnouncementPageTests
{
    private const string List = "/staff/pengumuman";
    private const string Write = "/staff/pengumuman/tulis";

    private static readonly (string, string)[] _draft = [("judul", "Rapat anggota"), ("teks", "Siapkan **RAT** untuk {{koperasi|koperasi Anda}}."), ("tindakan", "Kirim laporan paling lambat 31 Maret."), ("untuk", "semua")];

    [Fact]
    public async Task Announcement_is_written_previewed_sent_followed_and_reported()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var host = await new CoopBotHost(settings: ("Announcements:RatePerSecond", "0")).WithCooperativesAsync();
        await PeopleAsync(host, connector, 3, linked: 1, declined: 1);
        using var admin = await StaffBrowser.DeveloperAsync(host);
        Assert.Contains("Belum ada pengumuman. Tulis yang pertama", await admin.ReadAsync(List), StringComparison.Ordinal);

        var preview = (await admin.SendAsync(Write, Write + "?handler=Pratinjau", _draft)).Text;
        Assert.Contains("2 orang</strong> · 1 orang lagi sudah berhenti", preview, StringComparison.Ordinal);
        Assert.Contains("Siapkan <strong>RAT</strong> untuk Koperasi", preview, StringComparison.Ordinal);
        Assert.Contains("13 dari 80 huruf", preview, StringComparison.Ordinal);
        Assert.Contains("Balas BACA kalau sudah dibaca", preview, StringComparison.Ordinal);
        Assert.DoesNotContain("person-", preview, StringComparison.Ordinal);
        Assert.Equal(0L, host.Scalar("SELECT COUNT(*) FROM Announcements"));

        Assert.Equal(HttpStatusCode.Found, (await admin.SendAsync(Write, Write, _draft)).Status);
        var page = await admin.ReadAsync(List + "/1");
        Assert.Contains("“Rapat anggota” dikirim sekarang ke 2 orang", page, StringComparison.Ordinal);
        foreach (var _ in new[] { 1, 2 })
        {
            Assert.Equal(HttpStatusCode.Found, (await admin.SendAsync(List + "/1", List + "/1?handler=Kirim", ("versi", "1"))).Status);
        }

        await connector.NextAsync();
        await connector.NextAsync();
        page = await UntilAsync(admin, List + "/1", "Selesai</span>");
        Assert.Contains("2 dari 2 terkirim", page, StringComparison.Ordinal);
        Assert.Contains("Dari 2 penerima: terkirim 2, antre 0, tidak terjangkau 0, tidak pasti 0, gagal 0, dibatalkan 0.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("hx-trigger=\"every", page, StringComparison.Ordinal);
        Assert.Equal(1L, host.Scalar("SELECT COUNT(*) FROM AuditEntries WHERE Action = 'announcement.sent' AND Subject = 'P-1'"));
        Assert.Contains("2 dari 2", await admin.ReadAsync(List), StringComparison.Ordinal);
        Assert.Contains("Laporan pengumuman P-1: Rapat anggota", await admin.ReadAsync(List + "/1/laporan"), StringComparison.Ordinal);

        var file = await admin.SendAsync(List + "/1", List + "/1?handler=Csv");
        Assert.Equal(3, file.Text.Trim().Split('\n').Length);
        Assert.DoesNotContain("person-", file.Text, StringComparison.Ordinal);
        Assert.Equal(1L, host.Scalar("SELECT COUNT(*) FROM AuditEntries WHERE Who = 'dev' AND Action = 'deliveries.shown' AND Subject = 'P-1'"));
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_the_field_and_in_sum_and_what_was_typed_stays()
    {
        await using var host = new CoopBotHost();
        using var admin = await StaffBrowser.DeveloperAsync(host);
        var wrong = (await admin.SendAsync(
            Write, Write, ("judul", ""), ("teks", new string('a', 601)), ("tautan", "javascript:alert(1)"), ("gambar", "https://diskop.example.go.id/surat.pdf"), ("jenis", "topic"), ("untuk", "saring"),
            ("kabupaten", "61.05"), ("kapan", "nanti"), ("kirimPada", "2027-02-29T09:00"))).Text;
        foreach (var (field, says) in new[] { ("judul", "Judul belum diisi"), ("teks", "Pesan paling panjang 600 huruf; sekarang 601."), ("tautan", "alamat https:// yang lengkap"), ("gambar", ".png, .jpg, atau .gif"), ("penerima", "butuh paling sedikit satu topik"), ("kirimPada", "tidak ada di kalender") })
        {
            Assert.Matches($"<a href=\"#{field}\">[^<]+</a>: [^<]*{Regex.Escape(says)}", wrong);
            Assert.Matches($"id=\"{field}-salah\">[^<]*{Regex.Escape(says)}", wrong);
        }

        Assert.Contains(new string('a', 601), wrong, StringComparison.Ordinal);
        Assert.Contains("value=\"javascript:alert(1)\"", wrong, StringComparison.Ordinal);
        Assert.Contains("value=\"61.05\" checked", wrong, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"javascript", wrong, StringComparison.Ordinal);
        Assert.Contains("Isi tanggal dan jam kirim", (await admin.SendAsync(Write, Write, [.. _draft, ("kapan", "nanti")])).Text, StringComparison.Ordinal);
        Assert.Equal(0L, host.Scalar("SELECT COUNT(*) FROM Announcements"));
    }

    [Fact]
    public async Task Hurry_without_a_date_and_quiet_hours_are_said_and_forbid_nothing()
    {
        var now = TimeProvider.System.GetUtcNow().AddHours(7);
        await using var host = new CoopBotHost(settings:
            [("Announcements:QuietFrom", now.AddHours(-1).ToString("HH:mm", CultureInfo.InvariantCulture)), ("Announcements:QuietUntil", now.AddHours(2).ToString("HH:mm", CultureInfo.InvariantCulture))]);
        using var admin = await StaffBrowser.DeveloperAsync(host);
        (string, string)[] hurried = [("judul", "Laporan"), ("teks", "Kirim laporan secepatnya."), ("untuk", "semua")];

        var preview = (await admin.SendAsync(Write, Write + "?handler=Pratinjau", hurried)).Text;
        Assert.Contains("Ada kata “secepatnya” tanpa tanggal", preview, StringComparison.Ordinal);
        Assert.Contains($"akan dikirim pukul {now.AddHours(2).ToString("HH.mm", CultureInfo.InvariantCulture)} WIB", preview, StringComparison.Ordinal);
        Assert.DoesNotContain("tanpa tanggal", (await admin.SendAsync(Write, Write + "?handler=Pratinjau", [.. hurried, ("tindakan", "Paling lambat 31 Maret 2027")])).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await admin.SendAsync(Write, Write, hurried)).Status);
    }

    [Fact] // Fault 121
    public async Task Preview_shows_text_as_text()
    {
        await using var host = new CoopBotHost();
        using var admin = await StaffBrowser.DeveloperAsync(host);
        const string Evil = "<img src=x onerror=alert(1)> **a\" onclick=x** [klik](https://diskop.example.go.id/\"onmouseover=x) [b](javascript:alert(1)) _{{koperasi|<b>x</b>}}_";
        await admin.SendAsync(Write, Write, ("judul", "<script>alert(1)</script>"), ("teks", Evil.Replace("[b](javascript:alert(1)) ", "", StringComparison.Ordinal)), ("untuk", "semua"));

        using var request = new HttpRequestMessage(HttpMethod.Post, Write + "?handler=Pratinjau")
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", await admin.TokenAsync(Write)), new("judul", "<script>alert(1)</script>"), new("teks", Evil), new("untuk", "semua")]),
        };
        using var answer = await admin.Client.SendAsync(request);
        foreach (var html in new[] { await answer.Content.ReadAsStringAsync(), await (await admin.GetAsync(List + "/1")).Content.ReadAsStringAsync() })
        {
            Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
            Assert.DoesNotMatch("<script(?![^>]* src=\"/assets/)|<img|<b>|<[^>]* on\\w+=|href=\"javascript| style=", html);
        }
    }

    [Fact] // Fault 74
    public async Task Form_sent_twice_makes_one_announcement_and_another_text_with_the_same_form_is_not_swallowed()
    {
        await using var host = new CoopBotHost();
        using var admin = await StaffBrowser.DeveloperAsync(host);
        var html = await (await admin.GetAsync(Write)).Content.ReadAsStringAsync();
        (string, string)[] form = [("__RequestVerificationToken", await admin.TokenAsync(Write)), ("kunci", Key().Match(html).Groups[1].Value), .. _draft];

        var both = await Task.WhenAll(admin.PostAsync(Write, form), admin.PostAsync(Write, form));
        Assert.All(both, answer => Assert.Equal(HttpStatusCode.Found, answer.Status));
        Assert.Equal(1L, host.Scalar("SELECT COUNT(*) FROM Announcements"));

        var other = await admin.PostAsync(Write, [.. form.Where(field => field.Item1 != "judul"), ("judul", "Judul lain")]);
        Assert.Contains("sudah pernah disimpan dengan isi lain", other.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"Judul lain\"", other.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(form[1].Item2, other.Text, StringComparison.Ordinal);
    }

    [Fact] // Fault 123
    public async Task Second_editor_sees_both_versions_and_overwrites_nothing_unseen()
    {
        await using var accounts = await OfficeAccounts.StartAsync();
        await using var host = new CoopBotHost(settings: accounts.Settings(OfficeAccounts.Member(1, "editor"), OfficeAccounts.Member(2, "publisher")));
        using var ani = await StaffBrowser.PersonAsync(host);
        accounts.Person = OfficeAccounts.Id(2);
        using var budi = await StaffBrowser.PersonAsync(host);
        await ani.SendAsync(Write, Write, _draft);
        await budi.SendAsync(Write + "/1", Write + "/1", [.. Titled("Judul Budi"), ("versi", "1")]);

        var conflict = await ani.SendAsync(Write + "/1", Write + "/1", [.. Titled("Judul Ani"), ("versi", "1")]);
        Assert.Equal(HttpStatusCode.OK, conflict.Status);
        Assert.Contains("Pengumuman ini diubah petugas …0002 pukul", conflict.Text, StringComparison.Ordinal);
        Assert.Matches("Judul</th><td[^>]*>Judul Budi</td><td[^>]*>Judul Ani</td>", conflict.Text);
        Assert.DoesNotContain("data-label=\"Isian\">Pesan", conflict.Text, StringComparison.Ordinal);
        Assert.Equal("Judul Budi", host.Scalar("SELECT Title FROM Announcements"));

        // Fault 77: what is sent is what was looked at.
        Assert.Contains("baru saja diubah orang lain", (await budi.SendAsync(List + "/1", List + "/1?handler=Kirim", ("versi", "1"))).Text, StringComparison.Ordinal);
        Assert.Equal("Draft", host.Scalar("SELECT State FROM Announcements"));

        Assert.Equal(HttpStatusCode.Found, (await ani.SendAsync(Write + "/1", Write + "/1", [.. Titled("Judul Ani"), ("versi", "2")])).Status);
        Assert.Equal("Judul Ani", host.Scalar("SELECT Title FROM Announcements"));
    }

    [Fact] // Fault 44
    public async Task Editor_asks_a_publisher_approves_and_a_viewer_reads()
    {
        await using var accounts = await OfficeAccounts.StartAsync();
        await using var host = new CoopBotHost(settings: [.. accounts.Settings(OfficeAccounts.Member(1, "editor"), OfficeAccounts.Member(2, "publisher"), OfficeAccounts.Member(3, "viewer"))]);
        await PeopleAsync(host, null, 2);
        using var editor = await StaffBrowser.PersonAsync(host);
        accounts.Person = OfficeAccounts.Id(2);
        using var publisher = await StaffBrowser.PersonAsync(host);
        accounts.Person = OfficeAccounts.Id(3);
        using var viewer = await StaffBrowser.PersonAsync(host);

        await editor.SendAsync(Write, Write, [.. _draft, ("kapan", "nanti"), ("kirimPada", CoopBotHost.Day(3) + "T09:00")]);
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.SendAsync(List + "/1", List + "/1?handler=Kirim", ("versi", "1"))).Status);
        Assert.Equal(HttpStatusCode.Found, (await editor.SendAsync(List + "/1", List + "/1?handler=Minta", ("versi", "1"))).Status);
        Assert.Contains("1</strong> pengumuman belum dikirim karena menunggu", await publisher.ReadAsync("/staff"), StringComparison.Ordinal);
        Assert.Contains("Rapat anggota", await publisher.ReadAsync(List + "?keadaan=AwaitingApproval"), StringComparison.Ordinal);

        var read = await viewer.ReadAsync(List + "/1");
        Assert.DoesNotContain("handler=", read, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.GetAsync(Write)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync(List + "/1?handler=Hentikan", [("__RequestVerificationToken", await viewer.TokenAsync(List))])).Status);

        Assert.Contains("Setujui dan jadwalkan ke 2 orang", await publisher.ReadAsync(List + "/1"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await publisher.SendAsync(List + "/1", List + "/1?handler=Kirim", ("versi", "1"))).Status);
        Assert.Equal("Scheduled", host.Scalar("SELECT State FROM Announcements"));
        Assert.Contains("tidak dapat dilakukan", (await editor.SendAsync(List + "/1", List + "/1?handler=Hentikan")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await publisher.SendAsync(List + "/1", List + "/1?handler=Hentikan")).Status);
        Assert.Contains("Dibatalkan sebelum dikirim", await publisher.ReadAsync(List + "/1"), StringComparison.Ordinal);
        Assert.Contains("sudah dikirim atau dibatalkan", (await editor.SendAsync(List, Write + "/1", [.. _draft, ("versi", "1")])).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Author_cannot_approve_where_two_people_must_and_is_told_why()
    {
        await using var accounts = await OfficeAccounts.StartAsync();
        await using var host = new CoopBotHost(settings: [.. accounts.Settings(OfficeAccounts.Member(1, "publisher"), OfficeAccounts.Member(2, "publisher")), ("Announcements:TwoPeople", "true")]);
        await PeopleAsync(host, null, 1);
        using var author = await StaffBrowser.PersonAsync(host);
        accounts.Person = OfficeAccounts.Id(2);
        using var other = await StaffBrowser.PersonAsync(host);
        await author.SendAsync(Write, Write, _draft);
        await author.SendAsync(List + "/1", List + "/1?handler=Minta", ("versi", "1"));

        var own = await author.ReadAsync(List + "/1");
        Assert.Contains("Aturan dua orang berlaku", own, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=Kirim", own, StringComparison.Ordinal);
        await author.SendAsync(List + "/1", List + "/1?handler=Kirim", ("versi", "1"));
        Assert.Equal("AwaitingApproval", host.Scalar("SELECT State FROM Announcements"));
        Assert.Contains("Setujui dan kirim ke 1 orang", await other.ReadAsync(List + "/1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_that_waits_says_so_and_its_rest_is_stopped_once()
    {
        await using var connector = await FakeConnector.StartAsync();
        connector.Refusal = 429;
        await using var host = new CoopBotHost();
        await PeopleAsync(host, connector, 30);
        using var admin = await StaffBrowser.DeveloperAsync(host);
        await admin.SendAsync(Write, Write, _draft);
        await admin.SendAsync(List + "/1", List + "/1?handler=Kirim", ("versi", "1"));

        var delayed = await UntilAsync(admin, List + "/1", "Tertunda</span>");
        Assert.Contains("Salurannya minta pelan-pelan; dilanjutkan sendiri", delayed, StringComparison.Ordinal);
        Assert.Contains("0 dari 30 terkirim", delayed, StringComparison.Ordinal);
        Assert.Contains("Hentikan sisa <span id=\"sisa\">30</span>", delayed, StringComparison.Ordinal);
        Assert.Matches("hx-get=\"/staff/pengumuman/1\\?keadaan=Sending\" hx-trigger=\"every 2s\"", delayed);

        foreach (var _ in new[] { 1, 2 })
        {
            Assert.Equal(HttpStatusCode.Found, (await admin.SendAsync(List + "/1", List + "/1?handler=Hentikan")).Status);
        }

        var stopped = await UntilAsync(admin, List + "/1", "Dibatalkan</span>");
        Assert.Contains("Dibatalkan: dihentikan dinas", stopped, StringComparison.Ordinal);
        Assert.Equal(1L, host.Scalar("SELECT COUNT(*) FROM AuditEntries WHERE Action = 'announcement.stopped'"));
        Assert.Equal("true", (await admin.GetAsync(List + "/1?keadaan=Sending")).Headers.GetValues("HX-Refresh").Single());
    }

    [Fact] // Fault 80
    public async Task What_failed_is_counted_by_reason_and_sent_again()
    {
        await using var connector = await FakeConnector.StartAsync();
        connector.RefuseOnce(400);
        await using var host = new CoopBotHost();
        await PeopleAsync(host, connector, 3);
        using var admin = await StaffBrowser.DeveloperAsync(host);
        await admin.SendAsync(Write, Write, _draft);
        await admin.SendAsync(List + "/1", List + "/1?handler=Kirim", ("versi", "1"));

        var page = await UntilAsync(admin, List + "/1", "Selesai</span>");
        Assert.Matches("Gagal: pesannya ditolak salurannya \\(kode 400\\)</th><td[^>]*>1</td>", page);
        Assert.Contains("Kirim ulang 1 gagal", page, StringComparison.Ordinal);
        await admin.SendAsync(List + "/1", List + "/1?handler=Ulang");
        Assert.Contains("terkirim 3, antre 0", await UntilAsync(admin, List + "/1", "Selesai</span>"), StringComparison.Ordinal);
    }

    [Fact] // Fault 125
    public async Task List_is_bounded_and_a_page_that_is_not_there_is_the_nearest()
    {
        await using var host = new CoopBotHost();
        using var admin = await StaffBrowser.DeveloperAsync(host);
        for (var i = 1; i <= 26; i++)
        {
            await host.Service<AnnouncementStore>().CreateAsync(new() { Title = $"Nomor {i}", Text = "Isi.", Audience = new() { All = true } }, "dev", null, null, TestContext.Current.CancellationToken);
        }

        foreach (var (page, expected) in new[] { ("2", "26–26 dari 26"), ("99999999", "26–26 dari 26"), ("99999999999999999999", "1–25 dari 26"), ("-1", "1–25 dari 26"), ("x", "1–25 dari 26") })
        {
            Assert.Contains(expected, await admin.ReadAsync($"{List}?hal={page}"), StringComparison.Ordinal);
        }

        Assert.Contains("Tidak ada hasil untuk saringan ini.", await admin.ReadAsync(List + "?keadaan=Finished"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync(List + "/999")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync(List + "/1/laporan")).StatusCode);
    }

    private static (string, string)[] Titled(string title) => [("judul", title), .. _draft.Skip(1)];

    /// <summary>Looks as often as the page does until it says something.</summary>
    private static async Task<string> UntilAsync(StaffBrowser browser, string path, string says)
    {
        var page = "";
        for (var tries = 0; tries < 2_400; tries++)
        {
            page = await browser.ReadAsync(path);
            if (page.Contains(says, StringComparison.Ordinal))
            {
                return page;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException($"{path} never said {says}: {page}");
    }

    /// <summary>People of Teams who have written to the bot; the first are linked to a cooperative, the last want no announcements.</summary>
    private static Task<int> PeopleAsync(CoopBotHost host, FakeConnector? connector, int count, int linked = 0, int declined = 0) => host.Service<WriteGate>().WriteAsync((connection, transaction) =>
    {
        using var db = host.Database.CreateDbContext(connection, transaction);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var cooperative = linked > 0 ? db.Cooperatives.OrderBy(record => record.Id).First().Id : 0;
        for (var i = 1; i <= count; i++)
        {
            var person = $"t1:person-{i:D4}";
            db.Addresses.Add(new()
            {
                Channel = "msteams",
                ConversationId = $"a:{i}",
                PersonId = person,
                UserId = "29:" + i,
                BotId = TeamsChat.Bot,
                ServiceUrl = connector?.ServiceUrl ?? "http://127.0.0.1:1/",
                TenantId = "t1",
                Kind = "personal",
                Anonymous = true,
                UpdatedAt = now,
                WroteAt = now,
            });
            if (i <= linked)
            {
                db.Memberships.Add(new Membership { Channel = "msteams", PersonId = person, CooperativeId = cooperative, Since = now, ConfirmedAt = now, GivenBy = "dev" });
            }

            if (i > count - declined)
            {
                db.Subscriptions.Add(new() { Channel = "msteams", PersonId = person, Topic = Subscription.Everything, Wanted = false, At = now });
            }
        }

        return db.SaveChanges();
    });

    [GeneratedRegex("name=\"kunci\" value=\"([^\"]+)\"")]
    private static partial Regex Key();
}
