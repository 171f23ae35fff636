using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CoopBot.Tests.Hosts;

/// <summary>One activity that the bot sent, as a person sees it.</summary>
internal sealed partial record Answer(JsonObject Activity)
{
    /// <summary>The text of the bubble, without the link definitions under it.</summary>
    public string Text => LinkDefinition().Replace((string?)Activity["text"] ?? "", "").Trim();

    /// <summary>The card's text form; empty without a card.</summary>
    public string Fallback => (string?)Card?["fallbackText"] ?? "";

    /// <summary>Bubble and card: everything that can be read.</summary>
    public string All => Text + "\n" + Fallback;

    public JsonNode? Card => Activity["attachments"]?[0]?["content"];

    /// <summary>What the suggested buttons show.</summary>
    public IReadOnlyList<string> Suggestions => Strings(Activity["suggestedActions"]?["actions"], action => action["title"]);

    /// <summary>What the card's buttons say when pressed.</summary>
    public IReadOnlyList<string> Buttons => Strings(Card?["actions"], action => action["data"] is JsonObject data ? data["say"] : action["data"]);

    /// <summary>The names of the cited sources.</summary>
    public IReadOnlyList<string> Citations => [.. Claims.Select(claim => (string)claim!["appearance"]!["name"]!)];

    public IEnumerable<JsonNode?> Claims => Activity["entities"]?.AsArray().SelectMany(entity => entity!["citation"]?.AsArray() ?? []) ?? [];

    public string Locale => (string)Activity["locale"]!;

    /// <summary>The one phrase in bold: what people came for.</summary>
    public string Bold => string.Join(" | ", BoldText().Matches(Text).Select(match => match.Groups[1].Value));

    private static string[] Strings(JsonNode? list, Func<JsonNode, JsonNode?> value) => list is null ? [] : [.. list.AsArray().Select(item => (string)value(item!)!)];

    [GeneratedRegex(@"^\[\d\]: .*$", RegexOptions.Multiline)]
    private static partial Regex LinkDefinition();

    [GeneratedRegex(@"\*\*(.+?)\*\*")]
    private static partial Regex BoldText();
}
