using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Staff;

/// <summary>Keys for automation: shown once, kept as a hash, refused once revoked.</summary>
public sealed partial class ApiKeyTests
{
    [Fact]
    public async Task Key_made_in_the_console_is_shown_once_works_and_ends_when_revoked()
    {
        using var store = new TestStore();
        await using var host = new CoopBotHost(connectionString: store.ConnectionString);
        using var admin = await StaffBrowser.DeveloperAsync(host);

        var made = await admin.SendAsync("/staff/kunci", "/staff/kunci?handler=Buat", ("nama", "impor-malam"), ("peran", "editor"));
        var key = Key().Match(made.Text).Value;
        var twice = await admin.SendAsync("/staff/kunci", "/staff/kunci?handler=Buat", ("nama", "impor-malam"), ("peran", "editor"));
        var me = await AskAsync(host, key);
        await admin.ReadAsync("/staff/kunci");

        Assert.Equal(HttpStatusCode.OK, made.Status);
        Assert.Equal("""{"name":"impor-malam","role":"editor"}""", await me.Content.ReadAsStringAsync());
        Assert.Contains("sudah dipakai sebuah kunci", twice.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch(Key(), twice.Text);
        Assert.DoesNotMatch(Key(), await admin.ReadAsync("/staff/kunci"));
        Assert.DoesNotContain(key, host.Log.All, StringComparison.Ordinal);
        Assert.DoesNotContain(key, store.Contents(), StringComparison.Ordinal);

        var revoked = await admin.SendAsync("/staff/kunci", "/staff/kunci?handler=Cabut", ("nama", "impor-malam"));
        var after = await AskAsync(host, key);
        var again = await admin.SendAsync("/staff/kunci", "/staff/kunci?handler=Cabut", ("nama", "impor-malam"));

        Assert.Contains("sudah dicabut dan ditolak", revoked.Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (after.StatusCode, after.Headers.WwwAuthenticate.Single().Scheme));
        Assert.Contains("sudah dicabut sebelumnya", again.Text, StringComparison.Ordinal);
        Assert.Equal("key.created key.revoked", host.Scalar("SELECT MIN(Action) || ' ' || MAX(Action) FROM AuditEntries WHERE Subject = 'impor-malam' AND Who = 'dev'"));
        Assert.NotNull(host.Scalar("SELECT LastUsedAt FROM ApiKeys"));
    }

    [Theory]
    [InlineData("K")]
    [InlineData("impor malam")]
    [InlineData("<b>impor</b>")]
    [InlineData("Impor")]
    public async Task Name_that_does_not_do_is_kept_and_said_why(string name)
    {
        await using var host = new CoopBotHost();
        using var admin = await StaffBrowser.DeveloperAsync(host);

        var (status, text) = await admin.SendAsync("/staff/kunci", "/staff/kunci?handler=Buat", ("nama", name), ("peran", "admin"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("2 sampai 40 huruf kecil", text, StringComparison.Ordinal);
        Assert.Contains($"value=\"{name}\"", text, StringComparison.Ordinal);
        Assert.Contains("value=\"admin\" selected", text, StringComparison.Ordinal);
        Assert.Equal(0L, host.Scalar("SELECT COUNT(*) FROM ApiKeys"));
    }

    [Fact]
    public async Task Key_opens_no_page_and_a_session_opens_no_api()
    {
        await using var host = new CoopBotHost();
        using var admin = await StaffBrowser.DeveloperAsync(host);
        var key = Key().Match((await admin.SendAsync("/staff/kunci", "/staff/kunci?handler=Buat", ("nama", "impor"), ("peran", "admin"))).Text).Value;

        var page = await AskAsync(host, key, "/staff/kunci");
        var api = await admin.GetAsync("/staff/api/me");
        var unknown = await AskAsync(host, key, "/staff/api/apa-saja");

        Assert.Equal("/staff/masuk", page.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("coop_")]
    [InlineData("coop_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("' OR 1=1 --")]
    public async Task Wrong_key_is_refused_and_after_twenty_the_address_waits(string key)
    {
        await using var host = new CoopBotHost();
        for (var i = 0; i < 20; i++)
        {
            var refused = await AskAsync(host, key.Length == 0 ? "x" : key);
            Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (refused.StatusCode, refused.Headers.WwwAuthenticate.Single().Scheme));
        }

        var held = await AskAsync(host, key.Length == 0 ? "x" : key);

        Assert.Equal(HttpStatusCode.TooManyRequests, held.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(1), held.Headers.RetryAfter?.Delta);
        Assert.True((long)host.Scalar("SELECT COUNT(*) FROM AuditEntries WHERE Action = 'key.refused'")! is > 0 and <= 30);
    }

    private static async Task<HttpResponseMessage> AskAsync(CoopBotHost host, string key, string path = "/staff/api/me")
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
        return await client.SendAsync(request);
    }

    [GeneratedRegex("coop_[A-Za-z0-9_-]{43}")]
    private static partial Regex Key();
}
