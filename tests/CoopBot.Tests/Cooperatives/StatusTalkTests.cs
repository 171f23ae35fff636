using CoopBot.Conversation;
using CoopBot.Records;

namespace CoopBot.Tests.Cooperatives;

public sealed class StatusTalkTests(DemoStore demo) : IClassFixture<DemoStore>
{
    private readonly CoopStore _store = demo.Store;

    [Fact]
    public async Task Dialogue_four_a_name_in_three_districts_then_one_of_them()
    {
        var talk = new Talk(_store);

        var which = await talk.Says("cek kop maju bersama msh idop ndak");

        Assert.Equal("cooperatives", talk.Route);
        Assert.StartsWith("Ada 3 koperasi dengan nama mirip (data contoh). Pilih kabupatennya:", which.Text, StringComparison.Ordinal);
        Assert.Equal(["Kubu Raya", "Sambas", "Sintang"], which.Suggestions.Order());
        Assert.Contains("Koperasi Produsen Contoh Maju Bersama, Sintang", which.Text, StringComparison.Ordinal);

        var one = await talk.Says("yg sintang");

        Assert.StartsWith("**Koperasi Produsen Contoh Maju Bersama**, Sintang (data contoh). Status tercatat: **aktif**. RAT terakhir: 14 Maret 2026. Sertifikat NIK: belum tercatat. Data per 31 Oktober 2026.", one.Text, StringComparison.Ordinal);
        Assert.EndsWith("Catatan administrasi, bukan penilaian hukum.", one.Text, StringComparison.Ordinal);
        Assert.Equal(["Arti status ini", "Rincian publik", "Tanya petugas"], one.Suggestions);
        Assert.NotNull(one.Card);
        Assert.Equal("Produsen · Sintang (data contoh)", one.Card.Subtitle);
        Assert.Equal("Status tercatat: Aktif", one.Card.Band);
        Assert.Empty(one.Sources);
    }

    [Theory]
    [InlineData("cek koperasi maju bersama sintang")]
    [InlineData("status koperasi Maju Bersama di Sintang?")]
    [InlineData("koperasi maju bersama sintang masih aktif?")]
    [InlineData("apakah koperasi produsen bersama maju di kab. sintang aktif")]
    [InlineData("kopreasi maju bersma sintang msh aktif ndak ye")]
    [InlineData("cek koprasi majubersama stg")]
    [InlineData("tolong cek status kop contoh maju bersama kabupaten sintang dong min")]
    [InlineData("gimana status koperasi maju bersama sintang")]
    [InlineData("is cooperative Maju Bersama in Sintang still active?")]
    [InlineData("status of cooperative maju bersama sintang")]
    [InlineData("Koperasi Produsen Contoh Maju Bersama Sintang")]
    [InlineData("cek maju bersama sintang")]
    [InlineData("koperasi maju bersama sintang kapan rat terakhir")]
    [InlineData("CEK KOPERASI “MAJU BERSAMA”, SINTANG!!!")]
    public async Task One_cooperative_is_found_however_it_is_asked(string text) =>
        Assert.StartsWith("**Koperasi Produsen Contoh Maju Bersama**, Sintang", (await new Talk(_store).Says(text)).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("cek ksp maju bersama", "KSP Contoh Maju Bersama")]
    [InlineData("koperasi simpan pinjam maju bersama masih aktif?", "KSP Contoh Maju Bersama")]
    [InlineData("cek koperasi konsumen maju bersama", "Koperasi Konsumen Contoh Maju Bersama")]
    [InlineData("cek kop konsumn maju bersama", "Koperasi Konsumen Contoh Maju Bersama")]
    public async Task A_kind_narrows_a_name(string text, string name) =>
        Assert.StartsWith($"**{name}**", (await new Talk(_store).Says(text)).Text, StringComparison.Ordinal);

    [Fact]
    public async Task A_number_finds_its_cooperative_with_any_separators()
    {
        await using var db = _store.CreateDbContext();
        var one = db.Set<Cooperative>().OrderBy(row => row.Id).Skip(1000).First();
        var nik = one.Nik!;
        foreach (var text in (string[])[nik, $"{nik[..4]}-{nik[4..6]}-{nik[6..]}", $"nik koperasi {nik[..4]} {nik[4..]}", $"cek NIK koperasi {nik}."])
        {
            Assert.StartsWith($"**{one.Name}**", (await new Talk(_store).Says(text)).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Dialogue_five_not_found_says_so_with_the_data_date()
    {
        var talk = new Talk(_store);
        var reply = await talk.Says("cek koperasi tani abadi ngabang");
        Assert.StartsWith("Nama itu tidak saya temukan di data contoh per 31 Oktober 2026. Itu tidak berarti koperasinya tidak sah.", reply.Text, StringComparison.Ordinal);
        Assert.EndsWith("Coba satu kata khas dari namanya, kabupatennya, atau NIK koperasi.", reply.Text, StringComparison.Ordinal);
        Assert.Equal(["Cari lagi", "Tanya petugas"], reply.Suggestions);
        Assert.InRange(reply.Choices.Count, 1, 3);

        Assert.StartsWith("Tulis satu kata khas", (await talk.Says("cari lagi")).Text, StringComparison.Ordinal);
        Assert.StartsWith("**Koperasi Produsen Contoh Maju Bersama**", (await talk.Says("maju bersama sintang")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_nobody_has_is_answered_in_the_same_words() =>
        Assert.StartsWith("Nomor itu tidak saya temukan di data contoh per 31 Oktober 2026. Itu tidak berarti", (await new Talk(_store).Says("6199999999999")).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Many_hits_ask_for_the_district_and_then_for_one_more_word()
    {
        var talk = new Talk(_store);
        var where = await talk.Says("cek koperasi sejahtera");
        Assert.EndsWith("Di kabupaten atau kota mana?", where.Text, StringComparison.Ordinal);
        Assert.Equal(3, where.Suggestions.Count);

        var more = await talk.Says("pontianak");
        Assert.EndsWith("Tulis satu kata khas lagi dari namanya, atau NIK koperasi.", more.Text, StringComparison.Ordinal);

        var narrowed = await talk.Says("mitra");
        Assert.Equal("cooperatives", talk.Route);
        Assert.Contains("Mitra Sejahtera**, Pontianak", narrowed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_choice_is_a_sentence_that_finds_just_that_cooperative()
    {
        var seen = 0;
        await using var db = _store.CreateDbContext();
        foreach (var name in db.Set<Cooperative>().OrderBy(row => row.Nik).Select(row => row.Name).AsEnumerable().Where((_, at) => at % 97 == 0))
        {
            var talk = new Talk(_store);
            var reply = await talk.Says("cek koperasi " + string.Join(' ', name.Split(' ')[^2..]));
            foreach (var choice in reply.Choices.Where(choice => choice.Says != "Bukan ini"))
            {
                seen++;
                var one = await talk.Says(choice.Says);
                Assert.StartsWith($"**{choice.Label.Split(" · ")[1]}**, {choice.Label.Split(" · ")[0]}", one.Text, StringComparison.Ordinal);
            }

            if (reply.Choices.Count > 0)
            {
                Assert.Equal("Bukan ini", reply.Choices[^1].Says);
            }
        }

        Assert.True(seen > 20, $"only {seen} choices seen");
    }

    [Theory]
    [InlineData("alamat koperasi maju bersama sambas")]
    [InlineData("dimana alamat kop maju bersama di sambas ya")]
    public async Task An_address_is_among_the_public_details(string text) =>
        Assert.StartsWith("**Koperasi Konsumen Contoh Maju Bersama**, Sambas (data contoh). Rincian publik", (await new Talk(_store).Says(text)).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Public_details_show_all_but_the_officers()
    {
        var talk = new Talk(_store);
        await talk.Says("cek koperasi maju bersama sintang");
        var reply = await talk.Says("rincian publik");
        Assert.Contains("Nomor badan hukum", reply.Text, StringComparison.Ordinal);
        Assert.Contains("data contoh", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Contoh Ketua", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(reply.Card!.Facts, fact => fact.Value.StartsWith("Contoh ", StringComparison.Ordinal));
        Assert.StartsWith("Koperasi yang mana?", (await new Talk(_store).Says("Rincian publik")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kabupaten_pontianak_may_be_either_of_two()
    {
        var talk = new Talk(_store);
        var reply = await talk.Says("cek koperasi wanita mandiri kab. pontianak");
        Assert.Equal(["Mempawah", "Kota Pontianak"], reply.Suggestions);
        Assert.StartsWith("**Koperasi Produsen Contoh Wanita Mandiri**, Pontianak", (await talk.Says("Kota Pontianak")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task English_is_answered_in_english_and_marks_the_sample()
    {
        var reply = await new Talk(_store) { Language = Language.English }.Says("is cooperative maju bersama in sintang active?");
        Assert.Contains("Recorded status: **active**. Last RAT: 14 March 2026. NIK certificate: not recorded. Data as of 31 October 2026.", reply.Text, StringComparison.Ordinal);
        Assert.Contains("data contoh", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_sees_no_card() =>
        Assert.Null((await new Talk(_store) { IsPrivate = false }.Says("cek koperasi maju bersama sintang")).Card);

    [Fact]
    public async Task No_status_answer_is_longer_than_sixty_words_or_judges()
    {
        await using var db = _store.CreateDbContext();
        foreach (var nik in db.Set<Cooperative>().OrderBy(row => row.Id).Select(row => row.Nik!).AsEnumerable().Where((_, at) => at % 31 == 0))
        {
            foreach (var language in Enum.GetValues<Language>())
            {
                var text = (await new Talk(_store) { Language = language }.Says(nik)).Text;
                Assert.True(text.Split(' ').Length <= 60, text);
                Assert.Contains("data contoh", text, StringComparison.Ordinal);
                Assert.DoesNotMatch("(?i)ilegal|bubar|bangkrut|illegal", text);
            }
        }
    }
}
