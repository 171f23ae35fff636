using System.Text.RegularExpressions;
using CoopBot.Conversation;
using CoopBot.People;
using CoopBot.Records;

namespace CoopBot.Capabilities.Cooperatives;

/// <summary>What a sentence wants of the link between an account and a cooperative.</summary>
internal enum MembershipIntent
{
    /// <summary>"hubungkan koperasi".</summary>
    Link,

    /// <summary>A code, alone or after "hubungkan koperasi".</summary>
    Code,

    /// <summary>"data koperasi saya".</summary>
    Show,

    /// <summary>"lepas koperasi".</summary>
    Leave,

    /// <summary>"cara minta kode".</summary>
    HowTo,
}

/// <summary>Such a sentence, read without any look at the store. Indonesian, Malay and English.</summary>
/// <param name="Intent">What it wants.</param>
/// <param name="Rest">The words that name one of several; empty where none is named.</param>
/// <param name="Code">The code, without its hyphen.</param>
internal sealed partial record MembershipWords(MembershipIntent Intent, IReadOnlyList<string> Rest, string? Code = null)
{
    private const int LongestSentence = 25;

    private static readonly HashSet<string> _own = Set("saya sy saye sayo aku kami kmi kamek kame kite kita my our mine ours");
    private static readonly HashSet<string> _link = Set("hubungkan hubungin hubungken hubongkan sambungkan sambungin sambongkan tautkan kaitkan link connect");
    private static readonly HashSet<string> _leave = Set("lepas lepaskan lepasin putus putuskan putusin unlink disconnect");
    private static readonly HashSet<string> _show = Set("status data rincian detail details info profil profile catatan lihat liat tengok cek check tampilkan tunjukkan buka show see view open record of punya tentang");
    private static readonly HashSet<string> _filler = Set("""
        tolong mohon mau nak ingin pengen minta coba bisa dong donk ya yah ye sih deh lah nih min admin kak pak bu bapak ibu saja aja aje lok dulu dari dr ke ini itu the a an to please can could you i want would like me from this akun account is what kode kodenya code
        """);

    /// <summary>Reads a turn; null where it is about something else.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="awaitsCode">The last reply asked for a code: one with a space in its middle is read as well.</param>
    public static MembershipWords? Read(Turn turn, bool awaitsCode = false)
    {
        if (turn.Kind != TurnKind.Message || turn.Text.Length > 200)
        {
            return null;
        }

        if (turn.Says("cara minta kode", "minta kode", "cara dapat kode", "cara mendapat kode", "cara mendapatkan kode", "belum punya kode", "gimana minta kode", "bagaimana minta kode", "cemane minta kode", "how to get a code", "how do i get a code", "get a code"))
        {
            return new(MembershipIntent.HowTo, []);
        }

        if ((CodeIn().Match(turn.Text) is { Success: true } match ? OneTimeCode.Read(match.Groups[1].Value) : awaitsCode ? OneTimeCode.Read(turn.Text) : null) is { } code)
        {
            return new(MembershipIntent.Code, [], code);
        }

        var words = CooperativeWords.Split(turn.Words).Where(word => !_filler.Contains(word)).ToList();
        if (words.Count is 0 or > LongestSentence)
        {
            return null;
        }

        return turn.Says("punya kode", "saya punya kode", "masukkan kode", "ada kode", "i have a code", "hubungkan akun", "hubungkan akun saya", "link my account") ? new(MembershipIntent.Link, [])
            : After(words, _link) is { } linked ? linked.Count == 0 ? new(MembershipIntent.Link, []) : null
            : After(words, _leave) is { } left ? new(MembershipIntent.Leave, left)
            : OfOwn(words) is { } rest ? new(MembershipIntent.Show, rest) : null;
    }

    /// <summary>The sentence looks like a code that was not copied right: one or two short words with a digit.</summary>
    public static bool IsNearlyCode(Turn turn) =>
        turn.Words.Count is 1 or 2 && turn.Text.Length is >= 5 and <= 12 && turn.Text.Any(char.IsAsciiDigit) && turn.Text.Any(char.IsAsciiLetter);

    /// <summary>The words that tell one cooperative's name from another's, whatever wishes stand around them.</summary>
    public static string Bare(IEnumerable<string> words) => string.Join(' ', CooperativeWords.Split(words).Where(word => !_filler.Contains(word) && !_show.Contains(word)));

    /// <summary>Verb, cooperative, whose: the words after that.</summary>
    private static List<string>? After(List<string> words, HashSet<string> verbs)
    {
        var at = 0;
        if (!verbs.Contains(words[at]) || ++at == words.Count)
        {
            return null;
        }

        at += _own.Contains(words[at]) ? 1 : 0;
        if (at == words.Count || !CooperativeWords.IsCooperative(words[at++]))
        {
            return null;
        }

        at += at < words.Count && _own.Contains(words[at]) ? 1 : 0;
        return words[at..];
    }

    /// <summary>"… koperasi saya …", "… my cooperative …": nothing before it but wishes to see it, and the words after it.</summary>
    private static List<string>? OfOwn(List<string> words)
    {
        var at = words.FindIndex(CooperativeWords.IsCooperative);
        if (at < 0)
        {
            return null;
        }

        var after = at + 1 < words.Count && _own.Contains(words[at + 1]);
        var before = at > 0 && _own.Contains(words[at - 1]);
        if (!after && !before)
        {
            return null;
        }

        return words.Take(before ? at - 1 : at).All(_show.Contains) ? words[(after ? at + 2 : at + 1)..].Where(word => !_show.Contains(word)).ToList() : null;
    }

    private static HashSet<string> Set(string words) => new(words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    [GeneratedRegex(
        @"\A\W*(?:(?:tolong|mau|nak|ini|hubungkan|sambungkan|link|connect|koperasi|kop|my|cooperative|saya|kode|kodenya|kodenye|code|the|is|dengan|with|pakai)[\s:]+)*([0-9A-Za-z]{8}|[0-9A-Za-z]{4}[.–-][0-9A-Za-z]{4})\W*\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CodeIn();
}
