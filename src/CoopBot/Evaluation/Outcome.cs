using CoopBot.Capabilities.Answers;
using CoopBot.Conversation;

namespace CoopBot.Evaluation;

/// <summary>What became of a question.</summary>
public enum Outcome
{
    /// <summary>Answered by an article that answers it; or rightly handed over or refused.</summary>
    Right,

    /// <summary>Offered, an article that answers it among the three: one tap away.</summary>
    OfferedRight,

    /// <summary>Offered, and none of them answers it; of several questions, only some were answered or offered.</summary>
    OfferedWrong,

    /// <summary>Handed over or not understood, though an article answers it.</summary>
    HandedOver,

    /// <summary>Answered, and not by an article that may.</summary>
    WrongSure,
}

/// <summary>Judges replies. Pure.</summary>
/// <param name="knowledge">The articles by their ids and buttons.</param>
public sealed class Judge(KnowledgeBase knowledge)
{
    /// <summary>What a reply, given by the named route to a person who asked nothing before, is worth.</summary>
    public Outcome Of(GoldenQuestion question, string route, Reply reply)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(reply);
        var answered = reply.Article is null ? [] : new[] { reply.Article };
        var offered = reply.Choices.Select(choice => choice.Says).Concat(reply.Suggestions).Select(knowledge.ByWords).OfType<Article>()
            .Where(article => article.Audience == Audience.Public).Select(article => article.Id).ToArray();
        // Counts from the records stand for every article whose number they say.
        var counts = route == "figures" && reply.Article is null;

        if (question.Decline)
        {
            return answered.Length > 0 || counts ? Outcome.WrongSure : offered.Length > 0 && route is "answer" ? Outcome.OfferedWrong : Outcome.Right;
        }

        if (answered.Length > 0 || counts)
        {
            var said = counts ? Accepted(question).Where(article => Says(reply.Text, article)).Select(article => article.Id).ToArray() : answered;
            return question.AsksSeveral ? HasAll(question, [.. said, .. offered]) ? Outcome.Right : Any(question, said) ? Outcome.OfferedWrong : Outcome.WrongSure
                : Any(question, said) ? Outcome.Right : Outcome.WrongSure;
        }

        return offered.Length == 0 ? Outcome.HandedOver
            : (question.AsksSeveral ? HasAll(question, offered) : Any(question, offered)) ? Outcome.OfferedRight : Outcome.OfferedWrong;
    }

    private IEnumerable<Article> Accepted(GoldenQuestion question) =>
        knowledge.Public.Where(article => question.Articles.Contains(article.Id) || article.Facts.Intersect(question.Facts).Any());

    private bool Any(GoldenQuestion question, IReadOnlyList<string> articles) => Accepted(question).Any(article => articles.Contains(article.Id));

    private bool HasAll(GoldenQuestion question, IReadOnlyList<string> articles) => Accepted(question).All(article => articles.Contains(article.Id));

    private static bool Says(string text, Article article) =>
        Invention.Numbers(article.Answer.Id.Split("**").ElementAtOrDefault(1) ?? "") is { Count: > 0 } numbers && numbers.IsSubsetOf(Invention.Numbers(text));
}
