using System.Text.RegularExpressions;
using CoopBot.Conversation;

namespace CoopBot.Capabilities.Announcements;

/// <summary>
/// Variables in an announcement: <c>{{koperasi}}</c>, or <c>{{koperasi|koperasi Anda}}</c> with what stands there for whoever has none.
/// Filled in once: what is filled in is never read as a template again. Pure.
/// </summary>
public static partial class AnnouncementTemplate
{
    /// <summary>The variables, with what they stand for.</summary>
    public static IReadOnlyDictionary<string, Bilingual> Variables { get; } = new Dictionary<string, Bilingual>
    {
        ["koperasi"] = new("nama koperasi penerima", "the name of the recipient's cooperative"),
        ["kabupaten"] = new("kabupaten/kota koperasinya", "its district"),
        ["rat_terakhir"] = new("tanggal RAT terakhir yang tercatat", "the date of its last recorded RAT"),
    };

    /// <summary>After a variable's name in the values: what it stands for in an English text, where that differs.</summary>
    internal const string English = "/en";

    /// <summary>What the variables stand for with nobody in particular.</summary>
    internal static IReadOnlyDictionary<string, string?> NoValues { get; } = new Dictionary<string, string?>();

    /// <summary>Whether a text has any.</summary>
    public static bool Uses(string? text) => text?.Contains("{{", StringComparison.Ordinal) == true;

    /// <summary>What is wrong with a text's variables (fault 86).</summary>
    /// <param name="text">The text.</param>
    /// <param name="everyoneHas">Every recipient is linked to a cooperative.</param>
    public static IEnumerable<Bilingual> Problems(string text, bool everyoneHas)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (Match match in Variable().Matches(text))
        {
            var name = match.Groups["name"].Value;
            if (!Variables.ContainsKey(name))
            {
                yield return new(
                    $"Isian {{{{{name}}}}} tidak dikenal. Yang ada: {string.Join(", ", Variables.Keys.Select(known => $"{{{{{known}}}}}"))}.",
                    $"The variable {{{{{name}}}}} is not known. There are: {string.Join(", ", Variables.Keys.Select(known => $"{{{{{known}}}}}"))}.");
            }
            else if (!match.Groups["otherwise"].Success && !everyoneHas)
            {
                yield return new(
                    $"Sebagian penerima tidak terhubung ke koperasi. Beri pengganti: {{{{{name}|koperasi Anda}}}}.",
                    $"Some recipients are linked to no cooperative. Say what stands there for them: {{{{{name}|your cooperative}}}}.");
            }
        }

        if (Variable().Replace(text, "") is var rest && (rest.Contains("{{", StringComparison.Ordinal) || rest.Contains("}}", StringComparison.Ordinal)))
        {
            yield return new("Ada kurung {{ }} yang tidak lengkap. Tulis isian seperti {{koperasi}}.", "A pair of {{ }} is not complete. Write a variable like {{koperasi}}.");
        }
    }

    /// <summary>The text with its variables filled in.</summary>
    /// <param name="text">The text.</param>
    /// <param name="values">By name; a missing or empty one takes what the text says otherwise.</param>
    /// <param name="language">The language of what stands where there is nothing at all.</param>
    public static string Fill(string text, IReadOnlyDictionary<string, string?> values, Language language)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Variable().Replace(text, match => ValueOf(match.Groups["name"].Value) is { Length: > 0 } value ? Wording.Quote(value)
            : match.Groups["otherwise"].Success ? match.Groups["otherwise"].Value
            : language == Language.English ? "not recorded" : "belum tercatat");

        string? ValueOf(string name) => language == Language.English && values.GetValueOrDefault(name + English) is { Length: > 0 } english ? english : values.GetValueOrDefault(name);
    }

    [GeneratedRegex(@"\{\{\s*(?<name>[A-Za-z_]+)\s*(\|(?<otherwise>[^{}]*))?\}\}")]
    private static partial Regex Variable();
}
