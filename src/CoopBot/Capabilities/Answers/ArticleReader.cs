using System.Globalization;
using CoopBot.Conversation;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace CoopBot.Capabilities.Answers;

/// <summary>Reads articles: YAML front matter between two lines of dashes, then the details in Markdown.</summary>
public static class ArticleReader
{
    private const int MaxLabel = 20;

    /// <summary>Reads every article below a folder.</summary>
    /// <exception cref="KnowledgeException">An article is broken, or two have one id or one label.</exception>
    public static IReadOnlyList<Article> ReadFolder(string folder)
    {
        var articles = new List<Article>();
        var labels = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var ids = new HashSet<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder, file);
            var article = Read(name, File.ReadAllText(file));
            if (!ids.Add(article.Id))
            {
                throw new KnowledgeException(name, 1, $"the id {article.Id} is taken by another article.");
            }

            foreach (var label in new HashSet<string>([article.Label.Id, article.Label.En], StringComparer.OrdinalIgnoreCase))
            {
                if (article.Audience == Audience.Public && !labels.TryAdd(label, article.Id))
                {
                    throw new KnowledgeException(name, 1, $"the label \"{label}\" is taken by the article {labels[label]}.");
                }
            }

            articles.Add(article);
        }

        foreach (var article in articles)
        {
            if (article.Related.FirstOrDefault(id => !ids.Contains(id)) is { } missing)
            {
                throw new KnowledgeException(article.Topic + "/" + article.Id + ".md", 1, $"related names {missing}, and there is no such article.");
            }
        }

        return articles;
    }

    /// <summary>Reads one article.</summary>
    /// <exception cref="KnowledgeException">It is broken.</exception>
    public static Article Read(string file, string content)
    {
        var text = content.ReplaceLineEndings("\n");
        var end = text.StartsWith("---\n", StringComparison.Ordinal) ? text.IndexOf("\n---\n", 3, StringComparison.Ordinal) : -1;
        if (end < 0)
        {
            throw new KnowledgeException(file, 1, "an article begins with front matter between two lines of ---.");
        }

        var fields = new Fields(file, Parse(file, text[4..(end + 1)]));
        var audience = fields.Optional("audience") is null or "public" ? Audience.Public
            : fields.Optional("audience") == "staff" ? Audience.Staff
            : throw fields.Problem("audience", "must be public or staff.");
        var forPublic = audience == Audience.Public;
        var article = new Article
        {
            Id = fields.Required("id"),
            Title = fields.Both("title", english: forPublic),
            Label = fields.Both("label", english: forPublic, indonesian: forPublic),
            Topic = fields.Required("topic"),
            Facts = fields.List("facts"),
            Questions = fields.List("questions"),
            Sources = fields.Sources(forPublic),
            ValidFrom = fields.Optional("validFrom") is null ? null : fields.Date("validFrom"),
            Supersedes = fields.OldRules(),
            ReviewBy = fields.Date("reviewBy"),
            Audience = audience,
            Answer = fields.Both("answer", english: forPublic),
            Next = fields.Both("next", english: false, indonesian: false),
            Related = fields.List("related", needed: false),
            Body = text[(end + 5)..].Trim(),
        };
        if (article.Id != Path.GetFileNameWithoutExtension(file))
        {
            throw fields.Problem("id", "must be the file's name.");
        }

        if (article.Label.Id.Length > MaxLabel || article.Label.En.Length > MaxLabel)
        {
            throw fields.Problem("label", $"and labelEn have at most {MaxLabel} characters: they are buttons.");
        }

        return article;
    }

    private static YamlMappingNode Parse(string file, string yaml)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode map
                ? map
                : throw new KnowledgeException(file, 2, "the front matter must be \"key: value\" lines.");
        }
        catch (YamlException broken)
        {
            throw new KnowledgeException(file, broken.Start.Line + 1, $"the front matter is not YAML: {broken.Message}", broken);
        }
    }

    private sealed class Fields(string file, YamlMappingNode map)
    {
        public KnowledgeException Problem(string key, string problem) =>
            new(file, map.Children.TryGetValue(key, out var node) ? node.Start.Line + 1 : 1, $"{key} {problem}");

        public string? Optional(string key) => map.Children.TryGetValue(key, out var node)
            ? node is YamlScalarNode { Value: { } value } && value.Trim().Length > 0 ? value.Trim() : throw Problem(key, "must be one text.")
            : null;

        public string Required(string key) => Optional(key) ?? throw Problem(key, "is missing.");

        public Bilingual Both(string key, bool english, bool indonesian = true) => new(
            (indonesian ? Required(key) : Optional(key)) ?? "",
            (english ? Required(key + "En") : Optional(key + "En")) ?? "");

        public DateOnly Date(string key) =>
            DateOnly.TryParseExact(Required(key), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : throw Problem(key, "must be a day, such as 2027-05-31.");

        public IReadOnlyList<string> List(string key, bool needed = true) => map.Children.TryGetValue(key, out var node)
            ? node is YamlSequenceNode list && list.Children.All(item => item is YamlScalarNode { Value.Length: > 0 })
                ? [.. list.Children.Select(item => ((YamlScalarNode)item).Value!)]
                : throw Problem(key, "must be a list of texts.")
            : needed ? throw Problem(key, "is missing.") : [];

        public IReadOnlyList<ArticleSource> Sources(bool needed)
        {
            if (!map.Children.TryGetValue("sources", out var node))
            {
                return needed ? throw Problem("sources", "is missing: an answer without a source is not given.") : [];
            }

            return node is YamlSequenceNode { Children.Count: >= 1 and <= 3 } list && list.Children.All(item => item is YamlMappingNode)
                ? [.. list.Children.Select(item => Source(new Fields(file, (YamlMappingNode)item)))]
                : throw Problem("sources", "must be a list of one to three sources.");
        }

        public IReadOnlyList<OldRule> OldRules() => !map.Children.TryGetValue("supersedes", out var node) ? []
            : node is YamlSequenceNode { Children.Count: > 0 } list && list.Children.All(item => item is YamlMappingNode)
                ? [.. list.Children.Select(item => OldRule(new Fields(file, (YamlMappingNode)item)))]
                : throw Problem("supersedes", "must be a list of old rules, each with was, wasEn, now, nowEn and quotedAs.");

        private static OldRule OldRule(Fields rule) => new(rule.Both("was", english: true), rule.Both("now", english: true),
            rule.List("quotedAs") is { Count: > 0 } quotes && quotes.All(Answers.OldRule.IsQuote) ? quotes : throw rule.Problem("quotedAs", "must be words by which a question quotes the old rule, such as \"pp 5 2021\"."));

        private static ArticleSource Source(Fields source)
        {
            var url = source.Optional("url");
            if (url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            {
                throw source.Problem("url", "must begin with http:// or https://.");
            }

            var confidence = source.Required("confidence");
            return confidence is "CONF" or "CONF-2"
                ? new(source.Required("title"), source.Optional("number"), source.Optional("article"), url, source.Optional("date"), confidence)
                : throw source.Problem("confidence", "must be CONF or CONF-2; anything less is no public source.");
        }
    }
}
