using BenchmarkDotNet.Attributes;
using CoopBot.Capabilities.Answers;
using CoopBot.Search;

namespace CoopBot.Benchmarks;

/// <summary>The search engine over the articles that come with the program.</summary>
[MemoryDiagnoser]
[InProcess]
public class SearchBenchmarks
{
    private Passage[] _passages = [];
    private SearchIndex _index = SearchIndex.Build([]);

    /// <summary>Reads the articles once.</summary>
    [GlobalSetup]
    public void Read()
    {
        _passages = [.. ArticleReader.ReadFolder(KnowledgeBase.Folder).Select(article => new Passage(article.Id, article.Title.Id, article.Answer.Id + " " + article.Body, article.Questions))];
        _index = SearchIndex.Build(_passages);
    }

    /// <summary>Building the index of all articles.</summary>
    [Benchmark]
    public SearchIndex Index() => SearchIndex.Build(_passages);

    /// <summary>A question in clean Indonesian.</summary>
    [Benchmark]
    public SearchResult Query() => _index.Ask("Berapa orang untuk mendirikan koperasi primer?");

    /// <summary>A question with typos and chat spelling.</summary>
    [Benchmark]
    public SearchResult QueryAsTyped() => _index.Ask("syarat2 bikin koprasi brp org ya min");
}
