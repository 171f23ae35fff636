using CoopBot.Search;

namespace CoopBot.Conversation;

/// <summary>What set a turn off.</summary>
public enum TurnKind
{
    /// <summary>Words, typed or from a button.</summary>
    Message,

    /// <summary>A person joined: greet once.</summary>
    Welcome,

    /// <summary>A file, voice note or sticker without words.</summary>
    Attachment,

    /// <summary>The first message too many: the person is told to wait.</summary>
    TooFast,

    /// <summary>A button of a card that is too old or of another version: nothing is done, the choice is offered anew (fault 38).</summary>
    ExpiredCard,
}

/// <summary>
/// One message of one person, as the capabilities see it on every channel: cleaned, personal numbers masked,
/// with the state that the last turn left.
/// </summary>
public sealed record Turn
{
    /// <summary>The activity id of every conversation's one welcome, so that a second is a repeated activity.</summary>
    public const string WelcomeId = "welcome";

    private IReadOnlyList<string>? _words;
    private string? _said;

    /// <summary>Whose turn.</summary>
    public required ConversationKey Key { get; init; }

    /// <summary>The channel's id of the activity; the same id again is silent.</summary>
    public required string ActivityId { get; init; }

    /// <summary>What set the turn off.</summary>
    public TurnKind Kind { get; init; }

    /// <summary>What was said: cleaned, at most 4,000 characters, no 16-digit number.</summary>
    public required string Text { get; init; }

    /// <summary>A 16-digit number stood in the message and was masked.</summary>
    public bool HadPersonalNumber { get; init; }

    /// <summary>A card's button was pressed: the sentence is no question of one's own.</summary>
    public bool Pressed { get; init; }

    /// <summary>What was typed into the form that the pressed button stands under: only ids that the form has, each text cleaned. Null without one.</summary>
    public IReadOnlyDictionary<string, string>? Form { get; init; }

    /// <summary>More was typed into the form than is read of it; <see cref="Form"/> is empty.</summary>
    public bool IsFormTooLong { get; init; }

    /// <summary>The channel's id of the message whose card the answer takes the place of; null where it comes as a message of its own.</summary>
    public string? Card { get; init; }

    /// <summary>The language to answer in.</summary>
    public Language Language { get; init; }

    /// <summary>One person alone with the bot; false in groups and channels, where nothing personal is said.</summary>
    public bool IsPrivate { get; init; } = true;

    /// <summary>Somebody whom Teams names no account of (a federated or anonymous person): general answers only (fault 52).</summary>
    public bool IsGuest { get; init; }

    /// <summary>Where the bot can be spoken to alone; null where the channel has no such link.</summary>
    public string? PrivateChat { get; init; }

    /// <summary>Personal matters may be spoken of: see <see cref="PersonalMatters"/>.</summary>
    public bool IsPersonal => IsPrivate && !IsGuest && Key.Person.Length > 0;

    /// <summary>The time of the turn, UTC.</summary>
    public required DateTime Now { get; init; }

    /// <summary>What the last turn left.</summary>
    public ConversationState State { get; init; } = ConversationState.Empty;

    /// <summary>The folded words of <see cref="Text"/>.</summary>
    public IReadOnlyList<string> Words => _words ??= Normaliser.Words(Text);

    /// <summary><see cref="Words"/> with spaces between: what dozens of routes compare with.</summary>
    public string Said => _said ??= string.Join(' ', Words);

    /// <summary>The state with this message as the question that an officer may get; a button pressed is no question of one's own.</summary>
    public ConversationState Asked => Pressed || State.Choices.Contains(Text, StringComparer.OrdinalIgnoreCase) ? State : State with { LastQuestion = Text };

    /// <summary>The same turn, as if <paramref name="text"/> had been typed (a number of the last list, a button).</summary>
    public Turn Saying(string text) => this with { Text = text, _words = null, _said = null };
}
