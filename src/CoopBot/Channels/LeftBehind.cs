using System.Text.Json;
using CoopBot.BotFramework;
using CoopBot.BotFramework.DirectLine;
using CoopBot.BotFramework.Schema;
using CoopBot.Conversation;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Channels;

/// <summary>
/// Takes up, at start and each minute, what a crash left open: replies that were saved and not sent, and web chat messages
/// without a turn. Each once. So after a crash a reply may come twice, but never not at all.
/// </summary>
public sealed partial class LeftBehind(
    Database database, SoleProcess sole, TurnLog turns, DirectLineLog directLine, DirectLineTurns directLineTurns, ReplySender sender, IHostApplicationLifetime lifetime,
    TimeProvider time, ILogger<LeftBehind> logger) : PeriodicService(TimeSpan.FromMinutes(1), lifetime, time, logger)
{
    /// <summary>Longer than any turn or send of a living process takes.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(40);

    private bool _started;

    /// <inheritdoc/>
    protected override Task RunOnceAsync(CancellationToken cancellation)
    {
        // Alone on the store at start: whatever is open was left by a process that is no more.
        var atStart = !_started;
        _started = true;
        return TakeUpAsync(atStart && sole.IsAlone ? TimeSpan.Zero : Grace, cancellation);
    }

    private async Task TakeUpAsync(TimeSpan youngest, CancellationToken cancellation)
    {
        foreach (var message in directLine.AwaitingTurn(youngest))
        {
            if (await directLine.TakeUpAsync(message))
            {
                TakenUp(logger, "message");
                await directLineTurns.RunAsync(JsonSerializer.Deserialize(message.Json, ActivityJson.Wire.Activity)!);
            }
        }

        foreach (var turn in turns.Unsent(Time.GetUtcNow().UtcDateTime, youngest))
        {
            if (await turns.TakeUpAsync(turn.Id))
            {
                TakenUp(logger, "reply");
                await SendAsync(turn, cancellation);
            }
        }
    }

    private async Task SendAsync(TurnRecord turn, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        if (await db.Addresses.AsNoTracking().FirstOrDefaultAsync(address => address.Channel == turn.Channel && address.ConversationId == turn.ConversationId, cancellation) is not { RetiredAt: null } address)
        {
            turns.Mark(turn.Id, Delivery.Refused);
            return;
        }

        try
        {
            await sender.SendAsync(turn, address, cancellation);
        }
        catch (ConnectorException)
        {
            // Noted by the sender; what passes is tried at the next interval, until the reply is ten minutes old.
        }
    }

    [LoggerMessage(41, LogLevel.Information, "Took up a {What} that an earlier process left behind")]
    private static partial void TakenUp(ILogger logger, string what);
}
