using CoopBot.Conversation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace CoopBot.Staff.Pages;

/// <summary>Where people sign in, and where those who signed out arrive.</summary>
public sealed class MasukModel(DevelopmentLink link, StaffMembers members, AuditTrail audit, IOptions<StaffOptions> options, TimeProvider time) : PageModel
{
    /// <summary>Whether the office's accounts are set up.</summary>
    public bool HasAccounts => options.Value.HasSignIn;

    /// <summary>What happened before.</summary>
    public string? Message { get; private set; }

    /// <summary>Whether that was a refusal.</summary>
    public bool IsProblem { get; private set; }

    /// <summary>The page; with a code, the sign-in of a developer.</summary>
    public async Task<IActionResult> OnGetAsync(string? kode, string? hasil)
    {
        if (!HasAccounts && !link.IsOffered)
        {
            await StaffNotices.ShowAsync(HttpContext, StaffNotices.NotConfigured);
            return new EmptyResult();
        }

        if (kode is not null && !HasAccounts)
        {
            if (DevelopmentLink.IsLocal(HttpContext) && link.Use(kode))
            {
                await audit.RecordAsync(StaffClaims.Developer, "sign-in.done", "");
                await HttpContext.SignInAsync(StaffSchemes.Cookie, StaffSession.New(StaffClaims.Developer, "Pengembang", [], time.GetUtcNow()));
                return Redirect("/staff");
            }

            await audit.RefusedAsync("-", "sign-in.failed", "", HttpContext.Connection.RemoteIpAddress?.ToString() ?? "");
            Response.StatusCode = StatusCodes.Status403Forbidden;
            (Message, IsProblem) = ("Tautan itu tidak berlaku: sudah dipakai, lewat 15 menit, atau tidak dibuka dari mesin ini.", true);
            return Page();
        }

        if (members.Of(User)?.Role is not null)
        {
            return Redirect("/staff");
        }

        (Message, IsProblem) = hasil switch
        {
            "keluar" => ("Anda sudah keluar dari konsol.", false),
            "batal" => ("Masuk dibatalkan. Tidak ada yang berubah.", false),
            "gagal" => ("Masuk belum berhasil. Coba sekali lagi; kalau tetap gagal, beri tahu pengelola sistem.", true),
            _ => ((string?)null, false),
        };
        return Page();
    }

    /// <summary>To the office's accounts, asking which one: whoever signed out before may be somebody else.</summary>
    public async Task<IActionResult> OnGetAkunAsync()
    {
        if (!HasAccounts)
        {
            return Redirect("/staff/masuk");
        }

        await StaffSignIn.ChallengeAsync(HttpContext, "/staff", "select_account");
        return new EmptyResult();
    }

    /// <summary>A new link for the developer at this machine, printed where the first one was.</summary>
    public IActionResult OnPostTautan()
    {
        if (!link.IsOffered || !DevelopmentLink.IsLocal(HttpContext))
        {
            return Redirect("/staff/masuk");
        }

        Console.WriteLine($"Staff: {link.Make(new Uri($"{Request.Scheme}://{Request.Host}"))}");
        Message = "Tautan baru sudah tercetak di terminal.";
        return Page();
    }
}
