using System.Text.Json;
using System.Text.Json.Serialization;

namespace CoopBot.BotFramework.Schema;

/// <summary>A card or a file beside the words.</summary>
public sealed class Attachment
{
    /// <summary>The content type of an Adaptive Card.</summary>
    public const string AdaptiveCard = "application/vnd.microsoft.card.adaptive";

    /// <summary>What it is.</summary>
    public string? ContentType { get; set; }

    /// <summary>Where a file lies; never fetched unless allowed.</summary>
    public string? ContentUrl { get; set; }

    /// <summary>The card itself.</summary>
    public JsonElement? Content { get; set; }

    /// <summary>A file's name.</summary>
    public string? Name { get; set; }

    /// <summary>Every other field.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}

/// <summary>Buttons that disappear once one is pressed.</summary>
public sealed class SuggestedActions
{
    /// <summary>For whom; everybody where absent.</summary>
    public List<string>? To { get; set; }

    /// <summary>The buttons; Teams shows the first three.</summary>
    public List<CardAction>? Actions { get; set; }
}

/// <summary>A button.</summary>
public sealed class CardAction
{
    /// <summary><c>imBack</c> says the value as if it had been typed.</summary>
    public string? Type { get; set; }

    /// <summary>What the button shows.</summary>
    public string? Title { get; set; }

    /// <summary>What it says; the same as the title, since some clients send that instead.</summary>
    public string? Value { get; set; }

    /// <summary>A button whose title is what it says.</summary>
    public static CardAction Says(string text) => new() { Type = "imBack", Title = text, Value = text };
}
