using System.Text.Json;

namespace CoopBot.Search.Command;

/// <summary>Ranks a corpus for a scorer: a JSON line in, a JSON line out, in order. The search engine as it is, without a bot around it.</summary>
public static class RankCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Runs until the input ends.</summary>
    /// <param name="corpusFile">Lines of {"id","text","title"?,"questions"?}.</param>
    /// <param name="input">Lines of {"qid","text","k"}.</param>
    /// <param name="output">A line of {"qid","hits":[{"id","score"}],"confidence","abstain"} for each, flushed.</param>
    /// <param name="error">Says which line of which file is broken.</param>
    /// <returns>0, or 2 where a line cannot be read.</returns>
    public static int Run(string corpusFile, TextReader input, TextWriter output, TextWriter error)
    {
        ArgumentNullException.ThrowIfNull(corpusFile);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);

        var (place, line) = (corpusFile, 0);
        try
        {
            var passages = new List<Passage>();
            foreach (var text in File.ReadLines(corpusFile))
            {
                line++;
                if (string.IsNullOrWhiteSpace(text)) continue;
                var read = Parse<CorpusLine>(text);
                passages.Add(new(Required(read.Id, "id"), read.Title ?? "", Required(read.Text, "text"), read.Questions ?? []));
            }

            var index = SearchIndex.Build(passages).Learn(CancellationToken.None);
            (place, line) = ("input", 0);
            while (input.ReadLine() is { } text)
            {
                line++;
                if (string.IsNullOrWhiteSpace(text)) continue;
                var asked = Parse<QueryLine>(text);
                var result = index.Ask(Required(asked.Text, "text"), asked.K ?? 10);
                output.WriteLine(JsonSerializer.Serialize(
                    new ReplyLine(Required(asked.Qid, "qid"), result.Hits, Math.Round(result.Confidence, 6), result.Band == Band.Unknown), Json));
                output.Flush();
            }

            return 0;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine(line == 0 ? $"{place}: {e.Message}" : $"{place}({line}): {e.Message}");
            return 2;
        }
    }

    private static T Parse<T>(string text) => JsonSerializer.Deserialize<T>(text, Json) ?? throw new JsonException("an object is expected");

    private static string Required(string? value, string name) => value ?? throw new JsonException($"\"{name}\" is missing");

    private sealed record CorpusLine(string? Id, string? Title, string? Text, string[]? Questions);

    private sealed record QueryLine(string? Qid, string? Text, int? K);

    private sealed record ReplyLine(string Qid, IReadOnlyList<Hit> Hits, double Confidence, bool Abstain);
}
