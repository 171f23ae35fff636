using System.Data.Common;
using Microsoft.Extensions.Options;

namespace CoopBot.Conversation;

/// <summary>A turn that was saved: the reply to send, and its row to mark.</summary>
/// <param name="TurnId">The row; 0 where nothing could be saved.</param>
/// <param name="Reply">What to say.</param>
public readonly record struct SavedTurn(long TurnId, Reply Reply);

/// <summary>How long an answer may take.</summary>
public sealed class ChatOptions
{
    /// <summary>After that the person is told that it is not ready: two thirds of a turn's time, so that the rest is there to save and to send.</summary>
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(8);
}

/// <summary>Runs a turn in one pass: read, decide, save; then, and only then, the reply may leave.</summary>
public sealed partial class ChatService(
    ChatRoutes routes, TurnLog log, TurnLocks locks, MessageLimits limits, IOptions<ChatOptions> options, ILogger<ChatService> logger)
{
    private const int Attempts = 3;

    /// <summary>Answers a turn whose reply leaves in the same way whatever it is.</summary>
    public Task<SavedTurn?> RunAsync(Turn turn, Delivery delivery, Action<Turn, Reply, DbConnection, DbTransaction>? alongside, CancellationToken cancellation) =>
        RunAsync(turn, _ => delivery, alongside, cancellation);

    /// <summary>
    /// Answers a turn and saves it. Null is silence: the activity has been answered before, or the person has been told to wait.
    /// </summary>
    /// <param name="turn">The turn, without its state.</param>
    /// <param name="delivery">Whether this reply still has to leave once it is saved.</param>
    /// <param name="alongside">What the channel saves in the same transaction: an address, rows of the Direct Line log.</param>
    /// <param name="cancellation">Ends the turn when its time is up.</param>
    /// <exception cref="DbException">Nothing was saved (the caller says so).</exception>
    public async Task<SavedTurn?> RunAsync(
        Turn turn, Func<Reply, Delivery> delivery, Action<Turn, Reply, DbConnection, DbTransaction>? alongside, CancellationToken cancellation)
    {
        using var _ = await locks.EnterAsync(turn.Key, cancellation);
        for (var attempt = 1; ; attempt++)
        {
            var start = await log.ReadAsync(turn.Key, turn.ActivityId, cancellation);
            if (start.SeenBefore)
            {
                return null;
            }

            // Counted once, and only what is new: a channel that sends again is no flood.
            switch (turn.Kind is TurnKind.Welcome || attempt > 1 ? LimitVerdict.Within : limits.Take(turn.Key))
            {
                case LimitVerdict.TooMany:
                    return null;
                case LimitVerdict.FirstTooMany:
                    turn = turn with { Kind = TurnKind.TooFast };
                    break;
            }

            var current = turn with { State = start.State, Language = turn.Kind == TurnKind.Welcome ? turn.Language : Languages.Of(turn.Text, start.State.Language) };
            var (route, reply) = await AnswerAsync(current, cancellation);
            reply = Remember(current, reply);
            var (outcome, turnId) = await log.CommitAsync(
                current, route, reply, start.Version, delivery(reply), alongside is null ? null : (connection, transaction) => alongside(current, reply, connection, transaction));
            switch (outcome)
            {
                case CommitOutcome.Saved:
                    return new(turnId, reply);
                case CommitOutcome.Duplicate:
                    return null;
                case CommitOutcome.Conflict when attempt == Attempts:
                    var reference = Reference();
                    Contended(logger, reference);
                    return new(0, new Reply(Apology.NotSaved.In(current.Language).Replace("{ref}", reference, StringComparison.Ordinal)) { Language = current.Language });
                default:
                    continue;
            }
        }
    }

    /// <summary>A reference that a person can read out to the office.</summary>
    public static string Reference() => Guid.NewGuid().ToString("N")[..8].ToUpperInvariant();

    /// <summary>The state that follows: the reply's own, with its language and what its numbers stand for.</summary>
    private static Reply Remember(Turn turn, Reply reply)
    {
        var options = reply.Choices.Count > 0 ? reply.Choices.Select(choice => choice.Says) : reply.Suggestions;
        return reply with { State = (reply.State ?? turn.State) with { Language = reply.Language, Choices = [.. options] } };
    }

    private async ValueTask<(string Route, Reply Reply)> AnswerAsync(Turn turn, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(options.Value.AnswerWithin);
        try
        {
            var answer = routes.AnswerAsync(turn, deadline.Token);
            // Most answers are there at once; one that does not heed its deadline is left behind.
            return answer.IsCompleted ? await answer : await answer.AsTask().WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            // Fault 29: the answer is what there is by now.
            Late(logger, options.Value.AnswerWithin);
            return ("late", new Reply(Apology.Late.In(turn.Language)) { Language = turn.Language, Suggestions = [Phrases.AskOfficer.In(turn.Language), Phrases.Menu.In(turn.Language)], State = turn.Asked });
        }
        catch (Exception bug) when (!cancellation.IsCancellationRequested || bug is not OperationCanceledException)
        {
            // The one place where a bug is caught: logged with a reference, and answered with that reference and nothing else.
            var reference = Reference();
            Failed(logger, bug, reference);
            return ("apology", new Reply(Apology.Saved.In(turn.Language).Replace("{ref}", reference, StringComparison.Ordinal)) { Language = turn.Language, State = turn.State });
        }
    }

    [LoggerMessage(20, LogLevel.Error, "A turn failed; the person was given reference {Reference}")]
    private static partial void Failed(ILogger logger, Exception bug, string reference);

    [LoggerMessage(22, LogLevel.Error, "An answer was not ready within {Limit}; the person was told so")]
    private static partial void Late(ILogger logger, TimeSpan limit);

    [LoggerMessage(21, LogLevel.Error, "A turn lost the race three times; the person was given reference {Reference}")]
    private static partial void Contended(ILogger logger, string reference);
}

/// <summary>What is said when the fault is ours.</summary>
public static class Apology
{
    /// <summary>The message was saved, the answer failed.</summary>
    public static readonly Bilingual Saved = new(
        "Maaf, Bapak/Ibu, ada gangguan di pihak kami. Pesan sudah tersimpan. Coba lagi beberapa menit lagi. Kode: {ref}.",
        "Sorry, there is a fault on our side. Your message is saved. Try again in a few minutes. Code: {ref}.");

    /// <summary>The answer took too long.</summary>
    public static readonly Bilingual Late = new(
        "Maaf, jawabannya belum siap. Pertanyaan sudah tersimpan. Coba lagi sebentar, atau saya teruskan ke petugas?",
        "Sorry, the answer is not ready. Your question is saved. Try again in a moment, or shall I pass it to an officer?");

    /// <summary>The message could not be saved.</summary>
    public static readonly Bilingual NotSaved = new(
        "Maaf, pesan tadi belum tersimpan. Kirim sekali lagi. Kode: {ref}.",
        "Sorry, that message was not saved. Send it once more. Code: {ref}.");
}
