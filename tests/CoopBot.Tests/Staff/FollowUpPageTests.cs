using System.Net;
using CoopBot.Capabilities.Announcements;
using CoopBot.Tests.Announcements;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Staff;

/// <summary>Corrections, recalls and reminders in the console: offered where they are possible, confirmed by name and number, and found from either side.</summary>
public sealed class FollowUpPageTests : IAsyncLifetime
{
    private const string List = "/staff/pengumuman";
    private const string Write = "/staff/pengumuman/tulis";

    private FakeConnector _connector = null!;
    private CoopBotHost _host = null!;
    private StaffBrowser _admin = null!;

    public async ValueTask InitializeAsync()
    {
        _connector = await FakeConnector.StartAsync();
        _host = new CoopBotHost(settings: ("Announcements:RatePerSecond", "0"));
        _admin = await StaffBrowser.DeveloperAsync(_host);
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _host.DisposeAsync();
        await _connector.DisposeAsync();
    }

    [Fact] // Fault 77
    public async Task Correction_is_written_from_the_old_text_for_its_recipients_and_shows_what_it_changes()
    {
        var wrong = await SentAsync();
        Assert.Contains($"href=\"{Write}?koreksi={wrong}\">Perbaiki</a>", await _admin.ReadAsync($"{List}/{wrong}"), StringComparison.Ordinal);
        var form = await _admin.ReadAsync($"{Write}?koreksi={wrong}");
        Assert.Contains($"<h1>Perbaiki P-{wrong}</h1>", form, StringComparison.Ordinal);
        Assert.Contains("value=\"Rapat anggota\"", form, StringComparison.Ordinal);
        Assert.Contains("2 orang</strong>", form, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"untuk\"", form, StringComparison.Ordinal);

        // Whom it goes to is not for the form to say.
        (string, string)[] fields = [("koreksi", $"{wrong}"), ("judul", "Rapat anggota"), ("teks", "Rapatnya hari Senin."), ("untuk", "saring"), ("kabupaten", "61.05")];
        Assert.Contains("Diperbaiki ", (await _admin.SendAsync($"{Write}?koreksi={wrong}", Write + "?handler=Pratinjau", fields)).Text, StringComparison.Ordinal);
        Assert.Contains("Pesan belum diisi", (await _admin.SendAsync($"{Write}?koreksi={wrong}", Write, ("koreksi", $"{wrong}"), ("judul", "Rapat anggota"), ("teks", ""))).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await _admin.SendAsync($"{Write}?koreksi={wrong}", Write, fields)).Status);
        var right = wrong + 1;
        Assert.Contains($"Koreksi sedang ditulis: <a href=\"{List}/{right}\">P-{right}</a>", await _admin.ReadAsync($"{List}/{wrong}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await _admin.SendAsync($"{Write}/{right}", $"{Write}/{right}", ("versi", "1"), ("judul", "Rapat anggota"), ("teks", "Rapatnya hari Selasa."))).Status);

        var page = await _admin.ReadAsync($"{List}/{right}");
        Assert.Contains($"Koreksi dari <a href=\"{List}/{wrong}\">P-{wrong}</a>", page, StringComparison.Ordinal);
        Assert.Matches("Rapatnya hari Jumat\\.</td><td[^>]*>Rapatnya hari Selasa\\.", page);
        Assert.Contains("“Rapat anggota” dikirim sekarang ke 2 orang", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await _admin.SendAsync($"{List}/{right}", $"{List}/{right}?handler=Kirim", ("versi", "2"))).Status);
        await _connector.NextEditAsync();
        await _connector.NextEditAsync();

        page = await _admin.ReadAsync($"{List}/{wrong}");
        Assert.Contains($"Diperbaiki oleh <a href=\"{List}/{right}\">P-{right}</a>", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">Perbaiki<", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Tarik dari", page, StringComparison.Ordinal);
        Assert.Contains($"P-{right} · Koreksi dari P-{wrong}", await _admin.ReadAsync(List), StringComparison.Ordinal);
        Assert.Contains($"P-{wrong} · Diperbaiki oleh P-{right}", await _admin.ReadAsync(List), StringComparison.Ordinal);
        Assert.Contains($"penerima P-{wrong}", await _admin.ReadAsync($"{List}/{right}/laporan"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recall_is_confirmed_by_title_and_number_and_leads_to_its_own_page()
    {
        var id = await SentAsync();
        Assert.Contains("“Rapat anggota” ditarik sekarang dari 2 orang yang menerimanya.", await _admin.ReadAsync($"{List}/{id}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await _admin.SendAsync($"{List}/{id}", $"{List}/{id}?handler=Tarik")).Status);
        Assert.Null((await _connector.NextEditAsync()).Answer);

        var page = await _admin.ReadAsync($"{List}/{id + 1}?hasil=tarik");
        Assert.Contains($"Penarikan <a href=\"{List}/{id}\">P-{id}</a>", page, StringComparison.Ordinal);
        Assert.Contains("ditarik oleh dinas; mohon abaikan.", page, StringComparison.Ordinal);
        page = await _admin.ReadAsync($"{List}/{id}");
        Assert.Contains($"Ditarik oleh <a href=\"{List}/{id + 1}\">P-{id + 1}</a>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Ingatkan", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await _admin.SendAsync($"{List}/{id}", $"{List}/{id}?handler=Tarik")).Status);
        Assert.Equal(1, _host.Audited("announcement.recalled", $"P-{id + 1}"));
    }

    [Fact]
    public async Task Reminder_names_how_many_have_not_read_and_says_when_the_next_may_go()
    {
        var id = await SentAsync();
        Assert.Contains("Ingatkan 2 orang yang belum membaca…", await _admin.ReadAsync($"{List}/{id}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await _admin.SendAsync($"{List}/{id}", $"{List}/{id}?handler=Ingatkan")).Status);
        Assert.Equal("Pengingat: Rapat anggota.", new Answer(await _connector.NextAsync()).Text);
        await _host.CountedAsync(id + 1, counts => counts.Sent == 2);

        var again = await _admin.SendAsync($"{List}/{id}", $"{List}/{id}?handler=Ingatkan");
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Contains($"Pengingat: <a href=\"{List}/{id + 1}\">P-{id + 1}</a>", again.Text, StringComparison.Ordinal);
        Assert.Matches("role=\"alert\"><p>Pengingat (terakhir|P-)", again.Text);
        Assert.Contains($"penerima yang belum membaca P-{id}", await _admin.ReadAsync($"{List}/{id + 1}"), StringComparison.Ordinal);
    }

    /// <summary>Two people in Teams have it.</summary>
    private async Task<long> SentAsync()
    {
        foreach (var chat in new[] { new TeamsChat(_host, _connector), new TeamsChat(_host, _connector) })
        {
            await chat.Says("halo");
        }

        var id = await _host.AnnounceAsync("Rapat anggota", draft => draft with { Text = "Rapatnya hari Jumat." });
        await _connector.NextAsync();
        await _connector.NextAsync();
        await _host.CountedAsync(id, counts => counts.Sent == 2);
        return id;
    }
}
