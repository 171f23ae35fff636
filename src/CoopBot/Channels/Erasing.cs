using System.Text.Json;
using CoopBot.BotFramework;
using CoopBot.BotFramework.DirectLine;
using CoopBot.Conversation;
using CoopBot.People;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Channels;

/// <summary>
/// Deletes what people asked to have deleted: at once, at start what an earlier process left, and each minute. In the end the person is
/// told, where they asked; in the web chat that line is all that is left of the talk.
/// </summary>
public sealed partial class Erasing(
    DataRequests requests, PersonalRows rows, Database database, WriteGate gate, DirectLineLog directLine, DirectLineSignals signals, ReplySender sender,
    IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Erasing> logger) : PeriodicService(TimeSpan.FromMinutes(1), lifetime, time, logger)
{
    private const int Attempts = 40;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly Bilingual Done = new("Selesai. Data Anda dihapus {0} pukul {1}.", "Done. Your data was deleted on {0} at {1}.");

    private Task<bool>? _tick;
    private Task? _begun;

    /// <summary>Deletes all that is asked for by now.</summary>
    protected override async Task RunOnceAsync(CancellationToken cancellation)
    {
        var erased = 0;
        for (; await requests.NextToEraseAsync() is { } request; erased++)
        {
            await EraseAsync(request, cancellation);
        }

        for (var attempt = 0; erased > 0 && !database.ForgetDeleted(); attempt++)
        {
            if (attempt == Attempts)
            {
                LogHeld(logger);
                break;
            }

            // SQLite tells nobody when a reader lets go.
            await Task.Delay(Pause, cancellation);
        }
    }

    /// <inheritdoc/>
    protected override async ValueTask<bool> NextAsync(PeriodicTimer timer, CancellationToken cancellation)
    {
        // Both are kept until they end: neither may be waited for twice.
        _tick ??= timer.WaitForNextTickAsync(cancellation).AsTask();
        _begun ??= requests.BegunAsync(cancellation);
        if (await Task.WhenAny(_tick, _begun) == _begun)
        {
            await _begun;
            _begun = null;
            return true;
        }

        var goesOn = await _tick;
        _tick = null;
        return goesOn;
    }

    private async Task EraseAsync(DataRequest request, CancellationToken cancellation)
    {
        var key = DataRequests.KeyOf(request);
        var isWebChat = key.Channel == DirectLineTurns.ChannelId;
        await AnsweredAsync(key, cancellation);
        var address = isWebChat ? null : await AddressAsync(key, cancellation);
        var watermark = await WatermarkAsync(request);
        Reply? said = null;
        await rows.EraseAsync(
            key,
            (connection, transaction) =>
            {
                said = Said(request.Language, Time.GetUtcNow().UtcDateTime);
                if (isWebChat)
                {
                    directLine.BeginAnew(key.Conversation, key.Person, watermark, LineOf(said, key), connection, transaction);
                }

                requests.Erased(request, connection, transaction);
            },
            cancellation);
        Erased(logger, request.Number);
        if (isWebChat)
        {
            signals.Notify(key.Conversation);
        }
        else if (address is { RetiredAt: null })
        {
            await SayAsync(key, said!, address, cancellation);
        }
    }

    /// <summary>Waits until the answer that announces it has left: the end comes after the beginning.</summary>
    private async Task AnsweredAsync(ConversationKey key, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var pending = await database.ReadAsync(
                async connection => await connection.ScalarAsync(
                    cancellation, """SELECT 1 FROM "Turns" WHERE "Channel" = @0 AND "PersonId" = @1 AND "Delivery" = 1""", key.Channel, key.Person),
                cancellation);
            if (pending is null)
            {
                return;
            }

            // The answer may be another process's to send; only the store knows when it has left.
            await Task.Delay(Pause, cancellation);
        }
    }

    private async Task<Address?> AddressAsync(ConversationKey key, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db.Addresses.AsNoTracking().FirstOrDefaultAsync(address => address.Channel == key.Channel && address.ConversationId == key.Conversation, cancellation);
    }

    /// <summary>How far the page had read when the deletion began, kept where a second process finds it.</summary>
    private Task<long> WatermarkAsync(DataRequest request) => gate.WriteAsync(
        (connection, transaction) =>
        {
            var last = DirectLineLog.LastOf(request.ConversationId, connection, transaction);
            connection.Execute(transaction, """UPDATE "DataRequests" SET "Watermark" = @1 WHERE "Id" = @0 AND "Watermark" IS NULL""", request.Id, last);
            return request.Watermark ?? last;
        },
        background: true);

    private async Task SayAsync(ConversationKey key, Reply said, Address address, CancellationToken cancellation)
    {
        try
        {
            // No turn of anybody's: nothing of it is kept.
            await sender.SendAsync(
                new()
                {
                    Channel = key.Channel,
                    ConversationId = key.Conversation,
                    ActivityId = Turn.WelcomeId,
                    PersonId = key.Person,
                    At = Time.GetUtcNow().UtcDateTime,
                    Route = "erased",
                    Text = "",
                    Reply = JsonSerializer.Serialize(said, ConversationJson.Default.Reply),
                },
                address,
                cancellation);
        }
        catch (ConnectorException unsaid)
        {
            NotSaid(logger, unsaid);
        }
    }

    private static Reply Said(Language language, DateTime now) => new(
        Done.In(language).Replace("{0}", Wording.Date(Wording.LocalDate(now), language), StringComparison.Ordinal).Replace("{1}", Wording.Time(now), StringComparison.Ordinal))
    {
        Language = language,
        ClearsTranscript = true,
    };

    private BotFramework.Schema.Activity LineOf(Reply said, ConversationKey key)
    {
        var line = ReplyActivity.Render(said, ReplyTarget.WebChat(Time.GetUtcNow().UtcDateTime));
        line.From = DirectLineTurns.Bot;
        line.Recipient = new() { Id = key.Person };
        return line;
    }

    [LoggerMessage(120, LogLevel.Information, "Deleted a person's data, as {Request} asked")]
    private static partial void Erased(ILogger logger, string request);

    [LoggerMessage(121, LogLevel.Warning, "Data was deleted; that it is done could not be said to the person")]
    private static partial void NotSaid(ILogger logger, Exception unsaid);

    [LoggerMessage(122, LogLevel.Warning, "Data was deleted; a reader holds the write-ahead log, which is emptied when that one ends")]
    private static partial void LogHeld(ILogger logger);
}
