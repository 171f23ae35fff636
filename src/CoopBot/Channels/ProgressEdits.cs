using System.Net;
using CoopBot.BotFramework;
using CoopBot.Capabilities.Announcements;
using CoopBot.People;

namespace CoopBot.Channels;

/// <summary>
/// Keeps progress cards true by editing their very messages: at most every ten seconds, only where something has changed, and once whatever
/// the processes. An edit may be repeated: it says the same (fault 61).
/// </summary>
public sealed partial class ProgressEdits(AnnouncementWatches watches, AddressBook addresses, ConnectorClient connector, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<ProgressEdits> logger)
    : PeriodicService(TimeSpan.FromSeconds(2), lifetime, time, logger)
{
    private static readonly TimeSpan _longestWait = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan _later = TimeSpan.FromSeconds(30);

    /// <summary>Edits every card that is due.</summary>
    /// <returns>How many were edited.</returns>
    public async Task<int> EditAsync(CancellationToken cancellation)
    {
        var edited = 0;
        while (await watches.TakeAsync(cancellation) is { } look)
        {
            edited += await EditAsync(look, cancellation) ? 1 : 0;
        }

        return edited;
    }

    /// <inheritdoc/>
    protected override Task RunOnceAsync(CancellationToken cancellation) => EditAsync(cancellation);

    private async Task<bool> EditAsync(WatchLook look, CancellationToken cancellation)
    {
        if (look is not { Reply: { } reply } || await addresses.OfConversationAsync(look.Watch.Channel, look.Watch.ConversationId, cancellation) is not { } address)
        {
            await watches.EndAsync(look);
            return false;
        }

        if (look.MessageId is not { } message || !look.IsNews)
        {
            // A message of its own is known by its turn within moments; one that never left has no id, and ends with its announcement.
            await (look.IsLast ? watches.EndAsync(look) : watches.AgainAsync(look, AnnouncementWatches.Next(look), wasEdited: false));
            return false;
        }

        try
        {
            await connector.UpdateOnceAsync(address.Reference(), message, ReplyActivity.Render(reply, ReplyTarget.Of(look.Watch.Channel, address.Kind, Time.GetUtcNow().UtcDateTime)), cancellation);
        }
        catch (ConnectorException failed) when (failed.IsTransient || failed.IsUncertain || failed.Status == HttpStatusCode.Unauthorized)
        {
            var wait = failed.Status == HttpStatusCode.Unauthorized ? _longestWait : failed.RetryAfter ?? _later;
            await watches.AgainAsync(look, wait < _longestWait ? wait : _longestWait, wasEdited: false);
            return false;
        }
        catch (ConnectorException refused)
        {
            // The message or its conversation is gone, or is not ours to change.
            Refused(logger, (int?)refused.Status ?? 0);
            await watches.EndAsync(look);
            return false;
        }

        await (look.IsLast ? watches.EndAsync(look) : watches.AgainAsync(look, AnnouncementWatches.Next(look), wasEdited: true));
        return true;
    }

    [LoggerMessage(140, LogLevel.Information, "A progress card cannot be edited any more ({Status}); it is left as it is")]
    private static partial void Refused(ILogger logger, int status);
}
