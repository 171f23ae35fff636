using CoopBot.Capabilities.Announcements;
using CoopBot.Conversation;
using CoopBot.Tests.Cooperatives;
using CoopBot.Tests.Hosts;
using CoopBot.Tests.People;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CoopBot.Tests.Announcements;

/// <summary>What people can say about announcements, in the web chat. Nothing sends here: a test says how far a copy has come.</summary>
public sealed class AnnouncementTalkTests : IAsyncLifetime
{
    // Tuesday, 24 November 2026, 09.12 WIB.
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 2, 12, 0, TimeSpan.Zero));
    private CoopBotHost _host = null!;
    private Chat _chat = null!;

    public async ValueTask InitializeAsync()
    {
        _host = new CoopBotHost(services =>
        {
            AnnouncingOffice.WithoutSender(services);
            services.AddSingleton<TimeProvider>(_time);
        });
        _chat = await _host.VisitAsync();
        await _chat.Says("halo");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory] // Transcript 15
    [InlineData("BACA")]
    [InlineData("sudah saya baca")]
    [InlineData("sudah dibaca")]
    [InlineData("sudah baca pengumuman")]
    [InlineData("Sudah saya baca P-1")]
    [InlineData("baca p-1")]
    public async Task Read_is_noted_once_with_its_time(string said)
    {
        var id = await SentAsync();
        Assert.Equal("Tercatat dibaca pukul 09.12 WIB. Terima kasih.", (await _chat.Says(said)).Text);
        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal("Tercatat dibaca pukul 09.12 WIB. Terima kasih.", (await _chat.Says(said)).Text);
        await LaterAsync(1);
        Assert.Equal("Tercatat dibaca 24 November 2026 pukul 09.12 WIB. Terima kasih.", (await _chat.Says(said)).Text);
        var counts = await _host.CountedAsync(id);
        Assert.Equal((1, 1, 1), (counts.Sent, counts.Read, counts.Acknowledged));
    }

    [Fact]
    public async Task Newest_that_came_is_meant_and_a_number_that_did_not_reveals_nothing()
    {
        var other = await _host.VisitAsync();
        await other.Says("halo");
        var secret = await _host.AnnounceAsync("Rahasia Sambas");
        _host.Put(secret, "\"State\" = 'GaveUp'");
        var first = await SentAsync("Pertama");
        var second = await SentAsync("Kedua");

        await _chat.Says("baca");
        Assert.Equal((0, 1), ((await _host.CountedAsync(first)).Acknowledged, (await _host.CountedAsync(second)).Acknowledged));
        foreach (var said in new[] { "Sudah saya baca {0}", "Tanya soal ini {0}", "pengumuman {0}" })
        {
            var never = await _chat.Says(string.Format(null, said, $"P-{secret}"));
            Assert.StartsWith("Pengumuman dengan nomor itu belum pernah dikirim ke sini.", never.Text, StringComparison.Ordinal);
            Assert.Equal(never.All, (await _chat.Says(string.Format(null, said, "P-999"))).All);
        }

        Assert.Equal(0, (await _host.CountedAsync(secret)).Acknowledged);
    }

    [Theory]
    [InlineData("\"State\" = 'Uncertain', \"Doubts\" = 3, \"Reason\" = 'no-answer'")]
    [InlineData("\"Doubts\" = 1, \"Reason\" = 'no-answer', \"DueAt\" = '2026-11-24 02:13:00'")] // Waits to be repeated.
    [InlineData("\"IsLeased\" = TRUE, \"Fence\" = 7, \"Doubts\" = 1, \"DueAt\" = '2026-11-24 02:11:00'")] // Its sender was killed.
    [InlineData("\"State\" = 'GaveUp', \"Doubts\" = 1, \"Reason\" = 'refused:400'")]
    public async Task Copy_in_doubt_counts_as_sent_once_its_reader_says_so(string copy)
    {
        var id = await _host.AnnounceAsync();
        _host.Put(id, copy);
        Assert.Equal(0, (await _host.CountedAsync(id)).Sent);

        Assert.StartsWith("Tercatat dibaca", (await _chat.Says($"baca P-{id}")).Text, StringComparison.Ordinal);

        var counts = await _host.CountedAsync(id);
        Assert.Equal((1, 1, 1), (counts.Sent, counts.Read, counts.Acknowledged));
        Assert.Equal(1, _host.Count("AnnouncementDeliveries", "NOT \"IsLeased\" AND \"Reason\" IS NULL AND \"SentAt\" IS NOT NULL AND \"SentAt\" <= \"AcknowledgedAt\""));
    }

    [Fact]
    public async Task Copy_that_a_process_holds_keeps_its_state_until_that_process_notes_it()
    {
        var id = await _host.AnnounceAsync();
        var queue = _host.Service<AnnouncementQueue>();
        var gate = _host.Service<CoopBot.Storage.WriteGate>();
        var item = Assert.Single((await gate.WriteAsync((connection, transaction) => queue.Take(10, connection, transaction))).Items);

        // Typed, it may be a guess; a pressed button is proof that it is there.
        Assert.StartsWith("Pengumuman dengan nomor itu", (await _chat.Says($"baca P-{id}")).Text, StringComparison.Ordinal);
        Assert.StartsWith("Tercatat dibaca", (await PressAsync($"Sudah saya baca P-{id}")).Text, StringComparison.Ordinal);
        var held = await _host.CountedAsync(id);
        Assert.Equal((1, 0, 0), (held.Pending, held.Sent, held.Acknowledged));

        await gate.WriteAsync((connection, transaction) => queue.Note([new(item, BroadcastOutcome.Sent) { SentId = "77" }], connection, transaction));
        var noted = await _host.CountedAsync(id);
        Assert.Equal((0, 1, 1, 1), (noted.Pending, noted.Sent, noted.Read, noted.Acknowledged));
        Assert.Equal("77", _host.Scalar("SELECT \"SentId\" FROM \"AnnouncementDeliveries\""));
    }

    [Fact]
    public async Task Question_goes_to_officers_with_the_number_and_the_title()
    {
        await SentAsync();
        var asked = await _chat.Says("TANYA");
        Assert.StartsWith("Tulis pertanyaan soal pengumuman **P-1, Hari Koperasi ke-74**, satu pesan saja.", asked.Text, StringComparison.Ordinal);
        Assert.Equal(["Batal"], asked.Suggestions);
        Assert.Contains("“Pengumuman P-1 (Hari Koperasi ke-74): kapan acaranya?”", (await _chat.Says("kapan acaranya?")).Text, StringComparison.Ordinal);
        Assert.StartsWith("Tulis pertanyaan", (await _chat.Says("Ubah dulu")).Text, StringComparison.Ordinal);
        await _chat.Says("di mana acaranya?");
        await _chat.Says("kirim");
        Assert.Contains("“Pengumuman P-1 (Hari Koperasi ke-74): di mana acaranya?”", (await _chat.Says("pertanyaan saya")).Text, StringComparison.Ordinal);

        // The next question is about nothing in particular.
        await _chat.Says("Tanya soal ini P-1");
        await _chat.Says("batal");
        await _chat.Says("tanya petugas");
        Assert.Contains("“apa itu bidai?”", (await _chat.Says("apa itu bidai?")).Text, StringComparison.Ordinal);
        await _chat.Says("Tanya soal ini P-1");
        await _chat.Says("tidak jadi saja dulu");
        await _chat.Says("tanya petugas");
        Assert.Contains("“apa itu bidai?”", (await _chat.Says("apa itu bidai?")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bare_words_mean_an_announcement_only_where_one_came_lately()
    {
        foreach (var word in new[] { "tanya", "baca", "sudah dibaca" })
        {
            Assert.DoesNotContain("engumuman", (await _chat.Says(word)).Text, StringComparison.Ordinal);
        }

        await SentAsync();
        Assert.DoesNotContain("P-1", (await _chat.Says("saya mau tanya")).Text, StringComparison.Ordinal);
        await LaterAsync(4);
        Assert.DoesNotContain("P-1", (await _chat.Says("tanya")).Text, StringComparison.Ordinal);
        Assert.StartsWith("Tercatat", (await _chat.Says("baca")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_says_stop_gets_nothing_of_any_kind_until_they_want_it_again()
    {
        await _chat.Says("langganan ekspor");
        Assert.Equal("Baik, tidak ada lagi pengumuman yang dikirim ke sini; kalau mau lagi, tulis **lanjutkan pengumuman**.", (await _chat.Says("berhenti")).Text);
        var since = _host.Scalar("SELECT \"At\" FROM \"Subscriptions\" WHERE \"Topic\" = ''");
        await LaterAsync(1);
        await _chat.Says("stop");
        Assert.Equal(since, _host.Scalar("SELECT \"At\" FROM \"Subscriptions\" WHERE \"Topic\" = ''"));
        Assert.Equal((2, 1), (_host.Audited("announcements.off"), _host.Audited("topic.on", "ekspor")));
        Assert.Equal((0, 0), (await ReachesAsync(), await ReachesAsync("ekspor")));
        Assert.StartsWith("Pengumuman: **dihentikan** sejak 24 November 2026.", (await _chat.Says("ATUR")).Text, StringComparison.Ordinal);

        Assert.StartsWith("Pengumuman dinas dikirim lagi", (await _chat.Says("lanjutkan pengumuman")).Text, StringComparison.Ordinal);
        Assert.Equal((1, 1), (await ReachesAsync(), await ReachesAsync("ekspor"))); // The topic as it was.
        Assert.Equal(1, _host.Audited("announcements.on"));
    }

    [Fact]
    public async Task Topics_are_changed_by_word_and_by_number()
    {
        var settings = await _chat.Says("langganan");
        Assert.Equal("Pengumuman umum dinas: **dikirim**.  \nTopik, balas nomornya untuk mengubah:\n\n1. koperasi: tidak\n2. pembinaan: tidak\n3. produk dan galeri: tidak\n4. ekspor: tidak\n5. pembiayaan: tidak\n6. Langganan semua", settings.Text);
        Assert.Equal(["Langganan semua", "Berhenti pengumuman", "Menu"], settings.Suggestions);

        Assert.StartsWith("Langganan dicatat: **ekspor**.", (await _chat.Says("4")).Text, StringComparison.Ordinal);
        Assert.Equal((1, 0), (await ReachesAsync("ekspor"), await ReachesAsync("produk")));
        Assert.Contains("4. ekspor: **langganan**", (await _chat.Says("atur pengumuman")).Text, StringComparison.Ordinal);
        Assert.StartsWith("Pengumuman soal **ekspor** tidak dikirim lagi ke sini.", (await _chat.Says("4")).Text, StringComparison.Ordinal);
        Assert.Equal((0, 1), (await ReachesAsync("ekspor"), await ReachesAsync()));

        await _chat.Says("langganan semua");
        Assert.Equal(1, _host.Audited("topic.on", "koperasi pembinaan produk ekspor pembiayaan"));
        await _chat.Says("berhenti langganan koperasi");
        Assert.Equal((1, 0), (await ReachesAsync("pembiayaan"), await ReachesAsync("koperasi")));

        await _chat.Says("berhenti");
        Assert.EndsWith("Pengumuman umum dinas juga dikirim lagi.", (await _chat.Says("langganan produk")).Text, StringComparison.Ordinal);
        Assert.Equal(1, await ReachesAsync());
    }

    [Fact]
    public async Task Stop_inside_a_message_to_an_officer_ends_that_message_and_reminders_are_their_own()
    {
        await _chat.Says("tanya petugas");
        Assert.StartsWith("Baik, tidak dikirim.", (await _chat.Says("berhenti")).Text, StringComparison.Ordinal);
        await _chat.Says("tanya petugas");
        await _chat.Says("langganan ekspor"); // The question, in whatever words.
        Assert.StartsWith("Baik, tidak dikirim.", (await _chat.Says("stop")).Text, StringComparison.Ordinal);
        await _chat.Says("matikan pengingat");
        Assert.Equal(0, _host.Count("Subscriptions"));
    }

    [Fact]
    public async Task Last_ones_are_shown_with_their_numbers_dates_and_what_became_of_them()
    {
        Assert.StartsWith("Belum ada pengumuman yang dikirim ke sini.  \nPengumuman umum dinas: **dikirim**.", (await _chat.Says("pengumuman terakhir")).Text, StringComparison.Ordinal);
        foreach (var title in new[] { "Satu", "Dua", "Tiga", "Empat", "Lima" })
        {
            await SentAsync(title);
            await LaterAsync(1);
        }

        _host.Scalar("UPDATE \"Announcements\" SET \"State\" = 'Cancelled' WHERE \"Id\" = 3");
        _host.Scalar("UPDATE \"Announcements\" SET \"ExpiresAt\" = '2026-11-26 10:00:00' WHERE \"Id\" = 4");
        await SentAsync("Enam");

        var last = await _chat.Says("pengumuman untuk saya");
        Assert.Equal("Enam.", last.Text);
        Assert.Equal(["P-5", "P-4", "P-3", "P-2"], last.Card!["body"]!.AsArray().Single(part => (string)part!["type"]! == "FactSet")!["facts"]!.AsArray().Select(fact => (string)fact!["title"]!));
        Assert.Contains("Sebelumnya:\nP-5, 28 November 2026: Lima\nP-4, 27 November 2026: Empat (sudah lewat)\nP-3, 26 November 2026: Tiga (dihentikan dinas)\nP-2, 25 November 2026: Dua\nTulis nomornya untuk membaca, seperti P-5.", last.Fallback, StringComparison.Ordinal);
        Assert.Equal(["Sudah saya baca P-6", "Tanya soal ini P-6", "Atur pengumuman"], last.Buttons);

        var third = await _chat.Says("P-3");
        Assert.Contains("Pengumuman dinas: Tiga\n26 November 2026, ", third.Fallback, StringComparison.Ordinal);
        Assert.Contains("Pengumuman ini sudah dihentikan dinas.", third.Fallback, StringComparison.Ordinal);
        Assert.StartsWith("Tercatat dibaca pukul", (await _chat.Says("1")).Text, StringComparison.Ordinal); // The number names this one.
        Assert.Equal(1, (await _host.CountedAsync(3)).Acknowledged);
        var fourth = await _chat.Says("pengumuman p-4");
        Assert.Contains("Masa berlakunya habis 26 November 2026 17.00 WIB.", fourth.Fallback, StringComparison.Ordinal);
        Assert.Contains("Dibaca", (await _chat.Says("pengumuman P-3")).Fallback, StringComparison.Ordinal);
    }

    [Fact]
    public async Task English_is_answered_in_english()
    {
        var chat = await _host.VisitAsync("en-US");
        await chat.Says("hello there");
        var id = await SentAsync("Hari Koperasi", draft => draft with { TitleEn = "Cooperatives Day", TextEn = "Come to the hall." });

        Assert.Equal("Cooperatives Day.", (await chat.Says("my announcements")).Text);
        Assert.Equal("Recorded as read at 09.12 WIB. Thank you.", (await chat.Says("READ")).Text);
        Assert.StartsWith($"Write your question about announcement **P-{id}, Cooperatives Day**", (await chat.Says("ASK")).Text, StringComparison.Ordinal);
        await chat.Says("cancel");
        Assert.Contains("4. export: no", (await chat.Says("MANAGE")).Text, StringComparison.Ordinal);
        Assert.StartsWith("Subscription recorded: **export**.", (await chat.Says("subscribe export")).Text, StringComparison.Ordinal);
        Assert.StartsWith("Announcements about **export** do not come here any more.", (await chat.Says("Unsubscribe from export")).Text, StringComparison.Ordinal);
        Assert.StartsWith("All right, no announcements come here any more", (await chat.Says("stop announcements")).Text, StringComparison.Ordinal);
        Assert.StartsWith("The office's announcements come here again.", (await chat.Says("resume announcements")).Text, StringComparison.Ordinal);
    }

    [Fact] // Fault 128
    public async Task Own_data_counts_them_and_a_deletion_leaves_the_sums_of_a_report_as_they_were()
    {
        var other = await _host.VisitAsync();
        await other.Says("halo");
        var sent = await SentAsync("Satu");
        await _chat.Says("baca");
        var doubtful = await _host.AnnounceAsync("Dua");
        _host.Put(doubtful, "\"State\" = 'Uncertain', \"Doubts\" = 3");
        var waiting = await _host.AnnounceAsync("Tiga");
        await _chat.Says("langganan ekspor");
        var own = (await _chat.Says("data saya")).Text;
        Assert.Contains(" 3 pengumuman dinas,", own, StringComparison.Ordinal);
        Assert.Contains(" 1 pilihan pengumuman", own, StringComparison.Ordinal);
        var before = (await _host.CountedAsync(sent), await _host.CountedAsync(doubtful));

        await _chat.Says(await _host.AskedAsync(text => _chat.Says(text), "hapus data saya"));
        await _chat.SaysAsync(new() { ["text"] = "Ya, hapus semua" });
        await _chat.UntilAsync(answer => answer.Text.StartsWith("Selesai. Data Anda dihapus ", StringComparison.Ordinal));

        Assert.Equal(before, (await _host.CountedAsync(sent), await _host.CountedAsync(doubtful)));
        var left = await _host.CountedAsync(waiting);
        Assert.Equal((2, 1, 1), (left.Audience, left.Pending, left.Cancelled)); // What had not gone is not sent any more.
        Assert.Equal((3, 0), (_host.Count("AnnouncementDeliveries", "\"PersonId\" LIKE '-%'"), _host.Count("Subscriptions")));
    }

    private async Task<long> SentAsync(string title = "Hari Koperasi ke-74", Func<AnnouncementDraft, AnnouncementDraft>? change = null)
    {
        var id = await _host.AnnounceAsync(title, change);
        _host.Put(id, $"\"State\" = 'Sent', \"SentAt\" = '{_time.GetUtcNow():yyyy-MM-dd HH:mm:ss}'");
        _time.Advance(TimeSpan.FromSeconds(1));
        return id;
    }

    /// <summary>The same visitor opens the page days later.</summary>
    private async Task LaterAsync(int days)
    {
        _time.Advance(TimeSpan.FromDays(days));
        _chat = await Chat.StartAsync(_host.Address, cookie: _chat.Cookie);
    }

    /// <summary>How many an announcement to everyone, or to a topic's subscribers, would reach now.</summary>
    private Task<int> ReachesAsync(string? topic = null) => topic is null
        ? _host.Service<AnnouncementStore>().EstimateAsync(new() { All = true }, AnnouncementKind.Service, default)
        : _host.Service<AnnouncementStore>().EstimateAsync(new() { Topics = [topic] }, AnnouncementKind.Topic, default);

    /// <summary>Presses a button of a card as the Web Chat page does.</summary>
    private async Task<Answer> PressAsync(string says) => Assert.Single(await _chat.SaysAsync(new()
    {
        ["text"] = says,
        ["value"] = new System.Text.Json.Nodes.JsonObject { ["say"] = says, ["v"] = 1, ["at"] = $"{_time.GetUtcNow().AddHours(7):yyyy-MM-dd}" },
    }));
}
