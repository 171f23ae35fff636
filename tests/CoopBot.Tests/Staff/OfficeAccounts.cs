using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace CoopBot.Tests.Staff;

/// <summary>The office's accounts as Entra ID serves them: authorization code with PKCE, one tenant. Whoever comes is <see cref="Person"/>, already signed in there.</summary>
internal sealed class OfficeAccounts : IAsyncDisposable
{
    public const string Tenant = "3f2c8a54-5a0e-4c1c-9b3f-0000000000aa";
    public const string ClientId = "9d7c1f6a-1111-4c1c-9b3f-0000000000bb";
    public const string Secret = "rahasia-klien";

    private readonly WebApplication _app;
    private readonly RSA _key = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge)> _codes = [];

    private OfficeAccounts(WebApplication app) => _app = app;

    public string Origin => _app.Urls.First();

    public string Issuer => $"{Origin}/{Tenant}/v2.0";

    /// <summary>Who is signed in there.</summary>
    public string Person { get; set; } = Id(1);

    public string Name { get; set; } = "Ani";

    public IReadOnlyList<string> Groups { get; set; } = [];

    /// <summary>Changes the claims or the header of the next tokens.</summary>
    public Action<JsonObject, JsonObject>? Forge { get; set; }

    /// <summary>Signs with a key that is not published.</summary>
    public bool SignsWithAnother { get; set; }

    /// <summary>Why the last exchange of a code was refused; null where it was not.</summary>
    public string? Refused { get; private set; }

    /// <summary>The settings of a console that trusts these accounts.</summary>
    public (string, string)[] Settings(params string[] members) =>
        [("Staff:Authority", Issuer), ("Staff:ClientId", ClientId), ("Staff:ClientSecret", Secret), .. members.Select((member, index) => ($"Staff:Members:{index}", member))];

    public static string Id(int number) => $"3f2c8a54-5a0e-4c1c-9b3f-{number:D12}";

    public static string Member(int number, string role) => $"{Tenant}:{Id(number)}:{role}";

    public static async Task<OfficeAccounts> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        var app = builder.Build();
        var accounts = new OfficeAccounts(app);
        app.Run(accounts.AnswerAsync);
        await app.StartAsync();
        return accounts;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private Task AnswerAsync(HttpContext context) => context.Request.Path.Value switch
    {
        $"/{Tenant}/v2.0/.well-known/openid-configuration" => context.Response.WriteAsJsonAsync(new
        {
            issuer = Issuer,
            authorization_endpoint = $"{Origin}/authorize",
            token_endpoint = $"{Origin}/token",
            jwks_uri = $"{Origin}/keys",
            response_types_supported = new[] { "code" },
        }),
        "/keys" => context.Response.WriteAsJsonAsync(new JsonObject { ["keys"] = new JsonArray(Published()) }),
        "/authorize" => Authorize(context),
        "/token" => TokenAsync(context),
        _ => Task.CompletedTask,
    };

    private Task Authorize(HttpContext context)
    {
        var asked = context.Request.Query;
        var code = Guid.NewGuid().ToString("N");
        _codes[code] = (asked["nonce"]!, asked["code_challenge"]!);
        context.Response.Redirect(QueryHelpers.AddQueryString(asked["redirect_uri"]!, new Dictionary<string, string?> { ["code"] = code, ["state"] = asked["state"] }));
        return Task.CompletedTask;
    }

    private async Task TokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        Refused = !_codes.TryRemove(form["code"].ToString(), out var asked) ? "code"
            : form["client_secret"] != Secret ? "secret"
            : Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != asked.Challenge ? "verifier" : null;
        if (Refused is not null)
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsJsonAsync(new { error = "invalid_grant" });
            return;
        }

        await context.Response.WriteAsJsonAsync(new { token_type = "Bearer", expires_in = 3600, access_token = "tidak-dipakai", id_token = Mint(asked.Nonce) });
    }

    private string Mint(string nonce)
    {
        var now = TimeProvider.System.GetUtcNow();
        var header = new JsonObject { ["typ"] = "JWT", ["alg"] = "RS256", ["kid"] = "k1" };
        var claims = new JsonObject
        {
            ["iss"] = Issuer,
            ["aud"] = ClientId,
            ["sub"] = "pairwise",
            ["nonce"] = nonce,
            ["tid"] = Tenant,
            ["oid"] = Person,
            ["name"] = Name,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.AddMinutes(-1).ToUnixTimeSeconds(),
            ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
        };
        if (Groups.Count > 0)
        {
            claims["groups"] = new JsonArray([.. Groups.Select(group => JsonValue.Create(group))]);
        }

        Forge?.Invoke(header, claims);
        var signed = $"{Encode(header)}.{Encode(claims)}";
        using var other = RSA.Create(2048);
        return $"{signed}.{Base64Url.EncodeToString((SignsWithAnother ? other : _key).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private JsonObject Published()
    {
        var key = _key.ExportParameters(false);
        return new() { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = "k1", ["n"] = Base64Url.EncodeToString(key.Modulus), ["e"] = Base64Url.EncodeToString(key.Exponent) };
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
