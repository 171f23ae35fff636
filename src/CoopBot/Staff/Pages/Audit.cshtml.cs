using System.Globalization;
using System.Text.Json;
using CoopBot.Conversation;
using CoopBot.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Staff.Pages;

/// <summary>The audit trail: who did, saw or was refused what, and when (fault 133).</summary>
[Authorize(StaffPolicy.Admin)]
public sealed class AuditModel(Database database) : PageModel
{
    private const int PageSize = 50;

    /// <summary>The actions that can be chosen, with their words.</summary>
    public static IReadOnlyList<(string Action, string Title)> Actions { get; } =
    [
        ("sign-in.done", "Masuk"), ("sign-in.failed", "Gagal masuk"), ("sign-out.done", "Keluar"), ("role.refused", "Ditolak karena peran"),
        ("key.created", "Kunci dibuat"), ("key.revoked", "Kunci dicabut"), ("key.refused", "Kunci salah ditolak"), ("question.shown", "Pertanyaan ditampilkan"),
        ("list.checked", "Daftar diperiksa"), ("list.shown", "Hasil periksa ditampilkan"), ("list.published", "Daftar diterbitkan"), ("list.discarded", "Daftar dibuang"), ("list.undone", "Daftar dikembalikan"),
        ("cooperative.shown", "Data koperasi ditampilkan"), ("code.created", "Kode dibuat"), ("code.withdrawn", "Kode dicabut"), ("code.locked", "Kode salah lima kali"),
        ("member.linked", "Akun dihubungkan"), ("reminders.on", "Pengingat dinyalakan"), ("reminders.off", "Pengingat dimatikan"), ("member.left", "Akun dilepas pemiliknya"), ("member.ended", "Akun dicabut petugas"),
        ("announcements.on", "Pengumuman diminta lagi"), ("announcements.off", "Pengumuman dihentikan penerima"), ("topic.on", "Topik dilanggan"), ("topic.off", "Langganan topik dihentikan"),
        ("report.exported", "Laporan diekspor"),
        ("announcement.created", "Pengumuman ditulis"), ("announcement.changed", "Pengumuman diubah"), ("announcement.submitted", "Persetujuan pengumuman diminta"), ("announcement.scheduled", "Pengumuman dijadwalkan"),
        ("announcement.sent", "Pengumuman dikirim"), ("announcement.stopped", "Pengumuman dihentikan"), ("announcement.retried", "Pengumuman gagal dikirim ulang"), ("announcement.correction", "Koreksi pengumuman ditulis"), ("announcement.recalled", "Pengumuman ditarik"), ("announcement.reminded", "Pengingat pengumuman dikirim"), ("deliveries.shown", "Penerima pengumuman ditampilkan"),
        ("data.requested", "Data pribadi diminta"), ("data-request.shown", "Permintaan data ditampilkan"), ("data.code-made", "Kode data pribadi dibuat"), ("data.opened", "Kode data pribadi dipakai"),
        ("data.link-made", "Tautan salinan dibuat"), ("data.copied", "Salinan diunduh"), ("data.kept", "Penghapusan dibatalkan"), ("data.erasing", "Penghapusan dimulai"), ("data.erased", "Data pribadi dihapus"),
    ];

    /// <summary>The entries of this page, newest first.</summary>
    public IReadOnlyList<AuditEntry> Shown { get; private set; } = [];

    /// <summary>Only whoever has this identity.</summary>
    public string? Who { get; private set; }

    /// <summary>Only what touched this record.</summary>
    public string? Subject { get; private set; }

    /// <summary>Only this action.</summary>
    public string? Action { get; private set; }

    /// <summary>From this day on, WIB.</summary>
    public DateOnly? From { get; private set; }

    /// <summary>To this day and with it, WIB.</summary>
    public DateOnly? Until { get; private set; }

    /// <summary>Entries before this one; null for the newest.</summary>
    public long? Before { get; private set; }

    /// <summary>Where the next page starts; null where this is the last.</summary>
    public long? Older { get; private set; }

    /// <summary>Whether anything is left out.</summary>
    public bool IsFiltered => Who is not null || Subject is not null || Action is not null || From is not null || Until is not null;

    /// <summary>The action in words; one that is not known here as it is stored.</summary>
    public static string Title(string action) => Actions.FirstOrDefault(known => known.Action == action).Title ?? action;

    /// <summary>"role: viewer".</summary>
    public static string Detail(string? json) => json is null
        ? ""
        : string.Join(", ", JsonSerializer.Deserialize<Dictionary<string, string>>(json)!.Select(pair => $"{(pair.Key == "role" ? "peran" : pair.Key)}: {(StaffRoles.Parse(pair.Value)?.Title() ?? pair.Value)}"));

    /// <summary>The same filter on another page.</summary>
    public string Address(long? before) => QueryHelpers.AddQueryString("/staff/audit", new Dictionary<string, string?>
    {
        ["pelaku"] = Who,
        ["catatan"] = Subject,
        ["tindakan"] = Action,
        ["dari"] = Day(From),
        ["sampai"] = Day(Until),
        ["sebelum"] = before?.ToString(CultureInfo.InvariantCulture),
    }.Where(pair => pair.Value is not null));

    /// <summary>Reads a page by the key of the last entry shown: the thousandth costs no more than the first (fault 125). What cannot be read counts as not given.</summary>
    public async Task OnGetAsync(string? pelaku, string? catatan, string? tindakan, string? dari, string? sampai, string? sebelum, CancellationToken cancellation)
    {
        (Who, Subject, Action) = (Given(pelaku, 200), Given(catatan, 100), Given(tindakan, 40));
        (From, Until) = (Date(dari), Date(sampai));
        Before = long.TryParse(sebelum, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        await using var db = database.CreateDbContext();
        var entries = db.AuditEntries.AsNoTracking();
        if (Before is { } before)
        {
            entries = entries.Where(entry => entry.Id < before);
        }

        if (Who is not null)
        {
            entries = entries.Where(entry => entry.Who == Who);
        }

        if (Action is not null)
        {
            entries = entries.Where(entry => entry.Action == Action);
        }

        if (Subject is not null)
        {
            var whole = $" {Subject} ";
            entries = entries.Where(entry => (" " + entry.Subject + " ").Contains(whole));
        }

        if (From is { } from)
        {
            var since = Wording.StartOf(from);
            entries = entries.Where(entry => entry.At >= since);
        }

        if (Until is { } until)
        {
            var end = Wording.StartOf(until.AddDays(until == DateOnly.MaxValue ? 0 : 1));
            entries = entries.Where(entry => entry.At < end);
        }

        var found = await entries.OrderByDescending(entry => entry.Id).Take(PageSize + 1).ToListAsync(cancellation);
        Shown = [.. found.Take(PageSize)];
        Older = found.Count > PageSize ? Shown[^1].Id : null;
    }

    private static string? Given(string? text, int longest) => string.IsNullOrWhiteSpace(text) || text.Length > longest ? null : text.Trim();

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? Date(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and <= 2999 ? day : null;
}
