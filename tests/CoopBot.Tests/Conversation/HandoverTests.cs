using CoopBot.Capabilities.Handover;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Conversation;

/// <summary>What the bot does not know goes to a person: shown first, stored with a number, found again.</summary>
public sealed class HandoverTests(CoopBotHost host) : IClassFixture<CoopBotHost>
{
    [Fact]
    public async Task Question_is_shown_before_it_is_sent_stored_with_a_number_and_listed_for_its_asker_alone()
    {
        var chat = await host.VisitAsync();
        await chat.Says("mau titip amplang di galeri umkm gmn caranye");

        var shown = await chat.Says("tanya petugas");
        Assert.Contains("mau titip amplang di galeri umkm", shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(await Questions(), question => question.Text.Contains("amplang", StringComparison.Ordinal));

        var sent = await chat.Says("kirim");
        var ticket = sent.Bold.Split(" | ")[0];
        Assert.Matches("^T-[0-9]{4,}$", ticket);
        Assert.Contains("Terkirim", sent.Text, StringComparison.Ordinal);
        Assert.Contains(await Questions(), question => question.Ticket == ticket && question.Text.Contains("amplang", StringComparison.Ordinal));

        Assert.Contains(ticket, (await chat.Says("pertanyaan saya")).Text, StringComparison.Ordinal);
        Assert.Contains("amplang", (await chat.Says(ticket)).Text, StringComparison.Ordinal);

        // Another person sees neither the list nor the ticket, and cannot tell that it exists.
        var other = await host.VisitAsync();
        Assert.DoesNotContain(ticket, (await other.Says("pertanyaan saya")).Text, StringComparison.Ordinal);
        var stranger = await other.Says(ticket);
        Assert.DoesNotContain("amplang", stranger.Text, StringComparison.Ordinal);
        Assert.Equal(stranger.Text, (await other.Says("T-9999")).Text);
    }

    [Theory]
    [InlineData("tanya petugas: pameran kriya tahun depan kapan?", "“pameran kriya tahun depan kapan?”")]
    [InlineData("Tanya petugas kapan pameran kriya dibuka", "“kapan pameran kriya dibuka”")]
    [InlineData("tanya petugas dong", null)]
    public async Task Question_in_the_same_line_is_shown_at_once(string said, string? shown)
    {
        var chat = await host.VisitAsync();

        var reply = await chat.Says(said);

        Assert.True(shown is null ? !reply.Text.Contains("“dong”", StringComparison.Ordinal) : reply.Text.Contains(shown, StringComparison.Ordinal), reply.Text);
    }

    [Fact]
    public async Task Cancelled_question_is_not_stored()
    {
        var chat = await host.VisitAsync();
        await chat.Says("zonk wibble frobnicate");
        await chat.Says("tanya petugas");

        Assert.Contains("Tidak ada yang dikirim", (await chat.Says("batal")).Text, StringComparison.Ordinal);
        await chat.Says("kirim");

        Assert.DoesNotContain(await Questions(), question => question.Text.Contains("frobnicate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Draft_that_other_talk_has_overtaken_is_not_sent()
    {
        var chat = await host.VisitAsync();
        await chat.Says("zonk overtaken wibble");
        await chat.Says("tanya petugas");
        await chat.Says("resep rendang");
        await chat.Says("kirim");

        Assert.DoesNotContain(await Questions(), question => question.Text.Contains("overtaken", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-1", false)]
    [InlineData("1", true)]
    [InlineData("yang pertama", true)]
    public async Task Only_a_number_of_the_list_presses_its_button(string typed, bool sends)
    {
        var chat = await host.VisitAsync();
        var marker = "zonk pressed " + typed.Replace("-", "minus ", StringComparison.Ordinal);
        await chat.Says(marker);
        await chat.Says("tanya petugas");
        await chat.Says(typed);

        Assert.Equal(sends, (await Questions()).Any(question => question.Text == marker));
    }

    [Fact]
    public async Task Markup_of_a_person_never_becomes_the_bots()
    {
        var chat = await host.VisitAsync();
        await chat.Says("zonk [klik](http://evil.example) **tebal** wibble");
        var shown = await chat.Says("tanya petugas");

        Assert.DoesNotContain("](", shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("**tebal**", shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", shown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_can_be_changed_before_it_is_sent()
    {
        var chat = await host.VisitAsync();
        await chat.Says("zonk wibble");
        await chat.Says("tanya petugas");
        await chat.Says("ubah dulu");

        Assert.Contains("jadwal pelatihan bulan depan", (await chat.Says("Kapan jadwal pelatihan bulan depan?")).Text, StringComparison.Ordinal);
        await chat.Says("kirim");

        Assert.Contains(await Questions(), question => question.Text == "Kapan jadwal pelatihan bulan depan?");
    }

    [Fact]
    public async Task Sent_twice_by_two_quick_presses_is_stored_once()
    {
        var chat = await host.VisitAsync();
        await chat.Says("apakah tiket ganda mungkin plugh");
        await chat.Says("tanya petugas");
        await Task.WhenAll(Press(), Press());

        Assert.Single(await Questions(), question => question.Text.Contains("plugh", StringComparison.Ordinal));

        async Task Press()
        {
            using var said = await chat.SendAsync(HttpMethod.Post, $"/{chat.Conversation}/activities", new() { ["type"] = "message", ["text"] = "kirim" });
            Assert.True(said.IsSuccessStatusCode);
        }
    }

    [Fact]
    public async Task Many_people_at_once_get_a_number_each()
    {
        var chats = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => host.VisitAsync()));
        var tickets = await Task.WhenAll(chats.Select(async (chat, number) =>
        {
            await chat.Says($"pertanyaan serentak snorf {(char)('a' + number)}");
            await chat.Says("tanya petugas");
            return (await chat.Says("kirim")).Bold.Split(" | ")[0];
        }));

        Assert.Equal(12, tickets.Distinct().Count());
    }

    // Questions whose answer is GK, OPEN or CONFLICT in the dossier: what must never be told as a fact.
    [Theory]
    [InlineData("berapa lama proses terbit nik koperasi")]
    [InlineData("kuorum rapat anggota berapa persen")]
    [InlineData("kapan jadwal pelatihan bulan depan")]
    [InlineData("tanggal setor neraca ke dinas utk koperasi primer")]
    [InlineData("definisi aktif bps untuk statistik koperasi")]
    [InlineData("batas klasifikasi kuk 1 sampai 4 berapa")]
    [InlineData("pajak umkm berapa persen")]
    [InlineData("desa kecil di bawah 500 jiwa boleh gabung kdmp")]
    [InlineData("siapa kepala dinas koperasi sekarang")]
    public async Task What_the_office_has_not_confirmed_is_handed_over_and_not_answered(string question)
    {
        var chat = await host.VisitAsync();

        var reply = await chat.Says(question);

        Assert.Empty(reply.Citations);
        Assert.Contains("Tanya petugas", reply.Suggestions);
        Assert.Contains(question, (await chat.Says("tanya petugas")).Text, StringComparison.Ordinal);
        Assert.Contains("Terkirim", (await chat.Says("kirim")).Text, StringComparison.Ordinal);
        Assert.Contains(await Questions(), stored => stored.Text == question);
    }

    // Whether an article answers or a person is asked: that it is not known is said.
    [Theory]
    [InlineData("alamat galeri umkm di mana dan jam bukanya")]
    [InlineData("jumlah koperasi kalbar tahun 2025 berapa")]
    public async Task Answer_names_what_it_does_not_know(string question) =>
        Assert.Matches("belum ada (jawaban )?di sumber saya", (await (await host.VisitAsync()).Says(question)).Text);

    [Fact]
    public async Task Two_unconfirmed_questions_in_a_row_do_not_get_the_same_sentence()
    {
        var chat = await host.VisitAsync();

        var first = await chat.Says("kuorum rapat anggota berapa persen");

        Assert.NotEqual(first.Text, (await chat.Says("kapan jadwal pelatihan bulan depan")).Text);
    }

    private Task<IReadOnlyList<Question>> Questions() => host.Service<QuestionStore>().AllAsync(CancellationToken.None);
}
