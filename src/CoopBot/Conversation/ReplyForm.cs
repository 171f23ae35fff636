namespace CoopBot.Conversation;

/// <summary>Fields to fill in, for channels with cards; what was typed comes back with the button as <see cref="Turn.Form"/>.</summary>
/// <param name="Name">The form: see <see cref="FormShape.Name"/>.</param>
/// <param name="Fields">From top to bottom.</param>
public sealed record ReplyForm(string Name, IReadOnlyList<FormField> Fields);

/// <summary>A field.</summary>
/// <param name="Id">Its id, one that the form's shape knows.</param>
/// <param name="Kind">How it is filled in.</param>
/// <param name="Label">What it asks for.</param>
public sealed record FormField(string Id, FieldKind Kind, string Label)
{
    /// <summary>What is in it; of several options, their values with commas between. Null where it is empty.</summary>
    public string? Value { get; init; }

    /// <summary>An example, shown while it is empty.</summary>
    public string? Hint { get; init; }

    /// <summary>The longest text that makes sense; null where nothing limits it.</summary>
    public int? Longest { get; init; }

    /// <summary>It must be filled in.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What the client says where it is not filled in as it should be: a comfort, nothing relies on it.</summary>
    public string Remedy { get; init; } = "";

    /// <summary>What is wrong with what was typed; null where nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>The options: the label, and the value that is sent.</summary>
    public IReadOnlyList<Choice> Options { get; init; } = [];
}

/// <summary>How a field is filled in.</summary>
public enum FieldKind
{
    /// <summary>One line.</summary>
    Line,

    /// <summary>Several lines.</summary>
    Paragraph,

    /// <summary>One option of a few, all in sight.</summary>
    One,

    /// <summary>One option of a list that opens.</summary>
    OneOfList,

    /// <summary>Any number of options.</summary>
    Many,

    /// <summary>A day, <c>2026-12-01</c>.</summary>
    Date,

    /// <summary>A time of the day, <c>09:00</c>.</summary>
    Time,
}

/// <summary>What may come back of a form: these ids and nothing else, each text no longer than that.</summary>
/// <param name="Name">Which form; a button carries it.</param>
/// <param name="Longest">The ids, and the longest text that is read of each.</param>
/// <param name="Most">The longest that all of them together may be.</param>
public sealed record FormShape(string Name, IReadOnlyDictionary<string, int> Longest, int Most);
