using CoopBot.Capabilities.Announcements;
using CoopBot.Channels;
using CoopBot.People;
using CoopBot.Tests.Cooperatives;
using CoopBot.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace CoopBot.Tests.Announcements;

/// <summary>What the office does with announcements, and what is asked of the store, for tests of what recipients meet.</summary>
internal static class AnnouncingOffice
{
    public const string Officer = "entra:t:petugas";

    /// <summary>A service in which nothing sends: a test says how far a copy has come.</summary>
    public static void WithoutSender(IServiceCollection services)
    {
        services.Remove(services.Single(service => service.ImplementationType == typeof(BroadcastSender)));
    }

    /// <summary>Writes an announcement for everyone and sends it; its number.</summary>
    public static async Task<long> AnnounceAsync(this CoopBotHost host, string title = "Hari Koperasi ke-74", Func<AnnouncementDraft, AnnouncementDraft>? change = null)
    {
        var draft = new AnnouncementDraft { Title = title, Text = "Kepala dinas mengajak insan koperasi terus bergerak maju.", Audience = new() { All = true } };
        var store = host.Service<AnnouncementStore>();
        var announcement = (await store.CreateAsync(change is null ? draft : change(draft), Officer, null, null, default))!;
        Assert.Equal(AnnouncementOrder.Done, await store.SendAsync(announcement.Id, Officer, default));
        return announcement.Id;
    }

    /// <summary>The counts, which sum to the audience, once they are as waited for.</summary>
    public static async Task<DeliveryCounts> CountedAsync(this CoopBotHost host, long id, Predicate<DeliveryCounts>? isThere = null)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var counts = await host.Service<AnnouncementStore>().CountsAsync(id, patience.Token);
            Assert.Equal(counts.Audience, counts.Pending + counts.Sent + counts.Uncertain + counts.Unreachable + counts.GaveUp + counts.Cancelled);
            if (isThere is null || isThere(counts))
            {
                return counts;
            }

            await Task.Delay(50, patience.Token);
        }
    }

    /// <summary>So many people of Teams who have written to the bot, each alone with it.</summary>
    public static async Task FillAsync(this CoopBotHost host, FakeConnector connector, int people)
    {
        await using var db = host.Database.CreateDbContext();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        db.Addresses.AddRange(Enumerable.Range(0, people).Select(number => new Address
        {
            Channel = "msteams",
            ConversationId = $"c{number}",
            PersonId = $"p{number}",
            UserId = $"u{number}",
            BotId = TeamsChat.Bot,
            ServiceUrl = connector.ServiceUrl,
            TenantId = "t1",
            Kind = "personal",
            Anonymous = true,
            UpdatedAt = now,
            WroteAt = now,
        }));
        await db.SaveChangesAsync();
    }

    /// <summary>Says how far the copies have come.</summary>
    public static void Put(this CoopBotHost host, long id, string values) => host.Scalar($"UPDATE \"AnnouncementDeliveries\" SET {values} WHERE \"AnnouncementId\" = {id}");

    /// <summary>How many announcements of the audit trail's action there are.</summary>
    public static long Audited(this CoopBotHost host, string action, string subject = "") => host.Count("AuditEntries", $"\"Action\" = '{action}' AND \"Subject\" = '{subject}'");
}
