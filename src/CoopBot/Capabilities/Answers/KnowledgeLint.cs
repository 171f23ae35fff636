using System.Text.RegularExpressions;
using CoopBot.Search;

namespace CoopBot.Capabilities.Answers;

/// <summary>Something to mend in an article.</summary>
/// <param name="Article">Its file, without the ending.</param>
/// <param name="Rule">Which rule of the house it breaks.</param>
/// <param name="What">What is wrong, and what to do.</param>
public sealed record Finding(string Article, string Rule, string What)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Article}.md: {Rule}: {What}";
}

/// <summary>The rules that articles keep, beyond being readable (<see cref="ArticleReader"/>). Pure.</summary>
/// <param name="articles">All of them.</param>
/// <param name="facts">The confidence of each fact of the dossier, by its id.</param>
/// <param name="today">The day that review dates are held against.</param>
public sealed partial class KnowledgeLint(IReadOnlyList<Article> articles, IReadOnlyDictionary<string, string> facts, DateOnly today)
{
    private const int FewestQuestions = 5, FewestOtherWords = 2, MostWords = 60;
    private const double SameQuestion = .6, SameAnswer = .8;

    /// <summary>Each question is asked of one of so many indexes that lack it.</summary>
    private const int Folds = 3;

    private readonly IReadOnlyList<Article> _public = [.. articles.Where(article => article.Audience == Audience.Public)];

    /// <summary>Everything there is to mend, article by article.</summary>
    public IReadOnlyList<Finding> Findings() =>
    [
        .. articles.SelectMany(article => Of(article).Select(found => Named(article, found))).Concat(Duplicates()).Concat(Unreachable())
            .OrderBy(finding => finding.Article, StringComparer.Ordinal),
    ];

    private IEnumerable<(string Rule, string? What)> Of(Article article)
    {
        var isPublic = article.Audience == Audience.Public;
        (string Rule, string? What)[] all = [("questions", OwnWords(article)), ("facts", isPublic ? PublicFacts(article) : Unknown(article))];
        (string Rule, string? What)[] shown = !isPublic ? [] :
        [
            ("title words", OtherWords(article)),
            ("second hand", SecondHandIsTold(article)),
            ("answer", Answer(article.Answer.Id, article, "answer")),
            ("answer", Answer(article.Answer.En, article, "answerEn")),
            ("source", Markers(article.Body).Any(number => number > article.Sources.Count) ? "the body names a source that is not there; add it to sources." : null),
            ("source", article.Sources.Any(source => source.Confidence == "CONF" && source.Date is null && source.Url is null && source.Number is null) ? "a confirmed source has no address, number or date; add one." : null),
            ("review", article.ReviewBy < today ? $"was due for review on {article.ReviewBy:yyyy-MM-dd}; check it and set a new day." : null),
            ("related", article.Related.FirstOrDefault(id => id == article.Id || !_public.Any(other => other.Id == id)) is { } wrong ? $"{wrong} is no other public article; remove it." : null),
            ("numbers", Numbers(article.Answer.En).Except(Numbers(article.Answer.Id)).FirstOrDefault() is { } extra ? $"{extra} stands in the English answer alone; say the same in both." : null),
            ("words", Avoided().Match($"{article.Answer.Id} {article.Next.Id} {article.Body}") is { Success: true } avoided ? $"“{avoided.Value}” is a word the office avoids; say it otherwise." : null),
        ];
        return all.Concat(shown).Where(found => found.What is not null);
    }

    /// <summary>More may vary one of them; five must each say it in words of their own.</summary>
    private static string? OwnWords(Article article)
    {
        var apart = new List<HashSet<string>>();
        foreach (var words in article.Questions.Select(WordsOf))
        {
            if (apart.TrueForAll(other => !Share(other, words, SameQuestion)))
            {
                apart.Add(words);
            }
        }

        return apart.Count < FewestQuestions ? $"{apart.Count} of {article.Questions.Count} in words of their own; write at least {FewestQuestions}, as people type them." : null;
    }

    private static string? OtherWords(Article article)
    {
        var title = Content(article.Title.Id);
        var apart = article.Questions.Count(question => !Content(question).Overlaps(title));
        return apart < FewestOtherWords ? $"{apart} use no word of the title; write at least {FewestOtherWords} in other words." : null;
    }

    private string? PublicFacts(Article article) => article.Facts.Count == 0 ? "no fact of the dossier; name it, or make this a draft for staff."
        : article.Facts.FirstOrDefault(id => facts.GetValueOrDefault(id) is not ("CONF" or "CONF-2" or "LAW")) is { } fact
            ? $"{fact} is {facts.GetValueOrDefault(fact) ?? "unknown"} and may not be public; remove what rests on it, or make this a draft for staff." : null;

    private string? Unknown(Article article) => article.Facts.FirstOrDefault(id => !facts.ContainsKey(id)) is { } fact ? $"{fact} is no fact of the dossier; correct the id." : null;

    private string? SecondHandIsTold(Article article) =>
        article.Facts.Any(id => facts.GetValueOrDefault(id) == "CONF-2") && !SecondHand().IsMatch(article.Answer.Id + " " + article.Body)
            ? "rests on a fact at second hand and does not say whose word it is; add “menurut …; belum dikonfirmasi dinas”." : null;

    private static string? Answer(string answer, Article article, string field)
    {
        var words = answer.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Count(word => word.Any(char.IsLetterOrDigit) && !Marker().IsMatch(word.TrimEnd('.', ',')));
        return words > MostWords ? $"{field} has {words} words; at most {MostWords}, the rest belongs to the body."
            : Bold().Count(answer) != 1 ? $"{field} has {Bold().Count(answer)} bold phrases; the one thing people came for is bold."
            : Markers(answer).Any(number => number < 1 || number > article.Sources.Count) ? $"{field} names a source that is not there; add it to sources." : null;
    }

    private IEnumerable<Finding> Duplicates()
    {
        var answers = _public.Select(article => (Article: article, Words: WordsOf(article.Answer.Id))).ToList();
        for (var i = 0; i < answers.Count; i++)
        {
            for (var j = i + 1; j < answers.Count; j++)
            {
                if (Share(answers[i].Words, answers[j].Words, SameAnswer))
                {
                    yield return Named(answers[j].Article, ("duplicate", $"answers almost as {answers[i].Article.Id} does; join the two."));
                }
            }
        }
    }

    /// <summary>Articles that their own sample questions do not find, each asked where it is left out.</summary>
    private IEnumerable<Finding> Unreachable()
    {
        var found = _public.ToDictionary(article => article.Id, _ => 0);
        for (var fold = 0; fold < Folds; fold++)
        {
            var index = SearchIndex.Build(_public.Select(article =>
                KnowledgeBase.PassageOf(article) with { Questions = [.. article.Questions.Where((_, i) => i % Folds != fold)] }));
            foreach (var article in _public)
            {
                found[article.Id] += article.Questions.Where((_, i) => i % Folds == fold).Count(question => index.Ask(question, 3).Hits.Any(hit => hit.Id == article.Id));
            }
        }

        return _public.Where(article => 2 * found[article.Id] < article.Questions.Count)
            .Select(article => Named(article, ("unreachable", $"{found[article.Id]} of its {article.Questions.Count} questions find it when left out; add questions, or join it with what they find.")));
    }

    private static Finding Named(Article article, (string Rule, string? What) found) =>
        new($"{(article.Audience == Audience.Staff ? "draft" : article.Topic)}/{article.Id}", found.Rule, found.What!);

    private static bool Share(HashSet<string> one, HashSet<string> other, double share) => one.Intersect(other).Count() > share * Math.Max(one.Count, other.Count);

    private static HashSet<string> WordsOf(string text) => [.. Normaliser.Words(text)];

    private static IEnumerable<int> Markers(string text) => Marker().Matches(text).Select(match => match.Value[1] - '0');

    private static HashSet<string> Content(string text) => [.. Normaliser.Words(text).Where(word => word.Length > 3 && !Function.Contains(word))];

    private static HashSet<string> Numbers(string text) => [.. Number().Matches(Marker().Replace(text, "")).Select(match => string.Concat(match.Value.Where(char.IsAsciiDigit)))];

    private static readonly HashSet<string> Function =
        [.. "apa apakah siapa kapan berapa bagaimana mana dimana kemana untuk yang dari dengan atau bisa boleh harus perlu saja ada koperasi cara syarat adalah itu ini pada oleh".Split(' ')];

    [GeneratedRegex("menurut|kata |dikonfirmasi dinas|dipastikan petugas|Pasal|menulis|menyebut|mencatat|disampaikan", RegexOptions.IgnoreCase)]
    private static partial Regex SecondHand();

    [GeneratedRegex(@"\*\*[^*]+\*\*")]
    private static partial Regex Bold();

    [GeneratedRegex(@"\[\d\]")]
    private static partial Regex Marker();

    [GeneratedRegex(@"\d[\d.,]*\d|\d")]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(dijamin|pasti lolos|ilegal|bangkrut|klik di sini|dalam rangka|mohon kiranya|mimin)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Avoided();
}
