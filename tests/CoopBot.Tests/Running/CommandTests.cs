using CoopBot.Storage;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Running;

/// <summary>The commands beside the service.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string DatabaseFile => _folder.File("coopbot.db");

    private string Store => $"Data Source={DatabaseFile}";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ask_answers_with_sources_and_keeps_the_talk()
    {
        var first = await RunAsync("ask", "syarat2 bikin koprasi brp org ya min");
        var next = await RunAsync("ask", "2");

        Assert.Contains("9 orang", first.Output, StringComparison.Ordinal);
        Assert.Contains("Sumber: [1] PP 7/2021", first.Output, StringComparison.Ordinal);
        Assert.Contains("Balas angka: 1 Rincian, 2 Langkah mendirikan", first.Output, StringComparison.Ordinal);
        Assert.Contains("7 langkah", next.Output, StringComparison.Ordinal);
        Assert.Equal(("", ""), (first.Error, next.Error));
    }

    [Fact]
    public async Task Questions_lists_what_waits_for_an_officer()
    {
        Assert.Contains("No question", (await RunAsync("questions")).Output, StringComparison.Ordinal);
        await RunAsync("ask", "kuorum rapat anggota berapa persen");
        await RunAsync("ask", "tanya petugas");
        await RunAsync("ask", "kirim");

        var (code, output, _) = await RunAsync("questions");

        Assert.Equal(0, code);
        Assert.Contains("T-0001", output, StringComparison.Ordinal);
        Assert.Contains("kuorum rapat anggota", output, StringComparison.Ordinal);
        Assert.Contains("unconfirmed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_fills_in_4592_cooperatives_2995_active_once()
    {
        var first = await RunAsync("demo");
        var second = await RunAsync("demo");

        Assert.Equal((0, 0), (first.Code, second.Code));
        Assert.Contains("4592", first.Output, StringComparison.Ordinal);
        Assert.Contains("nothing was changed", second.Output, StringComparison.Ordinal);
        using var connection = Database.Of(Store).OpenConnection();
        Assert.Equal(4592L, connection.Scalar(null, "SELECT COUNT(*) FROM Cooperatives"));
        Assert.Equal(2995L, connection.Scalar(null, "SELECT COUNT(*) FROM Cooperatives WHERE Status = 'Active'"));
    }

    [Fact]
    public async Task Rank_answers_line_by_line_and_a_bad_file_is_called_wrong()
    {
        await File.WriteAllTextAsync(_folder.File("corpus.jsonl"), """
            {"id":"a","text":"Koperasi primer didirikan paling sedikit sembilan orang."}
            {"id":"b","text":"Sertifikat halal gratis untuk usaha mikro."}
            """);

        var good = await CoopBotProcess.RunAsync(Store, null, ["rank", "--corpus", _folder.File("corpus.jsonl")], """{"qid":"q1","text":"berapa orang pendiri koperasi","k":2}""" + "\n");
        var bad = await CoopBotProcess.RunAsync(Store, null, ["rank", "--corpus", _folder.File("missing.jsonl")]);

        Assert.Equal(0, good.Code);
        Assert.Contains("\"qid\":\"q1\"", good.Output, StringComparison.Ordinal);
        Assert.Contains("\"id\":\"a\"", good.Output, StringComparison.Ordinal);
        Assert.Equal(2, bad.Code);
        Assert.DoesNotContain("   at ", bad.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", 0)]
    [InlineData("bantuan", 2)]
    [InlineData("ask", 2)]
    [InlineData("ask|", 2)]
    [InlineData("ask|satu|dua", 2)]
    [InlineData("rank", 2)]
    [InlineData("questions|lagi", 2)]
    [InlineData("--tidak-ada", 2)]
    public async Task Help_and_wrong_arguments_show_the_usage(string arguments, int expected)
    {
        var (code, output, error) = await RunAsync(arguments.Split('|'));

        Assert.Equal(expected, code);
        Assert.Contains("ask \"QUESTION\"", expected == 0 ? output : error, StringComparison.Ordinal);
        Assert.False(File.Exists(DatabaseFile));
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] args) => CoopBotProcess.RunAsync(Store, null, args);
}
