using System.Net;
using CoopBot.BotFramework.Schema;

namespace CoopBot.BotFramework;

/// <summary>How activities leave a turn: through the Connector, in the HTTP answer, or into the Direct Line log.</summary>
public abstract class Outbound
{
    /// <summary>Sends activities in order, and gives the ids by which they may be changed.</summary>
    public abstract Task<IReadOnlyList<ResourceResponse>> SendAsync(IReadOnlyList<Activity> activities, CancellationToken cancellation);

    /// <summary>Replaces the activity sent as <paramref name="activity"/>'s id.</summary>
    /// <exception cref="ConnectorException">The channel did not take it, may have, or cannot change what was said.</exception>
    public virtual Task<ResourceResponse> UpdateAsync(Activity activity, CancellationToken cancellation) => throw CannotChange();

    /// <summary>Takes an activity back.</summary>
    /// <exception cref="ConnectorException">The channel did not take it, or cannot change what was said.</exception>
    public virtual Task DeleteAsync(string activityId, CancellationToken cancellation) => throw CannotChange();

    /// <summary>Through the channel's Connector, one after another, as answers to <paramref name="incoming"/>.</summary>
    internal static Outbound Through(ConnectorClient connector, Activity incoming) => new Connected(connector, incoming);

    /// <summary>What came so far: a bot that is out of time may still be adding.</summary>
    internal static IReadOnlyList<Activity> SoFar(List<Activity> collected)
    {
        lock (collected)
        {
            return [.. collected];
        }
    }

    /// <summary>Into the answer of the POST (<c>expectReplies</c>).</summary>
    internal static Outbound Into(List<Activity> collected) => new Collected(collected);

    private static ConnectorException CannotChange() =>
        new(HttpStatusCode.NotImplemented, "NotSupported", "This channel cannot change what was said; send a new message.");

    private sealed class Connected(ConnectorClient connector, Activity incoming) : Outbound
    {
        private string ServiceUrl => incoming.ServiceUrl ?? "";

        private string ConversationId => incoming.Conversation!.Id!;

        public override async Task<IReadOnlyList<ResourceResponse>> SendAsync(IReadOnlyList<Activity> activities, CancellationToken cancellation)
        {
            var sent = new ResourceResponse[activities.Count];
            for (var i = 0; i < sent.Length; i++)
            {
                sent[i] = string.IsNullOrEmpty(incoming.Id)
                    ? await connector.SendToConversationAsync(ServiceUrl, ConversationId, activities[i], cancellation)
                    : await connector.ReplyToActivityAsync(ServiceUrl, ConversationId, incoming.Id, activities[i], cancellation);
            }

            return sent;
        }

        public override Task<ResourceResponse> UpdateAsync(Activity activity, CancellationToken cancellation) =>
            connector.UpdateActivityAsync(ServiceUrl, ConversationId, activity.Id ?? "", activity, cancellation);

        public override Task DeleteAsync(string activityId, CancellationToken cancellation) =>
            connector.DeleteActivityAsync(ServiceUrl, ConversationId, activityId, cancellation);
    }

    /// <summary>What is collected has not left yet: it is changed where it lies, by its place in the answer.</summary>
    private sealed class Collected(List<Activity> collected) : Outbound
    {
        private readonly List<(string Id, Activity Activity)> _sent = [];

        public override Task<IReadOnlyList<ResourceResponse>> SendAsync(IReadOnlyList<Activity> activities, CancellationToken cancellation)
        {
            var ids = new List<ResourceResponse>(activities.Count);
            lock (collected)
            {
                foreach (var activity in activities)
                {
                    collected.Add(activity);
                    _sent.Add(($"{_sent.Count + 1}", activity));
                    ids.Add(new() { Id = _sent[^1].Id });
                }
            }

            return Task.FromResult<IReadOnlyList<ResourceResponse>>(ids);
        }

        public override Task<ResourceResponse> UpdateAsync(Activity activity, CancellationToken cancellation)
        {
            lock (collected)
            {
                var (at, place) = Find(activity.Id);
                // The id was ours, for this turn only.
                (_sent[at], collected[place], activity.Id) = ((_sent[at].Id, activity), activity, null);
                return Task.FromResult(new ResourceResponse { Id = _sent[at].Id });
            }
        }

        public override Task DeleteAsync(string activityId, CancellationToken cancellation)
        {
            lock (collected)
            {
                collected.RemoveAt(Find(activityId).Place);
            }

            return Task.CompletedTask;
        }

        private (int At, int Place) Find(string? id)
        {
            var at = _sent.FindIndex(sent => sent.Id == id);
            var place = at < 0 ? -1 : collected.IndexOf(_sent[at].Activity);
            return place < 0 ? throw new ConnectorException(HttpStatusCode.NotFound, "ActivityNotFound", "Nothing was sent in this turn under that id.") : (at, place);
        }
    }
}
