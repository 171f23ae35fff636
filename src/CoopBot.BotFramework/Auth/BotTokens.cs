using System.Net;
using Microsoft.Extensions.Logging;

namespace CoopBot.BotFramework.Auth;

/// <summary>A token of the bot's own, and when it ends.</summary>
internal readonly record struct BotToken(string Value, DateTimeOffset EndsAt);

/// <summary>How the bot proves itself: secret, certificate or managed identity. The one seam to the libraries that know how.</summary>
internal interface IBotCredential
{
    /// <summary>A token; <paramref name="anew"/> passes over any cache, since a channel refused the one before.</summary>
    /// <exception cref="ConnectorException"><c>TokenUnavailable</c>, with the time to wait where it was given.</exception>
    Task<BotToken> FetchAsync(bool anew, CancellationToken cancellation);
}

/// <summary>
/// The bot's token for channels: fetched when first needed, renewed before it ends, one fetch at a time however many wait
/// (fault 63). A fetch that fails is not tried again at once. The token is in no log and in no exception.
/// </summary>
internal sealed partial class BotTokens(Func<IBotCredential?> credential, TimeProvider time, ILogger<BotTokens> logger)
{
    private static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LastUse = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BackOff = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenForced = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly Lazy<IBotCredential?> _credential = new(credential);
    private BotToken? _token;
    private Task<BotToken>? _fetching;
    private DateTimeOffset _notBefore;
    private ConnectorException? _failed;
    private DateTimeOffset? _forcedAt;
    private DateTimeOffset? _alertedAt;

    /// <summary>Credentials are set.</summary>
    public bool HasCredential => _credential.Value is not null;

    /// <summary>The token.</summary>
    /// <exception cref="ConnectorException"><c>TokenUnavailable</c>: it cannot be had now.</exception>
    public ValueTask<string> GetAsync(CancellationToken cancellation)
    {
        Task<BotToken> fetching;
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_token is { } token && now < token.EndsAt - LastUse)
            {
                if (now >= token.EndsAt - RenewBefore && _fetching is null && now >= _notBefore)
                {
                    // Renewed beside: the old one is good meanwhile.
                    _ = FetchAsync(anew: false);
                }

                return new(token.Value);
            }

            if (_fetching is null && now < _notBefore && _failed is not null)
            {
                throw new ConnectorException(_failed.Status, _failed.Code, _failed.Message, _notBefore - now);
            }

            fetching = _fetching ?? FetchAsync(anew: false);
        }

        return WaitAsync(fetching, cancellation);
    }

    /// <summary>A channel refused this token (fault 60): a fresh one, or null where one was asked for anew within five minutes.</summary>
    /// <exception cref="ConnectorException"><c>TokenUnavailable</c>: it cannot be had now.</exception>
    public async ValueTask<string?> AnewAsync(string refused, CancellationToken cancellation)
    {
        Task<BotToken> fetching;
        lock (_lock)
        {
            if (_token is { } token && token.Value != refused)
            {
                return token.Value;
            }

            var now = time.GetUtcNow();
            if (_fetching is null && now - _forcedAt < BetweenForced)
            {
                return null;
            }

            _forcedAt = now;
            _token = null;
            fetching = _fetching ?? FetchAsync(anew: true);
        }

        return await WaitAsync(fetching, cancellation);
    }

    /// <summary>The fresh token was refused as well: said once for each, not for each message.</summary>
    public void Rejected()
    {
        lock (_lock)
        {
            if (_alertedAt == _forcedAt)
            {
                return;
            }

            _alertedAt = _forcedAt;
        }

        Rejected(logger);
    }

    private static async ValueTask<string> WaitAsync(Task<BotToken> fetching, CancellationToken cancellation) => (await fetching.WaitAsync(cancellation)).Value;

    /// <summary>Called under the lock; one who waits and leaves does not end it for others.</summary>
    private Task<BotToken> FetchAsync(bool anew)
    {
        _fetching = Task.Run(async () =>
        {
            try
            {
                using var deadline = new CancellationTokenSource(FetchTimeout);
                var fetched = await _credential.Value!.FetchAsync(anew, deadline.Token);
                return Done(fetched, null);
            }
            catch (Exception failed)
            {
                // Whatever the libraries behind the seam throw, the next one to ask starts anew.
                var known = failed as ConnectorException ?? Unavailable(failed is OperationCanceledException ? "it gave no answer in time" : $"it failed with {failed.GetType().Name}");
                Done(null, known);
                throw known;
            }
        });
        // A renewal that nobody waits for may fail.
        _ = _fetching.ContinueWith(task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return _fetching;
    }

    private BotToken Done(BotToken? fetched, ConnectorException? failed)
    {
        lock (_lock)
        {
            _fetching = null;
            _failed = failed;
            if (fetched is { } token)
            {
                _notBefore = default;
                _token = token;
                return token;
            }

            var wait = failed!.RetryAfter is { } asked && asked > BackOff ? asked : BackOff;
            _notBefore = time.GetUtcNow() + (wait < LongestBackOff ? wait : LongestBackOff);
            NotFetched(logger, failed.Message);
            return default;
        }
    }

    /// <summary>The token cannot be had now.</summary>
    internal static ConnectorException Unavailable(string why, TimeSpan? retryAfter = null) =>
        new(HttpStatusCode.ServiceUnavailable, "TokenUnavailable", $"No token could be had for the bot: {why}.", retryAfter);

    [LoggerMessage(12, LogLevel.Error, "{Why} Replies wait; see BotFramework__AppId, __AppPassword or __CertificatePath, __TenantId and __AppType")]
    private static partial void NotFetched(ILogger logger, string why);

    [LoggerMessage(13, LogLevel.Error, "A channel refuses the bot's token, a fresh one too. Check that BotFramework__AppId, __TenantId and __AppType are those of the bot's registration")]
    private static partial void Rejected(ILogger logger);
}
