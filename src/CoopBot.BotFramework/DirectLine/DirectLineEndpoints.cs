using System.Text.Json.Serialization;
using CoopBot.BotFramework.Schema;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CoopBot.BotFramework.DirectLine;

/// <summary>The Direct Line 3.0 server: tokens, conversations, activities and the stream.</summary>
public static class DirectLineEndpoints
{
    private const int Page = 100;

    /// <summary>Maps Direct Line. Needs WebSockets in the pipeline before it.</summary>
    public static IEndpointConventionBuilder MapDirectLine(this IEndpointRouteBuilder endpoints, string pattern = "/v3/directline")
    {
        var group = endpoints.MapGroup(pattern);
        group.MapPost("tokens/generate", (RequestDelegate)GenerateAsync);
        group.MapPost("tokens/refresh", (RequestDelegate)RefreshAsync);
        group.MapPost("conversations", (RequestDelegate)StartAsync);
        group.MapGet("conversations/{id}", (HttpContext context, string id) => ReconnectAsync(context, id));
        group.MapGet("conversations/{id}/activities", (HttpContext context, string id) => ReadAsync(context, id));
        group.MapPost("conversations/{id}/activities", (HttpContext context, string id) => PostAsync(context, id));
        group.MapPost("conversations/{id}/upload", (HttpContext context, string id) => UploadAsync(context, id));
        group.MapGet("conversations/{id}/stream", (HttpContext context, string id) => DirectLineStream.OpenAsync(context, id));
        return group;
    }

    /// <summary>A visitor of the office's own page needs no secret: the cookie says who it is, and finds the conversation again.</summary>
    private static async Task GenerateAsync(HttpContext context)
    {
        if (!Service<MintLimiter>(context).Allows(context))
        {
            await RefuseFloodAsync(context);
            return;
        }

        var tokens = Service<DirectLineTokens>(context);
        var user = tokens.VisitorOrNew(context);
        var known = await Service<IDirectLineLog>(context).FindConversationAsync(user, context.RequestAborted);
        var conversation = known ?? Ids.New();
        context.Response.Headers.CacheControl = "no-store";
        await WriteAsync(context, StatusCodes.Status200OK, new()
        {
            ConversationId = conversation,
            Token = tokens.Mint(new(conversation, user)),
            ExpiresIn = tokens.ExpiresIn,
            UserId = user,
            Resumed = known is not null,
            StreamOffered = StreamUrl(context, conversation, "", "") is not null,
        });
    }

    private static Task RefreshAsync(HttpContext context)
    {
        var tokens = Service<DirectLineTokens>(context);
        return Authorised(context) is { } token
            ? WriteAsync(context, StatusCodes.Status200OK, new() { ConversationId = token.ConversationId, Token = tokens.Mint(token), ExpiresIn = tokens.ExpiresIn })
            : Task.CompletedTask;
    }

    private static async Task StartAsync(HttpContext context)
    {
        if (Authorised(context) is not { } token)
        {
            return;
        }

        var isNew = await Service<IDirectLineLog>(context).OpenAsync(token.ConversationId, token.UserId, context.RequestAborted);
        await Service<DirectLineTurns>(context).WelcomeAsync(token, await LocaleAsync(context));
        await DescribeAsync(context, token, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, "");
    }

    private static async Task ReconnectAsync(HttpContext context, string id)
    {
        if (await AllowedAsync(context, id) is not { } token)
        {
            return;
        }

        if (!Watermark.TryParse(context.Request.Query["watermark"], out _))
        {
            await RefuseWatermarkAsync(context);
            return;
        }

        await DescribeAsync(context, token, StatusCodes.Status200OK, context.Request.Query["watermark"].ToString());
    }

    private static async Task ReadAsync(HttpContext context, string id)
    {
        if (await AllowedAsync(context, id) is null)
        {
            return;
        }

        if (!Watermark.TryParse(context.Request.Query["watermark"], out var after))
        {
            await RefuseWatermarkAsync(context);
            return;
        }

        var records = await Service<IDirectLineLog>(context).ReadAsync(id, after, Page, context.RequestAborted);
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(DirectLineStream.Frame(records, records.Count > 0 ? records[^1].Sequence : after), context.RequestAborted);
    }

    private static async Task PostAsync(HttpContext context, string id)
    {
        if (await AllowedAsync(context, id, orOpen: true) is { } token)
        {
            await SayAsync(context, token, await ActivityReader.ReadAsync(context.Request, context.RequestAborted));
        }
    }

    private static async Task UploadAsync(HttpContext context, string id)
    {
        if (await AllowedAsync(context, id, orOpen: true) is { } token)
        {
            await SayAsync(context, token, await DirectLineUpload.ReadAsync(context));
        }
    }

    private static async Task SayAsync(HttpContext context, DirectLineToken token, ReadActivity read)
    {
        if (read.Activity is not { } activity)
        {
            await RefuseAsync(context, read.Status, "BadArgument", read.Problem);
            return;
        }

        // Typing and client events leave no trace; the client only wants to hear that they arrived.
        var answer = activity.Type == ActivityTypes.Message
            ? await Service<DirectLineTurns>(context).SayAsync(token, activity, CancellationToken.None)
            : Ids.OfActivity(token.ConversationId, 0);
        if (answer is null)
        {
            await RefuseFloodAsync(context);
            return;
        }

        await context.Response.WriteAsJsonAsync(new ResourceResponse { Id = answer }, ActivityJson.Wire.ResourceResponse, cancellationToken: context.RequestAborted);
    }

    /// <summary>The token in the header; without one that holds, the answer is written: 401 for none, 403 for one that is not ours or has ended.</summary>
    private static DirectLineToken? Authorised(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return null;
        }

        var token = Service<DirectLineTokens>(context).Read(header[7..].Trim());
        context.Response.StatusCode = token is null ? StatusCodes.Status403Forbidden : StatusCodes.Status200OK;
        return token;
    }

    /// <summary>The token, where the conversation in the path is its own: another's is 403, one that nobody knows 404.</summary>
    private static async Task<DirectLineToken?> AllowedAsync(HttpContext context, string id, bool orOpen = false)
    {
        if (Authorised(context) is not { } token)
        {
            return null;
        }

        var log = Service<IDirectLineLog>(context);
        var owner = id.Length <= 100 ? await log.OwnerAsync(id, context.RequestAborted) : null;
        if (owner is null && orOpen && id == token.ConversationId)
        {
            await log.OpenAsync(id, token.UserId, context.RequestAborted);
            return token;
        }

        if (owner is not null && id == token.ConversationId && owner == token.UserId)
        {
            return token;
        }

        await (owner is null
            ? RefuseAsync(context, StatusCodes.Status404NotFound, "ConversationNotFound", "There is no such conversation.")
            : RefuseAsync(context, StatusCodes.Status403Forbidden, "Forbidden", "The token is for another conversation."));
        return null;
    }

    private static Task DescribeAsync(HttpContext context, DirectLineToken token, int status, string watermark)
    {
        var tokens = Service<DirectLineTokens>(context);
        var fresh = tokens.Mint(token);
        return WriteAsync(context, status, new()
        {
            ConversationId = token.ConversationId,
            Token = fresh,
            ExpiresIn = tokens.ExpiresIn,
            StreamUrl = StreamUrl(context, token.ConversationId, fresh, watermark),
        });
    }

    /// <summary>Absolute, as clients need it; never built from a Host header that is not a developer's own machine.</summary>
    private static string? StreamUrl(HttpContext context, string conversation, string token, string watermark)
    {
        var request = context.Request;
        var origin = Service<IOptions<DirectLineOptions>>(context).Value.PublicUrl
            ?? (Uri.TryCreate($"{request.Scheme}://{request.Host}{request.PathBase}", UriKind.Absolute, out var own) && own.IsLoopback ? own : null);
        return origin is null
            ? null
            : $"{(origin.Scheme == Uri.UriSchemeHttps ? "wss" : "ws")}://{origin.Authority}{origin.AbsolutePath.TrimEnd('/')}/v3/directline/conversations/{conversation}/stream?watermark={Uri.EscapeDataString(watermark)}&t={token}";
    }

    /// <summary>The locale of the page, from an optional small body.</summary>
    private static async Task<string?> LocaleAsync(HttpContext context)
    {
        if (context.Request.ContentLength is not (> 0 and <= 4096))
        {
            return null;
        }

        try
        {
            return (await context.Request.ReadFromJsonAsync(DirectLineJson.Default.StartParameters, context.RequestAborted))?.Locale is { Length: <= 35 } locale ? locale : null;
        }
        catch (Exception malformed) when (malformed is System.Text.Json.JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Task WriteAsync(HttpContext context, int status, DirectLineConversation conversation)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(conversation, DirectLineJson.Default.DirectLineConversation, cancellationToken: context.RequestAborted);
    }

    private static Task RefuseWatermarkAsync(HttpContext context) =>
        RefuseAsync(context, StatusCodes.Status400BadRequest, "BadArgument", "The watermark is not one that this service gave.");

    private static Task RefuseFloodAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "60";
        return RefuseAsync(context, StatusCodes.Status429TooManyRequests, "TooManyRequests", "Too much at once. Wait a minute, then go on.");
    }

    private static Task RefuseAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(ErrorResponse.Of(code, message), ActivityJson.Wire.ErrorResponse, cancellationToken: context.RequestAborted);
    }

    private static T Service<T>(HttpContext context)
        where T : notnull => context.RequestServices.GetRequiredService<T>();
}

/// <summary>A conversation as Direct Line describes it.</summary>
internal sealed class DirectLineConversation
{
    public string? ConversationId { get; set; }

    public string? Token { get; set; }

    [JsonPropertyName("expires_in")]
    public int ExpiresIn { get; set; }

    public string? StreamUrl { get; set; }

    /// <summary>Ours: who the visitor is, for the client's own bubbles.</summary>
    public string? UserId { get; set; }

    /// <summary>Ours: the visitor was here before and the conversation goes on.</summary>
    public bool? Resumed { get; set; }

    /// <summary>Ours: false tells the page to poll, since no public address is set.</summary>
    public bool? StreamOffered { get; set; }
}

/// <summary>What a client may say when it starts.</summary>
internal sealed class StartParameters
{
    public string? Locale { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DirectLineConversation))]
[JsonSerializable(typeof(StartParameters))]
internal sealed partial class DirectLineJson : JsonSerializerContext;
