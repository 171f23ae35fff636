using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CoopBot.Staff.Pages;

/// <summary>Ends the session, also for whoever kept its cookie; open to people whose role was taken away.</summary>
public sealed class KeluarModel(EndedSessions ended) : PageModel
{
    /// <summary>Somebody typed the address.</summary>
    public IActionResult OnGet() => Redirect("/staff");

    /// <summary>Signs out.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (User.FindFirstValue(StaffClaims.Session) is { } session && User.FindFirstValue(StaffClaims.Identity) is { } identity)
        {
            await ended.EndAsync(session, identity);
        }

        await HttpContext.SignOutAsync(StaffSchemes.Cookie);
        return Redirect("/staff/masuk?hasil=keluar");
    }
}
