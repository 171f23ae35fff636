using System.Text.Json;
using CoopBot.Search.Command;

namespace CoopBot.Tests.Search;

public sealed class RankCommandTests : IDisposable
{
    private readonly string _corpus = Path.GetTempFileName();

    public void Dispose() => File.Delete(_corpus);

    [Fact]
    public void Each_line_gets_a_line_in_order()
    {
        var (code, output, _) = Rank("""
            {"id":"a","text":"Rapat anggota diadakan setiap tahun."}
            {"id":"b","text":"Simpanan pokok dibayar sekali.","title":"Simpanan","questions":["bayar simpanan pokok berapa kali?"]}
            """, """
            {"qid":"1","text":"bayar simpanan pokok berapa kali","k":5}
            {"qid":"2","text":"","k":5}
            """);
        Assert.Equal(0, code);
        var replies = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["1", "2"], replies.Select(reply => reply.GetProperty("qid").GetString()));
        Assert.Equal("b", replies[0].GetProperty("hits")[0].GetProperty("id").GetString());
        Assert.False(replies[0].GetProperty("abstain").GetBoolean());
        Assert.True(replies[1].GetProperty("abstain").GetBoolean());
    }

    [Theory]
    [InlineData("{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":")]
    [InlineData("{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\"}")]
    public void A_broken_corpus_line_is_named(string corpus)
    {
        var (code, output, error) = Rank(corpus, "");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains($"{_corpus}(2): ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_corpus_is_named()
    {
        using var error = new StringWriter();
        Assert.Equal(2, RankCommand.Run(_corpus + ".none", TextReader.Null, TextWriter.Null, error));
        Assert.Contains(".none", error.ToString(), StringComparison.Ordinal);
    }

    private (int Code, string Output, string Error) Rank(string corpus, string input)
    {
        File.WriteAllText(_corpus, corpus);
        using var reader = new StringReader(input);
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (RankCommand.Run(_corpus, reader, output, error), output.ToString(), error.ToString());
    }
}
