using System.Text.RegularExpressions;
using CoopBot.Capabilities.Answers;
using CoopBot.Conversation;
using CoopBot.Search;

namespace CoopBot.Evaluation;

/// <summary>Finds what a reply says that its article does not: a number, a date, a regulation, a name. Pure.</summary>
public static partial class Invention
{
    /// <summary>Everything in the reply that is neither in its article, nor in the titles of others, nor in the question.</summary>
    public static IReadOnlyList<string> In(string reply, Article article, IEnumerable<Article> others, string question)
    {
        ArgumentNullException.ThrowIfNull(reply);
        ArgumentNullException.ThrowIfNull(article);
        ArgumentNullException.ThrowIfNull(others);
        var basis = string.Join('\n', [Basis(article), question, string.Join(' ', Normaliser.Words(question)), .. others.SelectMany(other => new[] { other.Title.Id, other.Title.En })]);
        var text = Marker().Replace(reply, "");
        var numbers = Numbers(basis);
        var words = Words().Matches(basis).Select(word => word.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var rules = Rules(basis);
        return
        [
            .. Rules(text).Where(rule => !rules.Contains(rule)),
            .. Numbers(text).Where(number => !numbers.Contains(number)),
            .. Name().Matches(text).Select(name => name.Value).Where(name => !words.Contains(name) && !Ours.Contains(name)),
        ];
    }

    /// <summary>The numbers of a text as their digits alone: 2.995 and 2,995 are one, and so is the 7/2021 of a regulation; a date is two and a name.</summary>
    public static IReadOnlySet<string> Numbers(string text) =>
        Number().Matches(Marker().Replace(text, "")).Select(number => string.Concat(number.Value.Where(char.IsAsciiDigit)).TrimStart('0')).ToHashSet();

    /// <summary>Regulations by kind and number: "uu 25/1992".</summary>
    private static HashSet<string> Rules(string text) =>
        [.. Rule().Matches(text).Select(rule => $"{rule.Groups[1].Value} {rule.Groups[2].Value}".ToUpperInvariant())];

    /// <summary>What an answer may be made of: the article, its sources, and their dates as they are written out.</summary>
    private static string Basis(Article article) => string.Join('\n',
    [
        article.Title.Id, article.Title.En, article.Label.Id, article.Label.En, article.Answer.Id, article.Answer.En, article.Next.Id, article.Next.En, article.Body,
        .. article.Sources.SelectMany(source => new[] { source.Title, source.Number, source.Part, source.Date }).OfType<string>(),
        .. article.Supersedes.SelectMany(rule => new[] { rule.Was.Id, rule.Was.En, rule.Now.Id, rule.Now.En }),
        .. Dates(article).SelectMany(date => new[] { Wording.Date(date, Language.Indonesian), Wording.Date(date, Language.English), Wording.Month(date, Language.Indonesian), Wording.Month(date, Language.English) }),
    ]);

    private static IEnumerable<DateOnly> Dates(Article article) => article.Sources.Select(source => source.Date?.Length == 7 ? source.Date + "-01" : source.Date)
        .Select(text => DateOnly.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var date) ? date : (DateOnly?)null).OfType<DateOnly>().Append(article.ReviewBy);

    /// <summary>Words with a capital inside a sentence that are the bot's own.</summary>
    private static readonly HashSet<string> Ours = ["Bapak", "Ibu", "Anda", "I"];

    [GeneratedRegex(@"\[\d\]")]
    private static partial Regex Marker();

    [GeneratedRegex(@"\d+(?:[.,/]\d+)*")]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(UU|PP|Perpu|Perpres|Permen\w*|Kepmen\w*|POJK|PMK|Juklak|SE)\b[^\d\n]{0,25}(\d+(?:/\d+)?)", RegexOptions.IgnoreCase)]
    private static partial Regex Rule();

    /// <summary>A capital after a word of the same sentence.</summary>
    [GeneratedRegex(@"(?<=[\p{Ll}\p{N},;] |[\p{Ll}] “|\()\p{Lu}[\p{L}\p{N}-]*")]
    private static partial Regex Name();

    [GeneratedRegex(@"[\p{L}\p{N}-]+")]
    private static partial Regex Words();
}
