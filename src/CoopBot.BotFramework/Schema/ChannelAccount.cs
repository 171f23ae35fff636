using System.Text.Json;
using System.Text.Json.Serialization;

namespace CoopBot.BotFramework.Schema;

/// <summary>A person or a bot on a channel.</summary>
public sealed class ChannelAccount
{
    /// <summary>The channel's id.</summary>
    public string? Id { get; set; }

    /// <summary>A display name; never identity.</summary>
    public string? Name { get; set; }

    /// <summary>The person's object id in Microsoft Entra, on Teams.</summary>
    public string? AadObjectId { get; set; }

    /// <summary><c>user</c>, <c>bot</c> or <c>skill</c>.</summary>
    public string? Role { get; set; }

    /// <summary>Every other field.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}

/// <summary>A conversation on a channel.</summary>
public sealed class ConversationAccount
{
    /// <summary>The channel's id; in a Teams channel with <c>;messageid=…</c> for the thread.</summary>
    public string? Id { get; set; }

    /// <summary>A group's name.</summary>
    public string? Name { get; set; }

    /// <summary><c>personal</c>, <c>groupChat</c> or <c>channel</c> on Teams; absent elsewhere.</summary>
    public string? ConversationType { get; set; }

    /// <summary>The tenant, on Teams.</summary>
    public string? TenantId { get; set; }

    /// <summary>More than one person.</summary>
    public bool? IsGroup { get; set; }

    /// <summary>Every other field.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}
