using System.Net;
using CoopBot.Capabilities.Handover;
using CoopBot.Storage;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Staff;

/// <summary>What the console's pages say, and what they do not let happen.</summary>
public sealed class PageTests
{
    [Fact]
    public async Task Empty_console_says_why_and_what_comes_next()
    {
        await using var host = new CoopBotHost();
        using var admin = await StaffBrowser.DeveloperAsync(host);

        Assert.Contains("Tidak ada pertanyaan terbuka. Pertanyaan muncul", await admin.ReadAsync("/staff/pertanyaan"), StringComparison.Ordinal);
        Assert.Contains("Belum ada kunci. Buat satu saat", await admin.ReadAsync("/staff/kunci"), StringComparison.Ordinal);
        Assert.Contains("Tidak ada pertanyaan terbuka.", await admin.ReadAsync("/staff"), StringComparison.Ordinal);
        Assert.Contains("Tidak ada hasil untuk saringan ini.", await admin.ReadAsync("/staff/audit?pelaku=tidak-ada"), StringComparison.Ordinal);
    }

    [Fact] // Faults 121, 125
    public async Task Questions_are_shown_as_text_oldest_first_and_a_page_that_is_not_there_is_the_nearest()
    {
        await using var host = new CoopBotHost();
        await StaffBrowser.AskOfficeAsync(host, 30, "<script>alert(1)</script> \" onload=x 'kuorum' {{7*7}}");
        using var admin = await StaffBrowser.DeveloperAsync(host);

        var raw = await (await admin.GetAsync("/staff/pertanyaan")).Content.ReadAsStringAsync();
        var home = await admin.ReadAsync("/staff");

        Assert.DoesNotContain("<script>alert", raw, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; &quot; onload=x", raw, StringComparison.Ordinal);
        Assert.Contains("T-0001", raw, StringComparison.Ordinal);
        Assert.DoesNotContain("T-0026", raw, StringComparison.Ordinal);
        Assert.Contains("Pertanyaan (30)", home, StringComparison.Ordinal);
        Assert.Contains("30</strong> pertanyaan menunggu petugas. Yang paling lama: 3 hari", home, StringComparison.Ordinal);
        foreach (var (page, expected) in new[] { ("2", "26–30 dari 30"), ("99999", "26–30 dari 30"), ("99999999999999999999", "1–25 dari 30"), ("-1", "1–25 dari 30"), ("abc'--", "1–25 dari 30") })
        {
            Assert.Contains(expected, await admin.ReadAsync($"/staff/pertanyaan?hal={Uri.EscapeDataString(page)}"), StringComparison.Ordinal);
        }
    }

    [Fact] // Faults 121, 122
    public async Task Every_answer_forbids_frames_inline_script_and_keeping()
    {
        await using var host = new CoopBotHost();
        using var admin = await StaffBrowser.DeveloperAsync(host);
        foreach (var path in new[] { "/staff", "/staff/pertanyaan", "/staff/kunci", "/staff/audit", "/staff/masuk", "/staff/tidak-ada", "/staff/api/me" })
        {
            var answer = await admin.GetAsync(path);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("default-src 'none'; script-src 'self'; style-src 'self'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.True(answer.Headers.CacheControl?.NoStore, path);
            var html = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain(" style=", html, StringComparison.Ordinal);
            Assert.DoesNotContain(" onclick=", html, StringComparison.Ordinal);
            Assert.DoesNotMatch("<script(?![^>]* src=\"/assets/)", html);
        }
    }

    [Fact]
    public async Task Script_and_style_sheet_are_kept_for_a_year_and_the_script_is_the_one_named()
    {
        await using var host = new CoopBotHost();
        using var admin = await StaffBrowser.DeveloperAsync(host);
        var html = await (await admin.GetAsync("/staff")).Content.ReadAsStringAsync();
        var script = System.Text.RegularExpressions.Regex.Match(html, "src=\"([^\"]+)\" integrity=\"sha384-([^\"]+)\"");
        var style = System.Text.RegularExpressions.Regex.Match(html, "stylesheet\" href=\"([^\"]+)\"");

        var bytes = await admin.Client.GetByteArrayAsync(script.Groups[1].Value);

        Assert.Equal(WebUtility.HtmlDecode(script.Groups[2].Value), Convert.ToBase64String(System.Security.Cryptography.SHA384.HashData(bytes)));
        Assert.Contains("immutable", (await admin.GetAsync(script.Groups[1].Value)).Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Contains("immutable", (await admin.GetAsync(style.Groups[1].Value)).Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Theory] // Fault 120
    [InlineData("cross-site", false)]
    [InlineData("same-site", false)]
    [InlineData("same-origin", true)]
    public async Task Form_without_its_token_does_nothing_and_only_our_own_is_given_back(string site, bool isKept)
    {
        await using var host = new CoopBotHost();
        using var admin = await StaffBrowser.DeveloperAsync(host);

        var (status, text) = await admin.PostAsync("/staff/kunci?handler=Buat", [("nama", "kunci-jahat"), ("peran", "admin")], site);
        var left = await admin.PostAsync("/staff/keluar", [], site);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(isKept, text.Contains("kunci-jahat", StringComparison.Ordinal));
        Assert.Contains(isKept ? "Formulir sudah kedaluwarsa" : "Formulir ditolak", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, left.Status);
        Assert.Equal(0L, host.Scalar("SELECT COUNT(*) FROM ApiKeys"));
        Assert.Contains("Beranda", await admin.ReadAsync("/staff"), StringComparison.Ordinal);
    }

    [Fact] // Fault 126
    public async Task Fault_of_the_store_is_said_in_words_and_shows_no_stack_path_or_statement()
    {
        await using var host = new CoopBotHost();
        using var admin = await StaffBrowser.DeveloperAsync(host);
        host.Scalar("ALTER TABLE ApiKeys RENAME TO Gone");

        var page = await admin.GetAsync("/staff/kunci");
        var text = await page.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Contains("Penyimpanan sedang terganggu", text, StringComparison.Ordinal);
        Assert.True(page.Headers.CacheControl?.NoStore);
        foreach (var secret in new[] { "ApiKeys", "Sqlite", "Npgsql", "SELECT", "   at ", ".cs:", "Exception" })
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
    }

    [Fact] // Fault 126
    public async Task Address_that_is_not_there_says_so_to_people_of_the_office_only()
    {
        await using var host = new CoopBotHost();
        using var admin = await StaffBrowser.DeveloperAsync(host);
        using var stranger = new StaffBrowser(host.Address);

        var page = await admin.GetAsync("/staff/tidak-ada");

        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Contains("Halaman tidak ada", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("/staff/masuk", (await stranger.GetAsync("/staff/tidak-ada")).Headers.Location?.ToString());
    }
}
