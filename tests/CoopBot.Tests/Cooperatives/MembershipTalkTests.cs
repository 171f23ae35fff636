using CoopBot.People;
using CoopBot.Records.Import;
using CoopBot.Storage;
using CoopBot.Tests.Hosts;
using CoopBot.Tests.Records;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CoopBot.Tests.Cooperatives;

/// <summary>One's own cooperative: linked by a code, seen in private, unlinked at will (transcript 13).</summary>
public sealed class MembershipTalkTests : IAsyncLifetime
{
    private CoopBotHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await new CoopBotHost().WithCooperativesAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact] // Transcript 13
    public async Task Code_names_the_cooperative_first_and_opens_its_own_data_after_the_yes()
    {
        var chat = await _host.VisitAsync();
        var asked = await chat.Says("mau lihat data koperasi saya");
        Assert.StartsWith("Akun ini perlu dihubungkan dulu. Minta kode sekali pakai ke petugas dinas", asked.Text, StringComparison.Ordinal);
        Assert.Equal(["Cara minta kode", "Nanti saja", "Tanya petugas"], asked.Suggestions);

        var offer = await chat.Says(await _host.CodeAsync());
        Assert.StartsWith($"Kode cocok. Hubungkan akun ini ke **{LinkedOffice.MajuBersama}**, Sintang (data contoh)?", offer.Text, StringComparison.Ordinal);
        Assert.Contains("lepas koperasi", offer.Text, StringComparison.Ordinal);
        Assert.Equal(["Ya, hubungkan", "Bukan koperasi saya"], offer.Suggestions);
        Assert.Equal(0, _host.Count("Memberships"));

        var linked = await chat.Says("Ya, hubungkan");
        Assert.StartsWith("Terhubung ke", linked.Text, StringComparison.Ordinal);
        Assert.Equal(["Data koperasi saya", "Nyalakan pengingat", "Lepas koperasi"], linked.Suggestions);
        Assert.Equal(1, _host.Count("Memberships", "\"GivenBy\" = 'entra:t:petugas'"));
        Assert.Equal(1, _host.Count("LinkCodes", "\"UsedAt\" IS NOT NULL AND \"UsedBy\" LIKE 'person:webchat:dl_%'"));

        var own = await chat.Says("status koperasi saya");
        Assert.Equal($"{LinkedOffice.MajuBersama}. Status tercatat: Aktif.", own.Text);
        Assert.Contains("Ketua: Contoh Ketua", own.Fallback, StringComparison.Ordinal);
        Assert.Contains("Akun terhubung: 1.", own.Fallback, StringComparison.Ordinal);
        Assert.Contains("\"Contoh Ketua", own.Card!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(1, _host.Count("AuditEntries", "\"Action\" = 'cooperative.shown' AND \"Who\" LIKE 'person:webchat:dl_%'"));
        Assert.Contains("Alamat", (await chat.Says("Rincian publik")).All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_data_come_however_they_are_asked_for()
    {
        var chat = await _host.VisitAsync();
        await chat.LinkAsync(await _host.CodeAsync());
        foreach (var said in new[]
        {
            "status koperasi saya", "koperasi saya", "data koperasi kami", "tengok status koperasi kamek", "cek kop kami dong min", "apakah koperasi kami masih aktif", "my cooperative",
            "show me the data of my cooperative please", "what is the status of our cooperative",
        })
        {
            Assert.True((await chat.Says(said)).All.Contains("Contoh Ketua", StringComparison.Ordinal), said);
        }
    }

    [Fact]
    public async Task Link_can_be_asked_for_first_and_the_code_comes_after_in_any_case_and_spacing()
    {
        foreach (var said in new[] { "hubungkan koperasi", "tolong sambungkan koperasi saya min", "nak hubongkan koperasi kamek", "link my cooperative", "saya punya kode" })
        {
            var chat = await _host.VisitAsync();
            Assert.True((await chat.Says(said)).Text.Contains("K793-QX4M", StringComparison.Ordinal), said);
            Assert.Contains("Maju Bersama", (await chat.Says((await _host.CodeAsync()).Replace('-', ' ').ToLowerInvariant())).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Code_comes_in_one_sentence_and_english_is_answered_in_english()
    {
        var chat = await _host.VisitAsync();
        Assert.StartsWith("Kode cocok.", (await chat.Says($"hubungkan koperasi {await _host.CodeAsync()}")).Text, StringComparison.Ordinal);
        Assert.StartsWith("The code matches. Link this account", (await chat.Says($"link my cooperative with code {await _host.CodeAsync()}")).Text, StringComparison.Ordinal);
        Assert.StartsWith("Linked to", (await chat.Says("Yes, link it")).Text, StringComparison.Ordinal);
        Assert.Contains("Chair: Contoh Ketua", (await chat.Says("my cooperative")).All, StringComparison.Ordinal);
        Assert.StartsWith("Unlink this account from", (await chat.Says("unlink my cooperative")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_talk_withdraws_the_offer_and_the_no_leaves_the_code_good()
    {
        var (code, chat) = (await _host.CodeAsync(), await _host.VisitAsync());
        await chat.Says(code);
        await chat.Says("syarat mendirikan koperasi");
        await chat.Says("ya");
        Assert.Equal(0, _host.Count("Memberships"));

        await chat.Says(code);
        Assert.Contains("kodenya belum terpakai", (await chat.Says("Bukan koperasi saya")).Text, StringComparison.Ordinal);
        await chat.Says("Ya, hubungkan");
        Assert.Equal(0, _host.Count("Memberships"));

        await (await _host.VisitAsync()).LinkAsync(code);
    }

    [Fact]
    public async Task Several_cooperatives_are_a_choice_and_several_people_share_one()
    {
        var (mine, other) = (await _host.VisitAsync(), await _host.VisitAsync());
        await mine.LinkAsync(await _host.CodeAsync());
        await mine.LinkAsync(await _host.CodeAsync(await _host.IdOfAsync("KSP Contoh Maju Bersama")));
        await other.LinkAsync(await _host.CodeAsync());

        var which = await mine.Says("data koperasi saya");
        Assert.StartsWith("Akun ini terhubung ke 2 koperasi. Yang mana?", which.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Contoh Ketua", which.All, StringComparison.Ordinal);
        Assert.StartsWith("KSP Contoh Maju Bersama. Status", (await mine.Says("2")).Text, StringComparison.Ordinal);
        Assert.Contains("Akun terhubung: 2.", (await mine.Says("data koperasi saya: Koperasi Produsen Contoh Maju Bersama, Sintang")).All, StringComparison.Ordinal);

        Assert.StartsWith("Lepas akun ini dari koperasi yang mana?", (await mine.Says("lepas koperasi")).Text, StringComparison.Ordinal);
        Assert.StartsWith("Lepas akun ini dari **Koperasi Produsen", (await mine.Says("1")).Text, StringComparison.Ordinal);
        Assert.StartsWith("Akun ini sudah dilepas dari **Koperasi Produsen", (await mine.Says("Ya, lepaskan")).Text, StringComparison.Ordinal);
        Assert.StartsWith("KSP Contoh Maju Bersama. Status", (await mine.Says("koperasi saya")).Text, StringComparison.Ordinal);
        Assert.Contains("Akun terhubung: 1.", (await other.Says("koperasi saya")).All, StringComparison.Ordinal);
        Assert.Equal(1, _host.Count("AuditEntries", "\"Action\" = 'member.left'"));
    }

    [Fact] // Faults 46, 47
    public async Task Of_anothers_cooperative_only_the_public_record_is_found_however_it_is_asked()
    {
        var chat = await _host.VisitAsync();
        await chat.LinkAsync(await _host.CodeAsync());
        var others = await _host.IdOfAsync("KSP Contoh Maju Bersama");
        var chair = (string)_host.Scalar("SELECT \"Chair\" FROM \"Cooperatives\" WHERE \"Name\" = 'KSP Contoh Maju Bersama'")!;
        var nik = (string)_host.Scalar("SELECT \"Nik\" FROM \"Cooperatives\" WHERE \"Name\" = 'KSP Contoh Maju Bersama'")!;

        foreach (var said in new[]
        {
            $"data koperasi saya NIK {nik}", "data koperasi saya: KSP Contoh Maju Bersama, Kubu Raya", $"data koperasi saya nomor {others}", "data koperasi saya nomor 2", $"data koperasi saya K-{others}",
            "data koperasi saya %", "data koperasi saya *", "data koperasi saya ' OR 1=1 --", $"rincian koperasi NIK {nik}", $"lepas koperasi NIK {nik}",
        })
        {
            var reply = await chat.Says(said);
            Assert.DoesNotContain(chair, reply.All, StringComparison.Ordinal);
        }

        Assert.Equal(1, _host.Count("Memberships"));
        Assert.Equal(0, _host.Count("AuditEntries", $"\"Action\" = 'cooperative.shown' AND \"Subject\" LIKE '%K-{others}%'"));
    }

    [Fact]
    public async Task Log_out_in_the_web_chat_ends_the_link_and_takes_what_was_shown_from_the_page()
    {
        var chat = await _host.VisitAsync();
        await chat.LinkAsync(await _host.CodeAsync());
        await chat.Says("koperasi saya");
        Assert.Contains("Contoh Ketua", await PlainPageAsync(chat), StringComparison.Ordinal);

        Assert.StartsWith("Sudah keluar: sambungan ke 1 koperasi diputus", (await chat.Says("keluar")).Text, StringComparison.Ordinal);

        chat.Watermark = "";
        Assert.DoesNotContain("Contoh Ketua", string.Join('\n', (await chat.NewsAsync()).Select(answer => answer.All)), StringComparison.Ordinal);
        Assert.DoesNotContain("Contoh Ketua", await PlainPageAsync(chat), StringComparison.Ordinal);
        Assert.Equal(0, _host.Count("DirectLineActivities", "\"Json\" LIKE '%Contoh Ketua%'"));
        Assert.StartsWith("Akun ini perlu dihubungkan dulu", (await chat.Says("koperasi saya")).Text, StringComparison.Ordinal);
        Assert.StartsWith("Terima kasih", (await chat.Says("keluar")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id-ID", "lepas koperasi", "Ya, lepaskan", "Isi obrolan ini dihapus dari peramban.")]
    [InlineData("en-US", "unlink my cooperative", "Yes, unlink it", "This talk is removed from the browser.")]
    public async Task Unlinking_in_the_web_chat_takes_what_was_shown_from_the_page_and_says_so(string locale, string leave, string yes, string said)
    {
        var chat = await _host.VisitAsync(locale);
        await chat.LinkAsync(await _host.CodeAsync());
        await chat.Says("koperasi saya");
        await chat.Says(leave);

        var left = await chat.Says(yes);

        Assert.EndsWith(said, left.Text, StringComparison.Ordinal);
        chat.Watermark = "";
        Assert.Equal(left.Text, Assert.Single(await chat.NewsAsync()).Text);
        Assert.Equal(0, _host.Count("DirectLineActivities", "\"Json\" LIKE '%Contoh Ketua%'"));
        Assert.Equal(0, _host.Count("Turns", "\"Reply\" LIKE '%Contoh Ketua%'"));
    }

    [Fact]
    public async Task Link_in_the_web_chat_opens_for_thirty_days_and_a_new_code_opens_it_again()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = await new CoopBotHost(services => services.AddSingleton<TimeProvider>(time)).WithCooperativesAsync();
        var chat = await host.VisitAsync();
        await chat.LinkAsync(await host.CodeAsync());

        time.Advance(TimeSpan.FromDays(29));
        chat = await Chat.StartAsync(host.Address, cookie: chat.Cookie);
        Assert.Contains("Contoh Ketua", (await chat.Says("koperasi saya")).All, StringComparison.Ordinal);

        time.Advance(TimeSpan.FromDays(1));
        chat = await Chat.StartAsync(host.Address, cookie: chat.Cookie);
        Assert.StartsWith("Demi keamanan, sambungan di obrolan web berlaku 30 hari", (await chat.Says("koperasi saya")).Text, StringComparison.Ordinal);

        await chat.LinkAsync(await host.CodeAsync());
        Assert.Contains("Contoh Ketua", (await chat.Says("koperasi saya")).All, StringComparison.Ordinal);
        Assert.Equal(1, host.Count("Memberships"));
    }

    [Fact]
    public async Task Restart_between_the_code_and_the_yes_loses_nothing()
    {
        using var store = new TestStore();
        Chat chat;
        using (var first = await new CoopBotHost(connectionString: store.ConnectionString).WithCooperativesAsync())
        {
            chat = await first.VisitAsync();
            await chat.Says(await first.CodeAsync());
        }

        await using var second = new CoopBotHost(connectionString: store.ConnectionString);
        chat = await Chat.StartAsync(second.Address, cookie: chat.Cookie);

        Assert.StartsWith("Terhubung ke", (await chat.Says("Ya, hubungkan")).Text, StringComparison.Ordinal);
        Assert.Contains("Contoh Ketua", (await chat.Says("koperasi saya")).All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_survives_another_list_and_says_so_where_the_list_has_the_cooperative_no_more()
    {
        await using var host = new CoopBotHost();
        await ImportAsync(host, "Koperasi Kapuas Raya;Sambas;6101000000001;aktif;Ibu [Ani](http://x)\nKoperasi Lain;Sambas;6101000000002;aktif;Pak Budi\n");
        var chat = await host.VisitAsync();
        await chat.LinkAsync(await host.CodeAsync(await host.IdOfAsync("Koperasi Kapuas Raya")));
        var before = await chat.Says("koperasi saya");
        Assert.Contains("Ketua: Ibu (Ani)", before.All, StringComparison.Ordinal);

        await ImportAsync(host, "Koperasi Kapuas Raya Baru;Sambas;6101000000001;tidak aktif;Ibu Citra\nKoperasi Lain;Sambas;6101000000002;aktif;Pak Budi\n");
        var renamed = await chat.Says("koperasi saya");
        Assert.StartsWith("Koperasi Kapuas Raya Baru. Status tercatat: Tidak aktif.", renamed.Text, StringComparison.Ordinal);
        Assert.Contains("Ketua: Ibu Citra.", renamed.All, StringComparison.Ordinal);

        await ImportAsync(host, "Koperasi Lain;Sambas;6101000000002;aktif;Pak Budi\n");
        Assert.StartsWith("Koperasi yang terhubung ke akun ini tidak ada di daftar dinas sekarang.", (await chat.Says("koperasi saya")).Text, StringComparison.Ordinal);
        await chat.Says("lepas koperasi");
        Assert.StartsWith("Akun ini sudah dilepas", (await chat.Says("ya")).Text, StringComparison.Ordinal);
        Assert.Equal(0, host.Count("Memberships"));
    }

    [Fact]
    public async Task What_has_had_its_time_goes_and_a_link_of_teams_stays()
    {
        await (await _host.VisitAsync()).LinkAsync(await _host.CodeAsync());
        await (await _host.VisitAsync()).Says(LinkedOffice.Guess());
        await _host.Service<WriteGate>().WriteAsync((connection, transaction) => connection.Execute(
            transaction,
            """INSERT INTO "Memberships" ("Channel", "PersonId", "CooperativeId", "Since", "ConfirmedAt", "GivenBy") VALUES ('msteams', 't1:p', 1, @0, @0, 'x')""", DateTime.UnixEpoch));
        Task<int> ExpireAsync(double days) => _host.Service<WriteGate>().WriteAsync((connection, transaction) => Memberships.Expire(TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(days), connection, transaction));

        Assert.Equal(0, await ExpireAsync(.9));
        Assert.Equal(1, await ExpireAsync(1.1));
        Assert.Equal(1, await ExpireAsync(38));
        Assert.Equal(1, await ExpireAsync(91));
        Assert.Equal(1, _host.Count("Memberships", "\"Channel\" = 'msteams'"));
    }

    /// <summary>The page without script, as this visitor's browser shows it.</summary>
    private async Task<string> PlainPageAsync(Chat chat)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_host.Address, "ringan"));
        request.Headers.Add("Cookie", chat.Cookie);
        using var page = await http.SendAsync(request);
        return await page.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    private static async Task ImportAsync(CoopBotHost host, string rows)
    {
        using var folder = new TempFolder();
        var import = host.Service<CooperativeImport>();
        var report = await import.PrepareAsync(
            folder.Csv("Nama Koperasi;Kabupaten;NIK;Status Koperasi;Nama Ketua\n" + rows),
            new() { FileName = "daftar.csv", Source = "Daftar dinas", DataDate = new(2026, 10, 31), By = "uji", AcceptFaulty = false }, null, TestContext.Current.CancellationToken);
        await import.PublishAsync(report.List.Generation, confirmsRemovals: true);
    }
}
