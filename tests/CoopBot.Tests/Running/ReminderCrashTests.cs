using System.Text.Json.Nodes;
using CoopBot.Storage;
using CoopBot.Tests.Hosts;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Tests.Running;

/// <summary>Two processes and kill -9: everybody is reminded, and twice at most where a kill came between sending and noting it.</summary>
public sealed class ReminderCrashTests : IDisposable
{
    private const int People = 40;

    // Open at all hours of all days; the book year closed so that its RAT is due in twenty days.
    private static readonly string[] Settings =
    [
        "CoopBot__Demo=false", "Office__Opens=00:00", "Office__Closes=23:59:59", .. Enum.GetNames<DayOfWeek>().Select((day, index) => $"Office__WorkDays__{index}={day}"),
        $"Office__BookYearEnds={Today.AddDays(20).AddMonths(-6):MM-dd}",
    ];

    private readonly TestStore _store = new();

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(7));

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Two_processes_with_kills_remind_everybody_and_nobody_twice_but_for_what_a_kill_left_open()
    {
        await using var connector = await FakeConnector.StartAsync();
        Fill(connector.ServiceUrl);
        var kills = 0;
        var came = new List<string>();
        for (var round = 0; round < 3; round++)
        {
            var (one, _) = await CoopBotProcess.ServeAsync(_store.ConnectionString, Settings);
            var (other, _) = await CoopBotProcess.ServeAsync(_store.ConnectionString, Settings);
            using (one)
            using (other)
            {
                for (var taken = 0; taken < People / 4; taken++)
                {
                    came.Add(Conversation(await connector.NextAsync()));
                }

                await one.KillAsync();
                await other.KillAsync();
                kills += 2;
            }

            LetLeasesEnd();
        }

        var (last, _) = await CoopBotProcess.ServeAsync(_store.ConnectionString, Settings);
        using (last)
        {
            while (came.Distinct().Count() < People)
            {
                came.Add(Conversation(await connector.NextAsync()));
            }

            await EverythingNotedAsync();
        }

        while (connector.Waiting > 0)
        {
            came.Add(Conversation(await connector.NextAsync()));
        }

        Assert.Equal(People, came.Distinct().Count());
        // A process sends one at a time: one may have been sent and not noted at each kill.
        Assert.InRange(came.Count - People, 0, kills);
        Assert.True(came.CountBy(conversation => conversation).All(count => count.Value <= 1 + kills));
    }

    private static string Conversation(JsonObject activity) => (string)activity["conversation"]!["id"]!;

    private void Fill(string serviceUrl)
    {
        using var database = _store.Open();
        Schema.Prepare(database);
        using var db = database.CreateDbContext();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        db.Cooperatives.Add(new() { Name = "Koperasi Kapuas", Source = "daftar", DataDate = Today, Nik = "6101000000001" });
        db.SaveChanges();
        var cooperative = db.Cooperatives.Single().LastingId;
        for (var person = 0; person < People; person++)
        {
            db.Memberships.Add(new() { Channel = "msteams", PersonId = $"p{person}", CooperativeId = cooperative, Since = now, ConfirmedAt = now, GivenBy = "dev", RemindersSince = now });
            db.Addresses.Add(new() { Channel = "msteams", ConversationId = $"c{person}", PersonId = $"p{person}", UserId = $"u{person}", BotId = TeamsChat.Bot, ServiceUrl = serviceUrl, Kind = "personal", Anonymous = true, UpdatedAt = now });
        }

        db.SaveChanges();
    }

    /// <summary>As if the minute of the killed processes' leases had passed.</summary>
    private void LetLeasesEnd()
    {
        using var database = _store.Open();
        using var db = database.CreateDbContext();
        db.Reminders.Where(reminder => reminder.LeaseUntil != null).ExecuteUpdate(set => set.SetProperty(reminder => reminder.LeaseUntil, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(-1)));
    }

    /// <summary>Waits for the last note: it follows its message.</summary>
    private async Task EverythingNotedAsync()
    {
        using var database = _store.Open();
        for (var tries = 0; tries < 2_400; tries++)
        {
            await using var db = database.CreateDbContext();
            if (await db.Reminders.CountAsync(reminder => reminder.SentAt != null) == People)
            {
                return;
            }

            await Task.Delay(50);
        }

        Assert.Fail("Not all reminders were noted as sent.");
    }
}
