using CoopBot.Capabilities.Announcements;
using CoopBot.Channels;
using CoopBot.Conversation;
using Microsoft.Extensions.Options;

namespace CoopBot.Staff;

/// <summary>An announcement in one language on each kind of channel.</summary>
/// <param name="Language">The reader's.</param>
/// <param name="Teams">In a personal chat of Teams.</param>
/// <param name="WebChat">In the web chat.</param>
/// <param name="Text">Where there are no cards.</param>
public sealed record AnnouncementLook(Language Language, ReplyPreview Teams, ReplyPreview WebChat, string Text);

/// <summary>Whom an announcement would reach now.</summary>
/// <param name="Count">How many people.</param>
/// <param name="Declined">How many more there were, had they not said "berhenti".</param>
/// <param name="Samples">Three of them: the channel, and the cooperative that they are linked to.</param>
/// <param name="At">When that was counted, UTC.</param>
public sealed record AnnouncementReach(int Count, int Declined, IReadOnlyList<(string Channel, string Cooperative)> Samples, DateTime At);

/// <summary>How an announcement will look, by the renderers of the channels themselves, and whom it will reach.</summary>
public sealed class AnnouncementPreview(AnnouncementStore store, AnnouncementWords words, IOptions<OfficeOptions> office, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Whom it would reach, counted now.</summary>
    public async Task<AnnouncementReach> ReachAsync(Audience audience, AnnouncementKind kind, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(audience);
        // One that cannot be read as an audience reaches nobody.
        if (audience.Problems().Any())
        {
            return new(0, 0, [], Now);
        }

        var samples = new List<(string, string)>();
        foreach (var (channel, person) in await store.SampleAsync(audience, kind, cancellation))
        {
            samples.Add((channel, (await words.ValuesAsync(channel, person, cancellation)).GetValueOrDefault("koperasi") ?? ""));
        }

        return new(await store.EstimateAsync(audience, kind, cancellation), await store.DeclinedAsync(audience, kind, cancellation), samples, Now);
    }

    /// <summary>Whom an announcement that is stored would reach: a follow-up whoever has a copy.</summary>
    public async Task<AnnouncementReach> ReachAsync(Announcement announcement, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(announcement);
        return announcement.FollowUp == AnnouncementFollowUp.None
            ? await ReachAsync(Audience.Of(announcement.Audience), announcement.Kind, cancellation)
            : new(await store.EstimateAsync(announcement, cancellation), 0, [], Now);
    }

    /// <summary>Whom a correction of an announcement would reach.</summary>
    /// <param name="corrected">What is corrected.</param>
    /// <param name="correction">The correction where it is stored already.</param>
    /// <param name="cancellation">Ends the counting.</param>
    public async Task<AnnouncementReach> ReachAsync(Announcement corrected, long? correction, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(corrected);
        return await store.FamilyAsync(corrected.Id, cancellation) is { } family
            ? new(await store.EstimateAsync(AnnouncementFollowUp.Correction, family.Without(correction ?? 0), cancellation), 0, [], Now)
            : new(0, 0, [], Now);
    }

    /// <summary>How it looks, its variables filled in as for the first whom it reaches; in English too where it has that.</summary>
    public async Task<IReadOnlyList<AnnouncementLook>> LooksAsync(Announcement announcement, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(announcement);
        var first = Audience.Of(announcement.Audience).Problems().Any() ? [] : announcement.Id == 0 ? await store.SampleAsync(Audience.Of(announcement.Audience), announcement.Kind, cancellation) : await store.SampleAsync(announcement, cancellation);
        var values = first is [var (channel, person), ..] ? await words.ValuesAsync(channel, person, cancellation) : AnnouncementTemplate.NoValues;
        return announcement.TextEn is null ? [Look(Language.Indonesian)] : [Look(Language.Indonesian), Look(Language.English)];

        AnnouncementLook Look(Language language)
        {
            var at = announcement.StartedAt ?? (announcement.SendAt > Now ? announcement.SendAt.Value : Now);
            var reply = AnnouncementReplies.Of(announcement, values, language, office.Value.Name, Wording.LocalDate(at), dress: AnnouncementReplies.DressOf(announcement));
            return new(language, ReplyPreview.Teams(reply, at), ReplyPreview.WebChat(reply, at), ReplyText.Render(reply));
        }
    }

    /// <summary>How what is being written looks; what is not written yet or is no address stands out of the way.</summary>
    public Task<IReadOnlyList<AnnouncementLook>> LooksAsync(AnnouncementDraft draft, CancellationToken cancellation, AnnouncementFollowUp followUp = AnnouncementFollowUp.None)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var wrong = draft.Problems(Now).Select(problem => problem.Field).ToHashSet();
        return LooksAsync(
            new Announcement
            {
                Title = draft.Title ?? "Judul",
                Text = draft.Text ?? "Pesan.",
                TitleEn = draft.TitleEn,
                TextEn = draft.TextEn,
                Action = draft.Action,
                ActionEn = draft.ActionEn,
                Link = wrong.Contains("link") ? null : draft.Link,
                Image = wrong.Contains("image") ? null : draft.Image,
                Kind = draft.KindOrService,
                Audience = (draft.Audience ?? new()).ToJson(),
                SendAt = wrong.Contains("sendAt") ? null : draft.StartsAt,
                FollowUp = followUp,
                CreatedBy = "",
                ChangedBy = "",
                ChangedAt = Now,
            },
            cancellation);
    }
}
