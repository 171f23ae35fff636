using CoopBot.BotFramework.Schema;

namespace CoopBot.BotFramework;

/// <summary>How activities leave a turn: through the Connector, in the HTTP answer, or into the Direct Line log.</summary>
public delegate Task<IReadOnlyList<ResourceResponse>> SendActivities(IReadOnlyList<Activity> activities, CancellationToken cancellation);

/// <summary>The turn of one activity.</summary>
public sealed class TurnContext(Activity activity, SendActivities send) : ITurnContext
{
    /// <inheritdoc/>
    public Activity Activity => activity;

    /// <inheritdoc/>
    public bool FromDirectLine { get; init; }

    /// <inheritdoc/>
    public bool Responded { get; private set; }

    /// <inheritdoc/>
    public InvokeResponse? InvokeResponse { get; set; }

    /// <inheritdoc/>
    public async Task<ResourceResponse> SendActivityAsync(Activity activity, CancellationToken cancellationToken = default) =>
        (await SendActivitiesAsync([activity], cancellationToken))[0];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ResourceResponse>> SendActivitiesAsync(IReadOnlyList<Activity> activities, CancellationToken cancellationToken = default)
    {
        if (activities.Count == 0)
        {
            return [];
        }

        foreach (var outgoing in activities)
        {
            ConversationReference.Of(activity).ApplyTo(outgoing, activity.Id);
        }

        Responded = true;
        return await send(activities, cancellationToken);
    }
}
