using CoopBot.Capabilities.Answers;
using CoopBot.Evaluation;
using CoopBot.Search;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Evaluation;

/// <summary>
/// Questions of our own, written before the search was tuned, by people who had not seen the sample questions. The failures of the
/// development half may be read; those of the held-out half are only ever counted.
/// </summary>
public sealed class GoldenTests(CoopBotHost host, ITestOutputHelper output) : IClassFixture<CoopBotHost>
{
    private static string File(string name) => Path.Combine(AppContext.BaseDirectory, "Evaluation", name);

    /// <summary>92 of 100 are answered right or offered with the right one among three; 2 at most are answered wrongly for sure; nothing is invented.</summary>
    [Theory]
    [InlineData("development.jsonl")]
    [InlineData("held-out.jsonl")]
    public async Task Half_of_the_golden_questions_is_over_the_bar(string file)
    {
        var table = await TableAsync(file);

        Assert.Equal([], table.Under(EvaluateCommand.DefaultBar));
        // Answered outright, without a tap. What is reached, as a floor; offering all would pass the bar.
        Assert.InRange(table.Share(Outcome.Right), .74, 1);
    }

    /// <summary>What is hard on purpose: old rules, capitals, no spaces, dictation, several questions, emoji, operators, insults.</summary>
    [Fact]
    public async Task Hard_questions_are_never_answered_wrongly_for_sure()
    {
        var table = await TableAsync("hard.jsonl");

        Assert.Equal([], table.Under(new(.85, 0)));
    }

    [Fact]
    public void There_are_enough_of_them_of_every_kind()
    {
        var (seen, unseen) = (Read("development.jsonl"), Read("held-out.jsonl"));

        Assert.InRange(seen.Count + unseen.Count, 300, int.MaxValue);
        Assert.InRange(unseen.Count, seen.Count, int.MaxValue);
        foreach (var half in new[] { seen, unseen })
        {
            Assert.Superset(new HashSet<string> { "formal", "informal", "typo", "malay", "english" }, half.Select(question => question.Language).ToHashSet());
            Assert.Superset(new HashSet<string> { "luar-layanan", "belum-dikonfirmasi", "tidak-ada", "data-pribadi", "injeksi" }, half.Where(question => question.Decline).Select(question => question.Topic).ToHashSet());
        }
    }

    /// <summary>More than 60 of 100 words shared with a sample question or title, and it would be no test. Names the sample, not the question.</summary>
    [Theory]
    [InlineData("development.jsonl")]
    [InlineData("held-out.jsonl")]
    [InlineData("hard.jsonl")]
    public void No_golden_question_copies_a_sample_question(string file)
    {
        var golden = Read(file).Select(question => Normaliser.Words(question.Text).ToHashSet()).Where(words => words.Count > 2).ToList();
        var copied = ArticleReader.ReadFolder(KnowledgeBase.Folder).SelectMany(article => article.Questions.Append(article.Title.Id).Select(sample => (article.Id, Sample: sample, Words: Normaliser.Words(sample).ToHashSet())))
            .Where(sample => golden.Exists(words => words.Intersect(sample.Words).Count() > .6 * Math.Max(words.Count, sample.Words.Count)));

        Assert.Equal("", string.Join('\n', copied.Select(sample => $"{sample.Id}: {sample.Sample}")));
    }

    private async Task<EvaluationTable> TableAsync(string file)
    {
        var table = new EvaluationTable(await EvaluateCommand.JudgeAsync(host.Services, File(file), CancellationToken.None));
        output.WriteLine($"{file}\n{table}");
        return table;
    }

    private static IReadOnlyList<GoldenQuestion> Read(string file)
    {
        var knowledge = ArticleReader.ReadFolder(KnowledgeBase.Folder).Where(article => article.Audience == Audience.Public).ToList();
        return GoldenQuestion.ReadFile(File(file), knowledge.Select(article => article.Id).ToHashSet(), knowledge.SelectMany(article => article.Facts).ToHashSet());
    }
}
