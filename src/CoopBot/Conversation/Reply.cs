using System.Text.Json.Serialization;

namespace CoopBot.Conversation;

/// <summary>
/// What to say, on any channel. The text is the content and stands alone; card, sources and suggestions dress it.
/// A handler returns it and saves nothing itself: <see cref="State"/>, <see cref="Rows"/> and <see cref="Effects"/> are committed with it.
/// </summary>
/// <param name="Text">Markdown of the small kind: **bold**, lines "1. …", [1] for a source.</param>
public sealed record Reply(string Text)
{
    /// <summary>A sentence with what may be said next, and nothing else.</summary>
    public static Reply Plain(Turn turn, Bilingual text, ConversationState state, params ReadOnlySpan<Bilingual> suggestions) =>
        Plain(turn, text.In(turn.Language), state, suggestions);

    /// <inheritdoc cref="Plain(Turn, Bilingual, ConversationState, ReadOnlySpan{Bilingual})"/>
    public static Reply Plain(Turn turn, string text, ConversationState state, params ReadOnlySpan<Bilingual> suggestions) =>
        new(text) { Language = turn.Language, Suggestions = Bilingual.Each(turn.Language, suggestions), State = state };

    /// <summary>The language of the text.</summary>
    public Language Language { get; init; }

    /// <summary>Sources of an answer from knowledge, [1] first. Only such an answer has any: they become its citations.</summary>
    public IReadOnlyList<Source> Sources { get; init; } = [];

    /// <summary>The article that the answer is from; feedback on it counts for that.</summary>
    public string? Article { get; init; }

    /// <summary>At most three sentences of at most 20 characters that the person may want to say next.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];

    /// <summary>
    /// Options that a number chooses, where suggestions are too few or too short: up to five are shown as full-width buttons,
    /// more stand as a numbered list in the text itself.
    /// </summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>
    /// How to answer where there are no buttons, in words that the next turn understands; stands in place of the line of numbers, which
    /// count only for what answered a turn. Null for that line.
    /// </summary>
    public string? InWords { get; init; }

    /// <summary>The most options that are shown as buttons.</summary>
    public const int MaxButtons = 5;

    /// <summary>A card that repeats the text in a form that is easier to read.</summary>
    public ReplyCard? Card { get; init; }

    /// <summary>Fields to fill in; the text is the line above them. Only said where there are cards.</summary>
    public ReplyForm? Form { get; init; }

    /// <summary>The state that follows; null leaves it as it was.</summary>
    [JsonIgnore]
    public ConversationState? State { get; init; }

    /// <summary>New rows to save in the same transaction as the reply.</summary>
    [JsonIgnore]
    public IReadOnlyList<object> Rows { get; init; } = [];

    /// <summary>What else changes in that transaction, in order.</summary>
    [JsonIgnore]
    public IReadOnlyList<Effect> Effects { get; init; } = [];

    /// <summary>What was said before goes from where the next user of the same device would read it: the web chat's transcript. Other channels keep their own.</summary>
    [JsonIgnore]
    public bool ClearsTranscript { get; init; }
}

/// <summary>Where an answer comes from.</summary>
/// <param name="Name">What people read, at most 80 characters: "UU 25/1992 Pasal 26".</param>
/// <param name="Quote">The sentence of the answer that rests on it, at most 160 characters.</param>
/// <param name="Url">An http(s) address, where one is known.</param>
public sealed record Source(string Name, string Quote, string? Url);

/// <summary>One option of a list.</summary>
/// <param name="Label">What the button shows; what differs first.</param>
/// <param name="Says">The sentence it stands for, which works as well when typed.</param>
public sealed record Choice(string Label, string Says)
{
    /// <summary>Fields of the reply's form that ride along unseen with those that people fill in; null where the button sends nothing of the form.</summary>
    public IReadOnlyDictionary<string, string>? Sends { get; init; }
}

/// <summary>A card of the one kind we use: a name, a band in words, a picture, facts, a note. Buttons are the reply's suggestions.</summary>
/// <param name="Title">The thing, large.</param>
/// <param name="Subtitle">Kind and place.</param>
/// <param name="Band">The one line that people came for, on a neutral ground; empty where the title is that line.</param>
/// <param name="Facts">Labels with values, in order.</param>
/// <param name="Note">What the card does not say.</param>
public sealed record ReplyCard(string Title, string Subtitle, string Band, IReadOnlyList<Fact> Facts, string Note)
{
    /// <summary>A picture above the facts; null without one.</summary>
    public Picture? Picture { get; init; }

    /// <summary>A paragraph above the band, Markdown of the small kind; null for a card of facts.</summary>
    public string? Body { get; init; }

    /// <summary>What the facts are, where the card is about something else; null where they are of it.</summary>
    public string? FactsTitle { get; init; }

    /// <summary>An https address to open, its host visible; null without one.</summary>
    public string? Link { get; init; }

    /// <summary>What to heed before going on, each on a ground of its own.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The shares of a whole as one bar, drawn of the card's own parts; none without one.</summary>
    public IReadOnlyList<Share> Bar { get; init; } = [];

    /// <summary>Rows of a label and a number; the last is their sum.</summary>
    public IReadOnlyList<Fact> Table { get; init; } = [];

    /// <summary>A reply that others will get, shown as they will see it: its card and, where it is short, its text form.</summary>
    public Reply? Shown { get; init; }
}

/// <summary>A share of a bar.</summary>
/// <param name="Parts">How much; 0 is not drawn.</param>
/// <param name="Tone">Which ground it has.</param>
public sealed record Share(int Parts, ShareTone Tone);

/// <summary>The ground of a share; what it means stands in words beside the bar.</summary>
public enum ShareTone
{
    /// <summary>Done.</summary>
    Good,

    /// <summary>Still to come.</summary>
    Rest,

    /// <summary>In doubt.</summary>
    Doubt,

    /// <summary>Not done.</summary>
    Bad,
}

/// <summary>A picture of a card.</summary>
/// <param name="Address">Where the channel finds it.</param>
/// <param name="AltText">All that it shows, in words.</param>
public sealed record Picture(string Address, string AltText);

/// <summary>A label with its value.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">Its value; "belum tercatat" where there is none.</param>
public sealed record Fact(string Label, string Value);
