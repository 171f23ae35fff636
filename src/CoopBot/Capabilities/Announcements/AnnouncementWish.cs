using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using CoopBot.Conversation;

namespace CoopBot.Capabilities.Announcements;

/// <summary>What a person wants of announcements.</summary>
internal enum AnnouncementWant
{
    /// <summary>To say that one is read.</summary>
    Read,

    /// <summary>To ask about one.</summary>
    Ask,

    /// <summary>To see what came.</summary>
    Show,

    /// <summary>To see what is on and off.</summary>
    Settings,

    /// <summary>No announcement any more.</summary>
    Stop,

    /// <summary>Announcements again.</summary>
    Resume,

    /// <summary>A topic, or all of them.</summary>
    Subscribe,

    /// <summary>A topic no more.</summary>
    Unsubscribe,
}

/// <summary>A wish about announcements, as read from a message. Pure.</summary>
/// <param name="Want">What.</param>
/// <param name="Number">Which announcement; null for the newest.</param>
/// <param name="Topic">Which topic; null for all.</param>
/// <param name="IsBare">A word or two that say nothing of announcements: they mean one only where one came.</param>
internal sealed partial record AnnouncementWish(AnnouncementWant Want, long? Number = null, AnnouncementTopic? Topic = null, bool IsBare = false)
{
    private static readonly string[] _read =
        ["baca pengumuman", "sudah baca pengumuman", "sudah dibaca pengumuman", "pengumuman sudah dibaca", "pengumuman sudah baca", "udah baca pengumuman", "have read it", "have read announcement", "read announcement"];

    private static readonly string[] _readBare = ["baca", "dibaca", "telah dibaca", "dah baca", "read", "already read", "read it"];
    private static readonly string[] _ask = ["tanya pengumuman", "tanya soal pengumuman", "tanya tentang pengumuman", "tanya soal pengumuman ini", "ask about announcement", "ask about this announcement"];
    private static readonly string[] _askBare = ["tanya", "ask"];

    private static readonly string[] _show =
    [
        "pengumuman", "pengumuman terakhir", "pengumuman untuk", "pengumuman untuk kami", "pengumuman terbaru", "pengumuman baru", "pengumuman dinas", "lihat pengumuman", "ada pengumuman", "ada pengumuman apa", "daftar pengumuman",
        "pengumuman apa", "announcement", "announcements", "my announcements", "last announcement", "latest announcement", "the last announcement", "latest announcements", "announcements for me", "show announcements",
    ];

    private static readonly string[] _showNumber = ["", "pengumuman", "lihat", "lihat pengumuman", "buka pengumuman", "nomor", "pengumuman nomor", "announcement", "show", "show announcement", "open announcement"];
    private static readonly string[] _settings = ["atur", "langganan", "atur langganan", "pengaturan pengumuman", "topik pengumuman", "manage", "manage announcements", "my subscriptions", "subscriptions", "announcement settings"];

    private static readonly string[] _stop =
    [
        "berhenti", "stop", "berhenti pengumuman", "stop pengumuman", "hentikan pengumuman", "matikan pengumuman", "jangan kirim pengumuman", "jangan kirim pengumuman lagi", "berhenti kirim pengumuman", "berhenti semua pengumuman",
        "tidak pengumuman", "tidak pengumuman lagi", "berhenti langganan", "berhenti berlangganan", "unsubscribe", "stop announcements", "stop all announcements", "no more announcements", "stop all",
    ];

    private static readonly string[] _resume =
        ["lanjutkan pengumuman", "lanjut pengumuman", "mulai lagi", "mulai lagi pengumuman", "mulai pengumuman lagi", "nyalakan pengumuman", "hidupkan pengumuman", "aktifkan pengumuman", "kirim pengumuman lagi", "resume announcements", "start again", "start announcements"];

    /// <summary>What a topic may be called; its key first.</summary>
    private static readonly FrozenDictionary<string, string> Topics = new[]
    {
        "koperasi cooperatives cooperative", "pembinaan guidance", "produk galeri products gallery", "ekspor export exports", "pembiayaan financing finance",
    }.Select(line => line.Split(' ')).SelectMany(words => words.Select(word => (Word: word, Key: words[0]))).ToFrozenDictionary(pair => pair.Word, pair => pair.Key);

    private static readonly FrozenSet<string> On = FrozenSet.ToFrozenSet(["langganan", "berlangganan", "langgan", "subscribe"]);
    private static readonly FrozenSet<string> Off = FrozenSet.ToFrozenSet(["berhenti", "stop", "unsubscribe", "hentikan", "matikan"]);
    private static readonly FrozenSet<string> Everything = FrozenSet.ToFrozenSet(["semua", "semuanya", "all", "everything"]);
    private static readonly FrozenSet<string> Between = FrozenSet.ToFrozenSet(["pengumuman", "langganan", "berlangganan", "topik", "soal", "tentang", "saya", "dan", "to", "from", "the", "announcement", "announcements", "about", "topic", "topics", "for"]);

    /// <summary>The wish that a message is; null where it is none.</summary>
    public static AnnouncementWish? Read(Turn turn)
    {
        if (turn.Words.Count is 0 or > 8)
        {
            return null;
        }

        if (NumberIn().Match(turn.Text) is { Success: true } number)
        {
            var rest = turn.Saying(NumberIn().Replace(turn.Text, " ", 1));
            var want = Sentence(rest, hasNumber: true)?.Want;
            return want is AnnouncementWant.Read or AnnouncementWant.Ask or AnnouncementWant.Show ? new(want.Value, long.Parse(number.Groups[1].ValueSpan, CultureInfo.InvariantCulture)) : null;
        }

        return Sentence(turn, hasNumber: false) ?? OfTopic(turn.Words);
    }

    /// <summary>A whole sentence. "saya mau tanya" opens a talk; the one word "tanya" answers the line under an announcement.</summary>
    private static AnnouncementWish? Sentence(Turn turn, bool hasNumber) =>
        turn.Says(AnnouncementReplies.ReadButton) || turn.Says(_read) ? new(AnnouncementWant.Read)
        : _readBare.Contains(turn.Said) || turn.Says("sudah baca", "sudah dibaca", "udah baca", "udah dibaca") ? new(AnnouncementWant.Read, IsBare: true)
        : turn.Says(AnnouncementReplies.AskButton) || turn.Says(_ask) ? new(AnnouncementWant.Ask)
        : _askBare.Contains(turn.Said) ? new(AnnouncementWant.Ask, IsBare: true)
        : turn.Says(hasNumber ? _showNumber : _show) ? new(AnnouncementWant.Show)
        : turn.Says(AnnouncementReplies.SettingsButton) || turn.Says(_settings) ? new(AnnouncementWant.Settings)
        : turn.Says(_stop) ? new(AnnouncementWant.Stop)
        : turn.Says(_resume) ? new(AnnouncementWant.Resume) : null;

    /// <summary>"langganan ekspor", "berhenti langganan ekspor", "langganan semua".</summary>
    private static AnnouncementWish? OfTopic(IReadOnlyList<string> words)
    {
        var (isOn, isOff) = (On.Contains(words[0]), Off.Contains(words[0]));
        var rest = words.Skip(1).Where(word => !Between.Contains(word)).ToList();
        if (!(isOn || isOff) || rest.Count == 0)
        {
            return null;
        }

        if (isOn && rest.TrueForAll(Everything.Contains))
        {
            return new(AnnouncementWant.Subscribe);
        }

        var topics = rest.Select(word => Topics.GetValueOrDefault(word)).Distinct().ToList();
        // "berhenti koperasi" may be about leaving one: only what names a subscription is about announcements.
        return topics is [{ } key] && (isOn || key != "koperasi" || words.Skip(1).Any(Between.Contains))
            ? new(isOn ? AnnouncementWant.Subscribe : AnnouncementWant.Unsubscribe, Topic: AnnouncementTopic.Of(key)) : null;
    }

    [GeneratedRegex(@"(?<![\w-])P-?(\d{1,9})(?![\w-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NumberIn();
}
