using CoopBot.Conversation;
using CoopBot.Staff;
using Microsoft.Extensions.Options;

namespace CoopBot.Capabilities.Announcements;

/// <summary>
/// What the buttons under a preview and on a progress card order, each for the version that was looked at. Typed, an order only shows
/// its button: nothing is sent, stopped or thrown away by a slip. Ordered twice, it is done once.
/// </summary>
internal sealed class ComposeOrders(AnnouncementStore store, AnnouncementReport report, ComposePreview preview, IOptions<OfficeOptions> office)
{
    /// <summary>Does it, and shows what it is now.</summary>
    public async Task<Reply> DoAsync(Turn turn, ComposeWish wish, StaffMember me, CancellationToken cancellation)
    {
        if (wish.Id is not { } id || await store.FindAsync(id, cancellation) is not { } one)
        {
            return ComposePreview.NotThere(turn, wish.Id ?? 0);
        }

        if (wish.Want is ComposeWant.Show or ComposeWant.Progress)
        {
            return await ShowAsync(turn, one, me, null, cancellation);
        }

        if (!turn.Pressed || wish.Version is not { } version)
        {
            return await ShowAsync(turn, one, me, one.IsOpen ? ComposeTexts.PressToSend.In(turn.Language) : null, cancellation);
        }

        if (!me.Is(Least(wish.Want, one)))
        {
            return await ShowAsync(turn, one, me, (wish.Want == ComposeWant.Send ? ComposeTexts.PublishersOnly : ComposeTexts.NotAllowed).In(turn.Language), cancellation);
        }

        var order = wish.Want switch
        {
            ComposeWant.Send => await store.SendAsync(id, version, me.Identity, cancellation),
            ComposeWant.Submit => await store.SubmitAsync(id, version, me.Identity),
            ComposeWant.Retry => (await store.RetryFailedAsync(id, me.Identity, cancellation)).Order,
            _ => await store.CancelAsync(id, me.Identity, cancellation),
        };
        return wish.Want == ComposeWant.Drop && order == AnnouncementOrder.Done ? Reply.Plain(turn, ComposeTexts.Dropped.Format(turn.Language, one.Number), turn.State, ComposeTexts.New)
            : await store.FindAsync(id, cancellation) is { } now ? await ShowAsync(turn, now, me, Problem(order, now, turn.Language), cancellation)
            : ComposePreview.NotThere(turn, id);
    }

    /// <summary>The preview of what is not agreed on yet, else how far it has come.</summary>
    public async Task<Reply> ShowAsync(Turn turn, Announcement one, StaffMember me, string? note, CancellationToken cancellation) =>
        one.State == AnnouncementState.Draft || (one.State == AnnouncementState.AwaitingApproval && (note is not null || me.Is(StaffRole.Publisher)) && !preview.NeedsAnother(one, me))
            ? await preview.ShowAsync(turn, one, me, note, cancellation)
            : await ProgressAsync(turn, one, me, cancellation);

    /// <summary>How far it has come, kept true until it has ended.</summary>
    private async Task<Reply> ProgressAsync(Turn turn, Announcement one, StaffMember me, CancellationToken cancellation)
    {
        var progress = one.StartedAt is null ? null : await report.OfAsync(one, cancellation);
        var reply = ProgressCard.Of(one, progress, me, turn.Language, turn.Now, office.Value.Link($"/staff/pengumuman/{one.Id}", turn.Key.Channel));
        return reply with { State = turn.State, Effects = one.State is AnnouncementState.Finished or AnnouncementState.Cancelled ? [] : [AnnouncementWatches.Follow(one.Id, turn, reply)] };
    }

    /// <summary>A draft may be thrown away by whoever writes; what is agreed on is stopped by whoever may agree.</summary>
    private static StaffRole Least(ComposeWant want, Announcement one) =>
        want == ComposeWant.Submit || ((want is ComposeWant.Drop or ComposeWant.Stop) && (one.State is AnnouncementState.Draft or AnnouncementState.AwaitingApproval)) ? StaffRole.Editor : StaffRole.Publisher;

    private static string? Problem(AnnouncementOrder order, Announcement now, Language language) => order switch
    {
        AnnouncementOrder.NobodyFits => ComposeTexts.NobodyNow.In(language),
        AnnouncementOrder.Changed => ComposeTexts.LookAgain.Format(language, now.Number),
        AnnouncementOrder.Over => ComposeTexts.Over.In(language),
        AnnouncementOrder.Superseded => ComposeTexts.Superseded.In(language),
        _ => null,
    };
}
