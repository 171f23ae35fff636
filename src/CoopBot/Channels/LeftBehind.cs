using System.Data.Common;
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
    Database database, TurnLog turns, DirectLineLog directLine, DirectLineTurns directLineTurns, ConnectorClient connector, TimeProvider time,
    ILogger<LeftBehind> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Longer than any turn or send of a living process takes.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(40);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Let the service answer first.
        await Task.Yield();
        // Alone on the store: whatever is open was left by a process that is no more. Held until this one ends.
        using var alone = TryBeAlone(database.File + ".running.lock");
        var youngest = alone is null ? Grace : TimeSpan.Zero;
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await TakeUpAsync(youngest, stoppingToken);
            }
            catch (DbException failed)
            {
                Failed(logger, failed);
            }

            youngest = Grace;
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
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

        foreach (var turn in turns.Unsent(time.GetUtcNow().UtcDateTime, youngest))
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

        var activity = ReplyActivity.Render(JsonSerializer.Deserialize(turn.Reply, ConversationJson.Default.Reply)!, turn.Channel);
        new ConversationReference(turn.Channel, address.ServiceUrl, new() { Id = turn.ConversationId }, new() { Id = address.BotId }, new() { Id = address.UserId })
            .ApplyTo(activity, turn.ActivityId);
        try
        {
            await connector.ReplyToActivityAsync(address.ServiceUrl, turn.ConversationId, turn.ActivityId, activity, cancellation);
            turns.Mark(turn.Id, Delivery.Sent);
        }
        catch (ConnectorException failed)
        {
            turns.Mark(turn.Id, failed.IsUncertain ? Delivery.Uncertain : Delivery.Refused);
        }
    }

    private static FileStream? TryBeAlone(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException)
        {
            return null;
        }
    }

    [LoggerMessage(40, LogLevel.Information, "Took up a {What} that an earlier process left behind")]
    private static partial void TakenUp(ILogger logger, string what);

    [LoggerMessage(41, LogLevel.Error, "What an earlier process left behind could not be looked up; the next try is in a minute")]
    private static partial void Failed(ILogger logger, Exception failed);
}
