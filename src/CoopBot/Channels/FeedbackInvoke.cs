using System.Text.Json;
using CoopBot.BotFramework;
using CoopBot.BotFramework.Schema;
using CoopBot.Conversation;

namespace CoopBot.Channels;

/// <summary>
/// Thumbs in Teams: the invoke <c>message/submitAction</c> with <c>{"actionName":"feedback","actionValue":{"reaction","feedback"}}</c>.
/// Teams sends the words as a JSON text <c>{"feedbackText":"…"}</c>, the Playground as they are.
/// </summary>
internal static class FeedbackInvoke
{
    /// <summary>The invoke that a thumb comes as.</summary>
    public const string InvokeName = "message/submitAction";

    /// <summary>Taken.</summary>
    public static InvokeResponse Taken { get; } = new(200, JsonSerializer.SerializeToElement(new { }));

    /// <summary>Not of a shape that a client sends.</summary>
    public static InvokeResponse Malformed { get; } = new(
        400, JsonSerializer.SerializeToElement(ErrorResponse.Of("BadArgument", "The value must be a feedback with the reaction like or dislike."), ActivityJson.Wire.ErrorResponse));

    /// <summary>The value is a thumb's, well formed or not; another action's is not ours.</summary>
    public static bool MayBeFeedback(JsonElement? value) =>
        value is not { ValueKind: JsonValueKind.Object } of || !of.TryGetProperty("actionName", out var name) || name.ValueKind != JsonValueKind.String || name.ValueEquals("feedback");

    /// <summary>The thumb, or null where the shape is wrong.</summary>
    public static Thumb? Read(JsonElement? value)
    {
        if (value is not { ValueKind: JsonValueKind.Object } invoke
            || !invoke.TryGetProperty("actionName", out var name) || name.ValueKind != JsonValueKind.String
            || !invoke.TryGetProperty("actionValue", out var action) || action.ValueKind != JsonValueKind.Object
            || !action.TryGetProperty("reaction", out var reaction) || reaction.ValueKind != JsonValueKind.String
            || !(reaction.ValueEquals("like") || reaction.ValueEquals("dislike")))
        {
            return null;
        }

        return !action.TryGetProperty("feedback", out var feedback) || feedback.ValueKind == JsonValueKind.Null ? new(reaction.ValueEquals("like"), null)
            : feedback.ValueKind == JsonValueKind.String ? new(reaction.ValueEquals("like"), Words(feedback.GetString()!))
            : null;
    }

    private static string? Words(string feedback)
    {
        if (!feedback.TrimStart().StartsWith('{'))
        {
            return feedback;
        }

        try
        {
            using var json = JsonDocument.Parse(feedback);
            return json.RootElement.TryGetProperty("feedbackText", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        }
        catch (JsonException)
        {
            // Words that only begin like JSON.
            return feedback;
        }
    }
}
