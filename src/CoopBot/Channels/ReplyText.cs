using System.Text;
using System.Text.RegularExpressions;
using CoopBot.Conversation;

namespace CoopBot.Channels;

/// <summary>A reply as plain text: for channels without cards and buttons, the terminal, and <c>/ringan</c>. Nothing is lost in it.</summary>
public static partial class ReplyText
{
    private static readonly Bilingual Sources = new("Sumber", "Source");
    private static readonly Bilingual Numbers = new("Balas angka", "Reply with a number");

    /// <summary>In a Teams group the bot hears only what mentions it.</summary>
    internal static readonly Bilingual NumbersInGroup = new("Balas dengan menyebut bot", "Reply with a mention of the bot");

    /// <summary>Text, sources, and the options with the numbers that may be typed back.</summary>
    public static string Render(Reply reply)
    {
        var text = new StringBuilder(Plain(reply.Text));
        if (reply.Sources.Count > 0)
        {
            text.Append('\n').Append(Sources.In(reply.Language)).Append(": ").Append(SourceLine(reply)).Append('.');
        }

        return text.Append(reply.InWords is { } words ? "\n" + words : OptionLine(reply, Numbers, "\n")).ToString();
    }

    /// <summary>"Balas angka: 1 Rincian, 2 Menu.", or nothing where there are no options.</summary>
    internal static string OptionLine(Reply reply, Bilingual how, string before) => Options(reply) is { Count: > 0 } options
        ? $"{before}{how.In(reply.Language)}: {string.Join(", ", options.Select((option, index) => $"{index + 1} {option.Label}"))}."
        : "";

    /// <summary>What the numbers stand for, in order; none where the text lists them itself.</summary>
    public static IReadOnlyList<Choice> Options(Reply reply) =>
        reply.Choices.Count > Reply.MaxButtons ? [] : reply.Choices.Count > 0 ? reply.Choices : [.. reply.Suggestions.Select(suggestion => new Choice(suggestion, suggestion))];

    /// <summary>"[1] UU 25/1992 Pasal 26; [2] …".</summary>
    public static string SourceLine(Reply reply) => string.Join("; ", reply.Sources.Select((source, index) => $"[{index + 1}] {source.Name}"));

    /// <summary>The text without its Markdown; a link keeps its address, since nothing can be pressed.</summary>
    public static string Plain(string markdown) => Link().Replace(
        Italic().Replace(Bold().Replace(markdown, "$1"), "$1"),
        link => link.Groups[1].Value == link.Groups[2].Value ? link.Groups[1].Value : $"{link.Groups[1].Value} ({link.Groups[2].Value})");

    [GeneratedRegex(@"\*\*(.+?)\*\*", RegexOptions.Singleline)]
    private static partial Regex Bold();

    [GeneratedRegex(@"(?<![*\w])\*(?![\s*])([^*\n]+?)(?<![\s*])\*(?![*\w])")]
    private static partial Regex Italic();

    [GeneratedRegex(@"\[([^\[\]\n]+)\]\((https?://[^\s()]+)\)")]
    private static partial Regex Link();
}
