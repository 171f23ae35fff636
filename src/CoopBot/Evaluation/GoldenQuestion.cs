using System.Text.Json;

namespace CoopBot.Evaluation;

/// <summary>A question whose right answer is known.</summary>
/// <param name="Text">As a person types it.</param>
/// <param name="Articles">Any of these answers it; with the kind <c>multi</c>, all are wanted.</param>
/// <param name="Facts">An article that rests on any of these answers it.</param>
/// <param name="Decline">No article may answer it: it is handed over or refused.</param>
/// <param name="Topic">For the table.</param>
/// <param name="Language">For the table: formal, informal, typo, malay, english.</param>
/// <param name="Kind">What makes it hard; <c>multi</c> asks several things.</param>
public sealed record GoldenQuestion(
    string Text, IReadOnlyList<string> Articles, IReadOnlyList<string> Facts, bool Decline, string Topic, string Language, string? Kind)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    /// <summary>Several things are asked at once.</summary>
    public bool AsksSeveral => Kind == "multi";

    /// <summary>Reads a file of JSON lines: <c>{"text","articles":[…] or "facts":[…] or "decline":true,"topic","language","kind"?}</c>.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="articles">The ids that there are.</param>
    /// <param name="facts">The facts that articles rest on.</param>
    /// <exception cref="EvaluationException">A line is broken or names what there is not.</exception>
    public static IReadOnlyList<GoldenQuestion> ReadFile(string file, IReadOnlySet<string> articles, IReadOnlySet<string> facts)
    {
        var questions = new List<GoldenQuestion>();
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                questions.Add(Read(line, articles, facts));
            }
            catch (JsonException broken)
            {
                throw new EvaluationException($"{file}({number}): {broken.Message}", broken);
            }
        }

        return questions.Count > 0 ? questions : throw new EvaluationException($"{file}: there is no question in it.");
    }

    private static GoldenQuestion Read(string line, IReadOnlySet<string> articles, IReadOnlySet<string> facts)
    {
        var read = JsonSerializer.Deserialize<Line>(line, Json) ?? throw new JsonException("an object is expected.");
        var expected = (read.Articles?.Count > 0 ? 1 : 0) + (read.Facts?.Count > 0 ? 1 : 0) + (read.Decline == true ? 1 : 0);
        return expected != 1 ? throw new JsonException("one of \"articles\", \"facts\" and \"decline\": true is needed.")
            : read.Articles?.FirstOrDefault(id => !articles.Contains(id)) is { } article ? throw new JsonException($"no public article has the id \"{article}\".")
            : read.Facts?.FirstOrDefault(id => !facts.Contains(id)) is { } fact ? throw new JsonException($"no public article rests on the fact \"{fact}\".")
            : new(
                string.IsNullOrWhiteSpace(read.Text) ? throw new JsonException("\"text\" is missing.") : read.Text,
                read.Articles ?? [], read.Facts ?? [], read.Decline == true, read.Topic ?? "-", read.Language ?? "-", read.Kind);
    }

    private sealed record Line(string? Text, IReadOnlyList<string>? Articles, IReadOnlyList<string>? Facts, bool? Decline, string? Topic, string? Language, string? Kind);
}

/// <summary>An evaluation cannot be run; the message says what to mend.</summary>
public sealed class EvaluationException(string problem, Exception? inner = null) : Exception(problem, inner);
