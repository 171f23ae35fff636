using System.Net;
using System.Text.Json.Nodes;
using CoopBot.Capabilities.Announcements;
using CoopBot.Channels;
using CoopBot.Conversation;
using CoopBot.People;
using CoopBot.Storage;
using CoopBot.Tests.Cooperatives;
using CoopBot.Tests.Hosts;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Tests.Announcements;

/// <summary>Who gets an announcement, and what a channel's faults do to it; by the API, with a channel on this machine.</summary>
public sealed class AnnouncementDeliveryTests : IAsyncLifetime
{
    private FakeConnector _connector = null!;

    public async ValueTask InitializeAsync() => _connector = await FakeConnector.StartAsync();

    public ValueTask DisposeAsync() => _connector.DisposeAsync();

    [Fact]
    public async Task Audience_ands_its_fields_and_ors_their_values_and_a_person_gets_one()
    {
        await using var host = await Host().WithCooperativesAsync();
        using var office = await AnnouncementOffice.OfAsync(host);
        var all = new List<TeamsChat>();
        for (var person = 0; person < 4; person++)
        {
            all.Add(new TeamsChat(host, _connector));
            await all[person].Says("halo");
        }

        await using var db = host.Database.CreateDbContext();
        var sintang = await db.Cooperatives.FirstAsync(row => row.Regency == "61.05" && row.Status == CoopBot.Records.CooperativeStatus.Active && row.Kind == "produsen");
        var sambas = await db.Cooperatives.FirstAsync(row => row.Regency == "61.01" && row.Status == CoopBot.Records.CooperativeStatus.Inactive);
        await LinkAsync(host, all[0], sintang.LastingId);
        await LinkAsync(host, all[1], sambas.LastingId);
        // Linked to both: every field must fit one of them.
        await LinkAsync(host, all[2], sintang.LastingId);
        await LinkAsync(host, all[2], sambas.LastingId);
        // The same person, in a second chat: still one.
        await new TeamsChat(host, _connector) { Person = all[0].Person }.Says("halo");

        Assert.Equal(4, await CountAsync("""{"all":true}"""));
        Assert.Equal(2, await CountAsync("""{"districts":["61.05"]}"""));
        Assert.Equal(3, await CountAsync("""{"districts":["61.05","61.01"]}"""));
        Assert.Equal(0, await CountAsync("""{"districts":["61.05"],"statuses":["tidak aktif"]}"""));
        Assert.Equal(2, await CountAsync("""{"districts":["61.01"],"statuses":["tidak aktif"],"roles":["pengurus"]}"""));
        Assert.Equal(1, await CountAsync("""{"roles":["umum"]}"""));
        Assert.Equal(4, await CountAsync("""{"roles":["umum","pengurus"]}"""));
        Assert.Equal(2, await CountAsync("""{"kinds":["produsen"],"cooperatives":[""" + sintang.LastingId + "]}"));
        host.Scalar("UPDATE Cooperatives SET LastRat = '2099-01-01'");
        Assert.Equal(0, await CountAsync("""{"overdueRat":true}"""));
        host.Scalar($"UPDATE Cooperatives SET LastRat = NULL WHERE Id = {sintang.Id}");
        Assert.Equal(2, await CountAsync("""{"overdueRat":true}"""));

        async Task<int> CountAsync(string audience)
        {
            var (status, body) = await office.CallAsync(HttpMethod.Post, "", AnnouncementOffice.Draft(("audience", JsonNode.Parse(audience))));
            Assert.Equal(HttpStatusCode.Created, status);
            var id = (long)body["id"]!;
            // What is counted before is what is written down.
            if ((int)body["audienceCount"]! is > 0 and var expected)
            {
                Assert.Equal(HttpStatusCode.Accepted, (await office.CallAsync(HttpMethod.Post, $"/{id}/send")).Status);
                Assert.Equal(expected, (await office.InAsync(id, "finished")).Sent);
            }

            return (int)body["audienceCount"]!;
        }
    }

    [Fact] // Faults 52, 82
    public async Task Who_only_installed_the_bot_who_sits_in_a_group_and_who_said_berhenti_gets_none()
    {
        await using var host = Host();
        using var office = await AnnouncementOffice.OfAsync(host);
        var writer = new TeamsChat(host, _connector);
        await writer.Says("halo");
        var installed = new TeamsChat(host, _connector);
        await installed.Posts(installed.Activity("installationUpdate", ("action", "add")));
        await installed.Next();
        await new TeamsChat(host, _connector) { Kind = "groupChat" }.Says("halo");
        var stopped = new TeamsChat(host, _connector);
        await stopped.Says("halo");
        await ChooseAsync(host, stopped, Subscription.Everything, wanted: false);

        var id = await office.SendAsync(AnnouncementOffice.Draft());

        Assert.Equal(1, (await office.InAsync(id, "finished")).Sent);
        Assert.Equal(writer.Conversation, (await office.RowAsync(id)).ConversationId);
    }

    [Fact]
    public async Task Topic_goes_to_its_subscribers_and_to_each_at_most_three_a_day()
    {
        await using var host = Host();
        using var office = await AnnouncementOffice.OfAsync(host);
        var (ani, budi) = (new TeamsChat(host, _connector), new TeamsChat(host, _connector));
        await ani.Says("halo");
        await budi.Says("halo");
        await ChooseAsync(host, ani, "ekspor", wanted: true);
        await ChooseAsync(host, budi, "produk", wanted: true);
        var draft = AnnouncementOffice.Draft(("kind", "topic"), ("audience", JsonNode.Parse("""{"topics":["ekspor"]}""")));

        for (var time = 0; time < 3; time++)
        {
            Assert.Equal(1, (await office.InAsync(await office.SendAsync((JsonObject)draft.DeepClone()), "finished")).Sent);
        }

        var fourth = await office.SendAsync((JsonObject)draft.DeepClone());
        await RowAsync(office, fourth, row => row.Reason == DeliveryReason.EnoughToday);

        Assert.True((await office.RowAsync(fourth)).DueAt > TimeProvider.System.GetUtcNow().UtcDateTime);
        Assert.Equal(1, (await office.InAsync(await office.SendAsync(AnnouncementOffice.Draft(("audience", JsonNode.Parse("""{"roles":["umum"],"topics":["produk"]}""")))), "finished")).Audience);
    }

    [Fact] // Fault 82
    public async Task Opt_out_between_the_order_and_the_send_counts()
    {
        await using var host = Host(("Announcements:QuietFrom", "00:00"), ("Announcements:QuietUntil", "23:59:59"));
        using var office = await AnnouncementOffice.OfAsync(host);
        var ani = new TeamsChat(host, _connector);
        await ani.Says("halo");
        var id = await office.SendAsync(AnnouncementOffice.Draft());
        await ChooseAsync(host, ani, Subscription.Everything, wanted: false);

        // The same rows, in a process without quiet hours.
        await using var awake = new CoopBotHost(null, host.ConnectionString, ("Announcements:RatePerSecond", "0"));

        var counts = await office.InAsync(id, "finished");
        Assert.Equal((1, 0), (counts.Cancelled, _connector.Waiting));
        Assert.Equal(DeliveryReason.OptedOut, (await office.RowAsync(id)).Reason);
    }

    [Theory] // Faults 58, 59, 60, 66
    [InlineData(403, DeliveryState.Unreachable, "gone")]
    [InlineData(404, DeliveryState.Unreachable, "gone")]
    [InlineData(413, DeliveryState.GaveUp, "refused:413")]
    [InlineData(400, DeliveryState.GaveUp, "refused:400")]
    [InlineData(429, DeliveryState.Pending, "throttled")]
    [InlineData(503, DeliveryState.Pending, "unavailable")]
    [InlineData(401, DeliveryState.Pending, "not-allowed")]
    public async Task What_the_channel_says_is_noted_in_a_word(int status, DeliveryState state, string reason)
    {
        await using var host = Host();
        using var office = await AnnouncementOffice.OfAsync(host);
        await new TeamsChat(host, _connector).Says("halo");
        _connector.Refusal = status;

        var id = await office.SendAsync(AnnouncementOffice.Draft());
        var row = await RowAsync(office, id, row => row.Reason == reason && !row.IsLeased);

        Assert.Equal(state, row.State);
        Assert.Equal(status is 403 or 404 ? 1L : 0L, host.Scalar("SELECT COUNT(*) FROM Addresses WHERE RetiredAt IS NOT NULL"));
    }

    [Fact] // Fault 80
    public async Task What_was_given_up_is_queued_again_by_hand()
    {
        await using var host = Host();
        using var office = await AnnouncementOffice.OfAsync(host);
        var ani = new TeamsChat(host, _connector);
        await ani.Says("halo");
        _connector.RefuseOnce(400);
        var id = await office.SendAsync(AnnouncementOffice.Draft());
        Assert.Equal(1, (await office.InAsync(id, "finished")).GaveUp);

        var (status, _) = await office.CallAsync(HttpMethod.Post, $"/{id}/retry-failed");
        await ani.Next();
        var counts = await office.InAsync(id, "finished");

        Assert.Equal((HttpStatusCode.Accepted, 1, 0), (status, counts.Sent, counts.GaveUp));
        Assert.Equal(HttpStatusCode.Accepted, (await office.CallAsync(HttpMethod.Post, $"/{id}/retry-failed")).Status);
        Assert.Equal(0, _connector.Waiting);
    }

    [Fact] // Fault 61
    public async Task What_may_have_arrived_is_repeated_twice_and_marked_each_time()
    {
        await using var host = Host();
        using var office = await AnnouncementOffice.OfAsync(host);
        await new TeamsChat(host, _connector).Says("halo");
        _connector.IsBreaking = true;
        var id = await office.SendAsync(AnnouncementOffice.Draft());
        for (var doubt = 1; doubt <= 3; doubt++)
        {
            var (seen, expected) = (await RowAsync(office, id, row => row.Doubts == doubt && !row.IsLeased), doubt);
            Assert.Equal((expected < 3 ? DeliveryState.Pending : DeliveryState.Uncertain, DeliveryReason.NoAnswer), (seen.State, seen.Reason));
            // As if its pause were over.
            host.Scalar($"UPDATE AnnouncementDeliveries SET DueAt = '2020-01-01 00:00:00' WHERE AnnouncementId = {id} AND State = 'Pending'");
        }

        Assert.Equal(1, (await office.InAsync(id, "finished")).Uncertain);
        Assert.Equal(3, _connector.Waiting);
    }

    [Fact] // Fault 76
    public async Task Stopped_half_way_takes_nothing_new_and_its_report_is_exact()
    {
        await using var host = Host(("Announcements:RatePerSecond", "10"), ("Announcements:Burst", "2"));
        using var office = await AnnouncementOffice.OfAsync(host);
        await host.FillAsync(_connector, 60);
        var id = await office.SendAsync(AnnouncementOffice.Draft());
        for (var taken = 0; taken < 4; taken++)
        {
            await _connector.NextAsync();
        }

        Assert.Equal(HttpStatusCode.Accepted, (await office.CallAsync(HttpMethod.Post, $"/{id}/cancel")).Status);
        var counts = await office.InAsync(id, "cancelled");

        Assert.Equal(60, counts.Sent + counts.Cancelled);
        Assert.InRange(counts.Sent, 4, 59);
        Assert.Equal(counts.Sent, 4 + _connector.Waiting);
        Assert.Equal(HttpStatusCode.Accepted, (await office.CallAsync(HttpMethod.Post, $"/{id}/cancel")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await office.CallAsync(HttpMethod.Post, $"/{id}/send")).Status);
        var retried = await office.CallAsync(HttpMethod.Post, $"/{id}/retry-failed");
        Assert.Equal((HttpStatusCode.Conflict, "The announcement's state does not allow that: it is cancelled."), (retried.Status, (string)retried.Body["error"]!));
    }

    [Fact]
    public async Task Visitor_of_the_web_chat_gets_it_in_the_open_chat_and_who_left_when_they_come_back()
    {
        await using var host = Host();
        using var office = await AnnouncementOffice.OfAsync(host);
        var here = await host.VisitAsync();
        await here.Says("halo");
        var away = await host.VisitAsync();
        await away.Says("halo");
        host.Scalar($"UPDATE DirectLineConversations SET LastAt = '2026-01-01 00:00:00' WHERE Id = '{away.Conversation}'");
        // Who only opened the page has not written.
        await host.VisitAsync();

        var id = await office.SendAsync(AnnouncementOffice.Draft());
        var counts = await office.UntilAsync(id, counts => counts.Sent == 1);
        Assert.Equal("Kantor tutup.", Assert.Single(await here.NewsAsync()).Text);
        Assert.Equal((2, 1), (counts.Audience, counts.Pending));
        Assert.Empty(await away.NewsAsync());
        await RowAsync(office, id, row => row.Reason == DeliveryReason.Away && !row.IsLeased);

        var back = await Chat.StartAsync(host.Address, cookie: away.Cookie);

        Assert.Contains(await back.UntilAsync(answer => answer.Text == "Kantor tutup."), answer => answer.Fallback.Contains("Kantor tutup hari Jumat.", StringComparison.Ordinal));
        Assert.Equal(2, (await office.InAsync(id, "finished")).Sent);
    }

    [Fact]
    public async Task Variables_take_each_persons_own_cooperative()
    {
        await using var host = await Host().WithCooperativesAsync();
        using var office = await AnnouncementOffice.OfAsync(host);
        var linked = new TeamsChat(host, _connector);
        await linked.Says("halo");
        await LinkAsync(host, linked, await host.IdOfAsync());
        await office.InAsync(await office.SendAsync(AnnouncementOffice.Draft(("text", "Kepada pengurus {{koperasi}} di {{kabupaten}}."), ("audience", JsonNode.Parse("""{"roles":["pengurus"]}""")))), "finished");

        Assert.Contains($"Kepada pengurus {LinkedOffice.MajuBersama} di Kabupaten", (await linked.Next()).Fallback, StringComparison.Ordinal);
    }

    [Fact] // Fault 81
    public async Task Chat_is_answered_while_an_announcement_waits_for_a_slow_channel()
    {
        await using var host = Host();
        using var office = await AnnouncementOffice.OfAsync(host);
        await host.FillAsync(_connector, 40);
        _connector.IsSilent = true;
        var id = await office.SendAsync(AnnouncementOffice.Draft());
        await _connector.NextAsync();

        var visitor = await host.VisitAsync();

        Assert.Contains("9 orang", (await visitor.Says("berapa pendiri koperasi primer?")).Text, StringComparison.Ordinal);
        Assert.Equal(40, (await office.UntilAsync(id, _ => true)).Pending);
        _connector.IsSilent = false;
    }

    private static CoopBotHost Host(params (string, string)[] settings) => new(null, null, [("Announcements:RatePerSecond", "0"), .. settings]);

    private static async Task<AnnouncementDelivery> RowAsync(AnnouncementOffice office, long id, Predicate<AnnouncementDelivery> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var row = (await office.RowsAsync(id)).FirstOrDefault(row => isSo(row));
            if (row is not null)
            {
                return row;
            }

            await Task.Delay(20, patience.Token);
        }
    }

    private static async Task LinkAsync(CoopBotHost host, TeamsChat chat, long cooperative)
    {
        await using var db = host.Database.CreateDbContext();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        db.Memberships.Add(new() { Channel = "msteams", PersonId = $"t1:{chat.Person}", CooperativeId = cooperative, Since = now, ConfirmedAt = now, GivenBy = "dev" });
        await db.SaveChangesAsync();
    }

    private static async Task ChooseAsync(CoopBotHost host, TeamsChat chat, string topic, bool wanted)
    {
        await using var db = host.Database.CreateDbContext();
        db.Subscriptions.Add(new() { Channel = "msteams", PersonId = $"t1:{chat.Person}", Topic = topic, Wanted = wanted, At = TimeProvider.System.GetUtcNow().UtcDateTime });
        await db.SaveChangesAsync();
    }
}
