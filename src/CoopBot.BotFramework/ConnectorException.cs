using System.Net;

namespace CoopBot.BotFramework;

/// <summary>A channel did not take what was sent, or nobody knows whether it did.</summary>
public sealed class ConnectorException(HttpStatusCode? status, string? code, string message, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>The HTTP status; null where no answer came.</summary>
    public HttpStatusCode? Status => status;

    /// <summary>The error code in the body, such as <c>ConversationNotFound</c>.</summary>
    public string? Code => code;

    /// <summary>How long to wait, where the channel says so.</summary>
    public TimeSpan? RetryAfter => retryAfter;

    /// <summary>The channel asks to slow down.</summary>
    public bool IsThrottled => status == HttpStatusCode.TooManyRequests;

    /// <summary>The channel did not take it now and may later: it is throttled, out of order, cannot be reached, or the bot has no token for it now.</summary>
    public bool IsTransient => status is HttpStatusCode.TooManyRequests or HttpStatusCode.PreconditionFailed
        or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>The conversation is gone, or the bot was removed from it.</summary>
    public bool IsGone => status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.Gone;

    /// <summary>The channel may have taken it: no answer came. Posting has no idempotency key, so it is not repeated blindly.</summary>
    public bool IsUncertain => status is null or HttpStatusCode.RequestTimeout;
}
