using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace CoopBot.BotFramework.Auth;

/// <summary>A key that channels sign with, and the channels it may speak for.</summary>
/// <param name="Key">The RSA key, with its id.</param>
/// <param name="Endorsements">Channel ids, such as <c>msteams</c>. Empty endorses nothing (fault 14).</param>
internal sealed record ChannelKey(RsaSecurityKey Key, FrozenSet<string> Endorsements);

/// <summary>The keys of one reading of the metadata. Never changed: a new reading makes a new one.</summary>
internal sealed class ChannelKeys
{
    private const int SmallestKey = 2048;

    private readonly FrozenDictionary<string, ChannelKey> _byId;

    private ChannelKeys(FrozenDictionary<string, ChannelKey> byId) => _byId = byId;

    /// <summary>The key of an id, or null.</summary>
    public ChannelKey? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The address of the keys, from OpenID metadata that names the expected issuer.</summary>
    /// <exception cref="InvalidDataException">The document is not that.</exception>
    public static Uri AddressIn(ReadOnlyMemory<byte> metadata, string issuer)
    {
        using var document = Parse(metadata);
        var root = document.RootElement;
        if (Text(root, "issuer") != issuer)
        {
            throw new InvalidDataException("the metadata names another issuer");
        }

        return Uri.TryCreate(Text(root, "jwks_uri"), UriKind.Absolute, out var address) && BotFrameworkSettings.IsSecure(address)
            ? address
            : throw new InvalidDataException("the metadata gives no https address of keys");
    }

    /// <summary>The signing keys of a JWKS document (RFC 7517), with the <c>endorsements</c> that Bot Framework adds. What is no RSA key of 2048 bits is passed over.</summary>
    /// <exception cref="InvalidDataException">There is no key in it.</exception>
    public static ChannelKeys Read(ReadOnlyMemory<byte> jwks)
    {
        using var document = Parse(jwks);
        var found = new Dictionary<string, ChannelKey>(StringComparer.Ordinal);
        if (document.RootElement.TryGetProperty("keys", out var keys) && keys.ValueKind == JsonValueKind.Array)
        {
            foreach (var key in keys.EnumerateArray())
            {
                if (key.ValueKind == JsonValueKind.Object && Read(key) is { } read)
                {
                    found[read.Key.KeyId] = read;
                }
            }
        }

        return found.Count > 0 ? new(found.ToFrozenDictionary(StringComparer.Ordinal)) : throw new InvalidDataException("there is no key in the key document");
    }

    private static ChannelKey? Read(JsonElement key)
    {
        if (Text(key, "kty") != "RSA" || Text(key, "kid") is not { Length: > 0 } id || (Text(key, "use") ?? "sig") != "sig" || Text(key, "n") is not { } modulus || Text(key, "e") is not { } exponent)
        {
            return null;
        }

        try
        {
            var parameters = new RSAParameters { Modulus = Base64UrlEncoder.DecodeBytes(modulus), Exponent = Base64UrlEncoder.DecodeBytes(exponent) };
            return parameters.Modulus.Length * 8 < SmallestKey ? null : new(new RsaSecurityKey(parameters) { KeyId = id }, Endorsements(key));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static FrozenSet<string> Endorsements(JsonElement key) =>
        key.TryGetProperty("endorsements", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!).ToFrozenSet(StringComparer.Ordinal)
            : [];

    private static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            throw new InvalidDataException("the document is no JSON object");
        }
        catch (JsonException)
        {
            throw new InvalidDataException("the document is no JSON");
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
