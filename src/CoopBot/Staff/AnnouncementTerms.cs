using CoopBot.Capabilities.Announcements;
using CoopBot.Conversation;
using CoopBot.Records;

namespace CoopBot.Staff;

/// <summary>Announcements in the console's words.</summary>
public static class AnnouncementTerms
{
    /// <summary>A state; a run that waits is "Tertunda".</summary>
    public static string State(AnnouncementState state) => state switch
    {
        AnnouncementState.Draft => "Draf",
        AnnouncementState.AwaitingApproval => "Menunggu persetujuan",
        AnnouncementState.Scheduled => "Dijadwalkan",
        AnnouncementState.Preparing => "Disiapkan",
        AnnouncementState.Sending => "Berjalan",
        AnnouncementState.Cancelling => "Dihentikan",
        AnnouncementState.Finished => "Selesai",
        _ => "Dibatalkan",
    };

    /// <summary>Where recipients stand.</summary>
    public static string State(DeliveryState state) => state switch
    {
        DeliveryState.Pending => "Antre",
        DeliveryState.Sent => "Terkirim",
        DeliveryState.Uncertain => "Tidak pasti",
        DeliveryState.Unreachable => "Tidak terjangkau",
        DeliveryState.GaveUp => "Gagal",
        _ => "Dibatalkan",
    };

    /// <summary>A kind.</summary>
    public static string Kind(AnnouncementKind kind) => kind == AnnouncementKind.Topic ? "topik, hanya pelanggan" : "layanan";

    /// <summary>A repetition.</summary>
    public static string Repeat(AnnouncementRepeat repeat) => repeat switch
    {
        AnnouncementRepeat.Weekly => "tiap minggu",
        AnnouncementRepeat.Monthly => "tiap bulan pada tanggal yang sama",
        AnnouncementRepeat.MonthEnd => "tiap hari terakhir bulan",
        _ => "sekali",
    };

    /// <summary>"26 November 2026, 14.05 WIB".</summary>
    public static string When(DateTime utc) => $"{Wording.Date(Wording.LocalDate(utc), Language.Indonesian)}, {Wording.Time(utc)}";

    /// <summary>"412 orang".</summary>
    public static string People(int count) => $"{Wording.Number(count, Language.Indonesian)} orang";

    /// <summary>What it is to an earlier one, with that one's number; empty where it stands for itself.</summary>
    public static string FollowUp(Announcement one)
    {
        ArgumentNullException.ThrowIfNull(one);
        var about = one.FollowsId is { } id ? Announcement.NumberOf(id) : "";
        return one.FollowUp switch
        {
            AnnouncementFollowUp.Correction => $"Koreksi dari {about}",
            AnnouncementFollowUp.Recall => $"Penarikan {about}",
            AnnouncementFollowUp.Reminder => $"Pengingat untuk {about}",
            _ => "",
        };
    }

    /// <summary>What followed an announcement, before the follow-up's number.</summary>
    public static string FollowedBy(Announcement follower)
    {
        ArgumentNullException.ThrowIfNull(follower);
        return (follower.FollowUp, follower.StartedAt is null) switch
        {
            (AnnouncementFollowUp.Correction, true) => "Koreksi sedang ditulis:",
            (AnnouncementFollowUp.Correction, _) => "Diperbaiki oleh",
            (AnnouncementFollowUp.Recall, _) => "Ditarik oleh",
            (_, true) => "Pengingat menunggu persetujuan:",
            _ => "Pengingat:",
        };
    }

    /// <summary>Whom an announcement is for: a follow-up's are among the recipients of what it follows.</summary>
    public static string To(Announcement one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return one.FollowsId is { } id ? $"{(one.FollowUp == AnnouncementFollowUp.Reminder ? "penerima yang belum membaca" : "penerima")} {Announcement.NumberOf(id)}" : To(Audience.Of(one.Audience));
    }

    /// <summary>Whom it is for, in one sentence without its stop.</summary>
    public static string To(Audience audience)
    {
        ArgumentNullException.ThrowIfNull(audience);
        if (audience.IsEmpty)
        {
            return "belum dipilih";
        }

        var parts = new List<string>();
        if (audience.AsksCooperative)
        {
            var of = new List<string>();
            Add(of, "berbentuk ", audience.Kinds);
            Add(of, "berstatus ", audience.Statuses);
            Add(of, "di ", [.. audience.Districts.Select(code => District.ByCode(code)?.FullName ?? code)]);
            if (audience.OverdueRat)
            {
                of.Add("yang RAT-nya terlambat");
            }

            if (audience.Cooperatives.Count > 0)
            {
                of.Add($"yang dipilih satu per satu ({audience.Cooperatives.Count})");
            }

            parts.Add($"orang yang terhubung ke koperasi {string.Join(", ", of)}");
        }

        parts.AddRange(audience.Roles is [var role] ? [role == Audience.Board ? "pengurus (terhubung ke koperasi)" : "umum (tidak terhubung ke koperasi)"] : []);
        if (audience.Topics.Count > 0)
        {
            var topics = new List<string>();
            Add(topics, "pelanggan topik ", [.. audience.Topics.Select(key => AnnouncementTopic.Of(key)?.Title.Id ?? key)]);
            parts.Add(topics[0]);
        }

        return parts.Count > 0 ? string.Join("; juga harus ", parts) : "semua orang yang pernah menulis ke CoopBot";
    }

    /// <summary>Why recipients stand where they stand.</summary>
    public static string Reason(DeliveryOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return (outcome.State, outcome.Reason?.Split(':')[0]) switch
        {
            (DeliveryState.Sent, _) => "diterima salurannya",
            (DeliveryState.Pending, null or DeliveryReason.Back) => "menunggu giliran",
            (DeliveryState.Pending, DeliveryReason.Throttled) => "salurannya minta pelan-pelan; dikirim lagi sendiri",
            (DeliveryState.Pending, DeliveryReason.Unavailable) => "salurannya sedang terganggu; dicoba lagi sendiri",
            (DeliveryState.Pending, DeliveryReason.NoAnswer) => "belum ada jawaban dari salurannya; dicoba lagi sendiri",
            (DeliveryState.Pending, DeliveryReason.NotAllowed) => "kredensial bot ditolak; beri tahu pengelola sistem",
            (DeliveryState.Pending, DeliveryReason.Away) => "pengunjung obrolan web belum kembali",
            (DeliveryState.Pending, DeliveryReason.EnoughToday) => "sudah cukup pengumuman topik hari ini; dikirim besok",
            (DeliveryState.Pending, DeliveryReason.Quiet) => "jam tenang; dikirim sesudahnya",
            (_, DeliveryReason.Read) => "sudah membaca lebih dulu",
            (_, DeliveryReason.NoAnswer) => "tidak ada jawaban sesudah beberapa kali",
            (_, DeliveryReason.Gone) => "obrolannya sudah tidak ada, atau bot diblokir",
            (_, DeliveryReason.NoConversation) => "tidak ada obrolan yang dapat ditulisi",
            (_, DeliveryReason.Unavailable) => "salurannya terganggu terlalu lama",
            (_, DeliveryReason.Throttled) => "salurannya terus minta pelan-pelan sampai waktunya habis",
            (_, DeliveryReason.Refused) => $"pesannya ditolak salurannya (kode {outcome.Reason!.Split(':')[^1]})",
            (_, DeliveryReason.Expired) => "masa berlakunya habis",
            (_, DeliveryReason.Stopped) => "dihentikan dinas",
            (_, DeliveryReason.OptedOut) => "sudah berhenti menerima pengumuman",
            (_, DeliveryReason.Erased) => "datanya sudah dihapus atas permintaan",
            (_, DeliveryReason.Away) => "pengunjung obrolan web tidak kembali",
            (_, null) => "tanpa keterangan",
            (_, var other) => other,
        };
    }

    /// <summary>An identity as colleagues read it: no name is stored, so it says whether it is the reader.</summary>
    public static string Who(string identity, StaffMember reader)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(reader);
        return identity == reader.Identity ? "Anda" : identity.Split(':') switch
        {
            ["key", var name] => $"program {name}",
            ["entra", .., var person] when person.Length > 4 => $"petugas …{person[^4..]}",
            _ => "petugas lain",
        };
    }

    /// <summary>A channel.</summary>
    public static string Channel(string channel) => channel switch
    {
        "webchat" => "Obrolan web",
        "msteams" => "Teams",
        _ => channel,
    };

    /// <summary>"kurang dari 1 menit", "3 menit", "2 jam 5 menit".</summary>
    public static string Duration(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => "kurang dari 1 menit",
        { TotalHours: < 1 } => $"{(int)Math.Ceiling(span.TotalMinutes)} menit",
        _ => $"{Wording.Number((long)span.TotalHours, Language.Indonesian)} jam {span.Minutes} menit",
    };

    private static void Add(List<string> to, string before, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            to.Add(before + (values.Count == 1 ? values[0] : $"{string.Join(", ", values.Take(values.Count - 1))} atau {values[^1]}"));
        }
    }
}
