using System.Globalization;
using System.Text;
using CoopBot.Conversation;

namespace CoopBot.Capabilities.Announcements;

/// <summary>An announcement as somebody wants it, from a page, a card or a program; checked before anything is stored.</summary>
public sealed record AnnouncementDraft
{
    /// <summary>The longest title.</summary>
    public const int LongestTitle = 80;

    /// <summary>The longest text of a page or a card: what a phone shows without scrolling far.</summary>
    public const int LongestWritten = 600;

    /// <summary>The longest text at all. Its card, with the text once more for clients without cards, stays well below Teams' 28 KB (fault 66).</summary>
    public const int LongestText = 4_000;

    /// <summary>The longest line of what to do and by when.</summary>
    public const int LongestAction = 160;

    private const int MostBytes = 9_000;
    private const int LongestLink = 500;
    private static readonly TimeSpan _farthest = TimeSpan.FromDays(400);
    private static readonly string[] _pictures = [".png", ".jpg", ".jpeg", ".gif"];
    private static readonly string[] _times = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm"];

    /// <summary>The title.</summary>
    public string? Title { get; init; }

    /// <summary>The text.</summary>
    public string? Text { get; init; }

    /// <summary>The title in English, where there is one.</summary>
    public string? TitleEn { get; init; }

    /// <summary>The text in English.</summary>
    public string? TextEn { get; init; }

    /// <summary>What to do and by when.</summary>
    public string? Action { get; init; }

    /// <summary>The same in English.</summary>
    public string? ActionEn { get; init; }

    /// <summary><c>service</c> or <c>topic</c>; service where nothing is said.</summary>
    public string? Kind { get; init; }

    /// <summary>An https address.</summary>
    public string? Link { get; init; }

    /// <summary>The https address of a picture.</summary>
    public string? Image { get; init; }

    /// <summary>Whom it is for.</summary>
    public Audience? Audience { get; init; }

    /// <summary>ISO 8601; without an offset it is WIB.</summary>
    public string? SendAt { get; init; }

    /// <summary>ISO 8601; without an offset it is WIB.</summary>
    public string? ExpiresAt { get; init; }

    /// <summary><c>none</c>, <c>weekly</c>, <c>monthly</c>, <c>monthEnd</c>.</summary>
    public string? Repeat { get; init; }

    /// <summary>The kind; service where nothing is said.</summary>
    public AnnouncementKind KindOrService => Kind?.ToLowerInvariant() == "topic" ? AnnouncementKind.Topic : AnnouncementKind.Service;

    /// <summary>The repetition; none where nothing is said.</summary>
    public AnnouncementRepeat RepeatOrNone => Enum.TryParse<AnnouncementRepeat>(Repeat, ignoreCase: true, out var repeat) ? repeat : AnnouncementRepeat.None;

    /// <summary>When it is to start, UTC; null where nothing, or nothing readable, is said.</summary>
    public DateTime? StartsAt => TimeOf(SendAt);

    /// <summary>When its validity ends, UTC.</summary>
    public DateTime? EndsAt => TimeOf(ExpiresAt);

    /// <summary>Without white space around, and what is empty is not there.</summary>
    public AnnouncementDraft Trimmed() => this with
    {
        Title = Clean(Title),
        Text = Clean(Text),
        TitleEn = Clean(TitleEn),
        TextEn = Clean(TextEn),
        Action = Clean(Action),
        ActionEn = Clean(ActionEn),
        Link = Clean(Link),
        Image = Clean(Image),
        SendAt = Clean(SendAt),
        ExpiresAt = Clean(ExpiresAt),
    };

    /// <summary>The same as a correction: whom it is for is not for its author to say.</summary>
    public AnnouncementDraft About(Announcement follows)
    {
        ArgumentNullException.ThrowIfNull(follows);
        return this with { Audience = Announcements.Audience.Of(follows.Audience), Kind = follows.Kind == AnnouncementKind.Topic ? "topic" : "service", Repeat = null };
    }

    /// <summary>What is wrong, by field; empty where it can be stored.</summary>
    /// <param name="now">The time, UTC.</param>
    /// <param name="longest">The longest text.</param>
    public IReadOnlyList<(string Field, Bilingual Problem)> Problems(DateTime now, int longest = LongestText)
    {
        var problems = new List<(string, Bilingual)>();
        Check("title", Title is not { Length: > 0 }, new("Judul belum diisi.", "title is missing."));
        Check("title", Title?.Length > LongestTitle, new($"Judul paling panjang {LongestTitle} huruf; sekarang {Title?.Length}.", $"title must have at most {LongestTitle} characters; it has {Title?.Length}."));
        Check("title", Title?.Contains('\n', StringComparison.Ordinal) == true, new("Judul harus satu baris.", "title must be one line."));
        Check("text", Text is not { Length: > 0 }, new("Pesan belum diisi.", "text is missing."));
        Check("text", Text?.Length > longest, new($"Pesan paling panjang {longest} huruf; sekarang {Text?.Length}.", $"text must have at most {longest} characters; it has {Text?.Length}."));
        Check("text", Text?.Length <= longest && Encoding.UTF8.GetByteCount(Text) > MostBytes, new("Pesan terlalu panjang untuk Teams.", "text is too long for Teams."));
        Check("titleEn", TitleEn?.Length > LongestTitle, new($"Judul Inggris paling panjang {LongestTitle} huruf.", $"titleEn must have at most {LongestTitle} characters."));
        Check("textEn", TextEn?.Length > longest || (TextEn is not null && Encoding.UTF8.GetByteCount(TextEn) > MostBytes), new($"Pesan Inggris paling panjang {longest} huruf.", $"textEn must have at most {longest} characters."));
        Check("textEn", TitleEn is not null != TextEn is not null, new("Judul dan pesan Inggris diisi dua-duanya, atau tidak sama sekali.", "titleEn and textEn go together."));
        Check("action", Action?.Length > LongestAction || Action?.Contains('\n', StringComparison.Ordinal) == true, new($"Tindakan harus satu baris, paling panjang {LongestAction} huruf.", $"action must be one line of at most {LongestAction} characters."));
        Check("actionEn", ActionEn?.Length > LongestAction || ActionEn?.Contains('\n', StringComparison.Ordinal) == true, new($"Tindakan Inggris harus satu baris, paling panjang {LongestAction} huruf.", $"actionEn must be one line of at most {LongestAction} characters."));
        Check("actionEn", ActionEn is not null && (Action is null || TextEn is null), new("Tindakan Inggris hanya bersama tindakan Indonesia dan pesan Inggris.", "actionEn goes with action and textEn."));
        foreach (var (field, text) in new[] { ("title", Title), ("text", Text), ("titleEn", TitleEn), ("textEn", TextEn), ("action", Action), ("actionEn", ActionEn) })
        {
            Check(field, text is not null && MessageText.Clean(text).HadPersonalNumber, new("Ada nomor 16 angka seperti nomor KTP. Hapus dulu.", $"{field} holds a number of 16 digits, such as a personal NIK. Take it out."));
            Check(field, text is not null && HasBadLink(text), new("Tautan di dalam teks harus diawali https://.", $"{field} holds a link that is not https."));
            if (text is not null)
            {
                problems.AddRange(AnnouncementTemplate.Problems(text, Audience is { } to && (to.AsksCooperative || to.Roles is [Announcements.Audience.Board])).Select(problem => (field, problem)));
            }
        }

        Check("kind", Kind is not null && Kind.ToLowerInvariant() is not ("service" or "topic"), new("Jenis harus layanan atau topik.", "kind must be service or topic."));
        Check("audience", Audience is null, new("Penerima belum dipilih.", "audience is missing."));
        problems.AddRange(Audience?.Problems().Select(problem => ("audience", problem)) ?? []);
        Check("audience", KindOrService == AnnouncementKind.Topic && Audience is { Topics.Count: 0 }, new("Pengumuman topik butuh paling sedikit satu topik.", "An announcement of kind topic needs audience.topics."));
        Check("link", Link is not null && !IsHttps(Link), new("Tautan harus alamat https:// yang lengkap.", "link must be a whole https:// address."));
        Check("image", Image is not null && !IsPicture(Image), new("Gambar harus alamat https:// yang berakhir .png, .jpg, atau .gif.", "image must be an https:// address that ends with .png, .jpg or .gif."));
        CheckTime("sendAt", SendAt, StartsAt);
        CheckTime("expiresAt", ExpiresAt, EndsAt);
        Check("expiresAt", EndsAt <= (StartsAt ?? now), new("Akhir berlaku harus sesudah waktu kirim.", "expiresAt must be after sendAt."));
        Check("repeat", Repeat is not null && !Enum.GetNames<AnnouncementRepeat>().Contains(Repeat, StringComparer.OrdinalIgnoreCase), new("Pengulangan tidak dikenal.", "repeat must be none, weekly, monthly or monthEnd."));
        Check("repeat", RepeatOrNone != AnnouncementRepeat.None && SendAt is null, new("Pengumuman berulang butuh waktu kirim pertama.", "A repeated announcement needs sendAt."));
        Check("repeat", RepeatOrNone == AnnouncementRepeat.MonthEnd && StartsAt is { } start && Wording.LocalDate(start) is var day && day.AddDays(1).Month == day.Month, new("Waktu kirim pertama harus hari terakhir bulan itu.", "sendAt must be the last day of a month."));
        return problems;

        void CheckTime(string field, string? given, DateTime? read)
        {
            Check(field, given is not null && read is null, new("Waktu tidak terbaca atau tidak ada di kalender. Contoh: 2026-12-01T09:00 (WIB).", $"{field} is no time that exists. Write it like 2026-12-01T09:00+07:00; without an offset it is WIB."));
            Check(field, read < now.AddMinutes(-1), new("Waktunya sudah lewat.", $"{field} is over."));
            Check(field, read > now + _farthest, new("Waktunya lebih dari 400 hari lagi.", $"{field} is more than 400 days ahead."));
        }

        void Check(string field, bool isWrong, Bilingual problem)
        {
            if (isWrong)
            {
                problems.Add((field, problem));
            }
        }
    }

    private static string? Clean(string? text) => text?.Replace("\r\n", "\n", StringComparison.Ordinal).Trim() is { Length: > 0 } left ? left : null;

    private static DateTime? TimeOf(string? text) => text is null ? null
        : DateTime.TryParseExact(text, _times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wib) ? DateTime.SpecifyKind(wib.AddHours(-7), DateTimeKind.Utc)
        : text.Length >= 16 && char.IsDigit(text[0]) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && HasOffset(text) ? at.UtcDateTime : null;

    private static bool HasOffset(string text) => text.EndsWith('Z') || text.EndsWith('z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.OrdinalIgnoreCase);

    private static bool IsHttps(string address) =>
        address.Length <= LongestLink && !address.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter)) && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri is { Scheme: "https", UserInfo: "" } && uri.Host.Contains('.', StringComparison.Ordinal);

    private static bool IsPicture(string address) => IsHttps(address) && _pictures.Contains(Path.GetExtension(new Uri(address).AbsolutePath).ToLowerInvariant());

    /// <summary>A Markdown link, or an address, with another scheme than https.</summary>
    private static bool HasBadLink(string text)
    {
        for (var at = text.IndexOf("](", StringComparison.Ordinal); at >= 0; at = text.IndexOf("](", at + 2, StringComparison.Ordinal))
        {
            if (!text.AsSpan(at + 2).TrimStart().TrimStart('<').StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return text.Contains("javascript:", StringComparison.OrdinalIgnoreCase) || text.Contains("data:text", StringComparison.OrdinalIgnoreCase) || text.Contains("http://", StringComparison.OrdinalIgnoreCase);
    }
}
