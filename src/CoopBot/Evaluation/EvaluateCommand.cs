using System.Globalization;
using CoopBot.Capabilities.Answers;
using CoopBot.Conversation;

namespace CoopBot.Evaluation;

/// <summary>Asks the questions of a file as new people would, each through the whole chat, and counts what comes of them.</summary>
public static class EvaluateCommand
{
    /// <summary>What the command asks for unless it is told otherwise.</summary>
    public static readonly Bar DefaultBar = new(.92, .02);

    /// <summary>The options after the file, or null where one is none: <c>--right .92 --wrong .02 --failures</c>.</summary>
    public static (Bar Bar, bool ListsFailures)? Parse(ReadOnlySpan<string> options)
    {
        var (bar, lists) = (DefaultBar, false);
        for (var i = 0; i < options.Length; i++)
        {
            if (options[i] == "--failures")
            {
                lists = true;
            }
            else if (options[i] is "--right" or "--wrong" && i + 1 < options.Length
                && double.TryParse(options[i + 1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1)
            {
                bar = options[i++] == "--right" ? bar with { Right = share } : bar with { Wrong = share };
            }
            else
            {
                return null;
            }
        }

        return (bar, lists);
    }

    /// <summary>Runs a file.</summary>
    /// <returns>0, 1 where something is under the bar, 2 where the file cannot be read.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, string file, Bar bar, bool listsFailures, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        try
        {
            var judged = await JudgeAsync(services, file, cancellation);
            var table = new EvaluationTable(judged);
            await output.WriteLineAsync(table.ToString());
            foreach (var one in judged.Where(one => listsFailures && (one.Outcome != Outcome.Right || one.Invented.Count > 0)))
            {
                await output.WriteLineAsync($"{one.Outcome}: {one.Question.Text} → {one.Said}{(one.Question.Decline ? "" : $" (wanted {string.Join(", ", one.Question.Articles.Concat(one.Question.Facts))})")}{(one.Invented.Count > 0 ? $" invented {string.Join(", ", one.Invented)}" : "")}");
            }

            var under = table.Under(bar);
            foreach (var problem in under)
            {
                await error.WriteLineAsync("Under the bar: " + problem);
            }

            return under.Count > 0 ? 1 : 0;
        }
        catch (Exception e) when (e is EvaluationException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(e.Message);
            return 2;
        }
    }

    /// <summary>Every question of a file with what became of it.</summary>
    /// <exception cref="EvaluationException">The file is broken.</exception>
    public static async Task<IReadOnlyList<Judged>> JudgeAsync(IServiceProvider services, string file, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(services);
        var knowledge = services.GetRequiredService<KnowledgeBase>();
        var questions = GoldenQuestion.ReadFile(
            file, knowledge.Public.Select(article => article.Id).ToHashSet(), knowledge.Public.SelectMany(article => article.Facts).ToHashSet());
        await knowledge.LearnAsync(cancellation);
        var routes = services.GetRequiredService<ChatRoutes>();
        var judge = new Judge(knowledge);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var judged = new List<Judged>();
        foreach (var question in questions)
        {
            // Each is a person whom the bot has never met.
            var (text, hadNumber) = MessageText.Clean(question.Text);
            var id = $"question-{judged.Count}";
            var turn = new Turn { Key = new("evaluation", id, id), ActivityId = id, Text = text, HadPersonalNumber = hadNumber, Language = Languages.Of(text, Language.Indonesian), Now = now };
            var (route, reply) = await routes.AnswerAsync(turn, cancellation);
            var invented = knowledge.Find(reply.Article) is { } article ? Invention.In(reply.Text, article, reply.Suggestions.Select(knowledge.ByWords).OfType<Article>(), text) : [];
            judged.Add(new(question, judge.Of(question, route, reply), reply.Article ?? route, invented));
        }

        return judged;
    }
}
