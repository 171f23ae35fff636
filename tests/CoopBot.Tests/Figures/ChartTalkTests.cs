using CoopBot.Capabilities.Figures;
using CoopBot.Conversation;
using CoopBot.Records;
using CoopBot.Tests.Cooperatives;

namespace CoopBot.Tests.Figures;

/// <summary>Charts and tables as people ask for them.</summary>
public sealed class ChartTalkTests(DemoStore demo) : IClassFixture<DemoStore>
{
    private readonly CoopStore _store = demo.Store;

    [Theory]
    [InlineData("Grafik koperasi aktif per kabupaten", "Districts|||Active|Indonesian")]
    [InlineData("tolong buatkan grafik koperasi per kabupaten/kota", "Districts||||Indonesian")]
    [InlineData("grafik koperasi", "Districts||||Indonesian")]
    [InlineData("diagram koperasi simpan pinjam tidak aktif per kabupaten", "Districts||simpan pinjam|Inactive|Indonesian")]
    [InlineData("grafik KSP per kabupaten dong min", "Districts||simpan pinjam||Indonesian")]
    [InlineData("tampilkan grafik koperasi menurut jenis di Sintang", "Kinds|61.05|||Indonesian")]
    [InlineData("grafik status koperasi", "Statuses||||Indonesian")]
    [InlineData("grafik koperasi aktif dan tidak aktif", "Statuses||||Indonesian")]
    [InlineData("grafik kop di kubu raya", "Statuses|61.12|||Indonesian")]
    [InlineData("perkembangan jumlah koperasi", "Totals||||Indonesian")]
    [InlineData("perkembangan jumlah koperasi di kalbar dari tahun ke tahun", "Totals||||Indonesian")]
    [InlineData("grafik perkembangan jumlah koperasi 2020 sampai 2023", "Totals||||Indonesian")]
    public async Task Wish_for_a_chart_is_met_by_its_figure(string text, string query)
    {
        var talk = new Talk(_store);
        var reply = await talk.Says(text);

        Assert.Equal("figures", talk.Route);
        Assert.Equal(query, talk.State.Note(RecordNotes.Figures));
        Assert.StartsWith("/gambar/", reply.Card!.Picture!.Address, StringComparison.Ordinal);
        Assert.Contains(reply.Card.Title, reply.Card.Picture.AltText, StringComparison.Ordinal);
        Assert.Contains($"**{reply.Card.Title}**", reply.Text, StringComparison.Ordinal);
        Assert.True($"{reply.Card.Title}.".Split(' ').Length <= 15, reply.Card.Title);
        Assert.Equal("Lihat tabel", reply.Choices[0].Label);
        Assert.All(reply.Suggestions, button => Assert.InRange(button.Length, 1, 20));
    }

    [Theory]
    [InlineData("grafik")]
    [InlineData("lihat tabel")]
    [InlineData("grafik penjualan lada per kabupaten")]
    [InlineData("perkembangan koperasi di kalbar")]
    [InlineData("perkembangan jumlah koperasi tahun 2022")]
    [InlineData("perkembangan jumlah koperasi di sintang")]
    [InlineData("grafik koperasi 2021")]
    [InlineData("perkembangan jumlah umkm")]
    [InlineData("grafik jumlah anggota koperasi")]
    [InlineData("tabel bunga simpanan koperasi")]
    [InlineData("apa itu koperasi")]
    public async Task What_is_no_figure_of_ours_is_left_to_others(string text)
    {
        var talk = new Talk(_store);
        await talk.Says(text);
        Assert.NotEqual("figures", talk.Route);
    }

    [Fact]
    public async Task Figure_of_made_up_records_says_so_in_every_form()
    {
        foreach (var text in new[] { "grafik koperasi aktif per kabupaten", "tabel koperasi per jenis", "berapa simpan pinjam di Sintang" })
        {
            var reply = await new Talk(_store).Says(text);
            Assert.Contains("contoh", reply.Text, StringComparison.Ordinal);
            Assert.StartsWith("Data contoh: ", reply.Card!.Title, StringComparison.Ordinal);
            Assert.Contains("data contoh per 31 Oktober 2026", reply.Card.Subtitle, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Table_comes_on_request_with_all_numbers_and_adds_up()
    {
        var talk = new Talk(_store);
        await talk.Says("grafik koperasi per kabupaten");
        var table = await talk.Says("lihat tabel");

        Assert.Null(table.Card!.Picture);
        Assert.Equal(14, table.Card.Facts.Count);
        Assert.Equal(new Fact("Pontianak", "760, aktif 484, tidak aktif 254, tidak diketahui 22"), table.Card.Facts[0]);
        Assert.Contains("\n1. Pontianak: 760, aktif 484, tidak aktif 254, tidak diketahui 22\n", table.Text, StringComparison.Ordinal);
        Assert.Equal(new Choice("Lihat grafik", "grafik koperasi per kabupaten"), table.Choices[0]);
    }

    [Fact]
    public async Task Number_of_one_place_and_kind_comes_with_its_chart()
    {
        var talk = new Talk(_store);
        var reply = await talk.Says("berapa simpan pinjam di Sintang");

        Assert.StartsWith("Kabupaten Sintang: **39 koperasi** jenis simpan pinjam.", reply.Text, StringComparison.Ordinal);
        Assert.Equal("Data contoh: 25 dari 39 koperasi simpan pinjam di Kabupaten Sintang tercatat aktif (64,1%)", reply.Card!.Title);
        Assert.Equal(["25", "14", "0"], reply.Card.Facts.Select(fact => fact.Value));
        Assert.StartsWith("Kabupaten Sambas: ", (await talk.Says("kalau sambas?")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Published_totals_carry_five_dates_and_sources_and_the_mismatch_as_printed()
    {
        var reply = await new Talk(_store).Says("perkembangan jumlah koperasi");

        Assert.Equal(5, reply.Sources.Count);
        Assert.All(reply.Sources, source => Assert.True(source is { Name.Length: <= 80, Quote.Length: <= 160 }));
        Assert.Contains("1. 31 Desember 2023: 5.623, aktif 3.518, tidak aktif 2.106 (seperti tercetak; aktif dan tidak aktif berjumlah 5.624) [1]", reply.Text, StringComparison.Ordinal);
        Assert.Contains("bukan satu deret", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("contoh", reply.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("4.592, aktif 2.995, tidak aktif belum tercatat · ANTARA Kalbar, Juli 2021", reply.Card!.Facts[3].Value);
    }

    [Fact]
    public async Task English_is_answered_in_english()
    {
        var talk = new Talk(_store) { Language = Language.English };
        var reply = await talk.Says("chart of active cooperatives by district");

        Assert.Equal("Sample data (data contoh): Pontianak has the most cooperatives recorded as active: 484 of 2,995", reply.Card!.Title);
        Assert.Equal(["Show the table", "What is “active”?", "Ask an officer"], reply.Suggestions);
        Assert.Contains("range from 4,592 to 5,623", (await talk.Says("number of cooperatives over the years")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Group_gets_the_numbers_without_a_card_and_teams_without_an_address_the_table()
    {
        var group = await new Talk(_store) { IsPrivate = false }.Says("grafik koperasi aktif per kabupaten");
        Assert.Null(group.Card);
        Assert.Contains("1. Pontianak: 484", group.Text, StringComparison.Ordinal);

        var figure = RecordFigures.Of(FigureTests.Counts(new CountedGroup("61.05", null, CooperativeStatus.Active, 1)), new(FigureTopic.Districts));
        var card = FigureCards.Chart(figure, picture: null);
        Assert.Null(card.Picture);
        Assert.Equal(14, card.Facts.Count);
    }

    [Fact]
    public async Task Place_elsewhere_and_the_old_name_are_asked_about()
    {
        Assert.Contains("Jakarta", (await new Talk(_store).Says("grafik koperasi di jakarta")).Text, StringComparison.Ordinal);
        Assert.Equal(["Mempawah", "Kota Pontianak"], (await new Talk(_store).Says("grafik koperasi kab pontianak")).Suggestions);
    }

    [Fact]
    public async Task Empty_store_shows_what_was_published_and_draws_nothing_else()
    {
        using var empty = new CoopStore();
        Assert.StartsWith("Tabel lengkap per kabupaten/kota belum ada di sumber saya.", (await new Talk(empty).Says("grafik koperasi per kabupaten")).Text, StringComparison.Ordinal);
        Assert.StartsWith("Data koperasi belum ada di sini.", (await new Talk(empty).Says("grafik koperasi per jenis")).Text, StringComparison.Ordinal);
        Assert.NotNull((await new Talk(empty).Says("perkembangan jumlah koperasi")).Card!.Picture);
    }
}
