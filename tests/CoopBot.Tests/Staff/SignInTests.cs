using System.Net;
using System.Text.Json.Nodes;
using CoopBot.Staff;
using CoopBot.Storage;
using CoopBot.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CoopBot.Tests.Staff;

/// <summary>Who gets in, how long, and who does not.</summary>
public sealed class SignInTests
{
    [Fact]
    public async Task Office_account_with_a_role_gets_to_the_page_it_asked_for_and_the_trail_says_so()
    {
        await using var accounts = await OfficeAccounts.StartAsync();
        await using var host = new CoopBotHost(settings: accounts.Settings(OfficeAccounts.Member(1, "viewer")));
        using var browser = new StaffBrowser(host.Address);

        var page = await browser.FollowAsync("/staff/pertanyaan?hal=1");

        Assert.Equal((HttpStatusCode.OK, "/staff/pertanyaan?hal=1"), (page.StatusCode, page.RequestMessage!.RequestUri!.PathAndQuery));
        Assert.Contains("Ani · Pembaca", WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Null(accounts.Refused);
        Assert.Equal(1L, host.Scalar($"SELECT COUNT(*) FROM AuditEntries WHERE Action = 'sign-in.done' AND Who = 'entra:{OfficeAccounts.Tenant}:{OfficeAccounts.Id(1)}'"));
        Assert.DoesNotContain("Ani", (string?)host.Scalar("SELECT Who || Subject FROM AuditEntries WHERE Action = 'sign-in.done'"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Account_without_a_role_is_refused_and_told_what_to_give_to_an_admin()
    {
        await using var accounts = await OfficeAccounts.StartAsync();
        await using var host = new CoopBotHost(settings: accounts.Settings(OfficeAccounts.Member(2, "admin")));
        using var browser = new StaffBrowser(host.Address);

        var page = await browser.FollowAsync("/staff");

        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Contains($"{OfficeAccounts.Tenant}:{OfficeAccounts.Id(1)}:viewer", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory] // Fault 18 in the console's terms: a token that is not for us, not by them, not of this sign-in, or of nobody.
    [InlineData("iss")]
    [InlineData("aud")]
    [InlineData("nonce")]
    [InlineData("exp")]
    [InlineData("oid")]
    [InlineData("tid")]
    [InlineData("key")]
    [InlineData("alg")]
    public async Task Forged_token_opens_nothing(string what)
    {
        await using var accounts = await OfficeAccounts.StartAsync();
        await using var host = new CoopBotHost(settings: accounts.Settings(OfficeAccounts.Member(1, "admin")));
        using var browser = new StaffBrowser(host.Address);
        accounts.SignsWithAnother = what == "key";
        accounts.Forge = (header, claims) =>
        {
            switch (what)
            {
                case "exp": claims["exp"] = TimeProvider.System.GetUtcNow().AddMinutes(-20).ToUnixTimeSeconds(); claims["nbf"] = TimeProvider.System.GetUtcNow().AddMinutes(-60).ToUnixTimeSeconds(); break;
                case "oid" or "tid": claims.Remove(what); break;
                case "alg": header["alg"] = "none"; break;
                case "key": break;
                default: claims[what] = JsonValue.Create("lain"); break;
            }
        };

        var end = await browser.FollowAsync("/staff");

        Assert.Equal("/staff/masuk?hasil=gagal", end.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.DoesNotContain(browser.Cookies.GetCookies(new Uri(host.Address, "/staff")), cookie => cookie.Name == "coopbot-staff");
        Assert.Equal(1L, host.Scalar("SELECT COUNT(*) FROM AuditEntries WHERE Action = 'sign-in.failed'"));
        Assert.Equal(0L, host.Scalar("SELECT COUNT(*) FROM AuditEntries WHERE Action = 'sign-in.done'"));
    }

    [Fact] // Faults 120, 122
    public async Task Answer_that_this_browser_did_not_ask_for_signs_nobody_in_and_no_address_from_outside_is_followed()
    {
        await using var accounts = await OfficeAccounts.StartAsync();
        await using var host = new CoopBotHost(settings: accounts.Settings(OfficeAccounts.Member(1, "admin")));
        using var attacker = new StaffBrowser(host.Address);
        using var victim = new StaffBrowser(host.Address);
        var atAccounts = await attacker.Client.GetAsync((await attacker.GetAsync("/staff")).Headers.Location);

        var fixated = await victim.Client.GetAsync(atAccounts.Headers.Location);
        var outside = await victim.GetAsync("/staff/masuk?handler=Akun&ReturnUrl=https://jahat.example&kembali=//jahat.example");

        Assert.Equal("/staff/masuk?hasil=gagal", fixated.Headers.Location?.ToString());
        Assert.StartsWith(accounts.Origin, outside.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("jahat", outside.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Contains("prompt=select_account", outside.Headers.Location?.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_sign_in_is_a_session_of_its_own_in_a_cookie_that_no_script_and_no_other_site_gets()
    {
        await using var host = new CoopBotHost();
        using var first = await StaffBrowser.DeveloperAsync(host);
        var link = new Uri(host.Service<DevelopmentLink>().Make(host.Address)).PathAndQuery;
        var before = first.Cookies.GetCookies(new Uri(host.Address, "/staff"))["coopbot-staff"]!.Value;

        var again = await first.GetAsync(link);

        var cookie = Assert.Single(again.Headers.GetValues("Set-Cookie"), line => line.StartsWith("coopbot-staff=", StringComparison.Ordinal)).ToLowerInvariant();
        Assert.Contains("path=/staff; samesite=lax; httponly", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain(before.ToLowerInvariant(), cookie, StringComparison.Ordinal);
    }

    [Fact] // Fault 124
    public async Task Cookie_that_was_kept_opens_nothing_after_sign_out_on_any_replica()
    {
        using var store = new TestStore();
        await using var host = new CoopBotHost(connectionString: store.ConnectionString);
        using var browser = await StaffBrowser.DeveloperAsync(host);
        await using var replica = new CoopBotHost(connectionString: store.ConnectionString);
        using var thief = new StaffBrowser(replica.Address);
        thief.Cookies.Add(new Uri(replica.Address, "/staff"), new Cookie("coopbot-staff", browser.Cookies.GetCookies(new Uri(host.Address, "/staff"))["coopbot-staff"]!.Value, "/staff"));
        Assert.Contains("Beranda", await thief.ReadAsync("/staff"), StringComparison.Ordinal);

        var left = await browser.SendAsync("/staff", "/staff/keluar");

        Assert.Equal(HttpStatusCode.Redirect, left.Status);
        Assert.Equal("/staff/masuk", (await thief.GetAsync("/staff")).Headers.Location?.ToString());
        Assert.Contains("sudah keluar", await browser.ReadAsync("/staff/masuk?hasil=keluar"), StringComparison.Ordinal);
        Assert.Equal(1L, host.Scalar("SELECT COUNT(*) FROM AuditEntries WHERE Action = 'sign-out.done' AND Who = 'dev'"));
    }

    [Fact]
    public async Task After_three_quarters_of_an_hour_a_page_asks_the_accounts_again_and_a_form_has_the_rest_of_the_hour()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var accounts = await OfficeAccounts.StartAsync();
        await using var host = new CoopBotHost(services => services.AddSingleton<TimeProvider>(time), settings: accounts.Settings(OfficeAccounts.Member(1, "admin")));
        using var browser = await StaffBrowser.PersonAsync(host);
        var token = await browser.TokenAsync("/staff/kunci");

        time.Advance(TimeSpan.FromMinutes(46));
        var page = await browser.GetAsync("/staff/kunci");
        var sent = await browser.PostAsync("/staff/kunci?handler=Buat", [("__RequestVerificationToken", token), ("nama", "impor-malam"), ("peran", "editor")]);
        time.Advance(TimeSpan.FromMinutes(15));
        var late = await browser.PostAsync("/staff/kunci?handler=Buat", [("__RequestVerificationToken", token), ("nama", "impor-siang"), ("peran", "editor")]);

        Assert.StartsWith(accounts.Origin, page.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, sent.Status);
        Assert.Equal(HttpStatusCode.Unauthorized, late.Status);
        Assert.Contains("Sesi berakhir", late.Text, StringComparison.Ordinal);
        Assert.Contains("impor-siang", late.Text, StringComparison.Ordinal);
        Assert.Equal(1L, host.Scalar("SELECT COUNT(*) FROM ApiKeys"));

        // Signed in again beside it, the page that was kept is sent once more, and then again with a token of its own.
        await browser.FollowAsync("/staff");
        var stale = await browser.PostAsync("/staff/kunci?handler=Buat", [("__RequestVerificationToken", "dari sesi lama"), ("nama", "impor-siang"), ("peran", "editor")]);
        Assert.Contains("Formulir sudah kedaluwarsa", stale.Text, StringComparison.Ordinal);
        Assert.Contains("impor-siang", stale.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accounts_that_do_not_answer_are_said_not_to()
    {
        var accounts = await OfficeAccounts.StartAsync();
        await using var host = new CoopBotHost(settings: accounts.Settings());
        await accounts.DisposeAsync();
        using var browser = new StaffBrowser(host.Address);

        var page = await browser.GetAsync("/staff");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Contains("Layanan masuk kantor tidak menjawab", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Printed_link_is_good_once_and_not_through_a_proxy()
    {
        await using var host = new CoopBotHost();
        using var browser = new StaffBrowser(host.Address);
        var link = new Uri(host.Service<DevelopmentLink>().Make(host.Address)).PathAndQuery;
        using var forwarded = new HttpRequestMessage(HttpMethod.Get, link);
        forwarded.Headers.Add("X-Forwarded-For", "203.0.113.7");

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Client.SendAsync(forwarded)).StatusCode);
        Assert.Equal("/staff", (await browser.GetAsync(link)).Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/staff/masuk?kode=tebakan")).StatusCode);
    }

    [Fact]
    public void Printed_link_ends_after_fifteen_minutes_and_a_newer_one_voids_it()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var link = new DevelopmentLink(new Named("Development"), Options.Create(new StaffOptions()), time);
        var address = new Uri("http://localhost:3978");
        string Code() => link.Make(address).Split("kode=")[1];

        var old = Code();
        var late = Code();
        Assert.False(link.Use(old));
        time.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));
        Assert.False(link.Use(late));
        Assert.True(link.Use(Code()));
    }

    [Theory]
    [InlineData("Production", null)]
    [InlineData("Staging", null)]
    [InlineData("Development", "https://login.microsoftonline.com/x/v2.0")]
    public void There_is_no_link_outside_Development_or_beside_real_accounts(string environment, string? authority)
    {
        var link = new DevelopmentLink(new Named(environment), Options.Create(new StaffOptions { Authority = authority }), TimeProvider.System);

        Assert.False(link.IsOffered);
        Assert.Throws<InvalidOperationException>(() => link.Make(new Uri("http://localhost:3978")));
        Assert.False(link.Use(""));
    }

    [Fact]
    public async Task Production_without_accounts_says_how_to_set_them_up_and_opens_nothing()
    {
        using var store = new TestStore();
        var (process, address) = await CoopBotProcess.ServeAsync(store.ConnectionString, "ASPNETCORE_ENVIRONMENT=Production", "DOTNET_ENVIRONMENT=Production");
        using (process)
        {
            using var browser = new StaffBrowser(address);
            foreach (var path in new[] { "/staff", "/staff/kunci", "/staff/masuk", "/staff/masuk?kode=x" })
            {
                var page = await browser.FollowAsync(path);
                Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
                Assert.Contains("Staff__Authority", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }

            Assert.DoesNotContain("Staff:", process.Output, StringComparison.Ordinal);
            Assert.Contains("the staff console (set Staff__Authority", process.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("kode=", process.Output, StringComparison.Ordinal);
        }
    }

    private sealed class Named(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
