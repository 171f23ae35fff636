using BenchmarkDotNet.Attributes;
using CoopBot.Capabilities.Answers;
using CoopBot.Search;

namespace CoopBot.Benchmarks;

/// <summary>The search engine over the articles that come with the program, as often varied as makes a knowledge of the size; beside it
/// a plain BM25 over the same texts, which is what a question costs at least.</summary>
[MemoryDiagnoser]
[InProcess]
public class SearchBenchmarks
{
    private Passage[] _passages = [];
    private SearchIndex _index = SearchIndex.Build([]);
    private SearchIndex _learnt = SearchIndex.Build([]);
    private BareBm25 _bare = new([]);
    private string[] _questions = [];
    private int _next;

    /// <summary>How many passages; the first are the articles as they are.</summary>
    [Params(193, 1000, 5000)]
    public int Passages { get; set; }

    /// <summary>Reads the articles.</summary>
    [GlobalSetup(Targets = [nameof(Index), nameof(Learn), nameof(Query), nameof(QueryBare)])]
    public void Read()
    {
        _passages = [.. Varied().Take(Passages)];
        _questions = [.. _passages.Select((passage, i) => passage.Questions[i % passage.Questions.Count] + " dong kak")];
        _index = SearchIndex.Build(_passages);
        _bare = new(_passages);
    }

    /// <summary>Reads the articles, and lets the index learn.</summary>
    [GlobalSetup(Target = nameof(QueryLearnt))]
    public void ReadAndLearn()
    {
        Read();
        _learnt = _index.Learn(CancellationToken.None);
    }

    /// <summary>Building the index: from then on a change can be found.</summary>
    [Benchmark]
    public SearchIndex Index() => SearchIndex.Build(_passages);

    /// <summary>Classifier and calibration, in the background.</summary>
    [Benchmark]
    public SearchIndex Learn() => _index.Learn(CancellationToken.None);

    /// <summary>A question, before the index has learnt.</summary>
    [Benchmark]
    public SearchResult Query() => _index.Ask(Next());

    /// <summary>A question.</summary>
    [Benchmark]
    public SearchResult QueryLearnt() => _learnt.Ask(Next());

    /// <summary>The same to a plain BM25.</summary>
    [Benchmark(Baseline = true)]
    public int QueryBare() => _bare.Ask(Next());

    private string Next() => _questions[_next = (_next + 1) % _questions.Length];

    /// <summary>The articles again and again, each time with a quarter of the words changed for others of theirs.</summary>
    private static IEnumerable<Passage> Varied()
    {
        var articles = ArticleReader.ReadFolder(KnowledgeBase.Folder);
        var words = articles.SelectMany(article => article.Body.Split(' ')).Distinct().ToArray();
        var chance = new Random(7);
        string Vary(string text, int round) => round == 0 ? text : string.Join(' ', text.Split(' ').Select(word => chance.Next(4) == 0 ? words[chance.Next(words.Length)] : word));
        for (var round = 0; ; round++)
        {
            foreach (var article in articles)
            {
                yield return new(
                    $"{article.Id}-{round}",
                    Vary(article.Title.Id, round),
                    Vary($"{article.Answer.Id} {article.Body}", round),
                    [.. article.Questions.Take(round == 0 ? int.MaxValue : 6).Select(question => Vary(question, round))]);
            }
        }
    }
}
