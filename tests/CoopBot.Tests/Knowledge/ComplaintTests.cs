using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Knowledge;

/// <summary>Lost savings and unlawful lenders: told at once what to do, with a person one tap away.</summary>
public sealed class ComplaintTests(CoopBotHost host) : IClassFixture<CoopBotHost>
{
    [Theory]
    [InlineData("uang simpanan sy ga bisa diambil dari koperasi")]
    [InlineData("saya ditipu koperasi, duit 20 juta ilang")]
    [InlineData("tabungan emak kamek di CU ndak dibalikkan, pengurusnye kabor")]
    [InlineData("KSP ITU BAWA LARI UANG KAMI!!!")]
    [InlineData("my savings at the credit union are gone")]
    [InlineData("uang saya di usp hilang")]
    [InlineData("the cooperative refuses to pay back my mother's deposit")]
    public async Task Lost_savings_are_told_of_supervision_ojk_and_police(string message)
    {
        var reply = await (await host.VisitAsync()).Says(message);

        Assert.Contains(reply.Locale == "en-US" ? "cooperative supervision" : "pengawasan koperasi", reply.Bold, StringComparison.Ordinal);
        Assert.Contains("OJK", reply.Text, StringComparison.Ordinal);
        Assert.Contains(reply.Locale == "en-US" ? "police" : "polisi", reply.Text, StringComparison.Ordinal);
        Assert.Equal(reply.Locale == "en-US" ? "Ask an officer" : "Tanya petugas", reply.Suggestions[0]);
    }

    [Theory]
    [InlineData("dikejar pinjol ngaku koperasi, diancam sebar foto")]
    [InlineData("debt collector nagih sambil maki maki ke rumah")]
    [InlineData("rentenir berkedok koperasi di kampung kamek")]
    [InlineData("a fake loan app threatens me")]
    public async Task Unlawful_lender_is_told_of_ojk_and_police(string message)
    {
        var reply = await (await host.VisitAsync()).Says(message);

        Assert.Contains("OJK", reply.Bold, StringComparison.Ordinal);
        Assert.Equal(reply.Locale == "en-US" ? "Ask an officer" : "Tanya petugas", reply.Suggestions[0]);
    }

    [Theory]
    [InlineData("simpanan pokok boleh diambil kalau keluar dari koperasi tidak?")]
    [InlineData("pinjol mana yang paling cepat cair")]
    [InlineData("berapa bunga pinjaman kur")]
    [InlineData("apa beda simpanan pokok dan simpanan wajib koperasi")]
    [InlineData("dana bantuan koperasi kami belum cair")]
    [InlineData("koperasi kami belum bayar pajak")]
    [InlineData("is it illegal for a cooperative to give a loan to non-members")]
    public async Task Question_about_a_rule_or_a_loan_is_no_complaint(string message)
    {
        var reply = await (await host.VisitAsync()).Says(message);

        Assert.DoesNotContain("pengawasan koperasi", reply.Bold, StringComparison.Ordinal);
        Assert.DoesNotContain("Lapor OJK", reply.Bold, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_speaks_of_death_is_heard_first()
    {
        var reply = await (await host.VisitAsync()).Says("diteror pinjol, saya mau bunuh diri");

        Assert.DoesNotContain("OJK", reply.Text, StringComparison.Ordinal);
        Assert.Equal("Tanya petugas", reply.Suggestions[0]);
    }

    [Fact]
    public async Task Complaint_is_passed_on_in_the_words_it_was_made()
    {
        var chat = await host.VisitAsync();
        await chat.Says("koperasi tahan uang saya 3 juta sejak maret");

        Assert.Contains("koperasi tahan uang saya 3 juta sejak maret", (await chat.Says("Tanya petugas")).Text, StringComparison.Ordinal);
    }
}
