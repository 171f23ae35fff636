using CoopBot.BotFramework.Schema;

namespace CoopBot.BotFramework;

/// <summary>The turn of one activity.</summary>
public sealed class TurnContext(Activity activity, Outbound outbound) : ITurnContext
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
    public Task<IReadOnlyList<ResourceResponse>> SendActivitiesAsync(IReadOnlyList<Activity> activities, CancellationToken cancellationToken = default)
    {
        if (activities.Count == 0)
        {
            return Task.FromResult<IReadOnlyList<ResourceResponse>>([]);
        }

        foreach (var outgoing in activities)
        {
            ConversationReference.Of(activity).ApplyTo(outgoing, activity.Id);
        }

        Responded = true;
        return outbound.SendAsync(activities, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ResourceResponse> UpdateActivityAsync(Activity activity, CancellationToken cancellationToken = default)
    {
        ConversationReference.Of(Activity).ApplyTo(activity, Activity.Id);
        return await outbound.UpdateAsync(activity, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task DeleteActivityAsync(string activityId, CancellationToken cancellationToken = default) =>
        await outbound.DeleteAsync(activityId, cancellationToken);
}
