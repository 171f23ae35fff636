using CoopBot.BotFramework.Schema;

namespace CoopBot.BotFramework;

/// <summary>One activity with the means to answer it.</summary>
public interface ITurnContext
{
    /// <summary>What came in.</summary>
    Activity Activity { get; }

    /// <summary>The activity came through this service's own Direct Line, whose log holds the replies.</summary>
    bool FromDirectLine { get; }

    /// <summary>Something was sent in this turn.</summary>
    bool Responded { get; }

    /// <summary>The answer to an invoke; null answers 501.</summary>
    InvokeResponse? InvokeResponse { get; set; }

    /// <summary>Sends one activity to where the turn came from.</summary>
    /// <exception cref="ConnectorException">The channel did not take it, or may have.</exception>
    Task<ResourceResponse> SendActivityAsync(Activity activity, CancellationToken cancellationToken = default);

    /// <summary>Sends several activities in order.</summary>
    /// <exception cref="ConnectorException">The channel did not take one, or may have.</exception>
    Task<IReadOnlyList<ResourceResponse>> SendActivitiesAsync(IReadOnlyList<Activity> activities, CancellationToken cancellationToken = default);

    /// <summary>
    /// Replaces an activity sent before in this conversation, by its id. With <c>expectReplies</c> only one of this turn,
    /// since that has not left yet; Direct Line cannot change what was said.
    /// </summary>
    /// <exception cref="ConnectorException">The channel did not take it, may have, or cannot do it (501).</exception>
    Task<ResourceResponse> UpdateActivityAsync(Activity activity, CancellationToken cancellationToken = default);

    /// <summary>Takes an activity back that was sent before in this conversation, under the same conditions.</summary>
    /// <exception cref="ConnectorException">The channel did not take it, or cannot do it (501).</exception>
    Task DeleteActivityAsync(string activityId, CancellationToken cancellationToken = default);
}

/// <summary>The HTTP answer to an invoke.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">JSON, or null for an empty body.</param>
public sealed record InvokeResponse(int Status, System.Text.Json.JsonElement? Body = null);
