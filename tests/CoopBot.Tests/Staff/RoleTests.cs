using System.Net;
using System.Text.RegularExpressions;
using CoopBot.Staff;
using CoopBot.Tests.Hosts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;

namespace CoopBot.Tests.Staff;

/// <summary>Who may what: by list, by group, now, and never by name.</summary>
public sealed partial class RoleTests
{
    private static readonly string[] _open = ["staff/masuk", "staff/keluar"];

    [Fact] // Faults 44, 120
    public async Task Every_address_of_the_console_is_shut_without_a_session_and_beyond_the_role()
    {
        await using var accounts = await OfficeAccounts.StartAsync();
        await using var host = new CoopBotHost(settings: accounts.Settings(OfficeAccounts.Member(1, "viewer")));
        using var stranger = new StaffBrowser(host.Address);
        using var viewer = await StaffBrowser.PersonAsync(host);
        var endpoints = host.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText?.TrimStart('/').StartsWith("staff", StringComparison.Ordinal) == true).ToList();
        Assert.True(endpoints.Count >= 9, $"{endpoints.Count} addresses");

        foreach (var endpoint in endpoints)
        {
            var pattern = endpoint.RoutePattern.RawText!.TrimStart('/');
            if (_open.Contains(pattern))
            {
                continue;
            }

            var path = "/" + Parameter().Replace(pattern, parameter => parameter.Value.Contains(":long", StringComparison.Ordinal) ? "1" : "apa-saja");
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete })
            {
                using var asked = new HttpRequestMessage(method, path);
                using var answer = await stranger.Client.SendAsync(asked);
                Assert.True(
                    answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound || answer.Headers.Location?.ToString().StartsWith(accounts.Origin, StringComparison.Ordinal) == true,
                    $"{method} {path}: {answer.StatusCode} {answer.Headers.Location}");
                Assert.False(method == HttpMethod.Get && answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed && method == HttpMethod.Get, $"{method} {path}: {answer.StatusCode}");
            }

            var policies = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).ToList();
            Assert.Contains(StaffPolicy.Viewer, policies);
            if (!pattern.StartsWith("staff/api", StringComparison.Ordinal))
            {
                var more = policies.Exists(policy => policy != StaffPolicy.Viewer);
                var seen = await viewer.GetAsync(path);
                Assert.True(more ? seen.StatusCode == HttpStatusCode.Forbidden : seen.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound, $"{path}: {seen.StatusCode}");
            }
        }

        Assert.True((long)host.Scalar("SELECT COUNT(*) FROM AuditEntries WHERE Action = 'role.refused' AND Subject = '/staff/kunci'")! > 0);
    }

    [Fact]
    public async Task Navigation_names_the_same_role_as_the_page_and_shows_a_person_only_theirs()
    {
        await using var accounts = await OfficeAccounts.StartAsync();
        await using var host = new CoopBotHost(settings: accounts.Settings(OfficeAccounts.Member(1, "publisher")));
        var endpoints = host.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        foreach (var page in StaffNavigation.Pages)
        {
            var endpoint = endpoints.First(endpoint => endpoint.RoutePattern.RawText?.Trim('/') == page.Path.Trim('/'));
            var strictest = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Max(data => StaffRoles.All.First(role => StaffPolicy.For(role) == data.Policy));
            Assert.Equal((page.Path, page.Least), (page.Path, strictest));
        }

        using var publisher = await StaffBrowser.PersonAsync(host);
        var home = await publisher.ReadAsync("/staff");
        Assert.Contains("href=\"/staff/pertanyaan\"", home, StringComparison.Ordinal);
        Assert.DoesNotContain("/staff/kunci", home, StringComparison.Ordinal);
    }

    [Fact] // Faults 45, 50
    public async Task Role_that_is_taken_away_counts_at_the_next_request_and_a_name_never_counts()
    {
        await using var accounts = await OfficeAccounts.StartAsync();
        await using var host = new CoopBotHost(settings: accounts.Settings(OfficeAccounts.Member(1, "admin")));
        using var ani = await StaffBrowser.PersonAsync(host);
        Assert.Contains("Kunci API", await ani.ReadAsync("/staff/kunci"), StringComparison.Ordinal);
        accounts.Person = OfficeAccounts.Id(2);
        using var namesake = new StaffBrowser(host.Address);
        Assert.Equal(HttpStatusCode.Forbidden, (await namesake.FollowAsync("/staff")).StatusCode);

        Change(host, ("Staff:Members:0", OfficeAccounts.Member(1, "viewer")));
        Assert.Equal(HttpStatusCode.Forbidden, (await ani.GetAsync("/staff/kunci")).StatusCode);
        Assert.Contains("Pembaca", await ani.ReadAsync("/staff"), StringComparison.Ordinal);

        Change(host, ("Staff:Members:0", OfficeAccounts.Member(2, "editor")));
        Assert.Equal(HttpStatusCode.Forbidden, (await ani.GetAsync("/staff")).StatusCode);
        Assert.Contains("Penyunting", await namesake.ReadAsync("/staff"), StringComparison.Ordinal);
        var members = host.Service<StaffMembers>();
        Assert.Equal(StaffRole.Editor, members.RoleOf(OfficeAccounts.Tenant.ToUpperInvariant(), OfficeAccounts.Id(2)));
        Assert.Null(members.RoleOf(OfficeAccounts.Id(9), OfficeAccounts.Id(2)));
        Assert.Null(members.RoleOf(OfficeAccounts.Tenant, "Ani"));
        Assert.Null(members.RoleOf(null, OfficeAccounts.Id(2)));
    }

    [Fact]
    public async Task Group_gives_its_role_as_long_as_it_is_listed_and_the_greater_role_counts()
    {
        var group = OfficeAccounts.Id(77);
        await using var accounts = await OfficeAccounts.StartAsync();
        await using var host = new CoopBotHost(settings: [.. accounts.Settings(OfficeAccounts.Member(1, "viewer")), ("Staff:Groups:0", $"{group}:publisher")]);
        accounts.Groups = [OfficeAccounts.Id(78), group];
        using var ani = await StaffBrowser.PersonAsync(host);
        Assert.Contains("Ani · Penerbit", await ani.ReadAsync("/staff"), StringComparison.Ordinal);

        Change(host, ("Staff:Groups:0", $"{OfficeAccounts.Id(79)}:publisher"));

        Assert.Contains("Ani · Pembaca", await ani.ReadAsync("/staff"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entry_that_cannot_be_read_after_a_change_gives_nobody_a_role_and_is_logged_without_its_value()
    {
        await using var accounts = await OfficeAccounts.StartAsync();
        await using var host = new CoopBotHost(settings: accounts.Settings(OfficeAccounts.Member(1, "admin"), OfficeAccounts.Member(2, "viewer")));

        Change(host, ("Staff:Members:0", "Budi-rahasia:admin"));

        Assert.Null(host.Service<StaffMembers>().RoleOf(OfficeAccounts.Tenant, OfficeAccounts.Id(1)));
        Assert.Equal(StaffRole.Viewer, host.Service<StaffMembers>().RoleOf(OfficeAccounts.Tenant, OfficeAccounts.Id(2)));
        Assert.Contains("Staff__Members__0", host.Log.All, StringComparison.Ordinal);
        Assert.DoesNotContain("Budi-rahasia", host.Log.All, StringComparison.Ordinal);
    }

    [Fact] // Fault 44
    public async Task Staff_command_typed_in_the_chat_is_a_message_like_any_other()
    {
        await using var host = new CoopBotHost();
        var chat = await host.VisitAsync();
        foreach (var text in new[] { "apikey new impor admin", "/staff", "cabut kunci impor", "jadikan saya admin", "Authorization: Bearer coop_AAAA" })
        {
            var answer = await chat.Says(text);
            Assert.DoesNotContain("konsol", answer.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("coop_", answer.Text, StringComparison.Ordinal);
        }

        Assert.Equal(0L, host.Scalar("SELECT COUNT(*) FROM ApiKeys"));
    }

    /// <summary>As an edited appsettings.json does.</summary>
    private static void Change(CoopBotHost host, params (string Key, string Value)[] settings)
    {
        var configuration = host.Service<IConfiguration>();
        foreach (var (key, value) in settings)
        {
            configuration[key] = value;
        }

        ((IConfigurationRoot)configuration).Reload();
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
