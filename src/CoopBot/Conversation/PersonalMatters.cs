namespace CoopBot.Conversation;

/// <summary>What is said instead of anything personal, in front of others or to somebody who has no account.</summary>
public static class PersonalMatters
{
    private static readonly Bilingual PrivateOnly = new(
        "Mari lanjut di obrolan pribadi, supaya tidak terlihat orang lain.", "Let us go on in a private chat, so that others do not see it.");

    private static readonly Bilingual Open = new("Buka obrolan pribadi", "Open the private chat");

    private static readonly Bilingual KnownOnly = new(
        "Maaf, hal pribadi hanya saya layani untuk akun yang dikenal dinas. Pertanyaan umum tetap saya jawab.",
        "Sorry, I handle personal matters only for accounts that the office knows. General questions I still answer.");

    /// <summary>The way to where it can be said. It changes nothing and keeps nothing.</summary>
    public static Reply NotHere(Turn turn) => new(turn switch
    {
        { IsGuest: true } => KnownOnly.In(turn.Language),
        { PrivateChat: { } link } => $"{PrivateOnly.In(turn.Language)} [{Open.In(turn.Language)}]({link})",
        _ => PrivateOnly.In(turn.Language),
    })
    {
        Language = turn.Language,
    };
}
