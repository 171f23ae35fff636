using System.Net;
using System.Text.Json.Nodes;
using CoopBot.Capabilities.Announcements;
using CoopBot.Staff;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Announcements;

/// <summary>What a program can ask of <c>/api/announcements</c>, and what it is refused.</summary>
public sealed class AnnouncementApiTests : IAsyncLifetime
{
    private readonly CoopBotHost _host = new(null, null, ("Announcements:RatePerSecond", "0"));
    private FakeConnector _connector = null!;
    private AnnouncementOffice _office = null!;

    public async ValueTask InitializeAsync()
    {
        _connector = await FakeConnector.StartAsync();
        _office = await AnnouncementOffice.OfAsync(_host);
    }

    public async ValueTask DisposeAsync()
    {
        _office.Dispose();
        await _host.DisposeAsync();
        await _connector.DisposeAsync();
    }

    [Theory]
    [InlineData("/{0}/deliveries?after=x", "after must be the next of the page before")]
    [InlineData("/{0}/deliveries?take=-1", "take a number from 1 to 1000")]
    [InlineData("/{0}/deliveries?take=1001", "take a number from 1 to 1000")]
    [InlineData("?take=0", "take one from 1 to 200")]
    [InlineData("?take=201", "take one from 1 to 200")]
    public async Task Number_of_a_query_that_is_none_or_too_large_is_named(string path, string problem)
    {
        var id = await _office.CreateAsync(AnnouncementOffice.Draft());

        var (status, body) = await _office.CallAsync(HttpMethod.Get, path.Replace("{0}", $"{id}", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(problem, (string)body["error"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_that_cannot_be_read_changes_nothing()
    {
        var id = await _office.CreateAsync(AnnouncementOffice.Draft());

        var (status, body) = await _office.CallAsync(HttpMethod.Put, $"/{id}", AnnouncementOffice.Draft(("title", "Lain")), version: "abc");

        Assert.Equal((HttpStatusCode.BadRequest, "If-Match must be the announcement's version, such as 3. Nothing was changed."), (status, (string)body["error"]!));
        Assert.Equal(1, (int)(await _office.CallAsync(HttpMethod.Get, $"/{id}")).Body["version"]!);
        Assert.Equal(HttpStatusCode.OK, (await _office.CallAsync(HttpMethod.Put, $"/{id}", AnnouncementOffice.Draft(("title", "Lain")), version: "*")).Status);
    }

    [Fact]
    public async Task Announcement_is_made_counted_sent_and_reported()
    {
        var ani = new TeamsChat(_host, _connector);
        await ani.Says("halo");

        var (status, made) = await _office.CallAsync(HttpMethod.Post, "", AnnouncementOffice.Draft(("action", "Daftar sebelum 5 Desember 2026"), ("link", "https://kalbarprov.go.id/berita")), "k1");
        var sent = await _office.CallAsync(HttpMethod.Post, $"/{made["id"]}/send");
        var message = await ani.Next();
        var counts = await _office.InAsync((long)made["id"]!, "finished");

        Assert.Equal((HttpStatusCode.Created, "draft", 1), (status, (string)made["state"]!, (int)made["audienceCount"]!));
        Assert.Equal("msteams", (string)Assert.Single(made["sample"]!.AsArray())!["channel"]!);
        Assert.DoesNotContain(ani.Person!, made.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Accepted, 1), (sent.Status, (int)sent.Body["audienceCount"]!));
        Assert.Equal("Kantor tutup.", message.Text);
        Assert.Contains("Daftar sebelum 5 Desember 2026", message.Fallback, StringComparison.Ordinal);
        Assert.Contains("Balas BACA", message.Fallback, StringComparison.Ordinal);
        Assert.Equal([$"Sudah saya baca P-{made["id"]}", $"Tanya soal ini P-{made["id"]}", "Atur pengumuman"], message.Buttons);
        Assert.Equal(new DeliveryCounts(1, 0, 1, 0, 0, 0, 0, 0, 0), counts);
        Assert.Equal("announcement.created announcement.sent", _host.Scalar("SELECT MIN(Action) || ' ' || MAX(Action) FROM AuditEntries WHERE Action LIKE 'announcement.%'"));
    }

    [Fact] // Fault 74
    public async Task The_same_request_again_makes_and_sends_one_announcement()
    {
        var ani = new TeamsChat(_host, _connector);
        await ani.Says("halo");

        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _office.CallAsync(HttpMethod.Post, "", AnnouncementOffice.Draft(), "k1")));
        var other = await _office.CallAsync(HttpMethod.Post, "", AnnouncementOffice.Draft(("title", "Lain")), "k1");
        var id = (long)made[0].Body["id"]!;
        var sent = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _office.CallAsync(HttpMethod.Post, $"/{id}/send")));
        await ani.Next();
        await _office.InAsync(id, "finished");
        var after = await _office.CallAsync(HttpMethod.Post, $"/{id}/send");

        Assert.All(made, one => Assert.Equal((HttpStatusCode.Created, id), (one.Status, (long)one.Body["id"]!)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.All(sent, one => Assert.Equal(HttpStatusCode.Accepted, one.Status));
        Assert.Equal((HttpStatusCode.Accepted, "finished"), (after.Status, (string)after.Body["state"]!));
        Assert.Equal((1L, 0), (_host.Scalar("SELECT COUNT(*) FROM Announcements"), _connector.Waiting));
    }

    [Theory] // Faults 66, 83, 86
    [InlineData("title", "", "title is missing")]
    [InlineData("text", "  ", "text is missing")]
    [InlineData("kind", "gossip", "kind must be service or topic")]
    [InlineData("kind", "topic", "needs audience.topics")]
    [InlineData("link", "javascript:alert(1)", "link must be a whole https:// address")]
    [InlineData("link", "https://user@evil.example", "link must be a whole https:// address")]
    [InlineData("image", "https://kalbarprov.go.id/brosur.pdf", "image must be an https:// address that ends with")]
    [InlineData("text", "klik [di sini](javascript:alert(1))", "a link that is not https")]
    [InlineData("text", "NIK 6171012345678901", "number of 16 digits")]
    [InlineData("text", "Halo {{nama}}", "The variable {{nama}} is not known")]
    [InlineData("text", "Halo {{koperasi}}", "Some recipients are linked to no cooperative")]
    [InlineData("text", "Halo {{koperasi", "is not complete")]
    [InlineData("sendAt", "2020-01-01T08:00", "sendAt is over")]
    [InlineData("sendAt", "2027-02-29T08:00", "sendAt is no time that exists")]
    [InlineData("sendAt", "besok", "sendAt is no time that exists")]
    [InlineData("expiresAt", "2020-01-01T08:00+07:00", "expiresAt is over")]
    [InlineData("repeat", "weekly", "needs sendAt")]
    [InlineData("titel", "x", "not known")]
    public async Task What_cannot_be_sent_is_refused_when_composed(string field, string value, string problem)
    {
        var (status, body) = await _office.CallAsync(HttpMethod.Post, "", AnnouncementOffice.Draft((field, value)));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(problem, (string)body["error"]!, StringComparison.Ordinal);
        Assert.Equal(0L, _host.Scalar("SELECT COUNT(*) FROM Announcements"));
    }

    [Theory]
    [InlineData("""{}""", "names nobody")]
    [InlineData("""{"districts":["99.99"]}""", "is no code of a district")]
    [InlineData("""{"statuses":["bubar"]}""", "is none of aktif")]
    [InlineData("""{"all":true,"roles":["pengurus"]}""", "cannot be combined")]
    [InlineData("""{"topics":["gosip"]}""", "is none of koperasi")]
    [InlineData("""{"cooperatives":["x"]}""", "$.audience.cooperatives")]
    public async Task Audience_that_says_nothing_or_nonsense_is_refused(string audience, string problem)
    {
        var (status, body) = await _office.CallAsync(HttpMethod.Post, "", AnnouncementOffice.Draft(("audience", JsonNode.Parse(audience))));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(problem, (string)body["error"]!, StringComparison.Ordinal);
    }

    [Fact] // Fault 66
    public async Task Message_that_Teams_would_refuse_is_refused_when_composed()
    {
        var longer = await _office.CallAsync(HttpMethod.Post, "", AnnouncementOffice.Draft(("text", new string('a', 30_000))));
        var heavier = await _office.CallAsync(HttpMethod.Post, "", AnnouncementOffice.Draft(("text", string.Concat(Enumerable.Repeat("\U0001F600", 2_000)))));
        var huge = await _office.CallAsync(HttpMethod.Post, "", AnnouncementOffice.Draft(("text", new string('a', 300_000))));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge), (longer.Status, huge.Status));
        Assert.Contains("at most 4000 characters", (string)longer.Body["error"]!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, heavier.Status);
    }

    [Theory]
    [InlineData("[]", "it is not one object")]
    [InlineData("\"Kantor tutup\"", "it is not one object")]
    [InlineData("""{"title":1}""", "$.title has a value of another kind")]
    public async Task Body_that_is_no_announcement_is_told_from_one_that_is_not_json(string body, string problem)
    {
        var (status, answer) = await _office.CallAsync(HttpMethod.Post, "", JsonNode.Parse(body));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(problem, (string)answer["error"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audience_of_nobody_is_not_sent()
    {
        var id = await _office.CreateAsync(AnnouncementOffice.Draft(("audience", JsonNode.Parse("""{"cooperatives":[987654]}"""))));

        var (status, body) = await _office.CallAsync(HttpMethod.Post, $"/{id}/send");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("Nobody fits this audience", (string)body["error"]!, StringComparison.Ordinal);
        Assert.Equal("draft", (string)(await _office.CallAsync(HttpMethod.Get, $"/{id}")).Body["state"]!);
    }

    [Fact] // Fault 45
    public async Task Each_role_may_what_it_may()
    {
        var id = await _office.CreateAsync(AnnouncementOffice.Draft());
        using var viewer = await AnnouncementOffice.OfAsync(_host, StaffRole.Viewer);
        using var editor = await AnnouncementOffice.OfAsync(_host, StaffRole.Editor);
        using var nobody = new AnnouncementOffice(_host, new() { BaseAddress = _host.Address });

        Assert.Equal(HttpStatusCode.OK, (await viewer.CallAsync(HttpMethod.Get, $"/{id}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.CallAsync(HttpMethod.Post, "", AnnouncementOffice.Draft())).Status);
        Assert.Equal(HttpStatusCode.Created, (await editor.CallAsync(HttpMethod.Post, "", AnnouncementOffice.Draft())).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.CallAsync(HttpMethod.Post, $"/{id}/send")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.CallAsync(HttpMethod.Post, $"/{id}/cancel")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.CallAsync(HttpMethod.Get, $"/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _office.CallAsync(HttpMethod.Get, "/4711")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _office.CallAsync(HttpMethod.Post, "/4711/send")).Status);
    }

    [Fact] // Fault 77
    public async Task With_two_people_the_author_cannot_approve_and_a_change_asks_anew()
    {
        await using var host = new CoopBotHost(null, null, ("Announcements:TwoPeople", "true"), ("Announcements:RatePerSecond", "0"));
        using var author = await AnnouncementOffice.OfAsync(host);
        using var other = await AnnouncementOffice.OfAsync(host);
        var ani = new TeamsChat(host, _connector);
        await ani.Says("halo");
        var id = await author.CreateAsync(AnnouncementOffice.Draft());

        var asked = await author.CallAsync(HttpMethod.Post, $"/{id}/send");
        var again = await author.CallAsync(HttpMethod.Post, $"/{id}/send");
        var changed = await other.CallAsync(HttpMethod.Put, $"/{id}", AnnouncementOffice.Draft(("title", "Kantor buka")), version: "1");
        var stale = await author.CallAsync(HttpMethod.Put, $"/{id}", AnnouncementOffice.Draft(("title", "Kantor libur")), version: "1");
        var byEditor = await other.CallAsync(HttpMethod.Post, $"/{id}/send");
        using var third = await AnnouncementOffice.OfAsync(host);
        var approved = await third.CallAsync(HttpMethod.Post, $"/{id}/send");

        Assert.Equal(("awaitingApproval", "awaitingApproval"), ((string)asked.Body["state"]!, (string)again.Body["state"]!));
        Assert.Equal((HttpStatusCode.OK, "draft", 2), (changed.Status, (string)changed.Body["state"]!, (int)changed.Body["version"]!));
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Equal("awaitingApproval", (string)byEditor.Body["state"]!);
        Assert.Equal(HttpStatusCode.Accepted, approved.Status);
        Assert.Equal("Kantor buka.", (await ani.Next()).Text);
        Assert.Equal(HttpStatusCode.Conflict, (await author.CallAsync(HttpMethod.Put, $"/{id}", AnnouncementOffice.Draft())).Status);
    }

    [Fact]
    public async Task Deliveries_are_paged_and_come_as_csv_without_a_persons_id()
    {
        for (var person = 0; person < 5; person++)
        {
            await new TeamsChat(_host, _connector).Says("halo");
        }

        var id = await _office.SendAsync(AnnouncementOffice.Draft());
        await _office.InAsync(id, "finished");

        var first = await _office.CallAsync(HttpMethod.Get, $"/{id}/deliveries?take=3");
        var second = await _office.CallAsync(HttpMethod.Get, $"/{id}/deliveries?take=3&after={first.Body["next"]}&state=sent");
        using var csv = await _office.GetAsync($"/{id}/deliveries", "text/csv");
        var lines = (await csv.Content.ReadAsStringAsync()).Trim().Split('\n');

        Assert.Equal((3, 2), (first.Body["deliveries"]!.AsArray().Count, second.Body["deliveries"]!.AsArray().Count));
        Assert.Null(second.Body["next"]);
        Assert.Equal(HttpStatusCode.BadRequest, (await _office.CallAsync(HttpMethod.Get, $"/{id}/deliveries?state=lost")).Status);
        Assert.Equal(6, lines.Length);
        Assert.Equal("id,channel,person,state,reason,tries,doubts,sentAt,readAt,acknowledgedAt", lines[0].Trim());
        Assert.All(lines.Skip(1), line => Assert.Matches("^[0-9]+,msteams,….{4},sent,,0,0,", line));
    }
}
