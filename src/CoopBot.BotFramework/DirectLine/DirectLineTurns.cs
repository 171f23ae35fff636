using CoopBot.BotFramework.Schema;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CoopBot.BotFramework.DirectLine;

/// <summary>Hands what people say over Direct Line to the bot, as any other channel would.</summary>
public sealed partial class DirectLineTurns(
    IServiceProvider services, IDirectLineLog log, DirectLineSignals signals, IHostApplicationLifetime lifetime, IOptions<BotFrameworkOptions> options)
{
    /// <summary>The channel id of Direct Line conversations.</summary>
    public const string ChannelId = "webchat";

    /// <summary>The bot's account in every conversation.</summary>
    public static readonly ChannelAccount Bot = new() { Id = "coopbot", Name = "CoopBot", Role = "bot" };

    /// <summary>
    /// Greets: Web Chat sends no conversationUpdate, so the server raises it. The id is always the same,
    /// so that the bot sees an activity it has seen before and stays silent the second time.
    /// </summary>
    public Task WelcomeAsync(DirectLineToken token, string? locale) => RunAsync(new Activity
    {
        Type = ActivityTypes.ConversationUpdate,
        Id = token.ConversationId + "|welcome",
        ChannelId = ChannelId,
        Locale = locale,
        Conversation = new() { Id = token.ConversationId },
        From = new() { Id = token.UserId, Role = "user" },
        Recipient = Bot,
        MembersAdded = [new() { Id = token.UserId }],
    });

    /// <summary>Stores what a person said, shows it in the streams, and lets the bot answer.</summary>
    /// <returns>The activity's id; null where the person says too much at once, and nothing was stored.</returns>
    public async Task<string?> SayAsync(DirectLineToken token, Activity activity, CancellationToken cancellation)
    {
        if (!log.MaySay(token.UserId))
        {
            return null;
        }

        // What a client says of itself counts for nothing.
        (activity.Id, activity.Timestamp, activity.ServiceUrl, activity.DeliveryMode) = (null, null, null, null);
        activity.From = new() { Id = token.UserId, Name = null, Role = "user" };
        activity.Recipient = Bot;
        activity.ChannelId = ChannelId;
        activity.Conversation = new() { Id = token.ConversationId };
        var receipt = await log.AppendAsync(token.ConversationId, ClientActivityId(activity), activity, cancellation);
        if (receipt.IsNew)
        {
            signals.Notify(token.ConversationId);
            await RunAsync(receipt.Activity);
        }

        return receipt.Activity.Id!;
    }

    /// <summary>Runs the bot's turn of an activity that is in the log already.</summary>
    public async Task RunAsync(Activity activity)
    {
        // A browser that closes must not end the turn.
        using var turn = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        turn.CancelAfter(options.Value.TurnTimeout);
        var context = new TurnContext(activity, new IntoLog(log, signals, activity.Conversation!.Id!)) { FromDirectLine = true };
        try
        {
            await services.GetRequiredService<IBot>().OnTurnAsync(context, turn.Token);
        }
        catch (OperationCanceledException) when (turn.IsCancellationRequested)
        {
            // What was said is in the log; the client hears that it arrived.
            OutOfTime(services.GetRequiredService<ILogger<DirectLineTurns>>(), activity.Type);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "A turn ({Type}) took longer than BotFramework__TurnTimeout allows and was ended")]
    private static partial void OutOfTime(ILogger log, string? type);

    private static string? ClientActivityId(Activity activity) =>
        activity.ChannelData is { ValueKind: System.Text.Json.JsonValueKind.Object } data
        && data.TryGetProperty("clientActivityID", out var id) && id.ValueKind == System.Text.Json.JsonValueKind.String
        && id.GetString() is { Length: > 0 and <= 200 } text
            ? text
            : null;

    /// <summary>Replies are added to the log, which only grows: nothing in it is changed or taken back.</summary>
    private sealed class IntoLog(IDirectLineLog log, DirectLineSignals signals, string conversationId) : Outbound
    {
        public override async Task<IReadOnlyList<ResourceResponse>> SendAsync(IReadOnlyList<Activity> activities, CancellationToken cancellation)
        {
            var sent = new List<ResourceResponse>(activities.Count);
            foreach (var reply in activities)
            {
                sent.Add(new() { Id = (await log.AppendAsync(conversationId, null, reply, cancellation)).Activity.Id });
            }

            signals.Notify(conversationId);
            return sent;
        }
    }
}
