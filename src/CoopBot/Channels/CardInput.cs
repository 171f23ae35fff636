using System.Globalization;
using System.Text.Json;
using CoopBot.BotFramework.Schema;
using CoopBot.Capabilities.Announcements;
using CoopBot.Conversation;

namespace CoopBot.Channels;

/// <summary>
/// What a button of a card carries and sends back: a sentence that is then treated as if it had been typed, the version
/// of this shape, and the day the card was made. Untrusted (fault 37): nothing else is ever read, and a card that is
/// old or not of this version does nothing (fault 38). A form's button sends its fields as well: of those, the texts that
/// this form has are read, and nothing else.
/// </summary>
internal static class CardInput
{
    /// <summary>The verb of every Action.Execute that we write.</summary>
    public const string Verb = "say";

    /// <summary>The form that a button belongs to.</summary>
    private const string FormName = "form";

    private const int Version = 1;
    private const int MaxAge = 30;
    private const int MaxLength = 400;

    private static readonly FormShape[] _forms = [ComposeForm.Shape];

    /// <summary>A button's data.</summary>
    public static Dictionary<string, object> Data(string sentence, DateOnly day) => new()
    {
        ["say"] = sentence,
        ["v"] = Version,
        ["at"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    /// <summary>The data of a form's button, to which the client adds what was filled in.</summary>
    public static Dictionary<string, object> Data(Choice option, ReplyForm? form, DateOnly day)
    {
        var data = Data(option.Says, day);
        if (form is not null && option.Sends is { } hidden)
        {
            data[FormName] = form.Name;
            foreach (var (id, value) in hidden)
            {
                data[id] = value;
            }
        }

        return data;
    }

    /// <summary>The press that a message's value is (Action.Submit); words beside a value that is not ours count more than it.</summary>
    public static CardPress OfSubmit(JsonElement? value, bool hasWords, DateOnly today) => value switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => CardPress.None,
        { } data when hasWords && !IsOurs(data) => CardPress.None,
        { } data => Read(data, today),
    };

    /// <summary>The press that an invoke's value is (Action.Execute): <c>{"action":{"verb","data"}}</c>.</summary>
    public static CardPress OfExecute(JsonElement? value, DateOnly today)
    {
        if (value is not { ValueKind: JsonValueKind.Object } invoke
            || !invoke.TryGetProperty("action", out var action) || action.ValueKind != JsonValueKind.Object
            || Text(action, "verb") is not { } verb
            || !action.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object)
        {
            return CardPress.Malformed;
        }

        return verb != Verb ? new(PressKind.Expired, "") : Text(data, "say") is null ? CardPress.Malformed : Read(data, today);
    }

    /// <summary>What of a card's value is kept: the sentence, masked, with what tells its age; of another value, that there was one.</summary>
    public static JsonElement? Masked(JsonElement? value)
    {
        var kept = new Dictionary<string, object>();
        if (value is not { } data || data.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return null;
        }

        if (IsOurs(data) && Text(data, "say") is { } sentence)
        {
            kept["say"] = MessageText.Clean(sentence).Text;
            if (VersionOf(data) is { } version && DayOf(data) is { } day)
            {
                (kept["v"], kept["at"]) = (version, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            }
        }

        return JsonSerializer.SerializeToElement(kept);
    }

    /// <summary>What of attachments is kept: what kind they were. Their content is never fetched or stored.</summary>
    public static List<Attachment>? NamesOnly(List<Attachment>? attachments) =>
        attachments is { Count: > 0 }
            ? [.. attachments.Take(10).Select(attachment => new Attachment { ContentType = attachment.ContentType is { Length: <= 100 } type && !type.Any(char.IsDigit) ? type : "application/octet-stream" })]
            : null;

    private static CardPress Read(JsonElement data, DateOnly today)
    {
        var isGood = VersionOf(data) == Version && Text(data, "say") is not null && DayOf(data) is { } day && today.DayNumber - day.DayNumber is >= -1 and <= MaxAge;
        var shape = Text(data, FormName) is { } name ? Array.Find(_forms, form => form.Name == name) : null;
        var press = new CardPress(isGood ? PressKind.Says : PressKind.Expired, Text(data, "say") ?? "") { IsForm = shape is not null };
        return isGood && shape is not null ? WithForm(press, data, shape) : press;
    }

    /// <summary>The form's own fields, as typed text is read; longer than it can be, nothing of it is, so that no half of a text passes for all of it.</summary>
    private static CardPress WithForm(CardPress press, JsonElement data, FormShape shape)
    {
        var fields = new Dictionary<string, string>();
        var total = 0;
        foreach (var (id, longest) in shape.Longest)
        {
            if (data.TryGetProperty(id, out var given) && given.ValueKind == JsonValueKind.String && given.GetString() is { Length: > 0 } typed)
            {
                total += typed.Length;
                if (typed.Length > longest || total > shape.Most)
                {
                    return press with { Form = new Dictionary<string, string>(), IsFormTooLong = true };
                }

                fields[id] = MessageText.Clean(typed).Text;
            }
        }

        return press with { Form = fields };
    }

    private static bool IsOurs(JsonElement data) => data.ValueKind == JsonValueKind.Object && data.TryGetProperty("say", out _);

    /// <summary>A text that a button of ours could hold; longer ones are not ours.</summary>
    private static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String && text.GetString() is { Length: > 0 and <= MaxLength } said ? said : null;

    private static int? VersionOf(JsonElement data) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty("v", out var version) && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number) ? number : null;

    private static DateOnly? DayOf(JsonElement data) =>
        DateOnly.TryParseExact(Text(data, "at"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>What a button came to.</summary>
internal enum PressKind
{
    /// <summary>No button was pressed.</summary>
    None,

    /// <summary>A sentence, as if typed.</summary>
    Says,

    /// <summary>Too old, or of a version that is not this one: the choice is offered anew.</summary>
    Expired,

    /// <summary>Not of the shape that a channel sends.</summary>
    Malformed,
}

/// <summary>A press.</summary>
/// <param name="Kind">What it came to.</param>
/// <param name="Sentence">The sentence; empty where there is none.</param>
internal readonly record struct CardPress(PressKind Kind, string Sentence)
{
    /// <summary>The button stands under a form of ours.</summary>
    public bool IsForm { get; init; }

    /// <summary>What was filled in; null where no form of ours was.</summary>
    public IReadOnlyDictionary<string, string>? Form { get; init; }

    /// <summary>More was filled in than is read.</summary>
    public bool IsFormTooLong { get; init; }

    public static readonly CardPress None = new(PressKind.None, "");
    public static readonly CardPress Malformed = new(PressKind.Malformed, "");
}
