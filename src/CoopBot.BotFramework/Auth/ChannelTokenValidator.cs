using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CoopBot.BotFramework.Auth;

/// <summary>
/// Checks the tokens of channels as the Bot Framework's authentication document says, and stricter where the old SDK was lax:
/// one audience, an end, RS256/384/512 only, no key but a published one. Channels use a token for about an hour, so one that held
/// is remembered until it ends or the keys change.
/// </summary>
internal sealed class ChannelTokenValidator
{
    private const int MaxLength = 16 * 1024;
    private const int MaxRemembered = 1_000;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512];

    private readonly IOptions<BotFrameworkOptions> _options;
    private readonly ChannelKeySource _source;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, ChannelToken> _held = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ChannelToken>.AlternateLookup<ReadOnlySpan<char>> _heldBySpan;
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxLength };

    public ChannelTokenValidator(IOptions<BotFrameworkOptions> options, ChannelKeySource source, TimeProvider time)
    {
        (_options, _source, _time) = (options, source, time);
        _heldBySpan = _held.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>How many tokens are remembered.</summary>
    internal int Count => _held.Count;

    /// <summary>A token that held before and still does, so that most requests copy nothing; else null.</summary>
    public ChannelToken? Remembered(ReadOnlySpan<char> raw) =>
        _heldBySpan.TryGetValue(raw, out var held) && held.Keys == _source.Current && _time.GetUtcNow() < held.EndsAt ? held : null;

    /// <summary>The token where it holds; null with the reason where it does not.</summary>
    public async Task<(ChannelToken? Token, string Reason)> ValidateAsync(string raw, CancellationToken cancellation)
    {
        _held.TryRemove(raw, out _);
        if (Read(raw) is not { Kid: { Length: > 0 } id } token || !Algorithms.Contains(token.Alg))
        {
            return (null, "the token has not the form of a channel's");
        }

        var keys = await _source.ReadyAsync(cancellation);
        if (keys is not null && keys.Find(id) is null)
        {
            keys = await _source.RefreshedAsync(cancellation);
        }

        if (keys?.Find(id) is not { } key)
        {
            return (null, keys is null ? NoKeys : "the token names a key that is not known");
        }

        var result = await _handler.ValidateTokenAsync(token, Parameters(key));
        if (result.Exception is SecurityTokenInvalidSignatureException && await _source.RefreshedAsync(cancellation) is { } read && read.Find(id) is { } renewed && renewed != key)
        {
            // The same name for another key: seldom, and worth the same refresh as a new name.
            (keys, key) = (read, renewed);
            result = await _handler.ValidateTokenAsync(token, Parameters(key));
        }

        if (!result.IsValid)
        {
            // Nine kinds of exception, one answer; their messages may quote the token.
            return (null, $"the token does not hold ({result.Exception?.GetType().Name})");
        }

        var ends = new DateTimeOffset(token.ValidTo, TimeSpan.Zero) + Skew;
        var valid = new ChannelToken(token.TryGetPayloadValue<string>("serviceurl", out var address) ? address : null, key, keys, ends);
        Remember(raw, valid);
        return (valid, "");
    }

    /// <summary>The reason where no keys could be read yet: the one refusal that is ours, not the caller's.</summary>
    public const string NoKeys = "there are no keys to check tokens with";

    private static JsonWebToken? Read(string raw)
    {
        // A JWE has five parts; we hold no key to open one, and none is tried (fault 19).
        if (raw.Length > MaxLength || raw.AsSpan().Count('.') != 2)
        {
            return null;
        }

        try
        {
            return new JsonWebToken(raw);
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or InvalidOperationException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private TokenValidationParameters Parameters(ChannelKey key) => new()
    {
        ValidIssuer = _options.Value.Issuer,
        // Two audiences with ours among them are refused: channels mint for one bot (fault 11).
        AudienceValidator = (audiences, _, _) => audiences.Count() == 1 && string.Equals(audiences.First(), _options.Value.AppId, StringComparison.OrdinalIgnoreCase),
        ValidAlgorithms = Algorithms,
        IssuerSigningKey = key.Key,
        TryAllIssuerSigningKeys = false,
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        LifetimeValidator = (from, until, _, _) => until is { } end && _time.GetUtcNow() is var now
            && now < new DateTimeOffset(end, TimeSpan.Zero) + Skew && (from is not { } start || now >= new DateTimeOffset(start, TimeSpan.Zero) - Skew),
    };

    private void Remember(string raw, ChannelToken valid)
    {
        if (_held.Count >= MaxRemembered)
        {
            // Channels use a handful; this many means that they were renewed for long, and the old ones may go.
            _held.Clear();
        }

        _held[raw] = valid;
    }
}
