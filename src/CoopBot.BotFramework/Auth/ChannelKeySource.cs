using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CoopBot.BotFramework.Auth;

/// <summary>
/// Fetches the keys that channels sign with: at start, once a day, and where a token names a key that is not known, at most once
/// in five minutes however many ask (fault 6). A reading that fails leaves the last good keys in place (faults 22 and 24); until
/// the first one succeeds it is tried again by itself, and by whoever posts, once a second.
/// </summary>
internal sealed partial class ChannelKeySource(IOptions<BotFrameworkOptions> options, TimeProvider time, ILogger<ChannelKeySource> logger) : BackgroundService
{
    private const int MaxDocument = 1024 * 1024;
    private static readonly TimeSpan Daily = TimeSpan.FromHours(24);
    private static readonly TimeSpan BetweenRefreshes = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenFirstReadings = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LastRetry = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = !options.Value.MetadataAddress.IsLoopback,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
    })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = MaxDocument,
    };

    private volatile ChannelKeys? _current;
    private volatile bool _isFresh;
    private DateTimeOffset? _refreshedAt;
    private DateTimeOffset? _readAt;
    private Task _reading = Task.CompletedTask;

    /// <summary>The last good keys; null where there never were any.</summary>
    public ChannelKeys? Current => _current;

    /// <summary>The keys, read now where none could be read before; null where that fails.</summary>
    public async ValueTask<ChannelKeys?> ReadyAsync(CancellationToken cancellation)
    {
        if (_current is null)
        {
            await Reading(now => _readAt is not { } last || now - last >= BetweenFirstReadings).WaitAsync(cancellation);
        }

        return _current;
    }

    /// <summary>The keys after the refresh that an unknown key id is worth.</summary>
    public async Task<ChannelKeys?> RefreshedAsync(CancellationToken cancellation)
    {
        await Reading(now =>
        {
            var due = _refreshedAt is not { } last || now - last >= BetweenRefreshes;
            _refreshedAt = due ? now : _refreshedAt;
            return due;
        }).WaitAsync(cancellation);
        return _current;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _http.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (string.IsNullOrEmpty(options.Value.AppId))
        {
            return;
        }

        try
        {
            var retry = FirstRetry;
            while (true)
            {
                await Reading(_ => true).WaitAsync(stoppingToken);
                await Task.Delay(_isFresh ? Daily : retry, time, stoppingToken);
                retry = _isFresh ? FirstRetry : retry * 2 < LastRetry ? retry * 2 : LastRetry;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    /// <summary>The reading under way, or a new one where it is due: one at a time, however many ask. One who asked and left does not end it.</summary>
    private Task Reading(Func<DateTimeOffset, bool> isDue)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_reading.IsCompleted && isDue(now))
            {
                _readAt = now;
                _reading = Task.Run(ReadAsync);
            }

            return _reading;
        }
    }

    /// <summary>One reading. What is wrong with it is logged and never thrown.</summary>
    private async Task ReadAsync()
    {
        try
        {
            var address = ChannelKeys.AddressIn(await GetAsync(options.Value.MetadataAddress), options.Value.Issuer);
            _current = ChannelKeys.Read(await GetAsync(address));
            _isFresh = true;
            KeysRead(logger);
        }
        catch (Exception failed) when (failed is HttpRequestException or InvalidDataException or IOException or OperationCanceledException)
        {
            _isFresh = false;
            KeysNotRead(logger, failed is OperationCanceledException ? "no answer in time" : failed.Message, _current is null ? "no channel is trusted until it succeeds" : "the keys read before stay in use");
        }
    }

    private async Task<byte[]> GetAsync(Uri address)
    {
        using var response = await _http.GetAsync(address);
        return response.StatusCode == HttpStatusCode.OK
            ? await response.Content.ReadAsByteArrayAsync()
            : throw new InvalidDataException($"the answer was {(int)response.StatusCode}");
    }

    [LoggerMessage(10, LogLevel.Information, "Read the keys that channels sign with")]
    private static partial void KeysRead(ILogger logger);

    [LoggerMessage(11, LogLevel.Error, "The keys that channels sign with could not be read ({Why}); {Meaning}. See BotFramework__MetadataAddress")]
    private static partial void KeysNotRead(ILogger logger, string why, string meaning);
}
