using CoopBot.BotFramework.Schema;

namespace CoopBot.BotFramework;

/// <summary>The ways that activities leave a turn.</summary>
internal static class Outbound
{
    /// <summary>Through the channel's Connector, one after another, as answers to <paramref name="incoming"/>.</summary>
    public static SendActivities Through(ConnectorClient connector, Activity incoming) => async (activities, cancellation) =>
    {
        var sent = new ResourceResponse[activities.Count];
        for (var i = 0; i < sent.Length; i++)
        {
            sent[i] = string.IsNullOrEmpty(incoming.Id)
                ? await connector.SendToConversationAsync(incoming.ServiceUrl ?? "", incoming.Conversation!.Id!, activities[i], cancellation)
                : await connector.ReplyToActivityAsync(incoming.ServiceUrl ?? "", incoming.Conversation!.Id!, incoming.Id, activities[i], cancellation);
        }

        return sent;
    };

    /// <summary>What came so far: a bot that is out of time may still be adding.</summary>
    public static IReadOnlyList<Activity> Collected(List<Activity> collected)
    {
        lock (collected)
        {
            return [.. collected];
        }
    }

    /// <summary>Into the answer of the POST (<c>expectReplies</c>).</summary>
    public static SendActivities Into(List<Activity> collected) => (activities, _) =>
    {
        lock (collected)
        {
            collected.AddRange(activities);
        }

        return Task.FromResult<IReadOnlyList<ResourceResponse>>([.. activities.Select(_ => new ResourceResponse { Id = "" })]);
    };
}
