using System.Text.Json.Nodes;
using CoopBot.Capabilities.Announcements;
using CoopBot.Tests.Cooperatives;
using CoopBot.Tests.Hosts;
using static CoopBot.Tests.Announcements.StaffInTeams;

namespace CoopBot.Tests.Announcements;

/// <summary>Writing an announcement by a card in Teams: the form, what is wrong with it, the preview, and sending it.</summary>
public sealed class AnnouncementComposeTests : IAsyncLifetime
{
    private StaffInTeams _office = null!;

    public async ValueTask InitializeAsync() => _office = await StartAsync();

    public ValueTask DisposeAsync() => _office.DisposeAsync();

    [Fact] // Transcript 16, card 4.8
    public async Task Publisher_fills_in_the_form_sees_how_it_will_look_and_sends_it_once()
    {
        await _office.Of(9).Says("halo");
        var chat = _office.Of(1);
        var begun = await chat.Says("buat pengumuman");
        Assert.Equal("Isi judul, pesan, dan penerima. Belum ada yang dikirim.", begun.Text);
        Assert.Equal(["Pratinjau", "Simpan draf"], Titles(begun.Card!));
        Assert.Equal(["judul", "pesan", "tindakan", "jenis", "topik", "untuk", "kabupaten", "bentuk", "peran", "kapan", "tanggal", "jam"], Inputs(begun.Card!).Select(input => (string)input["id"]!));
        Assert.All(Inputs(begun.Card!), input => Assert.True(input["label"] is not null && input["errorMessage"] is not null && input["isRequired"] is not null));
        Assert.Equal(("80", "600"), (Inputs(begun.Card!).First()["maxLength"]!.ToString(), Inputs(begun.Card!).ElementAt(1)["maxLength"]!.ToString()));

        var preview = await PressAsync(chat, begun.Card!, "Pratinjau", Typed(("tindakan", "Datang sebelum 26 November 2026.")));
        var read = Read(preview);
        Assert.Contains("Draf P-1 tersimpan: Kantor tutup", read, StringComparison.Ordinal);
        Assert.Contains("Untuk 2 orang", read, StringComparison.Ordinal);
        Assert.Contains("Pengumuman dinas", read, StringComparison.Ordinal);
        Assert.Contains("[Sudah saya baca]  [Tanya soal ini]  [Atur pengumuman]", read, StringComparison.Ordinal);
        Assert.Contains("Balas BACA kalau sudah dibaca", read, StringComparison.Ordinal);
        Assert.Contains("Datang sebelum 26 November 2026.", read, StringComparison.Ordinal);
        Assert.Matches(@"Teams ….{4}, Teams ….{4}", read);
        Assert.Equal(["Kirim ke 2 orang", "Ubah", "Hapus draf"], Titles(preview));
        Assert.Equal((AnnouncementState.Draft, 0L), ((await StoredAsync(1)).State, _office.Host.Count("AnnouncementDeliveries")));

        var progress = await PressAsync(chat, preview, "Kirim ke");
        Assert.Contains("0 dari 2 terkirim", Read(progress), StringComparison.Ordinal);
        Assert.Equal(["Hentikan sisa 2"], Titles(progress));
        await PressAsync(chat, preview, "Kirim ke");
        Assert.Equal((AnnouncementState.Sending, Identity(1)), ((await StoredAsync(1)).State, (await StoredAsync(1)).SentBy));
        Assert.Equal(2, _office.Host.Count("AnnouncementDeliveries"));
        Assert.Equal((1, 1), (_office.Host.Audited("announcement.created", "P-1"), _office.Host.Audited("announcement.sent", "P-1")));
        Assert.Equal(0, _office.Connector.Waiting);
        await AdaptiveCards.AreValidAsync([begun.Card!, preview, progress]);
    }

    [Fact] // Fault 74
    public async Task Same_press_twice_is_one_draft_and_pressed_again_with_other_words_it_changes_that_one()
    {
        var chat = _office.Of(1);
        var form = (await chat.Says("tulis pengumuman")).Card!;

        var first = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => PressAsync(chat, form, "Pratinjau", Typed())));
        Assert.All(first, preview => Assert.Contains("Draf P-1 tersimpan", Read(preview), StringComparison.Ordinal));
        Assert.Equal((1, 1), (_office.Host.Count("Announcements"), (await StoredAsync(1)).Version));

        await PressAsync(chat, form, "Simpan draf", Typed(("judul", "Kantor buka")));
        Assert.Equal((1, 2, "Kantor buka"), (_office.Host.Count("Announcements"), (await StoredAsync(1)).Version, (await StoredAsync(1)).Title));
    }

    [Fact] // Fault 123
    public async Task Ubah_fills_everything_in_again_and_another_ones_change_is_shown_before_it_is_overwritten()
    {
        var chat = _office.Of(1);
        var typed = Typed(("tindakan", "Datang."), ("jenis", "topic"), ("topik", "ekspor,produk"), ("kapan", "nanti"), ("tanggal", "2027-03-01"), ("jam", "09:30"), ("untuk", "saring"), ("kabupaten", "61.05,61.01"), ("bentuk", "jasa"), ("peran", "pengurus"));
        var preview = await PressAsync(chat, (await chat.Says("buat pengumuman")).Card!, "Pratinjau", typed);
        Assert.Equal(["Jadwalkan ke 0 orang", "Ubah", "Hapus draf"], Titles(preview));
        Assert.Contains("Senin, 1 Maret 2027 pukul 09.30 WIB", Read(preview), StringComparison.Ordinal);
        var to = Audience.Of((await StoredAsync(1)).Audience);
        Assert.Equal((false, "61.05 61.01", "jasa", "pengurus", "ekspor produk"), (to.All, string.Join(' ', to.Districts), string.Join(' ', to.Kinds), string.Join(' ', to.Roles), string.Join(' ', to.Topics)));

        var form = await PressAsync(chat, preview, "Ubah");
        Assert.All(typed, field => Assert.Equal((string)field.Value!, Field(form, field.Key)));

        // Somebody else is faster, in the console.
        var store = _office.Host.Service<AnnouncementStore>();
        var stored = await StoredAsync(1);
        await store.ChangeAsync(1, 1, ComposeForm.Of(stored).Draft(stored) with { Title = "Judul mereka" }, "entra:t:lain");
        typed["judul"] = "Judul saya";
        var again = await PressAsync(chat, form, "Simpan draf", typed);
        Assert.Contains("P-1 sudah diubah sejak formulir ini dibuka.", Read(again), StringComparison.Ordinal);
        Assert.Contains("Judul di sana: “Judul mereka”.", Read(again), StringComparison.Ordinal);
        Assert.Equal(("Judul saya", "Judul mereka"), (Field(again, "judul"), (await StoredAsync(1)).Title));
        await PressAsync(chat, again, "Simpan draf", typed);
        Assert.Equal("Judul saya", (await StoredAsync(1)).Title);
        Assert.Equal(new DateTime(2027, 3, 1, 2, 30, 0, DateTimeKind.Utc), (await StoredAsync(1)).SendAt);
    }

    [Fact]
    public async Task Correction_written_in_the_console_names_its_own_recipients_is_sent_here_and_changed_there()
    {
        await using var office = await StartAsync(sends: true);
        await office.Of(9).Says("halo");
        var chat = office.Of(1);
        await PressAsync(chat, await PressAsync(chat, (await chat.Says("buat pengumuman")).Card!, "Pratinjau", Typed()), "Kirim ke");
        using var api = await AnnouncementOffice.OfAsync(office.Host);
        await api.InAsync(1, "finished");
        await chat.Next();
        await chat.Next();
        // Whoever writes for the first time after that is not among them.
        await office.Of(8).Says("halo");
        await api.CallAsync(HttpMethod.Post, "/1/correct", new JsonObject { ["title"] = "Kantor tutup", ["text"] = "Kantor tutup hari Senin." });

        var preview = (await chat.Says("pratinjau pengumuman P-2")).Card!;
        Assert.Contains("Draf P-2", Read(preview), StringComparison.Ordinal);
        Assert.Contains("(Koreksi dari P-1)", Read(preview), StringComparison.Ordinal);
        Assert.Contains("Untuk 2 orang", Read(preview), StringComparison.Ordinal);
        Assert.Contains("penerima P-1", Read(preview), StringComparison.Ordinal);
        Assert.Equal(["Kirim ke 2 orang", "Hapus draf"], Titles(preview));

        // A press of a form that names it changes nothing.
        var form = (await chat.Says("buat pengumuman")).Card!;
        Action(form, "Pratinjau")["data"]!["say"] = "Pratinjau pengumuman P-2 versi 1";
        Assert.Contains("Koreksi dan pengingat diubah di konsol.", Read(await PressAsync(chat, form, "Pratinjau", Typed(("judul", "Lain")))), StringComparison.Ordinal);

        await PressAsync(chat, preview, "Kirim ke");
        Assert.Equal(2, (await api.InAsync(2, "finished")).Sent);
    }

    [Theory] // Faults 83, 86
    [InlineData("judul", "", "judul", "Isi judulnya")]
    [InlineData("pesan", "   ", "pesan", "Isi pesannya")]
    [InlineData("pesan", "Halo {{nama}}", "pesan", "Isian {{nama}} tidak dikenal.")]
    [InlineData("pesan", "Halo {{koperasi}}", "pesan", "Sebagian penerima tidak terhubung ke koperasi.")]
    [InlineData("pesan", "Lihat [di sini](http://contoh.id)", "pesan", "Tautan di dalam teks harus diawali https://.")]
    [InlineData("pesan", "KTP 6171012345678901", "pesan", "Ada nomor 16 angka")]
    [InlineData("tindakan", "satu\ndua", "tindakan", "Tindakan harus satu baris")]
    [InlineData("untuk", "", "untuk", "Pilih penerimanya.")]
    [InlineData("untuk", "saring", "untuk", "Pilih kabupaten, bentuk koperasi, peran, atau topiknya")]
    [InlineData("kabupaten", "61.05", "untuk", "Pilih salah satu saja.")]
    [InlineData("jenis", "topic", "topik", "Pilih paling sedikit satu topik.")]
    [InlineData("jenis", "lain", "jenis", "Jenis harus layanan atau topik.")]
    [InlineData("kapan", "nanti", "tanggal", "Isi tanggal dan jam kirim")]
    [InlineData("tanggal", "2027-01-04", "kapan", "yang dipilih “Sekarang”")]
    public async Task What_is_wrong_stands_at_its_field_and_everything_typed_is_kept(string field, string value, string at, string problem)
    {
        var chat = _office.Of(1);
        var typed = Typed((field, value));
        var form = await PressAsync(chat, (await chat.Says("buat pengumuman")).Card!, "Pratinjau", typed);

        Assert.StartsWith("Belum tersimpan.", (string)form["body"]![0]!["text"]!, StringComparison.Ordinal);
        var parts = form["body"]!.AsArray();
        var where = parts.Single(part => (string?)part!["id"] == at)!;
        Assert.Contains(problem, (string)parts[parts.IndexOf(where) + 1]!["text"]!, StringComparison.Ordinal);
        Assert.All(typed.Where(one => one.Key != field), one => Assert.Equal((string)one.Value!, Field(form, one.Key)));
        Assert.Equal(value.Contains("6171", StringComparison.Ordinal) ? "KTP [nomor disamarkan]" : value.Trim(), Field(form, field));
        Assert.Equal(0, _office.Host.Count("Announcements"));

        // The same form goes on.
        typed[field] = (string)Typed()[field]!;
        Assert.Contains("Draf P-1 tersimpan", Read(await PressAsync(chat, form, "Pratinjau", typed)), StringComparison.Ordinal);
    }

    [Fact] // Fault 83
    public async Task Time_that_is_over_or_does_not_exist_is_said_at_the_day()
    {
        var chat = _office.Of(1);
        var form = (await chat.Says("buat pengumuman")).Card!;
        foreach (var (day, time, problem) in new[] { ("2020-01-01", "09:00", "Waktunya sudah lewat."), ("2027-02-30", "09:00", "tidak ada di kalender"), ("besok", "pagi", "Waktu tidak terbaca") })
        {
            var again = await PressAsync(chat, form, "Pratinjau", Typed(("kapan", "nanti"), ("tanggal", day), ("jam", time)));
            Assert.Contains(problem, Read(again), StringComparison.Ordinal);
            Assert.Equal((day, time), (Field(again, "tanggal"), Field(again, "jam")));
        }
    }

    [Fact]
    public async Task What_its_author_should_know_stands_on_the_preview_and_forbids_nothing()
    {
        var chat = _office.Of(1);
        var preview = await PressAsync(chat, (await chat.Says("buat pengumuman")).Card!, "Pratinjau", Typed(("pesan", "Segera lapor.")));

        Assert.Contains("Ada kata “Segera” tanpa tanggal.", Read(preview), StringComparison.Ordinal);
        Assert.Equal("Kirim ke 1 orang", Titles(preview).First());
    }

    [Fact]
    public async Task Nobody_who_fits_is_said_at_the_recipients()
    {
        var chat = _office.Of(1);
        var form = await PressAsync(chat, (await chat.Says("buat pengumuman")).Card!, "Pratinjau", Typed(("untuk", "saring"), ("kabupaten", "61.05")));

        Assert.Contains("Sekarang tidak ada orang yang cocok. Ubah penerimanya.", Read(form), StringComparison.Ordinal);
        Assert.Equal("61.05", Field(form, "kabupaten"));
    }

    [Fact]
    public async Task Text_over_its_limit_comes_back_whole_and_one_that_no_card_can_hold_stays_in_the_form()
    {
        var chat = _office.Of(1);
        var card = (await chat.Says("buat pengumuman")).Card!;
        var form = await PressAsync(chat, card, "Pratinjau", Typed(("pesan", new string('a', 3_000)), ("judul", new string('b', 81))));
        Assert.Equal((3_000, 81), (Field(form, "pesan").Length, Field(form, "judul").Length));
        Assert.Contains("Pesan paling panjang 600 huruf; sekarang 3000.", Read(form), StringComparison.Ordinal);
        Assert.Null(Inputs(form).ElementAt(1)["maxLength"]);

        foreach (var typed in new[] { Typed(("pesan", new string('a', 4_001))), Typed(("judul", new string('b', 501))), Typed(("pesan", new string('a', 3_990)), ("judul", new string('b', 490)), ("tindakan", new string('c', 490)), ("topik", new string('d', 190))) })
        {
            var (_, answer) = await chat.Invokes(chat.Press(Action(card, "Pratinjau"), "taken", typed));
            // The card stays as it is, with what was typed.
            Assert.Equal("application/vnd.microsoft.activity.message", (string)answer["type"]!);
            Assert.StartsWith("Isiannya terlalu panjang untuk satu kartu", (await chat.Next()).Text, StringComparison.Ordinal);
        }

        Assert.Equal(0, _office.Host.Count("Announcements"));
    }

    [Fact] // Fault 38
    public async Task Form_that_is_too_old_stores_nothing_and_stays_with_what_was_typed()
    {
        var chat = _office.Of(1);
        var (_, answer) = await chat.Invokes(chat.Press(Action((await chat.Says("buat pengumuman")).Card!, "Pratinjau"), "taken", Typed(("at", CoopBotHost.Day(-31)))));

        Assert.Equal("application/vnd.microsoft.activity.message", (string)answer["type"]!);
        Assert.StartsWith("Pilihan itu sudah kedaluwarsa.", (await chat.Next()).Text, StringComparison.Ordinal);
        Assert.Equal(0, _office.Host.Count("Announcements"));
    }

    [Fact] // Fault 37
    public async Task Only_the_forms_own_fields_are_read_as_text_and_cleaned_and_none_of_it_is_kept_with_the_turn()
    {
        var chat = _office.Of(1);
        var typed = Typed(("judul", "Kantor\u202e tu\u0000tup"), ("createdBy", "entra:t:lain"), ("state", "Finished"), ("link", "https://jahat.example"), ("kunci", "bukan-kunci"));
        typed["pesan"] = "Isi.";
        typed["tindakan"] = new JsonArray("x");
        typed["peran"] = 7;
        var card = (await chat.Says("buat pengumuman")).Card!;
        await PressAsync(chat, card, "Pratinjau", typed);

        var stored = await StoredAsync(1);
        Assert.Equal(("Kantor tutup", "Isi.", null, null), (stored.Title, stored.Text, stored.Action, stored.Link));
        Assert.Equal((AnnouncementState.Draft, Identity(1)), (stored.State, stored.CreatedBy));
        Assert.Equal("Pratinjau pengumuman", _office.Host.Scalar("SELECT \"Text\" FROM \"Turns\" WHERE \"Route\" = 'announcement-writing' ORDER BY \"Id\" DESC LIMIT 1"));
        Assert.DoesNotContain("jahat", _office.Host.Log.All, StringComparison.Ordinal);

        // Of a form that is none of ours nothing is read.
        var other = chat.Press(Action(card, "Pratinjau"), "taken", Typed(("form", "lain")));
        Assert.Equal("Isi judul, pesan, dan penerima. Belum ada yang dikirim.", (string)(await chat.Invokes(other)).Body["value"]!["body"]![0]!["text"]!);
        Assert.Equal(1, _office.Host.Count("Announcements"));
    }

    [Fact]
    public async Task Client_that_submits_instead_gets_the_same_as_a_message()
    {
        var chat = _office.Of(1);
        var data = Action((await chat.Says("buat pengumuman")).Card!, "Pratinjau")["fallback"]!["data"]!.DeepClone().AsObject();
        foreach (var (id, value) in Typed())
        {
            data[id] = value?.DeepClone();
        }

        await chat.Posts(chat.Activity("message", ("value", data), ("replyToId", "taken")));

        var preview = await chat.Next();
        Assert.Equal("Draf P-1 tersimpan: Kantor tutup. Untuk 1 orang.", preview.Text);
        Assert.Equal("Kirim ke 1 orang", Titles(preview.Card!).First());
    }

    [Fact]
    public async Task Editor_asks_for_approval_and_a_publisher_approves()
    {
        var (editor, publisher) = (_office.Of(2), _office.Of(1));
        await publisher.Says("halo");
        var preview = await PressAsync(editor, (await editor.Says("pengumuman baru")).Card!, "Pratinjau", Typed());
        Assert.Contains("Hanya penerbit yang dapat mengirim pengumuman.", Read(preview), StringComparison.Ordinal);
        Assert.Equal(["Minta persetujuan", "Ubah", "Hapus draf"], Titles(preview));

        // A button that is not offered does nothing either.
        var forged = Action(preview, "Minta persetujuan").DeepClone();
        forged["data"]!["say"] = "Kirim pengumuman P-1 versi 1";
        Assert.Contains("Hanya penerbit", Read((await editor.Invokes(editor.Press(forged))).Body["value"]!), StringComparison.Ordinal);
        Assert.Equal(AnnouncementState.Draft, (await StoredAsync(1)).State);

        var waiting = await PressAsync(editor, preview, "Minta persetujuan");
        Assert.Contains("Menunggu seorang penerbit menyetujuinya", Read(waiting), StringComparison.Ordinal);
        var list = await publisher.Says("draf pengumuman");
        Assert.Equal(["P-1: Kantor tutup (Menunggu persetujuan)"], Titles(list.Card!));
        var seen = await PressAsync(publisher, list.Card!, "P-1");
        Assert.Equal(["Setujui dan kirim ke 2 orang", "Ubah", "Hapus draf"], Titles(seen));
        await PressAsync(publisher, seen, "Setujui");
        Assert.Equal((AnnouncementState.Sending, Identity(1)), ((await StoredAsync(1)).State, (await StoredAsync(1)).SentBy));
    }

    [Fact] // Faults 50, 77
    public async Task Role_taken_away_meanwhile_refuses_the_button_and_a_changed_draft_is_shown_first()
    {
        var chat = _office.Of(1);
        var preview = await PressAsync(chat, (await chat.Says("buat pengumuman")).Card!, "Pratinjau", Typed());
        await _office.Host.Service<AnnouncementStore>().ChangeAsync(1, 1, new() { Title = "Lain", Text = "Lain.", Audience = new() { All = true } }, Identity(3));
        Assert.Contains("P-1 baru saja diubah", Read(await PressAsync(chat, preview, "Kirim ke")), StringComparison.Ordinal);
        Assert.Equal(AnnouncementState.Draft, (await StoredAsync(1)).State);

        _office.SetRole(1, "viewer");
        await chat.Invokes(chat.Press(Action(preview, "Kirim ke")));
        Assert.StartsWith("Peran Anda belum mencakup menulis pengumuman.", (await chat.Next()).Text, StringComparison.Ordinal);
        Assert.Equal(AnnouncementState.Draft, (await StoredAsync(1)).State);
    }

    [Fact]
    public async Task Typed_order_sends_nothing_but_shows_its_button()
    {
        var chat = _office.Of(1);
        await PressAsync(chat, (await chat.Says("buat pengumuman")).Card!, "Pratinjau", Typed());

        var shown = await chat.Says("kirim pengumuman P-1 versi 1");
        Assert.Equal(["Kirim ke 1 orang", "Ubah", "Hapus draf"], Titles(shown.Card!));
        Assert.Equal(["Kirim ke 1 orang", "Ubah", "Hapus draf"], Titles((await chat.Says("1")).Card!));
        Assert.Equal(AnnouncementState.Draft, (await StoredAsync(1)).State);

        var (_, dropped) = await chat.Invokes(chat.Press(Action(shown.Card!, "Hapus draf")));
        Assert.Equal("application/vnd.microsoft.activity.message", (string)dropped["type"]!);
        Assert.Equal("Draf P-1 dihapus. Tidak ada yang dikirim.", (await chat.Next()).Text);
        Assert.Equal(AnnouncementState.Cancelled, (await StoredAsync(1)).State);
        Assert.StartsWith("Pengumuman dengan nomor P-7 tidak ada.", (await chat.Says("ubah pengumuman P-7")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Elsewhere_and_to_others_it_is_said_where_it_is_done_and_nothing_more()
    {
        Assert.StartsWith("Untuk menulis pengumuman, buka chat pribadi dengan saya.", (await _office.Of(1, "groupChat").Says("buat pengumuman")).Text, StringComparison.Ordinal);
        Assert.StartsWith("Pengumuman hanya dapat ditulis dan dikirim petugas dinas.", (await _office.Of(9).Says("buat pengumuman")).Text, StringComparison.Ordinal);
        Assert.StartsWith("Only the office's staff can write", (await _office.Of(9).Says("write an announcement")).Text, StringComparison.Ordinal);
        Assert.StartsWith("Pengumuman hanya", (await _office.Of(9).Says("kirim pengumuman P-1")).Text, StringComparison.Ordinal);
        // What these words mean to everybody else.
        Assert.StartsWith("Belum ada pengumuman yang dikirim ke sini.", (await _office.Of(9).Says("pengumuman baru")).Text, StringComparison.Ordinal);
        Assert.StartsWith("Peran Anda belum mencakup", (await _office.Of(4).Says("buat pengumuman")).Text, StringComparison.Ordinal);
        Assert.StartsWith("Pengumuman hanya", (await new TeamsChat(_office.Host, _office.Connector) { Tenant = Tests.Staff.OfficeAccounts.Tenant, Person = null }.Says("buat pengumuman")).Text, StringComparison.Ordinal);
        Assert.StartsWith("Pengumuman hanya", (await new TeamsChat(_office.Host, _office.Connector) { Person = Tests.Staff.OfficeAccounts.Id(1) }.Says("buat pengumuman")).Text, StringComparison.Ordinal);
        var web = await _office.Host.VisitAsync();
        Assert.StartsWith("Pengumuman dibuat di Teams atau konsol.", (await web.Says("buat pengumuman")).Text, StringComparison.Ordinal);

        var english = _office.Of(1);
        var form = await english.Says("write an announcement");
        Assert.Equal("Fill in title, message and recipients. Nothing is sent yet.", form.Text);
        var preview = await PressAsync(english, form.Card!, "Preview", Typed(("untuk", "saring"), ("kapan", "nanti"), ("tanggal", "2027-03-01"), ("jam", "09:30"), ("bentuk", "jasa")));
        Assert.Contains("Monday, 1 March 2027 at 09.30 WIB", Read(preview), StringComparison.Ordinal);
        Assert.Equal(["Schedule for 0 people", "Change", "Delete draft"], Titles(preview));
    }

    private async Task<Announcement> StoredAsync(long id) => (await _office.Host.Service<AnnouncementStore>().FindAsync(id, default))!;
}
