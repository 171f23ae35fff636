using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CoopBot.BotFramework.Schema;

namespace CoopBot.BotFramework;

/// <summary>
/// The Connector REST API (v3) of a channel: send, update, delete, open a conversation, list members.
/// Until the service holds credentials it speaks to loopback only, whatever address an activity names.
/// </summary>
public sealed class ConnectorClient(TimeProvider time) : IDisposable
{
    private const int MaxAnswer = 64 * 1024;
    private const int MaxPage = 1024 * 1024;
    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromMinutes(10);
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectCallback = ConnectLoopbackAsync,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>How long a channel may take to answer at all.</summary>
    internal TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the body may take once the status is there; what was sent is sent, whatever the body says.</summary>
    internal TimeSpan BodyTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Answers an activity.</summary>
    /// <exception cref="ConnectorException">It was not taken, or may have been.</exception>
    public Task<ResourceResponse> ReplyToActivityAsync(string serviceUrl, string conversationId, string activityId, Activity activity, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, serviceUrl, $"v3/conversations/{Escape(conversationId)}/activities/{Escape(activityId)}", activity, cancellation);

    /// <summary>Sends to a conversation without answering anything.</summary>
    /// <exception cref="ConnectorException">It was not taken, or may have been.</exception>
    public Task<ResourceResponse> SendToConversationAsync(string serviceUrl, string conversationId, Activity activity, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, serviceUrl, $"v3/conversations/{Escape(conversationId)}/activities", activity, cancellation);

    /// <summary>Replaces an activity sent before.</summary>
    /// <exception cref="ConnectorException">It was not taken, or may have been.</exception>
    public Task<ResourceResponse> UpdateActivityAsync(string serviceUrl, string conversationId, string activityId, Activity activity, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Put, serviceUrl, $"v3/conversations/{Escape(conversationId)}/activities/{Escape(activityId)}", activity, cancellation);

    /// <summary>Takes back an activity sent before.</summary>
    /// <exception cref="ConnectorException">It was refused.</exception>
    public async Task DeleteActivityAsync(string serviceUrl, string conversationId, string activityId, CancellationToken cancellation) =>
        await CallAsync(HttpMethod.Delete, serviceUrl, $"v3/conversations/{Escape(conversationId)}/activities/{Escape(activityId)}", null, MaxAnswer, cancellation);

    /// <summary>Opens a conversation.</summary>
    /// <exception cref="ConnectorException">It was refused.</exception>
    public async Task<ConversationResourceResponse> CreateConversationAsync(string serviceUrl, ConversationParameters parameters, CancellationToken cancellation) =>
        Read(await CallAsync(HttpMethod.Post, serviceUrl, "v3/conversations", Body(parameters, ActivityJson.Wire.ConversationParameters), MaxAnswer, cancellation), ActivityJson.Wire.ConversationResourceResponse) ?? new();

    /// <summary>One page of the members of a conversation.</summary>
    /// <exception cref="ConnectorException">It was refused, or the answer is no page of members.</exception>
    public async Task<PagedMembersResult> GetPagedMembersAsync(string serviceUrl, string conversationId, string? continuationToken, CancellationToken cancellation) =>
        Read(
            await CallAsync(
                HttpMethod.Get,
                serviceUrl,
                $"v3/conversations/{Escape(conversationId)}/pagedmembers?pageSize=200{(continuationToken is null ? "" : "&continuationToken=" + Escape(continuationToken))}",
                null,
                MaxPage,
                cancellation),
            ActivityJson.Wire.PagedMembersResult) ?? throw new ConnectorException(HttpStatusCode.BadGateway, "Unreadable", "The channel's answer is no page of members.");

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>An id as one segment of a path. Dots alone would climb to another path, and nothing at all would name one.</summary>
    private static string Escape(string id) => id is "" or "." or ".."
        ? throw new ConnectorException(HttpStatusCode.BadRequest, "BadArgument", "An id is not one that a channel gives.")
        : Uri.EscapeDataString(id);

    private static ByteArrayContent Body<T>(T value, JsonTypeInfo<T> type)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, type));
        content.Headers.ContentType = Json;
        return content;
    }

    private async Task<ResourceResponse> SendAsync(HttpMethod method, string serviceUrl, string path, Activity activity, CancellationToken cancellation) =>
        Read(await CallAsync(method, serviceUrl, path, Body(activity, ActivityJson.Wire.Activity), MaxAnswer, cancellation), ActivityJson.Wire.ResourceResponse) ?? new();

    private async Task<ReadOnlyMemory<byte>> CallAsync(HttpMethod method, string serviceUrl, string path, HttpContent? body, int maxAnswer, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(AnswerTimeout);
        using var request = new HttpRequestMessage(method, Address(serviceUrl, path)) { Content = body };
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
        }
        catch (HttpRequestException failed) when (failed.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            throw new ConnectorException(HttpStatusCode.ServiceUnavailable, "Unreachable", "The channel cannot be reached.", null, failed);
        }
        catch (Exception failed) when (failed is HttpRequestException or OperationCanceledException)
        {
            throw new ConnectorException(null, null, "The channel gave no answer.", null, failed);
        }

        using (response)
        {
            deadline.CancelAfter(BodyTimeout);
            var answer = await ReadAsync(response, maxAnswer, deadline.Token);
            return response.IsSuccessStatusCode
                ? answer
                : throw new ConnectorException(
                    response.StatusCode,
                    Read(answer, ActivityJson.Wire.ErrorResponse)?.Error?.Code,
                    $"The channel answered {(int)response.StatusCode}.",
                    RetryAfter(response));
        }
    }

    /// <summary>Fault 57: seconds or an HTTP date, at most ten minutes; null where there is none that makes sense.</summary>
    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);
        return wait is not { } given ? null
            : given < TimeSpan.Zero ? TimeSpan.Zero
            : given > MaxRetryAfter ? MaxRetryAfter
            : given;
    }

    /// <summary>The answer, up to a bound; what the status says counts more than a body that is too big, too slow or breaks off.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, int max, CancellationToken cancellation)
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
            var buffer = new byte[response.Content.Headers.ContentLength is > 0 and < 4096 and var length ? (int)length : 4096];
            var filled = 0;
            while (await stream.ReadAsync(buffer.AsMemory(filled), cancellation) is > 0 and var read)
            {
                filled += read;
                if (filled > max)
                {
                    return default;
                }

                if (filled == buffer.Length)
                {
                    if (filled == response.Content.Headers.ContentLength)
                    {
                        break;
                    }

                    Array.Resize(ref buffer, buffer.Length * 2);
                }
            }

            return buffer.AsMemory(0, filled);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException or OperationCanceledException)
        {
            return default;
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

    private static Uri Address(string serviceUrl, string path) =>
        Uri.TryCreate(serviceUrl.EndsWith('/') ? serviceUrl : serviceUrl + "/", UriKind.Absolute, out var address)
        && address is { Scheme: "http" or "https", IsLoopback: true, UserInfo: "", Query: "", Fragment: "" }
            ? new Uri(address, path)
            : throw new ConnectorException(HttpStatusCode.BadRequest, "UntrustedServiceUrl", "The service URL is not one this service may call.");

    /// <summary>Checked again at connect: a name that looks like loopback may resolve elsewhere.</summary>
    private static async ValueTask<Stream> ConnectLoopbackAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation);
        if (!Array.TrueForAll(addresses, IPAddress.IsLoopback))
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "The service URL does not lead to loopback.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
