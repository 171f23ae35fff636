using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using CoopBot.BotFramework.Auth;
using CoopBot.BotFramework.Schema;

namespace CoopBot.BotFramework;

/// <summary>
/// One call to a channel's Connector: trust asked, token fetched, tried again where that takes no more than a moment, and the answer
/// read up to a bound.
/// </summary>
internal sealed class ConnectorCalls : IDisposable
{
    private const int Attempts = 3;
    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromMinutes(10);
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    private readonly TimeProvider _time;
    private readonly TrustedHosts _trusted;
    private readonly BotTokens _tokens;
    private readonly HttpMessageInvoker _http;

    public ConnectorCalls(TrustedHosts trusted, BotTokens tokens, TimeProvider time)
    {
        (_trusted, _tokens, _time) = (trusted, tokens, time);
        _http = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = ConnectAsync,
            // What this service traces is no channel's business.
            ActivityHeadersPropagator = null,
        });
    }

    /// <summary>What a name stands for; replaced in tests.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>How long a channel may take to answer at all.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the body may take once the status is there; what was sent is sent, whatever the body says.</summary>
    public TimeSpan BodyTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The longest wait between two tries that a caller is kept for; a channel that asks for more is tried later by whoever owns the message.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Calls <paramref name="path"/> below a service URL; the answer, or nothing where it is larger than <paramref name="maxAnswer"/>. <paramref name="once"/> leaves what may pass to the caller.</summary>
    /// <exception cref="ConnectorException">It was not taken, or may have been.</exception>
    public async Task<ReadOnlyMemory<byte>> CallAsync(
        HttpMethod method, string serviceUrl, string path, byte[]? body, int maxAnswer, CancellationToken cancellation, bool anonymous = false, bool once = false)
    {
        var address = _trusted.Check(serviceUrl, anonymous);
        var token = await TokenAsync(address, cancellation);
        var renewed = false;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await CallOnceAsync(method, new Uri(address.AbsoluteUri + path), token, body, maxAnswer, cancellation);
            }
            catch (ConnectorException failed) when (failed.Status == HttpStatusCode.Unauthorized && token is not null && !renewed)
            {
                // Fault 60: one fresh token and one more try, then it is for a person to mend.
                renewed = true;
                token = await AnewAsync(token, cancellation);
                if (token is null)
                {
                    throw;
                }
            }
            catch (ConnectorException failed) when (failed.Status == HttpStatusCode.Unauthorized && renewed)
            {
                _tokens.Rejected();
                throw;
            }
            catch (ConnectorException failed) when (!once && failed.IsTransient && attempt < Attempts && Wait(failed, attempt) is { } wait)
            {
                await WaitAsync(wait, failed, cancellation);
            }
        }
    }

    /// <summary>The token for a trusted address; none on a developer's own machine, or where no credentials are set and the address is a named one of this machine.</summary>
    private async ValueTask<string?> TokenAsync(Uri address, CancellationToken cancellation)
    {
        if (!_trusted.HasAppId)
        {
            return null;
        }

        if (!_tokens.HasCredential)
        {
            return _trusted.IsNamedLoopback(address)
                ? null
                : throw new ConnectorException(HttpStatusCode.Unauthorized, "NoCredentials", "No credentials are set: BotFramework__AppPassword, __CertificatePath, or __AppType=UserAssignedMSI.");
        }

        try
        {
            return await _tokens.GetAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            throw OutOfTime();
        }
    }

    private async ValueTask<string?> AnewAsync(string refused, CancellationToken cancellation)
    {
        try
        {
            return await _tokens.AnewAsync(refused, cancellation);
        }
        catch (OperationCanceledException)
        {
            throw OutOfTime();
        }
    }

    private static ConnectorException OutOfTime() => BotTokens.Unavailable("the time was over before it came");

    /// <summary>How long until the next try: what the channel asks, else a quarter of a second doubled each time, with jitter so that many do not come back at once. Null where that is longer than a caller waits.</summary>
    private TimeSpan? Wait(ConnectorException failed, int attempt)
    {
        var wait = failed.RetryAfter ?? TimeSpan.FromMilliseconds(250 * (1 << (attempt - 1)) * (0.5 + Random.Shared.NextDouble()));
        return wait <= Patience ? wait : null;
    }

    private async Task WaitAsync(TimeSpan wait, ConnectorException failed, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(wait, _time, cancellation);
        }
        catch (OperationCanceledException)
        {
            throw failed;
        }
    }

    private async Task<ReadOnlyMemory<byte>> CallOnceAsync(HttpMethod method, Uri address, string? token, byte[]? body, int maxAnswer, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(AnswerTimeout);
        using var request = new HttpRequestMessage(method, address);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = Json;
        }

        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        }

        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, deadline.Token);
        }
        catch (HttpRequestException failed) when (failed.InnerException is ConnectorException untrusted)
        {
            throw untrusted;
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
                    CodeIn(answer),
                    $"The channel answered {(int)response.StatusCode}.",
                    RetryAfter(response));
        }
    }

    /// <summary>Fault 57: seconds or an HTTP date, at most ten minutes; null where there is none that makes sense.</summary>
    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date is { } date ? date - _time.GetUtcNow() : null);
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

    private static string? CodeIn(ReadOnlyMemory<byte> answer)
    {
        try
        {
            return answer.IsEmpty ? null : JsonSerializer.Deserialize(answer.Span, ActivityJson.Wire.ErrorResponse)?.Error?.Code;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Fault 55: a trusted name may resolve to anything; every address behind it is looked at before a byte is sent.</summary>
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await Resolve(host, cancellation);
        if (!_trusted.MayConnect(host, port, addresses))
        {
            throw TrustedHosts.Untrusted();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
