namespace CoopBot.Conversation;

/// <summary>Whose state and whose turn: one person in one conversation of one channel.</summary>
/// <param name="Channel">The Bot Framework channel id, such as <c>webchat</c> or <c>msteams</c>.</param>
/// <param name="Conversation">The channel's conversation id.</param>
/// <param name="Person">The person's id on the channel; never a name.</param>
public readonly record struct ConversationKey(string Channel, string Conversation, string Person);
