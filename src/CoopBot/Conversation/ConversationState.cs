using System.Collections.Immutable;

namespace CoopBot.Conversation;

/// <summary>What the bot remembers between two turns of one person in one conversation. Small, and saved with each reply.</summary>
public sealed record ConversationState
{
    /// <summary>Nothing remembered yet.</summary>
    public static readonly ConversationState Empty = new();

    /// <summary>Language of the last message, used where a message is too short to tell ("1", "ok").</summary>
    public Language Language { get; init; }

    /// <summary>What the numbers of the last numbered list or suggestions stand for; typing "2" says the second.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>The last question in the person's own words, so that it need not be typed again for an officer.</summary>
    public string? LastQuestion { get; init; }

    /// <summary>Small notes of the capabilities, by <c>capability.note</c>, such as <c>answers.article</c>.</summary>
    public ImmutableSortedDictionary<string, string> Notes { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>A note, or null.</summary>
    public string? Note(string name) => Notes.GetValueOrDefault(name);

    /// <summary>The state with a note set, or dropped where <paramref name="value"/> is null.</summary>
    public ConversationState With(string name, string? value) =>
        this with { Notes = value is null ? Notes.Remove(name) : Notes.SetItem(name, value) };
}
