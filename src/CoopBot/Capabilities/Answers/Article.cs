using CoopBot.Conversation;

namespace CoopBot.Capabilities.Answers;

/// <summary>Who may read an article.</summary>
public enum Audience
{
    /// <summary>Everybody.</summary>
    Public,

    /// <summary>Staff: what must be found out. A question that meets one is handed over, and its text is shown to nobody else.</summary>
    Staff,
}

/// <summary>One article: one question that people ask, its answer and where that comes from.</summary>
public sealed record Article
{
    /// <summary>Unique; the file's name.</summary>
    public required string Id { get; init; }

    /// <summary>The question it answers.</summary>
    public required Bilingual Title { get; init; }

    /// <summary>The button that leads to it, at most 20 characters. Typed, it leads there as well.</summary>
    public required Bilingual Label { get; init; }

    /// <summary>The topic, such as <c>pendirian</c>.</summary>
    public required string Topic { get; init; }

    /// <summary>Ids of the facts that it rests on, in the dossier.</summary>
    public required IReadOnlyList<string> Facts { get; init; }

    /// <summary>The question as people type it.</summary>
    public required IReadOnlyList<string> Questions { get; init; }

    /// <summary>[1], [2], [3].</summary>
    public required IReadOnlyList<ArticleSource> Sources { get; init; }

    /// <summary>From when the rule holds, where known.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Old rules that are still quoted.</summary>
    public required IReadOnlyList<OldRule> Supersedes { get; init; }

    /// <summary>After this day the answer says that it is under review.</summary>
    public required DateOnly ReviewBy { get; init; }

    /// <summary>Who may read it.</summary>
    public Audience Audience { get; init; }

    /// <summary>The short answer, at most 60 words.</summary>
    public required Bilingual Answer { get; init; }

    /// <summary>What to do next, one sentence; empty where there is nothing.</summary>
    public required Bilingual Next { get; init; }

    /// <summary>Articles that people want next, nearest first.</summary>
    public required IReadOnlyList<string> Related { get; init; }

    /// <summary>The details, in Indonesian.</summary>
    public required string Body { get; init; }
}

/// <summary>Where an article's statement comes from.</summary>
/// <param name="Title">Who says so.</param>
/// <param name="Number">The regulation's number.</param>
/// <param name="Part">Its article, only where confirmed or the text of the law.</param>
/// <param name="Url">An http(s) address.</param>
/// <param name="Date">The source's date: a day, a month or a year.</param>
/// <param name="Confidence"><c>CONF</c> or <c>CONF-2</c>.</param>
public sealed record ArticleSource(string Title, string? Number, string? Part, string? Url, string? Date, string Confidence);

/// <summary>An article cannot be read. The message names file and line, for the person who wrote it.</summary>
public sealed class KnowledgeException(string file, long line, string problem, Exception? inner = null)
    : Exception($"{file}:{line}: {problem}", inner);
