using System.Collections.Frozen;
using CoopBot.Conversation;
using CoopBot.Search;

namespace CoopBot.Capabilities.Answers;

/// <summary>What was found for a question.</summary>
/// <param name="Articles">The best, surest first; at most three.</param>
/// <param name="Band">How far to trust the first.</param>
/// <param name="Confidence">The same as a number, 0 to 1.</param>
/// <param name="Correction">The question as it was read, where a word had to be corrected.</param>
/// <param name="Asked">The text that was answered: the question, or the part of it that was understood.</param>
/// <param name="Also">What answers other questions of the same message.</param>
public sealed record Found(IReadOnlyList<Article> Articles, Band Band, double Confidence, string? Correction, string Asked, IReadOnlyList<Article> Also);

/// <summary>
/// The articles and the engines that find them. What only staff may read is filtered before ranking. A second engine knows those
/// drafts as well, and is asked for one thing only: whether a question is nearer to something that the office has not confirmed.
/// </summary>
public sealed class KnowledgeBase
{
    /// <summary>From these certainties on a part of a message is answered, or offered, where the whole was not understood.</summary>
    private const double PartSure = .75, PartOffered = .55;

    private readonly FrozenDictionary<string, Article> _byId;
    private readonly FrozenDictionary<string, Article> _byWords;
    private volatile Task<SearchIndex> _public;
    private volatile Task<SearchIndex> _all;
    private volatile bool _isLearnt;

    /// <summary>Takes the articles; the engines are built in the background, and the first question waits for them.</summary>
    public KnowledgeBase(IReadOnlyList<Article> articles)
    {
        _byId = articles.ToFrozenDictionary(article => article.Id);
        Public = [.. articles.Where(article => article.Audience == Audience.Public)];
        _byWords = articles.SelectMany(WordsOf).DistinctBy(entry => entry.Words).ToFrozenDictionary(entry => entry.Words, entry => entry.Article);
        _public = Task.Run(() => SearchIndex.Build(Public.Select(PassageOf)));
        _all = Task.Run(() => SearchIndex.Build(articles.Select(PassageOf)));
    }

    /// <summary>The folder of the articles that came with the program.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Knowledge");

    /// <summary>What everybody may read.</summary>
    public IReadOnlyList<Article> Public { get; }

    /// <summary>The engines are ready.</summary>
    public bool IsReady => _public.IsCompletedSuccessfully && _all.IsCompletedSuccessfully;

    /// <summary>
    /// Lets the engines learn from the sample questions: seconds of one core, while they go on answering as they are.
    /// </summary>
    /// <exception cref="OperationCanceledException">It is no longer wanted.</exception>
    public Task LearnAsync(CancellationToken cancellation) => Task.Factory.StartNew(
        () =>
        {
            if (_isLearnt)
            {
                return;
            }

            // Both or neither: their bands are compared.
            var (forAll, withDrafts) = (_public.Result.Learn(cancellation), _all.Result.Learn(cancellation));
            (_public, _all) = (Task.FromResult(forAll), Task.FromResult(withDrafts));
            _isLearnt = true;
        },
        cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>An article that everybody may read, by its id.</summary>
    public Article? Find(string? id) => id is not null && _byId.GetValueOrDefault(id) is { Audience: Audience.Public } article ? article : null;

    /// <summary>
    /// The article whose button, title or sample question this is, word for word; a draft of the office among them.
    /// Questions for figures are left to the records, which come first there.
    /// </summary>
    public Article? ByWords(string text) => _byWords.GetValueOrDefault(Folded(text));

    /// <summary>What answers a question; of a message that asks several, or tells a story first, what answers its surest part.</summary>
    public async ValueTask<Found> AskAsync(string question, CancellationToken cancellation)
    {
        var index = await _public.WaitAsync(cancellation);
        var whole = index.Ask(question, 3);
        var questions = Parts.Questions(question).Select(text => (Text: text, Found: index.Ask(text, 3))).OrderByDescending(part => part.Found.Certainty).ToList();
        var (asked, best) = (question, whole);
        if (whole.Band != Band.Sure && questions.Count > 0 && questions[0].Found.Certainty >= PartSure)
        {
            (asked, best) = questions[0];
        }
        else if (whole.Band != Band.Sure)
        {
            // A part heard without its whole is offered only, beside what the whole seemed to mean.
            cancellation.ThrowIfCancellationRequested();
            var heard = questions.Select(part => part.Found).Concat(Parts.Windows(question).Select(part => index.Ask(part, 3))).Where(part => part.Certainty >= PartOffered)
                .OrderByDescending(part => part.Certainty).Select(part => part.Hits[0]).ToList();
            if (heard.Count > 0)
            {
                best = whole with { Band = Band.Offered, Hits = [.. heard.Take(1).Concat(whole.Hits.Take(1)).Concat(heard.Skip(1)).Concat(whole.Hits.Skip(1)).DistinctBy(hit => hit.Id).Take(3)] };
            }
        }

        // What is nearest to a draft is not answered beside something else either.
        var all = await _all.WaitAsync(cancellation);
        var also = best.Band != Band.Sure ? [] : questions.Where(part => part.Found.Certainty >= PartSure && part.Found.Hits[0].Id != best.Hits[0].Id && all.Ask(part.Text, 1).Hits[0].Id == part.Found.Hits[0].Id)
            .Select(part => part.Found.Hits[0].Id).Distinct().Select(id => _byId[id]).ToList();
        return new([.. best.Hits.Select(hit => _byId[hit.Id])], best.Band, best.Confidence, best.Correction, asked, also);
    }

    /// <summary>
    /// The question is nearest to something that is not confirmed. Where two are about as near, an answer that is sure by itself goes first:
    /// most drafts lie beside an article on the same thing.
    /// </summary>
    public async ValueTask<bool> IsUnconfirmedAsync(string question, Found found, CancellationToken cancellation)
    {
        var result = (await _all.WaitAsync(cancellation)).Ask(question, 1);
        return result.Hits.Count > 0 && _byId[result.Hits[0].Id].Audience == Audience.Staff
            && (result.Band == Band.Sure || (result.Band == Band.Offered && found.Band != Band.Sure));
    }

    /// <summary>An article as search reads it.</summary>
    public static Passage PassageOf(Article article) => new(
        article.Id,
        $"{article.Title.Id} {article.Label.Id}",
        $"{article.Answer.Id} {article.Body} {article.Title.En} {article.Answer.En}",
        article.Questions);

    private static IEnumerable<(string Words, Article Article)> WordsOf(Article article)
    {
        IEnumerable<string> texts = article.Audience == Audience.Public ? [article.Label.Id, article.Label.En] : [];
        if (article.Topic != "statistik")
        {
            texts = [.. texts, article.Title.Id, article.Title.En, .. article.Questions];
        }

        return texts.Select(text => (Folded(text), article)).Where(entry => entry.Item1.Length > 0);
    }

    private static string Folded(string text) => string.Join(' ', Normaliser.Words(text));
}
