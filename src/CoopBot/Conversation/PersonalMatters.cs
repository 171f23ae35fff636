namespace CoopBot.Conversation;

/// <summary>What is said instead of anything personal, in front of others or to somebody who has no account.</summary>
public static class PersonalMatters
{
    private static readonly Bilingual PrivateOnly = new(
        "Mari lanjut di obrolan pribadi, supaya tidak terlihat orang lain.", "Let us go on in a private chat, so that others do not see it.");

    private static readonly Bilingual CooperativePrivateOnly = new(
        "Rincian koperasi hanya saya tampilkan di obrolan pribadi, supaya tidak terlihat orang lain.",
        "I show a cooperative's details only in a private chat, so that others do not see them.");

    private static readonly Bilingual Open = new("Buka obrolan pribadi", "Open the private chat");

    private static readonly Bilingual KnownOnly = new(
        "Maaf, hal pribadi hanya saya layani untuk akun yang dikenal dinas. Pertanyaan umum tetap saya jawab.",
        "Sorry, I handle personal matters only for accounts that the office knows. General questions I still answer.");

    /// <summary>The way to where it can be said. It changes nothing and keeps nothing.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="isOfCooperative">Whether it asks for a cooperative's details; by default whether it names one.</param>
    public static Reply NotHere(Turn turn, bool? isOfCooperative = null)
    {
        var why = (isOfCooperative ?? turn.Words.Any(word => word is "koperasi" or "kop" or "cooperative" or "coop") ? CooperativePrivateOnly : PrivateOnly).In(turn.Language);
        return new(turn switch
        {
            { IsGuest: true } => KnownOnly.In(turn.Language),
            { PrivateChat: { } link } => $"{why} [{Open.In(turn.Language)}]({link})",
            _ => why,
        })
        {
            Language = turn.Language,
        };
    }
}
