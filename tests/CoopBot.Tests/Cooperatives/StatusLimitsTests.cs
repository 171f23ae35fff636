namespace CoopBot.Tests.Cooperatives;

/// <summary>What the look-up leaves to others, refuses or slows down.</summary>
public sealed class StatusLimitsTests(DemoStore demo) : IClassFixture<DemoStore>
{
    private readonly CoopStore _store = demo.Store;

    [Theory]
    [InlineData("apa arti status aktif")]
    [InlineData("arti status ini")]
    [InlineData("cara aktifkan koperasi")]
    [InlineData("syarat koperasi aktif")]
    [InlineData("bikin koperasi")]
    [InlineData("bagaimana cara mendirikan koperasi simpan pinjam di Sintang")]
    [InlineData("apa itu koperasi")]
    [InlineData("apakah koperasi masih aktif kalau tidak RAT")]
    [InlineData("koperasi aktif")]
    [InlineData("status pertanyaan saya")]
    [InlineData("koperasi simpan pinjam")]
    [InlineData("minta no hp ketua koperasi maju bersama")]
    [InlineData("kapan RAT koperasi")]
    [InlineData("what does active mean")]
    [InlineData("how to register a cooperative")]
    [InlineData("sertifikat NIK koperasi gratis ya")]
    [InlineData("koperasi sekunder dibentuk berapa koperasi")]
    [InlineData("koperasi boleh punya anggota di luar kabupaten ndak")]
    [InlineData("sintang")]
    [InlineData("halo")]
    [InlineData("bukan ini")]
    [InlineData("14-03-2026")]
    [InlineData("berapa jenis koperasi yang ada")]
    [InlineData("data koperasi merah putih")]
    [InlineData("cari pelatihan koperasi")]
    [InlineData("cek status nib")]
    [InlineData("koperasi wajib punya npwp?")]
    [InlineData("kop disebut msh idop kalau ape syaratnye")]
    [InlineData("data kop kami di internet masih yang lama, betulkan kemana")]
    [InlineData("patokan resmi provinsi soal status kop")]
    [InlineData("provinsi nentukan kop idop dari mane")]
    [InlineData("website data kop yang baru linknya mana")]
    public async Task General_questions_are_left_to_others(string text)
    {
        var talk = new Talk(_store);
        await talk.Says(text);
        Assert.Equal("nobody", talk.Route);
    }

    [Theory]
    [InlineData("cek status koperasi saya")]
    [InlineData("status koperasi kami")]
    [InlineData("mau lihat data koperasi saya")]
    [InlineData("apakah koperasi kami masih aktif")]
    public async Task Ones_own_cooperative_needs_a_link(string text) =>
        Assert.StartsWith("Akun ini perlu dihubungkan dulu. Minta kode sekali pakai", (await new Talk(_store).Says(text)).Text, StringComparison.Ordinal);

    [Fact]
    public async Task A_personal_number_is_not_looked_up()
    {
        var talk = new Talk(_store) { HadPersonalNumber = true };
        Assert.StartsWith("Itu tampaknya NIK KTP", (await talk.Says("nik ****************")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twenty_misses_in_an_hour_slow_the_search_down()
    {
        var talk = new Talk(_store);
        for (var number = 0; number < 20; number++)
        {
            Assert.StartsWith("Nomor itu", (await talk.Says($"61999999999{number:D2}")).Text, StringComparison.Ordinal);
        }

        Assert.StartsWith("Sudah 20 pencarian tanpa hasil. Pencarian dibuka lagi pukul 11.00 WIB", (await talk.Says("6199999999998")).Text, StringComparison.Ordinal);
        talk.Now = talk.Now.AddHours(1);
        Assert.StartsWith("Nomor itu", (await talk.Says("6199999999998")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cek koperasi ' OR 1=1 --")]
    [InlineData("cek koperasi %")]
    [InlineData("cek koperasi * NEAR( \"")]
    [InlineData("cek koperasi 6199%")]
    [InlineData("nik koperasi 6199*")]
    [InlineData("cek koperasi \u0000\ud83d\ude00 ½ ①②③")]
    public async Task Hostile_words_find_nothing_and_break_nothing(string text)
    {
        var reply = await new Talk(_store).Says(text);
        Assert.DoesNotContain("Status tercatat", reply.Text, StringComparison.Ordinal);
    }
}
