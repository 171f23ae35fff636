using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CoopBot.Conversation;
using CoopBot.People;
using Microsoft.Extensions.Options;

namespace CoopBot.Channels.WebChat;

/// <summary>
/// The office's public page: readable and usable as plain HTML, a chat once its script has loaded. The templates,
/// texts, script and style sheet are plain files in <c>wwwroot</c>, read once.
/// </summary>
public static class WebChatPage
{
    private const int LongestQuestion = 400;

    /// <summary>Binds the section <c>Web</c>; a wrong setting stops the start.</summary>
    public static IServiceCollection AddWebChatPage(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<WebOptions>, WebOptionsValidator>();
        services.AddOptions<WebOptions>().Configure<IConfiguration>((options, configuration) =>
        {
            // One line, or a list (Web__FrameAncestors__0, …).
            var section = configuration.GetSection(WebOptions.Section).GetSection(nameof(WebOptions.FrameAncestors));
            options.FrameAncestors = section.Value ?? string.Join(' ', section.GetChildren().Select(child => child.Value));
        }).ValidateOnStart();
        return services;
    }

    /// <summary>Serves <c>/</c>, <c>/tentang</c>, <c>/privasi</c>, <c>/data-saya</c>, <c>/ketentuan</c>, their assets and the Web Chat bundle.</summary>
    public static IEndpointConventionBuilder MapWebChatPage(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        string[] reading = [HttpMethods.Get, HttpMethods.Head];
        var files = new Lazy<PageFiles>(PageFiles.Read);
        var group = endpoints.MapGroup("");
        group.MapMethods("/", reading, (HttpContext context) => Page(context, files.Value, "index"));
        group.MapMethods("/tentang", reading, (HttpContext context) => Page(context, files.Value, "tentang"));
        // The Teams manifest names these two.
        group.MapMethods("/privasi", reading, (HttpContext context) => Page(context, files.Value, "privasi"));
        group.MapMethods("/data-saya", reading, (HttpContext context) => Page(context, files.Value, "data-saya", (language, days) => KeptPage.Parts(context.RequestServices.GetRequiredService<PersonalRows>(), language, days)));
        group.MapMethods("/ketentuan", reading, (HttpContext context) => Page(context, files.Value, "ketentuan"));
        group.MapMethods("/assets/{hash}/chat.js", reading, (HttpContext context, string hash) => files.Value.Script.Answer(context, hash));
        group.MapMethods("/assets/{hash}/chat.css", reading, (HttpContext context, string hash) => files.Value.Style.Answer(context, hash));
        group.MapMethods("/webchat/{hash}/webchat.js", reading, (HttpContext context, string hash) => files.Value.Bundle.Answer(context, hash));
        group.MapMethods("/favicon.svg", reading, (HttpContext context) => files.Value.Icon.Answer(context, ""));
        group.MapMethods("/favicon.ico", reading, () => Results.Redirect("/favicon.svg", permanent: true));
        return group;
    }

    private static IResult Page(HttpContext context, PageFiles files, string page, Func<Language, int, IReadOnlyDictionary<string, string>>? parts = null)
    {
        var language = context.Request.Query["lang"] == "en" ? "en" : "id";
        var nonce = PageHeaders.Write(context);
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers.ContentLanguage = language;
        var office = Options<OfficeOptions>(context);
        var contact = office.Contact?.Trim() ?? "";
        var values = new Dictionary<string, string>
        {
            ["lang"] = language,
            ["nonce"] = nonce,
            ["office"] = office.Name,
            ["contact"] = contact,
            ["contactOrNone"] = contact.Length > 0 ? contact : files.Text(language, "noContact"),
            ["retentionDays"] = Options<RetentionOptions>(context).Days.ToString(CultureInfo.InvariantCulture),
            ["question"] = Question(context.Request.Query["tanya"]),
            ["script"] = $"/assets/{files.Script.Hash}/chat.js",
            ["style"] = $"/assets/{files.Style.Hash}/chat.css",
            ["bundle"] = $"/webchat/{files.Bundle.Hash}/webchat.js",
        };
        var written = parts?.Invoke(language == "en" ? Language.English : Language.Indonesian, Options<RetentionOptions>(context).Days);
        return Results.Content(files.Fill(page, language, values, written), "text/html; charset=utf-8", Encoding.UTF8);
    }

    private static T Options<T>(HttpContext context)
        where T : class => context.RequestServices.GetRequiredService<IOptions<T>>().Value;

    /// <summary>A question from an address: one line of plain text of bounded length.</summary>
    private static string Question(string? text)
    {
        var line = string.Join(' ', (text ?? "").Split([' ', '\t', '\r', '\n', '\0'], StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= LongestQuestion)
            return line;
        return line[..(char.IsHighSurrogate(line[LongestQuestion - 1]) ? LongestQuestion - 1 : LongestQuestion)];
    }
}

/// <summary>What <c>wwwroot</c> and <c>webchat</c> hold beside the program.</summary>
internal sealed class PageFiles
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly Dictionary<string, string> templates = [];
    private readonly Dictionary<string, Dictionary<string, string>> texts;

    private PageFiles(string root)
    {
        var pages = Path.Combine(root, "wwwroot");
        foreach (var file in Directory.EnumerateFiles(pages, "*.html"))
            templates[Path.GetFileNameWithoutExtension(file)] = File.ReadAllText(file);
        texts = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(File.ReadAllText(Path.Combine(pages, "texts.json")))!;
        Script = PageAsset.Read(Path.Combine(pages, "chat.js"), "text/javascript; charset=utf-8");
        Style = PageAsset.Read(Path.Combine(pages, "chat.css"), "text/css; charset=utf-8");
        Icon = PageAsset.Read(Path.Combine(pages, "favicon.svg"), "image/svg+xml");
        Bundle = PageAsset.Compressed(Path.Combine(root, "webchat", "webchat.js"), "text/javascript; charset=utf-8");
    }

    public PageAsset Script { get; }

    public PageAsset Style { get; }

    public PageAsset Icon { get; }

    public PageAsset Bundle { get; }

    public static PageFiles Read() => new(AppContext.BaseDirectory);

    /// <summary>One text by its name.</summary>
    public string Text(string language, string name) => texts[language][name];

    /// <summary>
    /// Fills a template: <c>{{name}}</c> is a value or a text of the language, encoded for HTML; texts may name values
    /// as <c>{name}</c>. <paramref name="parts"/> are HTML already. <c>{{chatTexts}}</c> is the JSON of all texts whose name begins with <c>chat.</c>.
    /// </summary>
    public string Fill(string page, string language, IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, string>? parts = null)
    {
        var text = texts[language];
        var html = new StringBuilder();
        var rest = templates.TryGetValue($"{page}.{language}", out var own) ? own.AsSpan() : templates[page];
        for (int start; (start = rest.IndexOf("{{")) >= 0;)
        {
            html.Append(rest[..start]);
            rest = rest[(start + 2)..];
            var end = rest.IndexOf("}}");
            var name = rest[..end].ToString();
            rest = rest[(end + 2)..];
            html.Append(name switch
            {
                "chatTexts" => ChatTexts(text, values),
                _ when parts is not null && parts.TryGetValue(name, out var part) => part,
                _ when values.TryGetValue(name, out var value) => Html.Encode(value),
                _ => Html.Encode(Named(text[name], values)),
            });
        }
        return html.Append(rest).ToString();
    }

    // The default JSON encoder escapes <, >, & and quotes: safe inside a script element.
    private static string ChatTexts(Dictionary<string, string> text, IReadOnlyDictionary<string, string> values) =>
        JsonSerializer.Serialize(text.Where(pair => pair.Key.StartsWith("chat.", StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[5..], pair => Named(pair.Value, values)));

    private static string Named(string text, IReadOnlyDictionary<string, string> values) =>
        values.Aggregate(text, (filled, pair) => filled.Replace($"{{{pair.Key}}}", pair.Value, StringComparison.Ordinal));
}
