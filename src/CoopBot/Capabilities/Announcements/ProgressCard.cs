using CoopBot.Conversation;
using CoopBot.Staff;

namespace CoopBot.Capabilities.Announcements;

/// <summary>How far an announcement has come, as its author sees it in Teams: counts that sum to its audience, and what may be done. Pure.</summary>
internal static class ProgressCard
{
    private static readonly Bilingual _sentOf = new("{0} dari {1} terkirim", "{0} of {1} sent");
    private static readonly Bilingual _text = new("Pengumuman {0}: {1}. Jumlah {2}.", "Announcement {0}: {1}. Total {2}.");
    private static readonly Bilingual _stateOnly = new("Pengumuman {0}: {1}.", "Announcement {0}: {1}.");
    private static readonly Bilingual _sent = new("Terkirim", "Sent");
    private static readonly Bilingual _pending = new("Antre", "Queued");
    private static readonly Bilingual _unreachable = new("Tidak terjangkau", "Unreachable");
    private static readonly Bilingual _uncertain = new("Tidak pasti", "Uncertain");
    private static readonly Bilingual _failed = new("Gagal", "Failed");
    private static readonly Bilingual _cancelled = new("Dibatalkan", "Cancelled");
    private static readonly Bilingual _failedOrCancelled = new("Gagal atau dibatalkan", "Failed or cancelled");
    private static readonly Bilingual _total = new("Jumlah", "Total");
    private static readonly Bilingual _read = new("Dibaca", "Read");
    private static readonly Bilingual _finished = new("Selesai", "Finished");
    private static readonly Bilingual _updated = new("Diperbarui pukul {0}.", "Updated at {0}.");
    private static readonly Bilingual _details = new("Rincian di konsol", "Details in the console");
    private static readonly Bilingual _doubt = new("Tidak pasti: mungkin sudah diterima; bisa diterima dua kali.", "Uncertain: it may have arrived, and may arrive twice.");
    private static readonly Bilingual _scheduled = new("Dijadwalkan {0}", "Scheduled for {0}");
    private static readonly Bilingual _awaiting = new("Menunggu seorang penerbit menyetujuinya", "Waits for a publisher to approve it");
    private static readonly Bilingual _takenBack = new("Menjadi draf lagi; belum ada yang dikirim", "A draft again; nothing is sent");
    private static readonly Bilingual _neverSent = new("Dibatalkan sebelum dikirim", "Cancelled before it was sent");
    private static readonly Bilingual _preparing = new("Daftar penerima sedang ditulis", "The list of recipients is being written");
    private static readonly Bilingual _quiet = new("Jam tenang; dikirim {0}", "Quiet hours; it goes on {0}");
    private static readonly Bilingual _slow = new("Salurannya minta pelan-pelan; dilanjutkan sendiri {0}", "The channel asks to slow down; it goes on by itself {0}");
    private static readonly Bilingual _visitors = new("Tinggal pengunjung obrolan web; mereka menerimanya saat kembali", "Only visitors of the web chat are left; they get it when they come back");
    private static readonly Bilingual _delayed = new("Tertunda", "Delayed");
    private static readonly Bilingual _stop = new("Hentikan sisa {0}", "Stop the other {0}");
    private static readonly Bilingual _stopAll = new("Hentikan", "Stop");
    private static readonly Bilingual _unschedule = new("Batalkan jadwal", "Cancel it");
    private static readonly Bilingual _retry = new("Kirim ulang {0} gagal", "Resend {0} failed");

    /// <summary>The card.</summary>
    /// <param name="one">The announcement.</param>
    /// <param name="progress">Its counts; null before it starts.</param>
    /// <param name="me">Who looks.</param>
    /// <param name="language">Their language.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="console">Its page in the console; null where no link can be made.</param>
    public static Reply Of(Announcement one, AnnouncementProgress? progress, StaffMember me, Language language, DateTime now, string? console)
    {
        var state = (progress?.Delayed is null ? State(one.State) : _delayed).In(language);
        var line = Line(one, progress, language);
        var counts = progress?.Counts;
        var rows = counts is null ? [] : Rows(counts, language);
        var audience = Wording.Number(counts is null ? 0 : one.AudienceCount ?? counts.Audience, language);
        var body = counts is null ? line ?? state : $"{string.Join(", ", rows.SkipLast(1).Select(row => $"{row.Label.ToLowerInvariant()} {row.Value}"))}";
        var notes = new[] { counts?.Uncertain > 0 ? _doubt.In(language) : "", one.FinishedAt is { } ended && counts is not null ? $"{_finished.In(language)} {When(ended, language)}." : "", _updated.Format(language, Wording.Time(now)), console is null ? "" : $"[{_details.In(language)}]({console})" };
        return new(counts is null ? _stateOnly.Format(language, one.Title, body) : _text.Format(language, one.Title, body, audience))
        {
            Language = language,
            Card = new(
                one.Title, $"{one.Number} · {state}{(counts is not null && line is not null ? $". {line}." : "")}",
                counts is null ? line ?? state : _sentOf.Format(language, Wording.Number(counts.Sent, language), audience),
                counts is null ? [] : [new(_read.In(language), Wording.Number(counts.Read, language))], string.Join(' ', notes.Where(note => note.Length > 0)))
            {
                Table = rows,
                Bar = counts is null ? [] : [new(counts.Sent, ShareTone.Good), new(counts.Pending, ShareTone.Rest), new(counts.Uncertain, ShareTone.Doubt), new(counts.Unreachable + counts.GaveUp + counts.Cancelled, ShareTone.Bad)],
            },
            Choices = [.. Buttons(one, progress, me, language, now)],
        };
    }

    /// <summary>A state.</summary>
    public static Bilingual State(AnnouncementState state) => new(AnnouncementTerms.State(state), state switch
    {
        AnnouncementState.Draft => "Draft",
        AnnouncementState.AwaitingApproval => "Waits for approval",
        AnnouncementState.Scheduled => "Scheduled",
        AnnouncementState.Preparing => "Being prepared",
        AnnouncementState.Sending => "Running",
        AnnouncementState.Cancelling => "Being stopped",
        AnnouncementState.Finished => "Finished",
        _ => "Cancelled",
    });

    /// <summary>"Jumat, 27 November 2026 pukul 07.00 WIB".</summary>
    public static string When(DateTime utc, Language language) => $"{Wording.Day(Wording.LocalDate(utc), language)}{(language == Language.English ? " at " : " pukul ")}{Wording.Time(utc)}";

    private static string? Line(Announcement one, AnnouncementProgress? progress, Language language) => (one.State, progress) switch
    {
        (AnnouncementState.Draft, _) => _takenBack.In(language),
        (AnnouncementState.AwaitingApproval, _) => _awaiting.In(language),
        (AnnouncementState.Scheduled, _) => _scheduled.Format(language, When(one.SendAt!.Value, language)),
        (AnnouncementState.Preparing, _) => _preparing.In(language),
        (AnnouncementState.Cancelled, null) => _neverSent.In(language),
        (_, { Delayed: (DelayReason.Quiet, var morning) }) => _quiet.Format(language, When(morning, language)),
        (_, { Delayed: (_, var until) }) => _slow.Format(language, When(until, language)),
        (AnnouncementState.Sending, { Counts.Pending: > 0 } running) when running.Away == running.Counts.Pending => _visitors.In(language),
        _ => null,
    };

    private static List<Fact> Rows(DeliveryCounts counts, Language language)
    {
        var failed = counts switch { { Cancelled: 0 } => _failed, { GaveUp: 0 } => _cancelled, _ => _failedOrCancelled };
        return [.. new[] { (_sent, counts.Sent), (_pending, counts.Pending), (_unreachable, counts.Unreachable), (_uncertain, counts.Uncertain), (failed, counts.GaveUp + counts.Cancelled), (_total, counts.Audience) }
            .Select(row => new Fact(row.Item1.In(language), Wording.Number(row.Item2, language)))];
    }

    private static IEnumerable<Choice> Buttons(Announcement one, AnnouncementProgress? progress, StaffMember me, Language language, DateTime now)
    {
        Choice Button(string label, ComposeWant want) => new(label, ComposeWish.Says(want, language, one.Id, one.Version));
        if (me.Is(StaffRole.Publisher) && one.State is AnnouncementState.Scheduled or AnnouncementState.Preparing or AnnouncementState.Sending)
        {
            yield return Button(
                one.State == AnnouncementState.Scheduled ? _unschedule.In(language) : progress is { Counts.Pending: > 0 and var left } ? _stop.Format(language, Wording.Number(left, language)) : _stopAll.In(language), ComposeWant.Stop);
        }

        if (me.Is(StaffRole.Editor) && one.State is AnnouncementState.Draft or AnnouncementState.AwaitingApproval or AnnouncementState.Scheduled)
        {
            yield return Button(ComposeTexts.Change.In(language), ComposeWant.Change);
        }

        if (me.Is(StaffRole.Publisher) && progress is { Counts: { GaveUp: > 0 and var failed } counts } && one.Until > now
            && (one.State == AnnouncementState.Finished || (one.State == AnnouncementState.Sending && counts.Pending == progress.Away)))
        {
            yield return Button(_retry.Format(language, Wording.Number(failed, language)), ComposeWant.Retry);
        }
    }
}
