using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;

namespace CoopBot.Staff;

/// <summary>
/// Markdown of the small kind as a page shows it: bold, slanted, links by https, lists, lines. All text is encoded first, and what is
/// written between are our own tags alone (fault 121).
/// </summary>
public static partial class PreviewMarkup
{
    /// <summary>The paragraphs of a text.</summary>
    public static IHtmlContent Of(string markdown)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        var html = new StringBuilder();
        var list = "";
        var isOpen = false;
        foreach (var line in markdown.Split('\n').Select(line => line.Trim()))
        {
            var item = Item().Match(line);
            var kind = !item.Success ? "" : item.Groups["number"].Success ? "ol" : "ul";
            if (kind != list || line.Length == 0)
            {
                html.Append(isOpen ? "</p>" : "").Append(list.Length > 0 ? $"</{list}>" : "").Append(kind.Length > 0 ? $"<{kind}>" : "");
                (isOpen, list) = (false, kind);
            }

            if (kind.Length > 0)
            {
                html.Append("<li>").Append(Inline(item.Groups["text"].Value)).Append("</li>");
            }
            else if (line.Length > 0)
            {
                html.Append(isOpen ? "<br>" : "<p>").Append(Inline(line));
                isOpen = true;
            }
        }

        return new HtmlString(html.Append(isOpen ? "</p>" : "").Append(list.Length > 0 ? $"</{list}>" : "").ToString());
    }

    private static string Inline(string line) => Marks().Replace(WebUtility.HtmlEncode(line), static mark =>
        mark.Groups["address"].Success ? $"""<a href="{mark.Groups["address"]}" rel="noreferrer noopener" target="_blank">{mark.Groups["label"]}</a>"""
        : mark.Groups["bold"].Success ? $"<strong>{mark.Groups["bold"]}</strong>"
        : $"<em>{mark.Groups["slanted"]}</em>");

    [GeneratedRegex(@"^((?<number>\d+)\.|[-*])\s+(?<text>.+)$")]
    private static partial Regex Item();

    // Of encoded text: nothing in it ends an attribute or begins a tag.
    [GeneratedRegex(@"\[(?<label>[^\[\]]+)\]\((?<address>https://[^\s()<>""']+)\)|\*\*(?<bold>.+?)\*\*|(?<!\w)(?<mark>[*_])(?<slanted>[^*_\s](?:[^*_]*[^*_\s])?)\k<mark>(?!\w)")]
    private static partial Regex Marks();
}
