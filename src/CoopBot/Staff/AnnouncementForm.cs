using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using CoopBot.Capabilities.Announcements;
using CoopBot.Conversation;

namespace CoopBot.Staff;

/// <summary>The fields of an announcement as the console's form has them, with what was typed, whether it can be stored or not.</summary>
public sealed record AnnouncementForm
{
    private const string Everyone = "semua";
    private const string Filtered = "saring";
    private const string Later = "nanti";

    /// <summary>Which field of the form a field of the draft is, with its label.</summary>
    public static IReadOnlyDictionary<string, (string Id, string Label)> Fields { get; } = new Dictionary<string, (string, string)>
    {
        ["title"] = ("judul", "Judul"),
        ["text"] = ("teks", "Pesan"),
        ["action"] = ("tindakan", "Tindakan dan tenggat"),
        ["titleEn"] = ("judulEn", "Judul Inggris"),
        ["textEn"] = ("teksEn", "Pesan Inggris"),
        ["actionEn"] = ("tindakanEn", "Tindakan Inggris"),
        ["link"] = ("tautan", "Link"),
        ["image"] = ("gambar", "Gambar"),
        ["kind"] = ("jenis", "Jenis"),
        ["audience"] = ("penerima", "Penerima"),
        ["sendAt"] = ("kirimPada", "Waktu kirim"),
        ["expiresAt"] = ("berlakuSampai", "Berlaku sampai"),
        ["repeat"] = ("ulang", "Pengulangan"),
    };

    /// <summary>The title.</summary>
    public string? Judul { get; init; }

    /// <summary>The text.</summary>
    public string? Teks { get; init; }

    /// <summary>What to do and by when.</summary>
    public string? Tindakan { get; init; }

    /// <summary>The title in English.</summary>
    public string? JudulEn { get; init; }

    /// <summary>The text in English.</summary>
    public string? TeksEn { get; init; }

    /// <summary>What to do, in English.</summary>
    public string? TindakanEn { get; init; }

    /// <summary>An address.</summary>
    public string? Tautan { get; init; }

    /// <summary>The address of a picture.</summary>
    public string? Gambar { get; init; }

    /// <summary><c>service</c> or <c>topic</c>.</summary>
    public string? Jenis { get; init; } = "service";

    /// <summary><c>semua</c>, <c>saring</c>, or nothing yet.</summary>
    public string? Untuk { get; init; }

    // Lists that can grow: a request's values are added to what is there.

    /// <summary>Districts.</summary>
    public IReadOnlyList<string> Kabupaten { get; init; } = new List<string>();

    /// <summary>Kinds of cooperatives.</summary>
    public IReadOnlyList<string> Bentuk { get; init; } = new List<string>();

    /// <summary>Recorded statuses.</summary>
    public IReadOnlyList<string> Status { get; init; } = new List<string>();

    /// <summary>A role, or nothing.</summary>
    public string? Peran { get; init; }

    /// <summary>Topics.</summary>
    public IReadOnlyList<string> Topik { get; init; } = new List<string>();

    /// <summary>The RAT is overdue.</summary>
    public bool Rat { get; init; }

    /// <summary>Chosen cooperatives: set by a program only, and kept.</summary>
    public IReadOnlyList<long> Koperasi { get; init; } = new List<long>();

    /// <summary><c>sekarang</c> or <c>nanti</c>.</summary>
    public string? Kapan { get; init; } = "sekarang";

    /// <summary>A date and time in WIB.</summary>
    public string? KirimPada { get; init; }

    /// <summary>A date and time in WIB.</summary>
    public string? BerlakuSampai { get; init; }

    /// <summary>A name of <see cref="AnnouncementRepeat"/>.</summary>
    public string? Ulang { get; init; } = nameof(AnnouncementRepeat.None);

    /// <summary>Everyone.</summary>
    public bool IsForAll => Untuk == Everyone;

    /// <summary>Chosen by filters.</summary>
    public bool IsFiltered => Untuk == Filtered;

    /// <summary>At a time.</summary>
    public bool IsLater => Kapan == Later;

    /// <summary>The form of what is stored.</summary>
    public static AnnouncementForm Of(Announcement announcement)
    {
        ArgumentNullException.ThrowIfNull(announcement);
        var to = Audience.Of(announcement.Audience);
        var at = announcement.NominalAt ?? announcement.SendAt;
        return new()
        {
            Judul = announcement.Title,
            Teks = announcement.Text,
            Tindakan = announcement.Action,
            JudulEn = announcement.TitleEn,
            TeksEn = announcement.TextEn,
            TindakanEn = announcement.ActionEn,
            Tautan = announcement.Link,
            Gambar = announcement.Image,
            Jenis = announcement.Kind == AnnouncementKind.Topic ? "topic" : "service",
            // Subscribers of topics alone are everyone that a topic reaches.
            Untuk = to.AsksCooperative || to.Roles.Count == 1 ? Filtered : Everyone,
            Kabupaten = to.Districts,
            Bentuk = to.Kinds,
            Status = to.Statuses,
            Peran = to.Roles is [var role] ? role : null,
            Topik = to.Topics,
            Rat = to.OverdueRat,
            Koperasi = to.Cooperatives,
            Kapan = at is null ? "sekarang" : Later,
            KirimPada = Field(at),
            BerlakuSampai = Field(announcement.ExpiresAt),
            Ulang = announcement.Repeat.ToString(),
        };
    }

    /// <summary>The same as a correction: whom it is for is not in the form.</summary>
    public AnnouncementForm About(Announcement corrected)
    {
        var its = Of(corrected);
        return this with
        {
            Jenis = its.Jenis,
            Untuk = its.Untuk,
            Kabupaten = its.Kabupaten,
            Bentuk = its.Bentuk,
            Status = its.Status,
            Peran = its.Peran,
            Topik = its.Topik,
            Rat = its.Rat,
            Koperasi = its.Koperasi,
            Ulang = nameof(AnnouncementRepeat.None),
        };
    }

    /// <summary>What is to be stored.</summary>
    public AnnouncementDraft Draft() => new AnnouncementDraft
    {
        Title = Judul,
        Text = Teks,
        Action = Tindakan,
        TitleEn = JudulEn,
        TextEn = TeksEn,
        ActionEn = TindakanEn,
        Link = Tautan,
        Image = Gambar,
        Kind = Jenis,
        Audience = To(),
        SendAt = IsLater ? KirimPada : null,
        ExpiresAt = BerlakuSampai,
        Repeat = Ulang,
    }.Trimmed();

    /// <summary>What is wrong, by the form's field; empty where it can be stored.</summary>
    public IReadOnlyList<(string Id, string Label, string Problem)> Problems(DateTime now)
    {
        var draft = Draft();
        var problems = draft.Problems(now, AnnouncementDraft.LongestWritten).Select(problem => (problem.Field, Problem: problem.Problem.Id)).ToList();
        if (IsLater && draft.SendAt is null)
        {
            problems.Add(("sendAt", "Isi tanggal dan jam kirim, atau pilih “Sekarang”."));
        }

        return [.. problems.Distinct().Select(problem => (Fields[problem.Field].Id, Fields[problem.Field].Label, problem.Problem))];
    }

    /// <summary>The fields in which two forms differ, in words.</summary>
    public IEnumerable<(string Label, string Theirs, string Ours)> Differences(AnnouncementForm theirs)
    {
        ArgumentNullException.ThrowIfNull(theirs);
        return Words(theirs).Zip(Words(this)).Where(pair => pair.First.Value != pair.Second.Value).Select(pair => (pair.First.Label, pair.First.Value, pair.Second.Value));
    }

    /// <summary>The same content has the same: what a click twice is known by.</summary>
    internal static string Hash(AnnouncementDraft draft) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(draft, AnnouncementJson.Default.AnnouncementDraft)));

    private static IEnumerable<(string Label, string Value)> Words(AnnouncementForm form)
    {
        var draft = form.Draft();
        (string Field, string? Value)[] fields =
        [
            ("title", draft.Title), ("text", draft.Text), ("action", draft.Action), ("titleEn", draft.TitleEn), ("textEn", draft.TextEn), ("actionEn", draft.ActionEn), ("link", draft.Link), ("image", draft.Image),
            ("kind", AnnouncementTerms.Kind(draft.KindOrService)), ("audience", AnnouncementTerms.To(draft.Audience!)),
            ("sendAt", draft.StartsAt is { } at ? AnnouncementTerms.When(at) : "sekarang"), ("expiresAt", draft.EndsAt is { } end ? AnnouncementTerms.When(end) : null), ("repeat", AnnouncementTerms.Repeat(draft.RepeatOrNone)),
        ];
        return fields.Select(field => (Fields[field.Field].Label, field.Value ?? "kosong"));
    }

    private Audience To() => IsFiltered
        ? new() { Districts = Kabupaten, Kinds = Bentuk, Statuses = Status, Roles = Peran is { Length: > 0 } role ? [role] : [], Topics = Topik, OverdueRat = Rat, Cooperatives = Koperasi }
        : new() { All = IsForAll, Topics = IsForAll ? Topik : [] };

    private static string? Field(DateTime? utc) => utc is { } at ? Wording.Local(at).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) : null;
}
