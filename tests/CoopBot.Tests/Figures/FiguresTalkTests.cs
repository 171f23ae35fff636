using CoopBot.Conversation;
using CoopBot.Records;
using CoopBot.Tests.Cooperatives;

namespace CoopBot.Tests.Figures;

public sealed class FiguresTalkTests(DemoStore demo) : IClassFixture<DemoStore>
{
    private readonly CoopStore _store = demo.Store;

    [Theory]
    [InlineData("berapa koperasi aktif di Sambas?", "61.01")]
    [InlineData("jumlah koperasi aktif kubu raya", "61.12")]
    [InlineData("brp kop idop kat ptk", "61.71")]
    [InlineData("koperasi aktif di sintang ada berapa", "61.05")]
    [InlineData("how many active coops in Ketapang", "61.04")]
    public async Task Active_ones_of_a_district_are_counted_in_the_records(string text, string code)
    {
        var talk = new Talk(_store);
        var reply = await talk.Says(text);
        await using var db = _store.CreateDbContext();
        var active = db.Set<Cooperative>().Count(row => row.Regency == code && row.Status == CooperativeStatus.Active);
        Assert.Equal("figures", talk.Route);
        Assert.StartsWith($"{District.ByCode(code)!.FullName}: **{active} koperasi aktif** dari ", reply.Text, StringComparison.Ordinal);
        Assert.EndsWith("Dihitung dari data contoh, per 31 Oktober 2026.", reply.Text, StringComparison.Ordinal);
        Assert.Empty(reply.Sources);
    }

    [Theory]
    [InlineData("berapa koperasi di Kalbar?")]
    [InlineData("jumlah koperasi aktif kalbar")]
    [InlineData("persentase koperasi aktif")]
    [InlineData("berapa koperasi aktif")]
    [InlineData("berapa koperasi")]
    [InlineData("brp jumlah koperasi di kalimantan barat skrg?")]
    [InlineData("berapa jumlah koperasi di provinsi kalimantan barat")]
    [InlineData("how many active coops in west kalimantan")]
    [InlineData("jumlah koperasi tahun 2026")]
    public async Task The_total_gives_the_dated_figures_and_made_up_records_last(string text)
    {
        var reply = await new Talk(_store).Says(text);
        Assert.StartsWith("Angka yang pernah diumumkan:\n1. Per 31 Desember 2023: 5.623, aktif 3.518 [1]", reply.Text, StringComparison.Ordinal);
        Assert.EndsWith("Selain itu ada data contoh per 31 Oktober 2026: 4.592 koperasi, 2.995 aktif (65,2 persen).", reply.Text, StringComparison.Ordinal);
        Assert.Contains("Per Mei 2021: 4.592, aktif 2.995 (65,2 persen) [4]", reply.Text, StringComparison.Ordinal);
        Assert.Contains("bukan satu deret", reply.Text, StringComparison.Ordinal);
        Assert.Equal(5, reply.Sources.Count);
        Assert.All(reply.Sources, source => Assert.True(source.Name.Length <= 80 && source.Quote.Length <= 160));
    }

    [Theory]
    [InlineData("jumlah koperasi 2021")]
    [InlineData("berapa koperasi tahun 2020")]
    [InlineData("berapa umkm di pontianak")]
    [InlineData("berapa koperasi merah putih di kalbar")]
    [InlineData("berapa aset koperasi kalbar")]
    [InlineData("berapa anggota koperasi")]
    [InlineData("berapa orang pendiri koperasi")]
    [InlineData("berapa biaya bikin koperasi")]
    [InlineData("berapa lama urus koperasi")]
    [InlineData("berapa modal koperasi simpan pinjam")]
    [InlineData("berapa kali RAT koperasi")]
    [InlineData("koperasi sekunder dibentuk berapa koperasi")]
    [InlineData("berapa minimal anggota koperasi")]
    [InlineData("how many founders does a cooperative need")]
    [InlineData("syarat2 bikin koprasi brp org ya min")]
    [InlineData("berapa jenis koperasi")]
    [InlineData("kalau sintang")]
    [InlineData("berapa persen bunga koperasi")]
    [InlineData("per kabupaten")]
    [InlineData("how many coops do i need for a secondary cooperative")]
    [InlineData("ksp lintas kabupaten setor brp")]
    [InlineData("waktu pandemi kop yg tidak jalan ada berape")]
    [InlineData("per 31 des 22 ada berapa kop aktif")]
    [InlineData("kuota diklat koperasi taon ini berape")]
    [InlineData("what is the cooperative identification number for")]
    public async Task Other_numbers_are_left_to_others(string text)
    {
        var talk = new Talk(_store);
        await talk.Says(text);
        Assert.Equal("nobody", talk.Route);
    }

    [Fact]
    public async Task A_kind_in_a_district_rests_on_the_records_alone()
    {
        var reply = await new Talk(_store).Says("berapa simpan pinjam di Sintang");
        Assert.Contains("koperasi** jenis simpan pinjam", reply.Text, StringComparison.Ordinal);
        Assert.Empty(reply.Sources);
        Assert.Contains("produsen", (await new Talk(_store).Says("berapa koperasi produsen di kalbar")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_districts_in_one_question_are_both_counted()
    {
        var reply = await new Talk(_store).Says("Berapa jumlah koperasi aktif di Singkawang dan Bengkayang?");
        Assert.Matches(@"^Kota Singkawang: \*\*\d+ koperasi aktif\*\* dari 170 .*\nKabupaten Bengkayang: \*\*\d+ koperasi aktif\*\* dari 240 ", reply.Text);
    }

    [Fact]
    public async Task A_count_is_carried_on_to_another_district_and_to_all()
    {
        var talk = new Talk(_store);
        await talk.Says("berapa koperasi aktif di Sambas?");
        Assert.StartsWith("Kabupaten Sintang: ", (await talk.Says("kalau sintang?")).Text, StringComparison.Ordinal);
        var all = await talk.Says("Per kabupaten");
        Assert.StartsWith("Koperasi per kabupaten/kota: Pontianak 760, Ketapang 530,", all.Text, StringComparison.Ordinal);
        Assert.True(all.Text.Split(' ').Length <= 60);
    }

    [Theory]
    [InlineData("berapa koperasi di Jakarta", "Jakarta")]
    [InlineData("jumlah koperasi aktif balikpapan", "Balikpapan")]
    [InlineData("how many cooperatives in Sarawak", "Sarawak")]
    [InlineData("berapa koperasi di kalimantan timur", "“Kalimantan Timur”")]
    [InlineData("berapa koperasi di Wakanda", "Wakanda")]
    public async Task A_place_elsewhere_is_named_as_such(string text, string place)
    {
        var reply = await new Talk(_store).Says(text);
        Assert.StartsWith("Yang saya hitung hanya koperasi di 14 kabupaten/kota Kalimantan Barat", reply.Text, StringComparison.Ordinal);
        Assert.Contains(place, reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kabupaten_pontianak_is_asked_about_and_the_answer_counted()
    {
        var talk = new Talk(_store);
        Assert.Equal(["Mempawah", "Kota Pontianak"], (await talk.Says("jumlah koperasi kab pontianak")).Suggestions);
        Assert.StartsWith("Kabupaten Mempawah: **210 koperasi**", (await talk.Says("Mempawah")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task English_numbers_and_dates_are_english()
    {
        var reply = await new Talk(_store) { Language = Language.English }.Says("how many cooperatives in west kalimantan?");
        Assert.Contains("sample data (data contoh) as of 31 October 2026: 4,592 cooperatives, 2,995 active (65.2 percent)", reply.Text, StringComparison.Ordinal);
        Assert.Contains("As of 31 December 2023: 5,623, active 3,518 [1]", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_store_gives_the_published_figures_only()
    {
        using var empty = new CoopStore();
        var total = await new Talk(empty).Says("berapa koperasi di Sambas");
        Assert.StartsWith("Data koperasi belum ada di sini.", total.Text, StringComparison.Ordinal);
        Assert.Equal(5, total.Sources.Count);
        Assert.StartsWith("Data koperasi belum ada di sini", (await new Talk(empty).Says("cek koperasi maju bersama")).Text, StringComparison.Ordinal);

        var talk = new Talk(empty) { Language = Language.English };
        await talk.Says("how many cooperatives");
        Assert.Contains("Pontianak city 814, Ketapang 562, Kubu Raya 512 [1]", (await talk.Says("and per district?")).Text, StringComparison.Ordinal);

        // The first rows are seen without a word.
        Assert.Equal(DemoData.Total, empty.Fill());
        Assert.StartsWith("**", (await new Talk(empty).Says("cek koperasi maju bersama sintang")).Text, StringComparison.Ordinal);
    }
}
