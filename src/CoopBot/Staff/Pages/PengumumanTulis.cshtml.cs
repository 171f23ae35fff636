using CoopBot.Capabilities.Announcements;
using CoopBot.Conversation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace CoopBot.Staff.Pages;

/// <summary>
/// Writes an announcement, or changes one that has not been sent. What was typed stays, whatever comes of it; another's change is shown
/// and never overwritten unseen (fault 123); a click twice makes one (fault 74).
/// </summary>
[Authorize(StaffPolicy.Editor)]
[RequestSizeLimit(256 * 1024)]
public sealed class PengumumanTulisModel(
    AnnouncementStore store, AnnouncementFollowUps followUps, AnnouncementPreview preview, StaffMembers members, IOptions<AnnouncementsOptions> options, OfficeCalendar calendar, TimeProvider time) : PageModel
{
    /// <summary>What is in the fields.</summary>
    [BindProperty]
    public AnnouncementForm Form { get; set; } = new();

    /// <summary>Which announcement is changed; null for a new one.</summary>
    public long? Id { get; private set; }

    /// <summary>What it corrects: its recipients are those of that one; null for an announcement of its own.</summary>
    public Announcement? Corrects { get; private set; }

    /// <summary>The version that the form goes on from.</summary>
    public int Version { get; private set; }

    /// <summary>A change takes it back from approval or its schedule.</summary>
    public bool StartsAnew { get; private set; }

    /// <summary>Names this form: sent twice, it makes one announcement.</summary>
    public string Key { get; private set; } = Guid.NewGuid().ToString("N");

    /// <summary>What is wrong, by field; said once it was to be stored.</summary>
    public IReadOnlyList<(string Id, string Label, string Problem)> Problems { get; private set; } = [];

    /// <summary>What could not be done, and what to do.</summary>
    public string? Problem { get; private set; }

    /// <summary>What somebody else stored meanwhile; null where nobody did.</summary>
    public Announcement? Theirs { get; private set; }

    /// <summary>What to know before it is sent, and what is wrong with what is written so far.</summary>
    public IReadOnlyList<string> Remarks { get; private set; } = [];

    /// <summary>How it looks.</summary>
    public IReadOnlyList<AnnouncementLook> Looks { get; private set; } = [];

    /// <summary>Whom it reaches now.</summary>
    public AnnouncementReach? Reach { get; private set; }

    /// <summary>Who looks.</summary>
    public StaffMember Me => members.Of(User)!;

    /// <summary>What is wrong with one field; null where nothing is.</summary>
    public string? ProblemOf(string field) => Problems.Where(problem => problem.Id == field).Select(problem => problem.Problem).ToList() is { Count: > 0 } found ? string.Join(' ', found) : null;

    /// <summary>An empty form, one that is filled from an announcement that was sent, to be sent anew or corrected, or a draft's.</summary>
    public async Task<IActionResult> OnGetAsync(long? id, long? dari, long? koreksi, CancellationToken cancellation)
    {
        if (id is null && koreksi is { } wrong && (await store.FamilyAsync(wrong, cancellation))?.WhyNotCorrect(wrong) is not null)
        {
            return Redirect($"/staff/pengumuman/{wrong}");
        }

        if ((id ?? koreksi ?? dari) is { } known)
        {
            if (await store.FindAsync(known, cancellation) is not { } stored)
            {
                await StaffNotices.ShowAsync(HttpContext, StaffNotices.NotFound);
                return new EmptyResult();
            }

            Form = AnnouncementForm.Of(stored);
            if (id is null)
            {
                // Its times were the other's.
                Form = Form with { Kapan = "sekarang", KirimPada = null, BerlakuSampai = koreksi is not null && stored.ExpiresAt > time.GetUtcNow().UtcDateTime ? Form.BerlakuSampai : null, Ulang = nameof(AnnouncementRepeat.None) };
            }
            else if (!MayChange(stored))
            {
                return Redirect($"/staff/pengumuman/{known}");
            }

            (Id, Version, StartsAnew) = (id, stored.Version, id is not null && stored.State != AnnouncementState.Draft);
        }

        await AboutAsync(id, koreksi, cancellation);
        return await ShowAsync(cancellation);
    }

    /// <summary>Shows how it looks; stores nothing.</summary>
    public async Task<IActionResult> OnPostPratinjauAsync(long? id, long? koreksi, int versi, string? kunci, CancellationToken cancellation)
    {
        Keep(id, versi, kunci);
        await AboutAsync(id, koreksi, cancellation);
        return await ShowAsync(cancellation);
    }

    /// <summary>Stores it as a draft.</summary>
    public async Task<IActionResult> OnPostAsync(long? id, long? koreksi, int versi, string? kunci, CancellationToken cancellation)
    {
        Keep(id, versi, kunci);
        await AboutAsync(id, koreksi, cancellation);
        Problems = Form.Problems(time.GetUtcNow().UtcDateTime);
        if (Problems.Count > 0)
        {
            return await ShowAsync(cancellation);
        }

        var draft = Form.Draft();
        return id is { } known ? await ChangeAsync(known, draft, cancellation) : Corrects is { } wrong ? await CorrectAsync(wrong, draft, cancellation) : await CreateAsync(draft, cancellation);
    }

    private static bool MayChange(Announcement announcement) => announcement.IsOpen && announcement.FollowUp is AnnouncementFollowUp.None or AnnouncementFollowUp.Correction;

    /// <summary>What is corrected; whom it went to is taken from there, whatever a request says.</summary>
    private async Task AboutAsync(long? id, long? corrects, CancellationToken cancellation)
    {
        var about = id is { } known ? await store.FindAsync(known, cancellation) is { FollowUp: AnnouncementFollowUp.Correction, FollowsId: { } follows } ? follows : null : corrects;
        Corrects = about is { } wrong ? await store.FindAsync(wrong, cancellation) : null;
        Form = Corrects is null ? Form : Form.About(Corrects);
    }

    private async Task<IActionResult> CorrectAsync(Announcement wrong, AnnouncementDraft draft, CancellationToken cancellation)
    {
        var answer = await followUps.CorrectAsync(wrong.Id, draft, Me.Identity, $"{Me.Identity}:console:{Key}", AnnouncementForm.Hash(draft));
        if (answer.Id is { } created)
        {
            return Redirect($"/staff/pengumuman/{created}?hasil=koreksi");
        }

        Key = Guid.NewGuid().ToString("N");
        Problem = $"{answer.Refusal?.Id} Isian di bawah belum tersimpan.";
        return await ShowAsync(cancellation);
    }

    private async Task<IActionResult> CreateAsync(AnnouncementDraft draft, CancellationToken cancellation)
    {
        if (await store.CreateAsync(draft, Me.Identity, $"{Me.Identity}:console:{Key}", AnnouncementForm.Hash(draft), cancellation) is { } created)
        {
            return Redirect($"/staff/pengumuman/{created.Id}?hasil=simpan");
        }

        // The form was stored, then brought back by the browser and changed.
        Key = Guid.NewGuid().ToString("N");
        Problem = "Formulir ini sudah pernah disimpan dengan isi lain; yang itu ada di daftar pengumuman. Kalau ini memang pengumuman lain, simpan sekali lagi.";
        return await ShowAsync(cancellation);
    }

    private async Task<IActionResult> ChangeAsync(long id, AnnouncementDraft draft, CancellationToken cancellation)
    {
        switch (await store.ChangeAsync(id, Version, draft, Me.Identity))
        {
            case AnnouncementOrder.Done:
                return Redirect($"/staff/pengumuman/{id}?hasil=ubah");
            case AnnouncementOrder.NotFound:
                Id = null;
                Problem = "Pengumuman ini sudah tidak ada. Isian di bawah belum tersimpan; kalau masih perlu, simpan sebagai pengumuman baru.";
                break;
            case AnnouncementOrder.Changed:
                Theirs = await store.FindAsync(id, cancellation);
                // Whoever saves once more has seen both.
                Version = Theirs?.Version ?? Version;
                break;
            default:
                Id = null;
                Problem = $"{Announcement.NumberOf(id)} sudah dikirim atau dibatalkan, jadi tidak dapat diubah lagi. Isian di bawah belum tersimpan; kalau masih perlu, simpan sebagai pengumuman baru.";
                break;
        }

        return await ShowAsync(cancellation);
    }

    private void Keep(long? id, int version, string? key)
    {
        (Id, Version) = (id, version);
        Key = Guid.TryParseExact(key, "N", out _) ? key! : Key;
        // The fields show what is in Form; what the binder remembers could differ from it.
        ModelState.Clear();
    }

    private async Task<PageResult> ShowAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var draft = Form.Draft();
        Looks = await preview.LooksAsync(draft, cancellation, Corrects is null ? AnnouncementFollowUp.None : AnnouncementFollowUp.Correction);
        Reach = Corrects is { } wrong ? await preview.ReachAsync(wrong, Id, cancellation)
            : draft.Audience is { IsEmpty: false } audience ? await preview.ReachAsync(audience, draft.KindOrService, cancellation) : null;
        // What is only not written yet needs no word.
        Remarks = [.. Form.Problems(now).Where(problem => !IsMissing(problem.Id)).Select(problem => $"{problem.Label}: {problem.Problem}"), .. AnnouncementWarnings.Of(draft, now, options.Value, calendar).Select(warning => warning.Id)];
        return Page();

        bool IsMissing(string field) => field switch
        {
            "judul" => draft.Title is null,
            "teks" => draft.Text is null,
            "penerima" => draft.Audience!.IsEmpty,
            "kirimPada" => draft.SendAt is null,
            _ => false,
        };
    }
}
