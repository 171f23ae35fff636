using System.Text.Json.Nodes;
using CoopBot.Capabilities.Announcements;
using CoopBot.Channels;
using CoopBot.Conversation;
using CoopBot.Tests.Hosts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CoopBot.Tests.Announcements;

/// <summary>When an announcement is sent: at its time, not by night, at a distance while people talk, and by a clock that is set back.</summary>
public sealed class AnnouncementClockTests : IAsyncLifetime
{
    private FakeConnector _connector = null!;

    public async ValueTask InitializeAsync() => _connector = await FakeConnector.StartAsync();

    public ValueTask DisposeAsync() => _connector.DisposeAsync();

    [Fact] // Faults 83, 85
    public async Task Scheduled_one_starts_at_its_time_quiet_hours_move_it_and_a_repeated_one_has_its_next_date()
    {
        // Thursday, 22.00 WIB.
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 26, 15, 0, 0, TimeSpan.Zero));
        await using var host = Host(time, ("Announcements:QuietFrom", "20:00"), ("Announcements:QuietUntil", "07:00"));
        using var office = await AnnouncementOffice.OfAsync(host);
        var ani = new TeamsChat(host, _connector);
        await ani.Says("halo");
        var id = await office.SendAsync(AnnouncementOffice.Draft(("sendAt", "2026-11-26T23:30"), ("repeat", "weekly")));
        Assert.Equal("scheduled", (string)(await office.CallAsync(HttpMethod.Get, $"/{id}")).Body["state"]!);

        await AdvanceAsync(time, TimeSpan.FromHours(2), async () => (string)(await office.CallAsync(HttpMethod.Get, $"/{id}")).Body["state"]! == "sending");
        var morning = new DateTimeOffset(2026, 11, 27, 0, 0, 0, TimeSpan.Zero);
        await AdvanceAsync(time, TimeSpan.FromHours(8), () => Task.FromResult(time.GetUtcNow() >= morning.AddMinutes(-1)));
        Assert.Equal(0, _connector.Waiting);
        await AdvanceAsync(time, TimeSpan.FromMinutes(30), () => Task.FromResult(_connector.Waiting == 1), TimeSpan.FromSeconds(1));

        Assert.Equal("Kantor tutup.", (await ani.Next()).Text);
        Assert.InRange(time.GetUtcNow(), morning, morning.AddHours(3));
        Assert.Equal(1L, host.Scalar($"SELECT COUNT(*) FROM Announcements WHERE SeriesId = {id} AND State = 'Scheduled'"));
        await using var db = host.Database.CreateDbContext();
        Assert.Equal(new DateTime(2026, 12, 3, 16, 30, 0), (await db.Announcements.SingleAsync(one => one.SeriesId == id)).SendAt);
    }

    [Theory] // Fault 84
    [InlineData(503, "unavailable")]
    [InlineData(429, "throttled")]
    public async Task What_waits_for_a_moment_is_not_held_for_hours_by_a_clock_that_is_set_back(int status, string reason)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 26, 3, 0, 0, TimeSpan.Zero));
        await using var host = Host(time, ("Announcements:RatePerSecond", "0"));
        using var office = await AnnouncementOffice.OfAsync(host);
        var ani = new TeamsChat(host, _connector);
        await ani.Says("halo");
        _connector.Refusal = status;
        var id = await office.SendAsync(AnnouncementOffice.Draft());
        await AdvanceAsync(time, TimeSpan.FromHours(4), async () => await office.RowAsync(id) is { IsLeased: false } row && row.Reason == reason);

        time.AdjustTime(time.GetUtcNow().AddHours(-12));
        _connector.Refusal = null;
        await AdvanceAsync(time, TimeSpan.FromHours(6), async () => (await office.RowAsync(id)).State == DeliveryState.Sent);

        Assert.Equal("Kantor tutup.", (await ani.Next()).Text);
    }

    [Fact] // Fault 84
    public async Task What_was_ordered_before_the_clock_was_set_back_is_sent_that_day()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 26, 15, 0, 0, TimeSpan.Zero));
        await using var host = Host(time, ("Announcements:QuietFrom", "20:00"), ("Announcements:QuietUntil", "07:00"));
        using var office = await AnnouncementOffice.OfAsync(host);
        var ani = new TeamsChat(host, _connector);
        await ani.Says("halo");
        var id = await office.SendAsync(AnnouncementOffice.Draft());
        await AdvanceAsync(time, TimeSpan.FromHours(4), async () => (string)(await office.CallAsync(HttpMethod.Get, $"/{id}")).Body["state"]! == "sending");

        // To 13.00 WIB of that day: quiet hours are over, but the row was written for the evening.
        time.AdjustTime(new DateTimeOffset(2026, 11, 26, 6, 0, 0, TimeSpan.Zero));
        await AdvanceAsync(time, TimeSpan.FromHours(5), async () => (await office.RowAsync(id)).State == DeliveryState.Sent);

        Assert.Equal("Kantor tutup.", (await ani.Next()).Text);
    }

    [Fact] // Fault 81
    public async Task While_people_talk_sends_keep_a_distance_and_go_on()
    {
        const int People = 20;
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 26, 3, 0, 0, TimeSpan.Zero));
        await using var host = Host(time, ("Announcements:RatePerSecond", "0"));
        using var office = await AnnouncementOffice.OfAsync(host);
        await host.FillAsync(_connector, People);

        long id;
        using (await host.Service<TurnLocks>().EnterAsync(new("msteams", "somebody", "asks"), TestContext.Current.CancellationToken))
        {
            id = await office.SendAsync(AnnouncementOffice.Draft());
            await AdvanceAsync(time, TimeSpan.FromHours(1), async () => await office.RowsAsync(id) is { Count: People } rows && rows.All(row => row.IsLeased || row.State == DeliveryState.Sent), TimeSpan.FromSeconds(1));
            // The clock may have moved once more after they were taken.
            Assert.InRange(_connector.Waiting, 0, 1);

            await AdvanceAsync(time, TimeSpan.FromHours(1), () => Task.FromResult(_connector.Waiting > 1), TimeSpan.FromMilliseconds(5));
            Assert.InRange(_connector.Waiting, 2, People - 1);
        }

        // A fifth of a second after the last turn nobody talks.
        await AdvanceAsync(time, TimeSpan.FromHours(1), async () => (await office.UntilAsync(id, _ => true)).Sent == People, TimeSpan.FromSeconds(1));
        Assert.Equal(People, _connector.Waiting);
    }

    /// <summary>A host whose time stands still, without the timers of others.</summary>
    private static CoopBotHost Host(TimeProvider time, params (string, string)[] settings) => new(
        services =>
        {
            services.AddSingleton(time);
            CoopBotHost.WithoutTimers(services, but: typeof(BroadcastSender));
        },
        null,
        settings);

    /// <summary>Moves the clock until it is so. A machine may be slower than this clock: at the end of the span it goes on by the second only.</summary>
    private static async Task AdvanceAsync(FakeTimeProvider time, TimeSpan atMost, Func<Task<bool>> isSo, TimeSpan? step = null)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        for (var end = time.GetUtcNow() + atMost; !await isSo(); await Task.Delay(10, patience.Token))
        {
            time.Advance(time.GetUtcNow() < end ? step ?? TimeSpan.FromMinutes(1) : TimeSpan.FromSeconds(1));
        }
    }
}
