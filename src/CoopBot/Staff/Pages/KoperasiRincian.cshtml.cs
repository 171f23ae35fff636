using CoopBot.Capabilities.Cooperatives;
using CoopBot.Channels;
using CoopBot.Conversation;
using CoopBot.People;
using CoopBot.Records;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CoopBot.Staff.Pages;

/// <summary>
/// One cooperative: its fields, who is linked (how many, since when; never what they say), and its codes. Everybody with a role reads;
/// an editor and up makes and ends. That it was shown is recorded first (fault 133).
/// </summary>
[Authorize(StaffPolicy.Viewer)]
public sealed class KoperasiRincianModel(CooperativeLookUp lookUp, Memberships memberships, LinkCodes codes, StaffMembers members, AuditTrail audit) : PageModel
{
    /// <summary>Its lasting key.</summary>
    public long Id { get; private set; }

    /// <summary>Its record; null where the current list has it no more.</summary>
    public Cooperative? Record { get; private set; }

    /// <summary>All fields in the order of the national page, officers among them.</summary>
    public IReadOnlyList<(string Label, string? Value)> Fields { get; private set; } = [];

    /// <summary>Linked accounts.</summary>
    public IReadOnlyList<Membership> Links { get; private set; } = [];

    /// <summary>Codes that wait to be used.</summary>
    public IReadOnlyList<LinkCode> Open { get; private set; } = [];

    /// <summary>The code just made; this answer is the only one that shows it.</summary>
    public (string Code, DateTime ExpiresAt)? Made { get; private set; }

    /// <summary>What was done.</summary>
    public string? Done { get; private set; }

    /// <summary>What could not be done, and what to do.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether this person may make and end.</summary>
    public bool MayEdit { get; private set; }

    /// <summary>The heading.</summary>
    public string Title => Record?.Name ?? $"Koperasi {LinkCode.SubjectOf(Id)}";

    private StaffMember Me => members.Of(User)!;

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellation) => await ShowAsync(id, cancellation);

    /// <summary>Makes a code.</summary>
    public async Task<IActionResult> OnPostBuatAsync(long id, CancellationToken cancellation)
    {
        if (!Me.Is(StaffRole.Editor))
        {
            return Forbid(StaffSchemes.Cookie);
        }

        if (await lookUp.ReadAsync(id, cancellation) is null)
        {
            Problem = "Kode tidak dibuat: koperasi ini tidak ada di daftar dinas sekarang.";
        }
        else if (await codes.NewAsync(id, Me.Identity) is { } made)
        {
            Made = (OneTimeCode.Shown(made.Code), made.ExpiresAt);
        }
        else
        {
            Problem = $"Sudah ada {LinkCodes.MostOpen} kode yang belum dipakai. Cabut yang tidak perlu, lalu buat lagi.";
        }

        return await ShowAsync(id, cancellation);
    }

    /// <summary>Withdraws a code.</summary>
    public async Task<IActionResult> OnPostCabutKodeAsync(long id, long kode, CancellationToken cancellation)
    {
        if (!Me.Is(StaffRole.Editor))
        {
            return Forbid(StaffSchemes.Cookie);
        }

        if (await codes.WithdrawAsync(kode, id, Me.Identity))
        {
            Done = "Kode sudah dicabut dan ditolak mulai sekarang.";
        }
        else
        {
            Problem = "Kode itu sudah dipakai, sudah dicabut, atau sudah lewat waktunya. Daftar di bawah menunjukkan keadaan sekarang.";
        }

        return await ShowAsync(id, cancellation);
    }

    /// <summary>Ends a link.</summary>
    public async Task<IActionResult> OnPostCabutAkunAsync([FromServices] EndedLinks links, long id, long akun, CancellationToken cancellation)
    {
        if (!Me.Is(StaffRole.Editor))
        {
            return Forbid(StaffSchemes.Cookie);
        }

        if (await links.EndAsync(akun, id, Me.Identity))
        {
            Done = $"Akun {Memberships.NumberOf(akun)} sudah dilepas; rincian koperasi ini tidak terbuka lagi baginya.";
        }
        else
        {
            Problem = "Akun itu sudah dilepas sebelumnya. Daftar di bawah menunjukkan keadaan sekarang.";
        }

        return await ShowAsync(id, cancellation);
    }

    private async Task<PageResult> ShowAsync(long id, CancellationToken cancellation)
    {
        (Id, MayEdit) = (id, Me.Is(StaffRole.Editor));
        Record = await lookUp.ReadAsync(id, cancellation);
        if (Record is { } record)
        {
            await audit.ShownAsync(Me, "cooperative.shown", [LinkCode.SubjectOf(id)]);
            Fields =
            [
                .. CooperativeFields.Public(record, Language.Indonesian),
                ("Nama ketua", record.Chair), ("Nama sekretaris", record.Secretary), ("Nama bendahara", record.Treasurer), ("Nama pengawas", record.Supervisor), ("Nama manajer", record.Manager),
                ("Sumber", record.Source), ("Data per", Wording.Date(record.DataDate, Language.Indonesian)),
            ];
        }

        Links = await memberships.OfAsync(id, cancellation);
        Open = await codes.OpenAsync(id, cancellation);
        return Page();
    }
}
