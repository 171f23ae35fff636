using System.Globalization;
using System.Text.RegularExpressions;
using CoopBot.Conversation;

namespace CoopBot.Capabilities.Announcements;

/// <summary>What a member of staff wants of an announcement in the chat.</summary>
internal enum ComposeWant
{
    /// <summary>An empty form.</summary>
    New,

    /// <summary>The drafts and what waits for approval.</summary>
    List,

    /// <summary>To see how it will look; with a form, to store it first.</summary>
    Show,

    /// <summary>The form of a stored one.</summary>
    Change,

    /// <summary>To send it, or to approve it.</summary>
    Send,

    /// <summary>To ask a publisher.</summary>
    Submit,

    /// <summary>To throw a draft away.</summary>
    Drop,

    /// <summary>To see how far it has come.</summary>
    Progress,

    /// <summary>To stop the rest.</summary>
    Stop,

    /// <summary>To queue again what failed.</summary>
    Retry,
}

/// <summary>A wish to write, send or stop an announcement, as read from a message. Pure.</summary>
/// <param name="Want">What.</param>
/// <param name="Id">Which announcement; null for a new one.</param>
/// <param name="Version">The version that was looked at; null where none was named.</param>
/// <param name="IsBare">Words that mean something else to whoever is no staff.</param>
internal sealed partial record ComposeWish(ComposeWant Want, long? Id = null, int? Version = null, bool IsBare = false)
{
    // What a button says of a numbered one, and what is typed; the first in each language is the button's.
    private static readonly (ComposeWant Want, string[] Says)[] _numbered =
    [
        (ComposeWant.Show, ["pratinjau pengumuman", "preview announcement"]),
        (ComposeWant.Change, ["ubah pengumuman", "edit announcement"]),
        (ComposeWant.Send, ["kirim pengumuman", "send announcement", "setujui pengumuman", "approve announcement"]),
        (ComposeWant.Submit, ["minta persetujuan pengumuman", "ask approval of announcement"]),
        (ComposeWant.Drop, ["hapus draf pengumuman", "delete draft of announcement"]),
        (ComposeWant.Progress, ["kemajuan pengumuman", "progress of announcement"]),
        (ComposeWant.Stop, ["hentikan pengumuman", "stop announcement"]),
        (ComposeWant.Retry, ["kirim ulang pengumuman", "resend announcement"]),
    ];

    /// <summary>The sentence of a button: of the form, of an announcement, or of one version of it.</summary>
    public static string Says(ComposeWant want, Language language, long? id = null, int? version = null)
    {
        var sentence = Array.Find(_numbered, one => one.Want == want).Says[language == Language.English ? 1 : 0];
        var named = char.ToUpperInvariant(sentence[0]) + sentence[1..];
        return id is null ? named : string.Create(CultureInfo.InvariantCulture, $"{named} {Announcement.NumberOf(id.Value)}{(version is null ? "" : $" {(language == Language.English ? "version" : "versi")} {version}")}");
    }

    /// <summary>The wish that a message is; null where it is none.</summary>
    public static ComposeWish? Read(Turn turn)
    {
        if (turn.Form is not null)
        {
            // Whatever it says, a form's button is about that form.
            return Numbered().Match(turn.Text.Trim()) is { Success: true } of ? new(ComposeWant.Show, IdIn(of), VersionIn(of)) : new(ComposeWant.Show);
        }

        if (turn.Words.Count is 0 or > 10)
        {
            return null;
        }

        if (Numbered().Match(turn.Text.Trim()) is { Success: true } match)
        {
            var sentence = match.Groups["say"].Value.Trim().ToLowerInvariant();
            var found = Array.Find(_numbered, one => one.Says.Contains(sentence));
            return found.Says is null ? null : new(found.Want, IdIn(match), VersionIn(match));
        }

        return turn.Says("buat pengumuman", "tulis pengumuman", "bikin pengumuman", "write an announcement", "write announcement", "create an announcement", "new announcement", "make an announcement", "pratinjau pengumuman", "preview announcement") ? new(ComposeWant.New)
            : turn.Says("pengumuman baru") ? new(ComposeWant.New, IsBare: true)
            : turn.Says("draf pengumuman", "draft pengumuman", "announcement drafts", "my drafts") || turn.Said == "pengumuman saya" ? new(ComposeWant.List, IsBare: true) : null;
    }

    private static long IdIn(Match match) => long.Parse(match.Groups["id"].ValueSpan, CultureInfo.InvariantCulture);

    private static int? VersionIn(Match match) => match.Groups["version"] is { Success: true } version ? int.Parse(version.ValueSpan, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^(?<say>[a-z ]+) P-?(?<id>\d{1,9})(?: (?:versi|version) (?<version>\d{1,7}))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();
}
