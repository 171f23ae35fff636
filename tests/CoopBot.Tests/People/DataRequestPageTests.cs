using System.Net;
using System.Text.RegularExpressions;
using CoopBot.Tests.Cooperatives;
using CoopBot.Tests.Hosts;
using CoopBot.Tests.Staff;

namespace CoopBot.Tests.People;

/// <summary>The console's requests for one's own data: listed without a word of the talk, answered with a code shown once.</summary>
public sealed partial class DataRequestPageTests
{
    private const string Page = "/staff/permintaan";

    [Fact] // Fault 133
    public async Task Editor_sees_the_number_and_makes_a_code_that_opens_it()
    {
        await using var accounts = await OfficeAccounts.StartAsync();
        await using var host = await new CoopBotHost(settings: accounts.Settings(OfficeAccounts.Member(1, "editor"))).WithCooperativesAsync();
        using var editor = await StaffBrowser.PersonAsync(host);
        Assert.Contains("Tidak ada permintaan yang menunggu. Permintaan muncul", await editor.ReadAsync(Page), StringComparison.Ordinal);
        var chat = await host.VisitAsync();
        await chat.Says("kenari rahasia");
        await chat.LinkAsync(await host.CodeAsync());
        await chat.Says("hapus data saya");

        var listed = await editor.ReadAsync(Page);
        Assert.Matches(@"(?s)D-0001.*penghapusan.*Obrolan web.*data-label=""Koperasi terhubung"">1<", listed);
        Assert.DoesNotContain("kenari", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("dl_", listed, StringComparison.Ordinal);
        Assert.Contains("D-0001", await editor.ReadAsync(Page + "?nomor=d-1"), StringComparison.Ordinal);
        Assert.Contains("Tidak ada permintaan bernomor D-0002", await editor.ReadAsync(Page + "?nomor=D-0002"), StringComparison.Ordinal);
        Assert.Contains("Tidak ada permintaan bernomor x'--", await editor.ReadAsync(Page + "?nomor=x%27--"), StringComparison.Ordinal);
        var made = await editor.SendAsync(Page, Page + "?handler=Buat", ("permintaan", "1"));
        var code = Code().Match(made.Text).Groups[1].Value;
        Assert.DoesNotContain(code, await editor.ReadAsync(Page), StringComparison.Ordinal);
        Assert.Contains("Kode berlaku sampai", await editor.ReadAsync(Page), StringComparison.Ordinal);

        Assert.StartsWith("**Hapus semua data Anda?**", (await chat.Says(code)).Text, StringComparison.Ordinal);
        Assert.Contains("sudah dibuka dengan kodenya", (await editor.SendAsync(Page, Page + "?handler=Buat", ("permintaan", "1"))).Text, StringComparison.Ordinal);
        Assert.Equal(1, host.Count("AuditEntries", "\"Action\" = 'data.code-made' AND \"Subject\" = 'D-0001' AND \"Who\" LIKE 'entra:%'"));
        Assert.True(host.Count("AuditEntries", "\"Action\" = 'data-request.shown' AND \"Subject\" = 'D-0001'") >= 1);
    }

    [Fact] // Fault 44
    public async Task Viewer_sees_no_request_and_makes_no_code()
    {
        await using var accounts = await OfficeAccounts.StartAsync();
        await using var host = new CoopBotHost(settings: accounts.Settings(OfficeAccounts.Member(1, "viewer")));
        using var viewer = await StaffBrowser.PersonAsync(host);
        await (await host.VisitAsync()).Says("hapus data saya");

        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.GetAsync(Page)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.SendAsync("/staff", Page + "?handler=Buat", ("permintaan", "1"))).Status);
        Assert.Equal(1, host.Count("DataRequests", "\"CodeHash\" IS NULL"));
    }

    [GeneratedRegex("class=\"key\" value=\"([^\"]+)\"")]
    private static partial Regex Code();
}
