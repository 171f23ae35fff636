using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CoopBot.Channels.Teams;

/// <summary>The template of <c>manifests/teams</c> and its language files, filled in for one office. Pure.</summary>
internal static class TeamsManifest
{
    /// <summary>Letters stay letters and lines end alike everywhere, so that one input gives one package.</summary>
    private static readonly JsonSerializerOptions Plain = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The manifest that names the office's bot, pages and domain.</summary>
    public static string Fill(string template, TeamsApp app)
    {
        var manifest = JsonNode.Parse(template)!;
        manifest["id"] = app.Id;
        manifest["version"] = app.Version ?? manifest["version"]!.DeepClone();
        manifest["developer"]!["name"] = app.Developer ?? manifest["developer"]!["name"]!.DeepClone();
        manifest["developer"]!["websiteUrl"] = Page(app, "/");
        manifest["developer"]!["privacyUrl"] = Page(app, "/privasi");
        manifest["developer"]!["termsOfUseUrl"] = Page(app, "/ketentuan");
        manifest["description"]!["full"] = Named(manifest["description"]!["full"]!, app);
        manifest["bots"]![0]!["botId"] = app.BotId;
        manifest["webApplicationInfo"]!["id"] = app.BotId;
        manifest["validDomains"] = new JsonArray(app.Address.IsDefaultPort ? app.Address.IdnHost : $"{app.Address.IdnHost}:{app.Address.Port}");
        return manifest.ToJsonString(Plain) + "\n";
    }

    /// <summary>The texts of another language, with the office's name.</summary>
    public static string FillLanguage(string template, TeamsApp app)
    {
        var texts = JsonNode.Parse(template)!;
        texts["description.full"] = Named(texts["description.full"]!, app);
        return texts.ToJsonString(Plain) + "\n";
    }

    /// <summary>The language files that the manifest names.</summary>
    public static IReadOnlyList<string> LanguageFiles(string template) =>
        [.. JsonNode.Parse(template)!["localizationInfo"]!["additionalLanguages"]!.AsArray().Select(language => (string)language!["file"]!)];

    private static string Page(TeamsApp app, string path) => new Uri(app.Address, path).AbsoluteUri;

    private static string Named(JsonNode text, TeamsApp app) => ((string)text!).Replace("{office}", app.Office, StringComparison.Ordinal);
}
