using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CoopBot.BotFramework.Tests.Testing;

/// <summary>A key of a channel: what it signs with, and what is published of it.</summary>
internal sealed class IssuerKey(string id, params string[]? endorsements)
{
    public string Id => id;

    public RSA Rsa { get; init; } = RSA.Create(2048);

    public JsonObject Published
    {
        get
        {
            var key = Rsa.ExportParameters(false);
            var published = new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = id, ["x5t"] = id, ["n"] = Base64Url.EncodeToString(key.Modulus), ["e"] = Base64Url.EncodeToString(key.Exponent) };
            if (endorsements is not null)
            {
                published["endorsements"] = new JsonArray([.. endorsements.Select(channel => JsonValue.Create(channel))]);
            }

            return published;
        }
    }
}

/// <summary>Who vouches for channels: publishes OpenID metadata and keys with endorsements, and mints tokens, good and forged.</summary>
internal sealed class ChannelIssuer : IAsyncDisposable
{
    public const string Issuer = "https://api.botframework.com";
    public const string AppId = "7c1b2a52-3f1e-4f51-9d3e-2f6a50d6c001";
    public const string ServiceUrl = "https://smba.trafficmanager.net/apac/";

    private readonly WebApplication _app;
    private int _metadataReads;
    private int _strayCalls;

    private ChannelIssuer(WebApplication app) => _app = app;

    public IssuerKey Key { get; } = new("key-1", "msteams", "webchat", "telegram");

    /// <summary>What is published now.</summary>
    public List<JsonObject> Published { get; } = [];

    public string MetadataAddress => Origin + "/v1/.well-known/openidconfiguration";

    public string Origin => _app.Urls.First();

    public int MetadataReads => _metadataReads;

    /// <summary>Calls to any other address: where a token's own headers point to.</summary>
    public int StrayCalls => _strayCalls;

    /// <summary>Replaces the answer to the metadata.</summary>
    public Func<HttpContext, Task>? OnMetadata { get; set; }

    /// <summary>Replaces the answer to the keys.</summary>
    public Func<HttpContext, Task>? OnKeys { get; set; }

    /// <summary>The settings of a bot that trusts this issuer.</summary>
    public Dictionary<string, string?> Settings => new() { ["BotFramework:AppId"] = AppId, ["BotFramework:MetadataAddress"] = MetadataAddress };

    public static async Task<ChannelIssuer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        var app = builder.Build();
        var issuer = new ChannelIssuer(app);
        issuer.Published.Add(issuer.Key.Published);
        app.Run(issuer.AnswerAsync);
        await app.StartAsync();
        return issuer;
    }

    /// <summary>A token; <paramref name="change"/> makes it a forged one.</summary>
    public string Mint(DateTimeOffset now, Action<JsonObject, JsonObject>? change = null, IssuerKey? key = null, string alg = "RS256")
    {
        key ??= Key;
        var header = new JsonObject { ["typ"] = "JWT", ["alg"] = alg, ["kid"] = key.Id, ["x5t"] = key.Id };
        var claims = new JsonObject
        {
            ["iss"] = Issuer,
            ["aud"] = AppId,
            ["serviceurl"] = ServiceUrl,
            ["nbf"] = now.AddMinutes(-5).ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(60).ToUnixTimeSeconds(),
        };
        change?.Invoke(header, claims);
        var signed = $"{Encode(header.ToJsonString())}.{Encode(claims.ToJsonString())}";
        return $"{signed}.{Base64Url.EncodeToString(Sign(Encoding.ASCII.GetBytes(signed), alg, key))}";
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static byte[] Sign(byte[] data, string alg, IssuerKey key) => alg switch
    {
        "RS384" => key.Rsa.SignData(data, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
        "RS512" => key.Rsa.SignData(data, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        "PS256" => key.Rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        "HS256" => HMACSHA256.HashData(key.Rsa.ExportSubjectPublicKeyInfo(), data),
        "none" => [],
        _ => key.Rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
    };

    private Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Path)
        {
            case "/v1/.well-known/openidconfiguration":
                Interlocked.Increment(ref _metadataReads);
                return OnMetadata?.Invoke(context) ?? context.Response.WriteAsJsonAsync(new { issuer = Issuer, jwks_uri = Origin + "/v1/.well-known/keys" });
            case "/v1/.well-known/keys":
                return OnKeys?.Invoke(context) ?? context.Response.WriteAsJsonAsync(new JsonObject { ["keys"] = new JsonArray([.. Published.Select(key => key.DeepClone())]) });
            default:
                Interlocked.Increment(ref _strayCalls);
                return Task.CompletedTask;
        }
    }
}
