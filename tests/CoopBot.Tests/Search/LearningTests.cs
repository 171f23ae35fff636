using CoopBot.Capabilities.Answers;
using CoopBot.Search;

namespace CoopBot.Tests.Search;

/// <summary>What an index learns from the sample questions: which of them a query is like, and how far to trust itself.</summary>
public sealed class LearningTests
{
    private static readonly Passage[] Untold = [.. Faq.Passages.Select(passage => passage with { Title = "", Text = "Tanyakan kepada petugas." })];

    [Fact]
    public void Left_out_question_is_put_with_the_questions_of_its_entry()
    {
        var (asked, right) = (0, 0);
        for (var left = 0; left < 5; left++)
        {
            var knowledge = new CoopBot.Search.Knowledge([.. Untold.Select(passage => passage with { Questions = [.. passage.Questions.Where((_, i) => i != left)] })]);
            var classifier = Classifier.Train(knowledge, CancellationToken.None)!;
            for (var entry = 0; entry < Untold.Length; entry++)
            {
                var chances = classifier.Chances(Normaliser.Words(Untold[entry].Questions[left]), [.. Enumerable.Range(0, Untold.Length)]);
                Assert.All(chances, chance => Assert.InRange(chance, 0, 1));
                asked++;
                right += Array.IndexOf(chances, chances.Max()) == entry ? 1 : 0;
            }
        }

        // By chance it would be one in ten.
        Assert.InRange((double)right / asked, .5, 1);
    }

    [Fact]
    public void Entry_without_questions_is_likened_to_nothing_and_is_found_all_the_same()
    {
        Passage[] passages = [.. Faq.Passages, new("kantor", "Alamat kantor", "Kantor dinas beralamat di Jalan Sutan Syahrir.", [])];
        var classifier = Classifier.Train(new(passages), CancellationToken.None)!;

        Assert.Equal(0, Assert.Single(classifier.Chances(["alamat", "kantor", "dinas"], [passages.Length - 1])));
        Assert.Equal("kantor", SearchIndex.Build(passages).Learn(CancellationToken.None).Ask("alamat kantor dinas di mana").Hits[0].Id);
    }

    [Fact]
    public void Same_questions_teach_the_same()
    {
        var again = SearchIndex.Build(Faq.Passages).Learn(CancellationToken.None);
        Assert.All(Faq.Passages.SelectMany(passage => passage.Questions), question =>
            Assert.Equal(Faq.Learnt.Ask(question + " kak").Confidence, again.Ask(question + " kak").Confidence));
    }

    [Fact]
    public void Nothing_to_learn_from_leaves_the_index_as_it_is()
    {
        var index = SearchIndex.Build(Faq.Passages.Select(passage => passage with { Questions = [] }));
        Assert.Same(index, index.Learn(CancellationToken.None));
    }

    [Fact]
    public void Learning_stops_when_it_is_no_longer_wanted()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => Faq.Index.Learn(cancelled.Token));
    }

    /// <summary>The office's own articles, of each a question left out: what is answered surely is mostly right, and the more so the surer.</summary>
    [Fact]
    public void Confidence_learnt_on_some_questions_holds_on_others()
    {
        var articles = ArticleReader.ReadFolder(KnowledgeBase.Folder);
        var index = SearchIndex.Build(articles.Select(article =>
            new Passage(article.Id, article.Title.Id, $"{article.Answer.Id} {article.Body}", [.. article.Questions.Skip(1)]))).Learn(CancellationToken.None);
        var asked = articles.Select(article => (article.Id, Result: index.Ask(article.Questions[0], 3))).ToList();
        double Right(Band band, int among) => asked.Where(one => one.Result.Band == band)
            .Average(one => one.Result.Hits.Take(among).Any(hit => hit.Id == one.Id) ? 1.0 : 0);

        Assert.InRange(asked.Count(one => one.Result.Band == Band.Sure), asked.Count * .35, asked.Count);
        Assert.InRange(Right(Band.Sure, 1), .85, 1);
        Assert.InRange(Right(Band.Offered, 3), .7, 1);
        Assert.True(Right(Band.Sure, 1) > Right(Band.Offered, 1));
    }
}
