using CoopBot.Capabilities.Answers;
using CoopBot.Conversation;
using CoopBot.Evaluation;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Evaluation;

/// <summary>The evaluation itself: what counts as what, and that it can fail.</summary>
public sealed class EvaluationTests(CoopBotHost host) : IClassFixture<CoopBotHost>
{
    private static readonly GoldenQuestion Founders = new("berapa pendiri", ["jumlah-pendiri"], [], false, "pendirian", "informal", null);
    private static readonly GoldenQuestion Weather = new("besok hujan?", [], [], true, "luar-layanan", "informal", null);

    [Fact]
    public async Task Outcome_of_a_reply_is_told_by_its_article_or_its_offers()
    {
        var judge = new Judge(await ShippedKnowledge.LearntAsync());
        Reply Answered(string id) => new("…") { Article = id };
        Reply Offered(params string[] labels) => new("…") { Suggestions = labels };

        Assert.Equal(Outcome.Right, judge.Of(Founders, "answer", Answered("jumlah-pendiri")));
        Assert.Equal(Outcome.WrongSure, judge.Of(Founders, "answer", Answered("shu")));
        Assert.Equal(Outcome.OfferedRight, judge.Of(Founders, "answer", Offered("Pembagian SHU", "Jumlah pendiri")));
        Assert.Equal(Outcome.OfferedWrong, judge.Of(Founders, "answer", Offered("Bunga KUR")));
        Assert.Equal(Outcome.HandedOver, judge.Of(Founders, "answer", Offered("Tanya petugas")));
        Assert.Equal(Outcome.Right, judge.Of(Weather, "out-of-scope", Offered("Menu")));
        Assert.Equal(Outcome.OfferedWrong, judge.Of(Weather, "answer", Offered("Jumlah pendiri")));
        Assert.Equal(Outcome.WrongSure, judge.Of(Weather, "answer", Answered("shu")));
        Assert.Equal(Outcome.WrongSure, judge.Of(Weather, "figures", new("4.592 koperasi")));
        Assert.Equal(Outcome.Right, judge.Of(Founders with { Articles = [], Facts = ["REG-02"] }, "answer", Answered("jumlah-pendiri")));
        Assert.Equal(Outcome.OfferedWrong, judge.Of(Founders with { Articles = ["jumlah-pendiri", "shu"], Kind = "multi" }, "answer", Answered("shu")));
        Assert.Equal(Outcome.Right, judge.Of(Founders with { Articles = ["jumlah-pendiri", "shu"], Kind = "multi" }, "answer", Answered("shu") with { Suggestions = ["Jumlah pendiri"] }));
    }

    [Theory]
    [InlineData("Paling sedikit 9 orang pendiri, menurut menteri di Kompas, 8 Oktober 2020 [1].", "")]
    [InlineData("Paling sedikit 7 orang pendiri [1].", "7")]
    [InlineData("Paling sedikit 9 orang, sejak 3 Maret 2024 [1].", "3, 2024, Maret")]
    [InlineData("Dasarnya Permenkop 44/2031 tentang pendiri [1].", "PERMENKOP 44/2031, 442031, Permenkop")]
    [InlineData("Tanyakan kepada Budi Santoso di kantor.", "Budi, Santoso")]
    [InlineData("Aturan itu sudah diganti. Dulu 20 orang (UU 25/1992 Pasal 6 ayat 1); sekarang 9 orang [1].", "")]
    [InlineData("Dulu 20 orang (UU 25/1999 Pasal 6 ayat 1).", "UU 25/1999, 251999")]
    public async Task What_the_article_does_not_say_is_found(string reply, string invented)
    {
        var article = (await ShippedKnowledge.LearntAsync()).Find("jumlah-pendiri")!;

        Assert.Equal(invented.Split(", ", StringSplitOptions.RemoveEmptyEntries).Order(), Invention.In(reply, article, [], "berapa pendiri").Order());
    }

    [Fact]
    public void Table_counts_by_topic_and_language_and_says_what_is_under_the_bar()
    {
        var table = new EvaluationTable(
        [
            .. Enumerable.Repeat(new Judged(Founders, Outcome.Right, "jumlah-pendiri", []), 7),
            new(Founders, Outcome.OfferedRight, "answer", []),
            new(Founders, Outcome.WrongSure, "shu", ["7"]),
            new(Weather, Outcome.OfferedWrong, "answer", []),
        ]);

        var lines = table.ToString().Split(Environment.NewLine);
        Assert.Contains(lines, line => line.StartsWith("pendirian", StringComparison.Ordinal) && line.Contains("77.8%", StringComparison.Ordinal) && line.EndsWith("11.1%", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("informal", StringComparison.Ordinal) && line.Contains("70.0%", StringComparison.Ordinal));
        Assert.Equal(3, table.Under(new(.92, .02)).Count);
        Assert.Equal(["invented: 1, wanted none"], table.Under(new(.8, .1)));
    }

    [Theory]
    [InlineData("not json", "(1)")]
    [InlineData("{\"text\":\"a\",\"articles\":[\"shu\"]}\n{\"text\":\"a\"}", "(2): one of \"articles\", \"facts\" and \"decline\": true is needed")]
    [InlineData("{\"text\":\"a\",\"articles\":[\"tidak-ada\"]}", "(1): no public article has the id \"tidak-ada\"")]
    [InlineData("{\"text\":\"a\",\"articles\":[\"batas-kuk\"]}", "batas-kuk")]
    [InlineData("{\"text\":\"a\",\"facts\":[\"ZZZ-99\"]}", "ZZZ-99")]
    [InlineData("{\"text\":\" \",\"decline\":true}", "\"text\" is missing")]
    [InlineData("{\"text\":\"a\",\"decline\":true,\"artikel\":1}", "artikel")]
    [InlineData("", "there is no question in it")]
    public async Task Broken_file_is_named_with_its_line(string content, string problem)
    {
        using var folder = new TempFolder();
        var file = folder.File("golden.jsonl");
        await File.WriteAllTextAsync(file, content);
        using StringWriter output = new(), error = new();

        Assert.Equal(2, await EvaluateCommand.RunAsync(host.Services, file, EvaluateCommand.DefaultBar, false, output, error, CancellationToken.None));
        Assert.Contains(problem, error.ToString(), StringComparison.Ordinal);
        Assert.Contains("golden.jsonl", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_under_the_bar_ends_with_one_and_lists_what_failed_when_asked()
    {
        using var folder = new TempFolder();
        var file = folder.File("golden.jsonl");
        await File.WriteAllLinesAsync(file,
        [
            """{"text":"minimal berapa orang bikin koperasi","articles":["jumlah-pendiri"],"topic":"pendirian","language":"informal"}""",
            """{"text":"kapan RAT harus diadakan","decline":true,"topic":"tidak-ada","language":"informal"}""",
        ]);
        using StringWriter output = new(), error = new();

        Assert.Equal(1, await EvaluateCommand.RunAsync(host.Services, file, EvaluateCommand.DefaultBar, true, output, error, CancellationToken.None));
        Assert.Contains("WrongSure: kapan RAT harus diadakan → kapan-rat", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("50.0%", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await EvaluateCommand.RunAsync(host.Services, file, new(.5, .5), false, output, error, CancellationToken.None));
        Assert.Equal(2, await EvaluateCommand.RunAsync(host.Services, folder.File("missing.jsonl"), new(.5, .5), false, output, error, CancellationToken.None));
    }

    [Fact]
    public void Options_are_read_or_refused()
    {
        Assert.Equal((new Bar(.8, .05), true), EvaluateCommand.Parse(["--right", ".8", "--failures", "--wrong", "0.05"]));
        Assert.Equal((EvaluateCommand.DefaultBar, false), EvaluateCommand.Parse([]));
        Assert.Null(EvaluateCommand.Parse(["--right"]));
        Assert.Null(EvaluateCommand.Parse(["--right", "2"]));
        Assert.Null(EvaluateCommand.Parse(["--what"]));
    }
}
