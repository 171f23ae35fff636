using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using CoopBot.Conversation;
using CoopBot.People;

namespace CoopBot.Channels.WebChat;

/// <summary>"Apa yang disimpan": what each table says of itself, as HTML. Written from the model, so that it cannot fall behind it. Pure.</summary>
internal static class KeptPage
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly Bilingual Why = new("Untuk apa", "Why");
    private static readonly Bilingual HowLong = new("Berapa lama", "How long");
    private static readonly Bilingual OnErasure = new("Saat “hapus data saya”", "On “delete my data”");
    private static readonly Bilingual Goes = new("Dihapus.", "Deleted.");
    private static readonly Bilingual Blanked = new("Siapa dan isinya dihapus; sisanya tanpa pemilik.", "Who, and what was written, is deleted; the rest has no owner.");

    /// <summary>The parts of the page.</summary>
    public static IReadOnlyDictionary<string, string> Parts(PersonalRows rows, Language language, int days) =>
        new Dictionary<string, string> { ["personal"] = Personal(rows.Tables, language, days), ["others"] = Others(rows.Others, language) };

    /// <summary>The tables that hold personal data.</summary>
    private static string Personal(IReadOnlyList<PersonalTable> tables, Language language, int days)
    {
        var html = new StringBuilder();
        foreach (var table in tables)
        {
            html.Append(CultureInfo.InvariantCulture, $"<h3>{Encode(table.Title)}</h3>\n<dl>");
            Row(Why, table.Purpose);
            Row(HowLong, table.Kept);
            Row(OnErasure, table.Stays ?? (table.Blank is null ? Goes : Blanked));
            html.Append("</dl>\n");
        }

        return html.ToString();

        void Row(Bilingual term, Bilingual text) => html.Append(CultureInfo.InvariantCulture, $"<dt>{Encode(term)}</dt><dd>{Encode(text)}</dd>");

        string Encode(Bilingual text) => Html.Encode(text.In(language).Replace("{days}", days.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    /// <summary>The tables that hold none.</summary>
    private static string Others(IReadOnlyList<ImpersonalTable> tables, Language language) =>
        string.Concat(tables.Select(table => $"<li><strong>{Html.Encode(table.What.In(language))}:</strong> {Html.Encode(table.Why.In(language))}</li>\n"));
}
