using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Json;
using CoopBot.Conversation;
using CoopBot.Records;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CoopBot.Capabilities.Announcements;

/// <summary>What one recipient is told, asked just before it is sent: in their language, with their cooperative's name; nothing where they have opted out meanwhile (fault 82). A correction or recall changes first what they have.</summary>
public sealed class AnnouncementWords(Database database, IOptions<OfficeOptions> office, IOptions<AnnouncementsOptions> options, TimeProvider time)
{
    private const string Teams = "msteams";

    private readonly ConcurrentDictionary<long, Known> _known = new();

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>An announcement that is being sent, as it is now.</summary>
    public void Know(Announcement announcement)
    {
        ArgumentNullException.ThrowIfNull(announcement);
        _known.AddOrUpdate(announcement.Id, _ => new(announcement), (_, known) => known.Announcement.Version == announcement.Version ? known : new(announcement));
    }

    /// <summary>The words for one recipient.</summary>
    public async ValueTask<BroadcastWords> OfAsync(BroadcastItem item, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (!_known.TryGetValue(item.Broadcast, out var known))
        {
            await using var db = database.CreateDbContext();
            Know(await db.Announcements.AsNoTracking().SingleAsync(one => one.Id == item.Broadcast, cancellation));
            known = _known[item.Broadcast];
        }

        return known.Announcement.FollowUp switch
        {
            AnnouncementFollowUp.None => await NewAsync(item, known, AnnouncementDress.Plain, cancellation),
            AnnouncementFollowUp.Reminder => await IsReadAsync(item, known, cancellation) ? BroadcastWords.None(BroadcastOutcome.NotNeeded) : await NewAsync(item, known, AnnouncementDress.Plain, cancellation),
            _ => await InsteadAsync(item, known, cancellation),
        };
    }

    /// <summary>A message of its own: only to whoever wants it, and where it is the first, within what a day may bring.</summary>
    private async ValueTask<BroadcastWords> NewAsync(BroadcastItem item, Known known, AnnouncementDress dress, CancellationToken cancellation)
    {
        var (isWanted, language) = await database.ReadAsync(
            async connection => (await IsWantedAsync(item, known.Topics, connection, cancellation), await LanguageAsync(item.Channel, item.PersonId, connection, cancellation)), cancellation);
        var isFirst = known.Announcement.FollowUp == AnnouncementFollowUp.None;
        return !isWanted ? BroadcastWords.None(BroadcastOutcome.NotWanted)
            : !isFirst && options.Value.QuietEnds(Now) is { } morning ? BroadcastWords.None(BroadcastOutcome.Quiet, morning - Now)
            : isFirst && known.Announcement.Kind == AnnouncementKind.Topic && options.Value.TopicsPerDay is > 0 and var atMost && await TodayAsync(item, cancellation) >= atMost ? BroadcastWords.None(BroadcastOutcome.NotToday)
            : BroadcastWords.Of(await ReplyAsync(item, known, dress, language, cancellation));
    }

    /// <summary>
    /// A correction or a recall: the messages that the person has are changed, which is silent and asks for no consent; a new one is for
    /// whoever has a copy that cannot be changed, or none.
    /// </summary>
    private async ValueTask<BroadcastWords> InsteadAsync(BroadcastItem item, Known known, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        var copied = known.Copied ??= await CopiedAsync(known.Announcement.Id, cancellation);
        var copies = await db.AnnouncementDeliveries.AsNoTracking()
            .Where(copy => copy.Channel == item.Channel && copy.PersonId == item.PersonId && copied.Contains(copy.AnnouncementId) && (copy.State == DeliveryState.Sent || copy.State == DeliveryState.Uncertain))
            .OrderBy(copy => copy.Id).Select(copy => new { copy.ConversationId, copy.SentId, copy.Doubts }).ToListAsync(cancellation);
        var isCorrection = known.Announcement.FollowUp == AnnouncementFollowUp.Correction;
        var words = await NewAsync(item, known, copies.Count > 0 && isCorrection ? AnnouncementDress.Anew : AnnouncementDress.Plain, cancellation);
        List<SentMessage> there = [.. copies.Where(copy => copy.ConversationId != null && copy.SentId != null).Select(copy => new SentMessage(copy.ConversationId!, copy.SentId!)).Distinct()];
        if (there.Count == 0 || !(item.Channel is Teams or DeliveryLanes.WebChat))
        {
            return words;
        }

        // Teams shows the change where the message stands; one that was in doubt may stand there twice, the first under an id that nobody knows. The web chat shows it when the page is opened again, so that it is said as well.
        var isTeams = item.Channel == Teams;
        var instead = isTeams && !isCorrection ? null
            : await ReplyAsync(item, known, isTeams ? AnnouncementDress.Corrected : AnnouncementDress.Rewritten, await LanguageOfAsync(item, cancellation), cancellation);
        return words with { Edit = new(there, instead, IsAll: isTeams && copies.TrueForAll(copy => copy.ConversationId != null && copy.SentId != null && copy.Doubts == 0)) };
    }

    /// <summary>Whether they have read meanwhile what they were to be reminded of.</summary>
    private async Task<bool> IsReadAsync(BroadcastItem item, Known known, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db.AnnouncementDeliveries.AnyAsync(
            copy => copy.Channel == item.Channel && copy.PersonId == item.PersonId && copy.AnnouncementId == known.Announcement.FollowsId && (copy.ReadAt != null || copy.AcknowledgedAt != null), cancellation);
    }

    private async Task<IReadOnlyList<long>> CopiedAsync(long id, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return (await AnnouncementFamily.OfAsync(id, db, cancellation))!.Without(id).Copied;
    }

    private async ValueTask<Reply> ReplyAsync(BroadcastItem item, Known known, AnnouncementDress dress, Language language, CancellationToken cancellation) => known.IsPersonal
        ? Reply(known.Announcement, await ValuesAsync(item.Channel, item.PersonId, cancellation), language, dress)
        : known.Replies.GetOrAdd((language, Wording.LocalDate(Now), dress), _ => Reply(known.Announcement, AnnouncementTemplate.NoValues, language, dress));

    private Task<Language> LanguageOfAsync(BroadcastItem item, CancellationToken cancellation) =>
        database.ReadAsync(async connection => await LanguageAsync(item.Channel, item.PersonId, connection, cancellation), cancellation);

    /// <summary>The language that a person was last answered in.</summary>
    internal static async Task<Language> LanguageAsync(string channel, string person, DbConnection connection, CancellationToken cancellation) =>
        await connection.ScalarAsync(cancellation, """SELECT "Json" FROM "ConversationStates" WHERE "Channel" = @0 AND "PersonId" = @1 ORDER BY "UpdatedAt" DESC LIMIT 1""", channel, person) is string json
            ? JsonSerializer.Deserialize(json, ConversationJson.Default.ConversationState)?.Language ?? Language.Indonesian
            : Language.Indonesian;

    /// <summary>Whether what it says differs from person to person.</summary>
    internal static bool HasVariables(Announcement announcement) => new[] { announcement.Title, announcement.Text, announcement.TitleEn, announcement.TextEn, announcement.Action, announcement.ActionEn }.Any(AnnouncementTemplate.Uses);

    /// <summary>What the variables stand for with one person.</summary>
    internal async Task<IReadOnlyDictionary<string, string?>> ValuesAsync(string channel, string person, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        var own = await (
            from link in db.Memberships.AsNoTracking()
            where link.Channel == channel && link.PersonId == person
            join record in db.Cooperatives.AsNoTracking() on link.CooperativeId equals record.OriginId ?? record.Id
            orderby link.Id
            select new { record.Name, record.Regency, record.LastRat }).ToListAsync(cancellation);
        var rats = own.Select(record => record.LastRat).OfType<DateOnly>().ToList();
        return new Dictionary<string, string?>
        {
            ["koperasi"] = string.Join("; ", own.Select(record => record.Name)),
            ["kabupaten"] = Districts(district => district.FullName),
            ["kabupaten" + AnnouncementTemplate.English] = Districts(district => $"{district.Name} {(district.IsCity ? "City" : "Regency")}"),
            ["rat_terakhir"] = rats.Count > 0 ? Wording.Date(rats.Max(), Language.Indonesian) : null,
            ["rat_terakhir" + AnnouncementTemplate.English] = rats.Count > 0 ? Wording.Date(rats.Max(), Language.English) : null,
        };

        string Districts(Func<District, string> name) => string.Join("; ", own.Select(record => District.ByCode(record.Regency)).OfType<District>().Select(name).Distinct());
    }

    private Reply Reply(Announcement announcement, IReadOnlyDictionary<string, string?> values, Language language, AnnouncementDress dress) =>
        AnnouncementReplies.Of(announcement, values, language, office.Value.Name, Wording.LocalDate(Now), dress: dress);

    private static async Task<bool> IsWantedAsync(BroadcastItem item, IReadOnlyList<string> topics, DbConnection connection, CancellationToken cancellation)
    {
        await using var rows = await connection.QueryAsync(cancellation, """SELECT "Topic", "Wanted" FROM "Subscriptions" WHERE "Channel" = @0 AND "PersonId" = @1""", item.Channel, item.PersonId);
        var isAsked = topics.Count == 0;
        while (await rows.ReadAsync(cancellation))
        {
            var (topic, wanted) = (rows.GetString(0), rows.GetBoolean(1));
            if (topic.Length == 0 && !wanted)
            {
                return false;
            }

            isAsked |= wanted && topics.Contains(topic);
        }

        return isAsked;
    }

    private Task<int> TodayAsync(BroadcastItem item, CancellationToken cancellation) => database.ReadAsync(
        async connection => Convert.ToInt32(
            await connection.ScalarAsync(
                cancellation,
                """
                SELECT COUNT(*) FROM "AnnouncementDeliveries" AS d JOIN "Announcements" AS a ON a."Id" = d."AnnouncementId"
                WHERE d."Channel" = @0 AND d."PersonId" = @1 AND a."Kind" = 'Topic' AND a."FollowUp" = 'None' AND d."SentAt" >= @2
                """,
                item.Channel, item.PersonId, Wording.StartOf(Wording.LocalDate(Now))),
            System.Globalization.CultureInfo.InvariantCulture),
        cancellation);

    private sealed class Known(Announcement announcement)
    {
        public Announcement Announcement => announcement;

        public IReadOnlyList<string> Topics { get; } = Audience.Of(announcement.Audience).Topics;

        public bool IsPersonal { get; } = HasVariables(announcement);

        /// <summary>Of which announcements a recipient may hold a message that this one changes; asked once.</summary>
        public IReadOnlyList<long>? Copied { get; set; }

        public ConcurrentDictionary<(Language Language, DateOnly Day, AnnouncementDress Dress), Reply> Replies { get; } = new();
    }
}
