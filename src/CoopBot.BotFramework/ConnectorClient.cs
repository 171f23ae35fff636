using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CoopBot.BotFramework.Schema;

namespace CoopBot.BotFramework;

/// <summary>
/// The Connector REST API (v3) of a channel: send, update, delete, open a conversation, list members. What is sent to one
/// conversation goes in order; how a call is made stands in <see cref="ConnectorCalls"/>.
/// </summary>
public sealed class ConnectorClient : IDisposable
{
    private const int MaxAnswer = 64 * 1024;
    private const int MaxPage = 1024 * 1024;
    private const int MaxBody = 256 * 1024;

    private readonly ConnectorCalls _calls;
    private readonly ConversationSpacing _spacing;

    internal ConnectorClient(ConnectorCalls calls, TimeProvider time) => (_calls, _spacing) = (calls, new(time));

    /// <summary>Sends to an address that outlived its turn, as an answer where <paramref name="replyToId"/> is given.</summary>
    /// <exception cref="ConnectorException">It was not taken, or may have been.</exception>
    public Task<ResourceResponse> SendAsync(ConversationReference reference, Activity activity, string? replyToId, CancellationToken cancellation)
    {
        reference.ApplyTo(activity, replyToId);
        var path = $"v3/conversations/{Escape(reference.Conversation.Id ?? "")}/activities{(replyToId is null ? "" : "/" + Escape(replyToId))}";
        return SendAsync(HttpMethod.Post, reference.ServiceUrl, path, reference.Conversation.Id!, activity, cancellation, reference.Anonymous);
    }

    /// <summary>Sends to an address that outlived its turn, and does not try again what may pass: for whoever keeps what waits.</summary>
    /// <exception cref="ConnectorException">It was not taken, or may have been.</exception>
    public Task<ResourceResponse> SendOnceAsync(ConversationReference reference, Activity activity, CancellationToken cancellation)
    {
        reference.ApplyTo(activity, null);
        return SendAsync(HttpMethod.Post, reference.ServiceUrl, $"v3/conversations/{Escape(reference.Conversation.Id ?? "")}/activities", reference.Conversation.Id!, activity, cancellation, reference.Anonymous, once: true);
    }

    /// <summary>Answers an activity.</summary>
    /// <exception cref="ConnectorException">It was not taken, or may have been.</exception>
    public Task<ResourceResponse> ReplyToActivityAsync(string serviceUrl, string conversationId, string activityId, Activity activity, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, serviceUrl, $"v3/conversations/{Escape(conversationId)}/activities/{Escape(activityId)}", conversationId, activity, cancellation);

    /// <summary>Sends to a conversation without answering anything.</summary>
    /// <exception cref="ConnectorException">It was not taken, or may have been.</exception>
    public Task<ResourceResponse> SendToConversationAsync(string serviceUrl, string conversationId, Activity activity, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, serviceUrl, $"v3/conversations/{Escape(conversationId)}/activities", conversationId, activity, cancellation);

    /// <summary>Replaces an activity sent before.</summary>
    /// <exception cref="ConnectorException">It was not taken, or may have been.</exception>
    public Task<ResourceResponse> UpdateActivityAsync(string serviceUrl, string conversationId, string activityId, Activity activity, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Put, serviceUrl, $"v3/conversations/{Escape(conversationId)}/activities/{Escape(activityId)}", conversationId, activity, cancellation);

    /// <summary>Replaces an activity sent before, at an address that outlived its turn, and does not try again what may pass.</summary>
    /// <exception cref="ConnectorException">It was not taken, or may have been.</exception>
    public Task<ResourceResponse> UpdateOnceAsync(ConversationReference reference, string activityId, Activity activity, CancellationToken cancellation)
    {
        reference.ApplyTo(activity, null);
        activity.Id = activityId;
        return SendAsync(HttpMethod.Put, reference.ServiceUrl, PathOf(reference, activityId), reference.Conversation.Id!, activity, cancellation, reference.Anonymous, once: true);
    }

    /// <summary>Takes back an activity sent before, likewise.</summary>
    /// <exception cref="ConnectorException">It was refused.</exception>
    public async Task DeleteOnceAsync(ConversationReference reference, string activityId, CancellationToken cancellation)
    {
        using var slot = await EnterAsync(reference.Conversation.Id!, cancellation);
        await _calls.CallAsync(HttpMethod.Delete, reference.ServiceUrl, PathOf(reference, activityId), null, MaxAnswer, cancellation, reference.Anonymous, once: true);
    }

    /// <summary>Takes back an activity sent before.</summary>
    /// <exception cref="ConnectorException">It was refused.</exception>
    public async Task DeleteActivityAsync(string serviceUrl, string conversationId, string activityId, CancellationToken cancellation) =>
        await _calls.CallAsync(HttpMethod.Delete, serviceUrl, $"v3/conversations/{Escape(conversationId)}/activities/{Escape(activityId)}", null, MaxAnswer, cancellation);

    /// <summary>Opens a conversation.</summary>
    /// <exception cref="ConnectorException">It was refused.</exception>
    public async Task<ConversationResourceResponse> CreateConversationAsync(string serviceUrl, ConversationParameters parameters, CancellationToken cancellation) =>
        Read(await _calls.CallAsync(HttpMethod.Post, serviceUrl, "v3/conversations", Body(parameters, ActivityJson.Wire.ConversationParameters), MaxAnswer, cancellation), ActivityJson.Wire.ConversationResourceResponse) ?? new();

    /// <summary>One page of the members of a conversation.</summary>
    /// <exception cref="ConnectorException">It was refused, or the answer is no page of members.</exception>
    public async Task<PagedMembersResult> GetPagedMembersAsync(string serviceUrl, string conversationId, string? continuationToken, CancellationToken cancellation) =>
        Read(
            await _calls.CallAsync(
                HttpMethod.Get,
                serviceUrl,
                $"v3/conversations/{Escape(conversationId)}/pagedmembers?pageSize=200{(continuationToken is null ? "" : "&continuationToken=" + Escape(continuationToken))}",
                null,
                MaxPage,
                cancellation),
            ActivityJson.Wire.PagedMembersResult) ?? throw new ConnectorException(HttpStatusCode.BadGateway, "Unreadable", "The channel's answer is no page of members.");

    /// <inheritdoc/>
    public void Dispose() => _calls.Dispose();

    private static string PathOf(ConversationReference reference, string activityId) => $"v3/conversations/{Escape(reference.Conversation.Id ?? "")}/activities/{Escape(activityId)}";

    /// <summary>An id as one segment of a path. Dots alone would climb to another path, and nothing at all would name one.</summary>
    private static string Escape(string id) => id is "" or "." or ".."
        ? throw new ConnectorException(HttpStatusCode.BadRequest, "BadArgument", "An id is not one that a channel gives.")
        : Uri.EscapeDataString(id);

    private static byte[] Body<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    private async Task<ResourceResponse> SendAsync(
        HttpMethod method, string serviceUrl, string path, string conversationId, Activity activity, CancellationToken cancellation, bool anonymous = false, bool once = false)
    {
        var body = Body(activity, ActivityJson.Wire.Activity);
        if (body.Length > MaxBody)
        {
            // Fault 66: no channel takes it, so none is asked.
            throw new ConnectorException(HttpStatusCode.RequestEntityTooLarge, "MessageTooBig", "The message is larger than 256 KB.");
        }

        using var slot = await EnterAsync(conversationId, cancellation);
        return Read(await _calls.CallAsync(method, serviceUrl, path, body, MaxAnswer, cancellation, anonymous, once), ActivityJson.Wire.ResourceResponse) ?? new();
    }

    private async ValueTask<ConversationSpacing.Slot> EnterAsync(string conversationId, CancellationToken cancellation)
    {
        try
        {
            return await _spacing.EnterAsync(conversationId, cancellation);
        }
        catch (OperationCanceledException)
        {
            throw new ConnectorException(HttpStatusCode.TooManyRequests, "Queued", "Sends to this conversation wait for one another; the time was over before this one's turn.");
        }
    }

    private static T? Read<T>(ReadOnlyMemory<byte> answer, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return answer.IsEmpty ? null : JsonSerializer.Deserialize(answer.Span, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
