using System.Globalization;
using System.Text.RegularExpressions;
using CoopBot.Conversation;

namespace CoopBot.Capabilities.Answers;

/// <summary>An article as a reply: short answer, what to do next, the date of its source, what to ask next. Pure.</summary>
public static partial class ArticleReply
{
    /// <summary>Note: the article that "rincian" is about.</summary>
    public const string LastArticle = "answers.article";

    private const int DetailWords = 120;
    private const int MaxName = 80;
    private const int MaxQuote = 160;

    private static readonly Bilingual SourceDate = new("Tanggal sumber: {date}.", "Date of the source: {date}.");
    private static readonly Bilingual Review = new(
        "Keterangan ini sedang ditinjau ulang sejak {date}. Pastikan ke petugas sebelum dipakai.",
        "This has been under review since {date}. Confirm with an officer before relying on it.");
    private static readonly Bilingual More = new("Lebih lanjut", "More");
    private static readonly Bilingual InIndonesian = new("", "The details are in Indonesian:\n\n");

    /// <summary>The short answer.</summary>
    public static Reply Answer(Article article, Turn turn, IEnumerable<Article> related)
    {
        var language = turn.Language;
        var old = article.Supersedes.FirstOrDefault(rule => rule.IsQuotedIn(turn.Text));
        var (answer, cited) = Cite(article, old is null ? article.Answer.In(language) : $"{old.Tell(language)}\n\n{article.Answer.In(language)}");
        var paragraphs = new List<string> { answer };
        if (turn.Now > article.ReviewBy.ToDateTime(TimeOnly.MaxValue))
        {
            paragraphs.Add(Review.In(language).Replace("{date}", Wording.Date(article.ReviewBy, language), StringComparison.Ordinal));
        }

        paragraphs.Add(string.Join(' ', new[] { article.Next.In(language), DateLine(cited, language) }.Where(line => line.Length > 0)));
        IEnumerable<string> suggestions =
        [
            .. article.Body.Length > 0 ? [Phrases.Details.In(language)] : Array.Empty<string>(),
            // An answer that says what is missing opens the next door.
            .. article.Answer.Id.Contains("belum ada di sumber", StringComparison.Ordinal) ? [Phrases.AskOfficer.In(language)] : Array.Empty<string>(),
            .. related.Select(next => next.Label.In(language)),
        ];
        return new(string.Join("\n\n", paragraphs.Where(paragraph => paragraph.Length > 0)))
        {
            Language = language,
            Article = article.Id,
            Sources = SourcesOf(cited, answer, language),
            Suggestions = [.. suggestions.Take(3)],
            State = turn.State.With(LastArticle, article.Id).With(Offset, null),
        };
    }

    /// <summary>The next piece of the details, at most 120 words.</summary>
    public static Reply Details(Article article, Turn turn)
    {
        var language = turn.Language;
        _ = int.TryParse(turn.State.Note(Offset), NumberStyles.None, CultureInfo.InvariantCulture, out var offset);
        var paragraphs = article.Body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        offset = offset < paragraphs.Length ? offset : 0;
        var (taken, words) = (0, 0);
        foreach (var paragraph in paragraphs.Skip(offset))
        {
            words += paragraph.Split(' ').Length;
            if (taken > 0 && words > DetailWords)
            {
                break;
            }

            taken++;
        }

        var rest = offset + taken < paragraphs.Length;
        var (text, cited) = Cite(article, string.Join("\n\n", paragraphs.Skip(offset).Take(taken)));
        return new((offset == 0 ? InIndonesian.In(language) : "") + text)
        {
            Language = language,
            Article = article.Id,
            Sources = SourcesOf(cited, text, language),
            Suggestions = [.. rest ? [More.In(language)] : Array.Empty<string>(), Phrases.AskOfficer.In(language), Phrases.Menu.In(language)],
            State = turn.State.With(LastArticle, article.Id).With(Offset, rest ? (offset + taken).ToString(CultureInfo.InvariantCulture) : null),
        };
    }

    /// <summary>The message asks for the details of the last article.</summary>
    public static bool AsksDetails(Turn turn) =>
        turn.Says(Phrases.Details) || turn.Says(More)
        || turn.Says("rinciannya", "detail", "detailnya", "lebih jelas", "jelaskan", "jelaskan lagi", "selengkapnya", "lihat sumber", "sumbernya", "sumbernya apa", "sumber", "source", "sources", "more details", "tell me more", "lengkapnya");

    /// <summary>
    /// The text with the sources that it names, numbered from 1 in the article's order. A text that names none rests on the first.
    /// </summary>
    public static (string Text, IReadOnlyList<ArticleSource> Cited) Cite(Article article, string text)
    {
        var cited = new List<ArticleSource>();
        for (var number = 1; number <= article.Sources.Count; number++)
        {
            if (text.Contains($"[{number}]", StringComparison.Ordinal))
            {
                cited.Add(article.Sources[number - 1]);
                text = text.Replace($"[{number}]", $"[{cited.Count}]", StringComparison.Ordinal);
            }
        }

        // [1][2] would be one link to the second in Markdown.
        text = text.Replace("][", "] [", StringComparison.Ordinal);
        return (text, cited.Count > 0 ? cited : [article.Sources[0]]);
    }

    /// <summary>The sources as citations, each with the sentence that rests on it.</summary>
    private static IReadOnlyList<Source> SourcesOf(IReadOnlyList<ArticleSource> cited, string text, Language language) =>
        [.. cited.Select((source, index) => new Source(Cut(NameOf(source, language), MaxName), Cut(QuoteOf(text, index + 1), MaxQuote), source.Url))];

    private static string Offset => "answers.offset";

    private static string NameOf(ArticleSource source, Language language)
    {
        var rule = string.Join(' ', new[] { source.Number, source.Part }.Where(part => part is not null));
        var who = rule.Length > 0 && source.Title.StartsWith(source.Number!, StringComparison.Ordinal) ? "" : source.Title;
        var name = string.Join("; ", new[] { rule, who }.Where(part => part.Length > 0));
        return DateOf(source, language) is { } date ? $"{name}, {date}" : name;
    }

    private static string DateLine(IReadOnlyList<ArticleSource> cited, Language language)
    {
        var dates = cited.Select(source => DateOf(source, language)).Where(date => date is not null).Distinct().ToArray();
        return dates.Length == 0 ? "" : SourceDate.In(language).Replace("{date}", string.Join("; ", dates), StringComparison.Ordinal);
    }

    /// <summary>A day, a month or a year, as the source gives it.</summary>
    private static string? DateOf(ArticleSource source, Language language) => source.Date switch
    {
        null => null,
        { } day when DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) => Wording.Date(date, language),
        { } month when DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) => Wording.Month(date, language),
        { } other => other,
    };

    /// <summary>The first sentence that carries [n], else the first sentence.</summary>
    private static string QuoteOf(string text, int number)
    {
        var sentences = SentenceEnd().Split(text.Replace("**", "", StringComparison.Ordinal).ReplaceLineEndings(" "));
        return Marker().Replace(sentences.FirstOrDefault(sentence => sentence.Contains($"[{number}]", StringComparison.Ordinal)) ?? sentences[0], "").Trim();
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)].TrimEnd() + "…";

    [GeneratedRegex(@"(?<=[.?])\s+(?=\p{Lu}|\*)")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\s*\[\d\]")]
    private static partial Regex Marker();
}
