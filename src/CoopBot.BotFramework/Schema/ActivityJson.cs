using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CoopBot.BotFramework.Schema;

/// <summary>How activities are read and written: camel case, nulls left out, depth 64, a key twice refused.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(ActivitySet))]
[JsonSerializable(typeof(ResourceResponse))]
[JsonSerializable(typeof(ConversationParameters))]
[JsonSerializable(typeof(ConversationResourceResponse))]
[JsonSerializable(typeof(PagedMembersResult))]
[JsonSerializable(typeof(ErrorResponse))]
[JsonSerializable(typeof(MessageEntity))]
[JsonSerializable(typeof(StreamInfoEntity))]
[JsonSerializable(typeof(JsonElement))]
public sealed partial class ActivityJson : JsonSerializerContext
{
    /// <summary>The context that every reader and writer of the wire uses.</summary>
    public static ActivityJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 64,
        AllowDuplicateProperties = false,
        // Indonesian text and Markdown stay readable; the body is never put into HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

/// <summary>Several activities with the place reached in the conversation (Direct Line), or the replies of a turn.</summary>
public sealed class ActivitySet
{
    /// <summary>In order.</summary>
    public IReadOnlyList<Activity> Activities { get; set; } = [];

    /// <summary>Everything up to here has been given; null outside Direct Line.</summary>
    public string? Watermark { get; set; }
}

/// <summary>The id that a channel gave to what was sent.</summary>
public sealed class ResourceResponse
{
    /// <summary>The id; empty where the channel gave none.</summary>
    public string? Id { get; set; }
}

/// <summary>What a channel needs to open a conversation.</summary>
public sealed class ConversationParameters
{
    /// <summary>A group, or one person.</summary>
    public bool IsGroup { get; set; }

    /// <summary>The bot's account.</summary>
    public ChannelAccount? Bot { get; set; }

    /// <summary>The people.</summary>
    public List<ChannelAccount>? Members { get; set; }

    /// <summary>The tenant, on Teams.</summary>
    public string? TenantId { get; set; }

    /// <summary>A first activity.</summary>
    public Activity? Activity { get; set; }

    /// <summary>What only this channel knows.</summary>
    public JsonElement? ChannelData { get; set; }
}

/// <summary>An opened conversation.</summary>
public sealed class ConversationResourceResponse
{
    /// <summary>The conversation's id.</summary>
    public string? Id { get; set; }

    /// <summary>The id of the first activity, where one was given.</summary>
    public string? ActivityId { get; set; }

    /// <summary>Where replies go, where it differs.</summary>
    public string? ServiceUrl { get; set; }
}

/// <summary>A page of a conversation's members.</summary>
public sealed class PagedMembersResult
{
    /// <summary>Asks for the next page; null at the end.</summary>
    public string? ContinuationToken { get; set; }

    /// <summary>This page.</summary>
    public List<ChannelAccount> Members { get; set; } = [];
}

/// <summary>What went wrong, in the shape every Bot Framework service uses.</summary>
public sealed class ErrorResponse
{
    /// <summary>The error.</summary>
    public ErrorBody? Error { get; set; }

    /// <summary>An error with its code and what to do.</summary>
    public static ErrorResponse Of(string code, string message) => new() { Error = new() { Code = code, Message = message } };
}

/// <summary>Code and words of an error.</summary>
public sealed class ErrorBody
{
    /// <summary>A code such as <c>BadArgument</c>.</summary>
    public string? Code { get; set; }

    /// <summary>A sentence that says what to do.</summary>
    public string? Message { get; set; }
}
