using CoopBot.Capabilities.Announcements;
using CoopBot.Conversation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace CoopBot.Staff.Pages;

/// <summary>
/// One announcement: what it says, whom it is for, how far it has come, and what may be done now by whoever looks. Each order is for the
/// version that was looked at, and ordered twice it is done once.
/// </summary>
[Authorize(StaffPolicy.Viewer)]
public sealed class PengumumanRincianModel(
    AnnouncementStore store, AnnouncementFollowUps followUps, AnnouncementReport report, AnnouncementPreview preview, StaffMembers members, AuditTrail audit, IOptions<AnnouncementsOptions> options, TimeProvider time) : PageModel
{
    /// <summary>What it is.</summary>
    public Announcement One { get; private set; } = null!;

    /// <summary>Whom it would reach; null once its audience is fixed.</summary>
    public AnnouncementReach? Reach { get; private set; }

    /// <summary>How far it has come; null before it starts.</summary>
    public AnnouncementProgress? Progress { get; private set; }

    /// <summary>What it follows and what followed it.</summary>
    public AnnouncementFamily Family { get; private set; } = null!;

    /// <summary>What followed it itself.</summary>
    public IReadOnlyList<Announcement> Followers => Family.FollowersOf(One.Id);

    /// <summary>What a correction says otherwise than what it corrects.</summary>
    public IReadOnlyList<(string Label, string Old, string New)> Changes { get; private set; } = [];

    /// <summary>How many have it, or may have it, and would have it taken back.</summary>
    public int Holders { get; private set; }

    /// <summary>How many have it and have not read it.</summary>
    public int Unread { get; private set; }

    /// <summary>How many would be queued again.</summary>
    public int Retryable { get; private set; }

    /// <summary>How it looks.</summary>
    public IReadOnlyList<AnnouncementLook> Looks { get; private set; } = [];

    /// <summary>What was done.</summary>
    public string? Done { get; private set; }

    /// <summary>What could not be done, and what to do.</summary>
    public string? Problem { get; private set; }

    /// <summary>Who looks.</summary>
    public StaffMember Me => members.Of(User)!;

    /// <summary>Nothing of it has been sent.</summary>
    public bool IsOpen => One.IsOpen;

    /// <summary>It is being sent.</summary>
    public bool IsRunning => One.State is AnnouncementState.Preparing or AnnouncementState.Sending or AnnouncementState.Cancelling;

    /// <summary>All who can be reached now have it; visitors of the web chat get it when they come back.</summary>
    public bool WaitsForVisitors => One.State == AnnouncementState.Sending && Progress is { Counts.Pending: > 0 } progress && progress.Counts.Pending == progress.Away;

    /// <summary>What the buttons depend on: a page that shows another one is read anew.</summary>
    public string Stage => WaitsForVisitors ? "Waiting" : One.State.ToString();

    /// <summary>Another publisher has to agree, since whoever looks wrote or changed it.</summary>
    public bool NeedsAnother => options.Value.TwoPeople && (Me.Identity == One.CreatedBy || Me.Identity == One.ChangedBy);

    /// <summary>May be sent, or approved, by whoever looks.</summary>
    public bool MaySend => One.State is AnnouncementState.Draft or AnnouncementState.AwaitingApproval && Me.Is(StaffRole.Publisher) && !NeedsAnother;

    /// <summary>May be handed to a publisher by whoever looks.</summary>
    public bool MaySubmit => One.State == AnnouncementState.Draft && Me.Is(StaffRole.Editor) && !MaySend;

    /// <summary>A correction of it may be written by whoever looks.</summary>
    public bool MayCorrect => Me.Is(StaffRole.Editor) && Family.WhyNotCorrect(One.Id) is null;

    /// <summary>It may be taken back by whoever looks.</summary>
    public bool MayRecall => Me.Is(StaffRole.Publisher) && (Holders > 0 || IsRunning) && Family.WhyNotRecall(One.Id) is null;

    /// <summary>Those who have not read it may be reminded by whoever looks.</summary>
    public bool MayRemind => Me.Is(StaffRole.Publisher) && Unread > 0 && Family.WhyNotRemind(One.Id, Now) is null;

    /// <summary>Why nobody may be reminded though somebody has not read it; null where that needs no word.</summary>
    public string? WhyNotRemind => Me.Is(StaffRole.Publisher) && Unread > 0 && Family.Holds(One) ? Family.WhyNotRemind(One.Id, Now)?.Id : null;

    /// <summary>Two people have to agree to whatever is sent.</summary>
    public bool IsTwoPeople => options.Value.TwoPeople;

    /// <summary>Whom a button queues again: "4 gagal", or "5 orang" where some of them could not be reached then.</summary>
    public string Retried => Retryable > Progress!.Counts.GaveUp ? AnnouncementTerms.People(Retryable) : $"{Wording.Number(Retryable, Language.Indonesian)} gagal";

    /// <summary>May be changed by whoever looks.</summary>
    public bool MayChange => IsOpen && One.FollowUp is AnnouncementFollowUp.None or AnnouncementFollowUp.Correction && Me.Is(StaffRole.Editor);

    /// <summary>May be thrown away or stopped by whoever looks.</summary>
    public bool MayStop => One.State is not (AnnouncementState.Cancelling or AnnouncementState.Finished or AnnouncementState.Cancelled) && Me.Is(LeastToStop(One));

    /// <summary>May be queued again by whoever looks.</summary>
    public bool MayRetry => Retryable > 0 && Family.Holds(One) && (WaitsForVisitors || One.State == AnnouncementState.Finished) && One.Until > Now && Me.Is(StaffRole.Publisher);

    /// <summary>It starts at a time that is still to come.</summary>
    public bool StartsLater => One.SendAt > Now;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Shows it; a page that looked at another state is to be read anew.</summary>
    public async Task<IActionResult> OnGetAsync(long id, string? hasil, string? keadaan, CancellationToken cancellation)
    {
        Done = hasil switch
        {
            "simpan" => "Draf tersimpan. Belum ada yang dikirim.",
            "ubah" => "Perubahan tersimpan. Belum ada yang dikirim.",
            "minta" => "Persetujuan diminta. Penerbit melihatnya di Beranda.",
            "kirim" => "Sudah disetujui dan diteruskan ke pengirim.",
            "jadwal" => "Sudah dijadwalkan.",
            "henti" => "Dihentikan. Yang belum terkirim tidak dikirim lagi.",
            "ulang" => "Yang gagal diantrekan lagi.",
            "koreksi" => "Draf koreksi tersimpan. Belum ada yang dikirim.",
            "tarik" => "Penarikan dimulai. Yang masih dikirim dihentikan dulu.",
            "ingatkan" => "Pengingat dibuat.",
            _ => null,
        };
        if (await LoadAsync(id, cancellation) is { } missing)
        {
            return missing;
        }

        if (keadaan is not null && keadaan != Stage)
        {
            Response.Headers["HX-Refresh"] = "true";
        }

        return Page();
    }

    /// <summary>Asks a publisher.</summary>
    public Task<IActionResult> OnPostMintaAsync(long id, int versi, CancellationToken cancellation) =>
        OrderAsync(id, StaffRole.Editor, "minta", () => store.SubmitAsync(id, versi, Me.Identity), cancellation);

    /// <summary>Sends it, or schedules it.</summary>
    public Task<IActionResult> OnPostKirimAsync(long id, int versi, CancellationToken cancellation) =>
        OrderAsync(id, StaffRole.Publisher, "kirim", () => store.SendAsync(id, versi, Me.Identity, cancellation), cancellation);

    /// <summary>Stops the rest, or throws it away.</summary>
    public Task<IActionResult> OnPostHentikanAsync(long id, CancellationToken cancellation) =>
        OrderAsync(id, StaffRole.Editor, "henti", async () =>
            await store.FindAsync(id, cancellation) is { } one && !Me.Is(LeastToStop(one)) ? AnnouncementOrder.WrongState : await store.CancelAsync(id, Me.Identity, cancellation), cancellation);

    /// <summary>Queues again what was given up.</summary>
    public Task<IActionResult> OnPostUlangAsync(long id, CancellationToken cancellation) =>
        OrderAsync(id, StaffRole.Publisher, "ulang", async () => (await store.RetryFailedAsync(id, Me.Identity, cancellation)).Order, cancellation);

    /// <summary>Takes it back, at once.</summary>
    public Task<IActionResult> OnPostTarikAsync(long id, CancellationToken cancellation) => FollowAsync(id, "tarik", () => followUps.RecallAsync(id, Me.Identity, cancellation), cancellation);

    /// <summary>Sends it once more to those who have not read it.</summary>
    public Task<IActionResult> OnPostIngatkanAsync(long id, CancellationToken cancellation) => FollowAsync(id, "ingatkan", () => followUps.RemindAsync(id, Me.Identity, cancellation), cancellation);

    /// <summary>All recipients as CSV; that it was given out is recorded first (fault 133).</summary>
    public async Task<IActionResult> OnPostCsvAsync(long id, CancellationToken cancellation)
    {
        if (await store.FindAsync(id, cancellation) is not { } one)
        {
            return await NotThereAsync();
        }

        await audit.ShownAsync(Me, "deliveries.shown", [one.Number]);
        await DeliveryCsv.Of(one, null, store).ExecuteAsync(HttpContext);
        return new EmptyResult();
    }

    /// <summary>A draft may be thrown away by whoever writes; what is agreed on is stopped by whoever may agree.</summary>
    private static StaffRole LeastToStop(Announcement one) => one.State is AnnouncementState.Draft or AnnouncementState.AwaitingApproval ? StaffRole.Editor : StaffRole.Publisher;

    private async Task<IActionResult> FollowAsync(long id, string outcome, Func<Task<FollowUpAnswer>> order, CancellationToken cancellation)
    {
        if (!Me.Is(StaffRole.Publisher))
        {
            await StaffNotices.RefuseAsync(HttpContext);
            return new EmptyResult();
        }

        var answer = await order();
        if (answer.Id is { } followUp)
        {
            return Redirect($"/staff/pengumuman/{followUp}?hasil={outcome}");
        }

        Problem = answer.Refusal?.Id;
        return await LoadAsync(id, cancellation) ?? Page();
    }

    private async Task<IActionResult> OrderAsync(long id, StaffRole least, string outcome, Func<Task<AnnouncementOrder>> order, CancellationToken cancellation)
    {
        if (!Me.Is(least))
        {
            await StaffNotices.RefuseAsync(HttpContext);
            return new EmptyResult();
        }

        Problem = await order() switch
        {
            AnnouncementOrder.Done => null,
            AnnouncementOrder.NobodyFits => "Belum dikirim: sekarang tidak ada orang yang cocok. Ubah penerimanya.",
            AnnouncementOrder.Changed => "Belum dikirim: pengumuman ini baru saja diubah orang lain. Isinya yang sekarang ada di bawah; periksa, lalu kirim lagi.",
            AnnouncementOrder.Over => "Belum dikirim: masa berlakunya sudah habis. Ubah “berlaku sampai”, atau kosongkan.",
            AnnouncementOrder.Superseded => "Belum dikirim: pengumuman ini sudah diperbaiki atau ditarik.",
            AnnouncementOrder.NotFound => "",
            _ => "Itu tidak dapat dilakukan pada keadaannya yang sekarang. Halaman ini menunjukkan keadaan terbaru.",
        };
        if (await LoadAsync(id, cancellation) is { } missing)
        {
            return missing;
        }

        outcome = outcome == "kirim" ? One.State switch { AnnouncementState.AwaitingApproval => "minta", AnnouncementState.Scheduled => "jadwal", _ => outcome } : outcome;
        return Problem is null ? Redirect($"/staff/pengumuman/{id}?hasil={outcome}") : Page();
    }

    private async Task<IActionResult?> LoadAsync(long id, CancellationToken cancellation)
    {
        if (await store.FindAsync(id, cancellation) is not { } one)
        {
            return await NotThereAsync();
        }

        One = one;
        if (one.AudienceCount is null)
        {
            Reach = await preview.ReachAsync(one, cancellation);
        }

        Progress = one.StartedAt is null ? null : await report.OfAsync(one, cancellation);
        Looks = await preview.LooksAsync(one, cancellation);
        await LoadFamilyAsync(one, cancellation);
        return null;
    }

    private async Task LoadFamilyAsync(Announcement one, CancellationToken cancellation)
    {
        Family = (await store.FamilyAsync(one.Id, cancellation))!;
        if (one.FollowUp == AnnouncementFollowUp.Correction && Family.Find(one.FollowsId!.Value) is { } wrong)
        {
            Changes = [.. AnnouncementForm.Of(one).About(one).Differences(AnnouncementForm.Of(wrong).About(one))];
        }

        if (one.StartedAt is null)
        {
            return;
        }

        Retryable = await store.RetryableAsync(one.Id, cancellation);
        if (Family.WhyNotRecall(one.Id) is null)
        {
            Holders = await store.EstimateAsync(AnnouncementFollowUp.Recall, Family, cancellation);
        }

        if (Family.Holds(one) && one.FollowUp is AnnouncementFollowUp.None or AnnouncementFollowUp.Correction)
        {
            Unread = await store.EstimateAsync(AnnouncementFollowUp.Reminder, Family, cancellation);
        }
    }

    private async Task<IActionResult> NotThereAsync()
    {
        await StaffNotices.ShowAsync(HttpContext, StaffNotices.NotFound);
        return new EmptyResult();
    }
}
