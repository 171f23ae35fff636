using CoopBot.Conversation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CoopBot.Staff.Pages;

/// <summary>Keys for automation: by people only, since keys do not open pages.</summary>
[Authorize(StaffPolicy.Admin)]
public sealed class KunciModel(ApiKeys keys, StaffMembers members) : PageModel
{
    /// <summary>All keys.</summary>
    public IReadOnlyList<ApiKey> Keys { get; private set; } = [];

    /// <summary>The key just made; this answer is the only one that shows it.</summary>
    public string? NewKey { get; private set; }

    /// <summary>Its name.</summary>
    public string? NewName { get; private set; }

    /// <summary>The key just revoked.</summary>
    public string? Revoked { get; private set; }

    /// <summary>What is wrong with what was sent.</summary>
    public string? Problem { get; private set; }

    /// <summary>What was typed, kept where it was refused.</summary>
    public string? Name { get; private set; }

    /// <summary>What was chosen.</summary>
    public StaffRole Role { get; private set; } = StaffRole.Viewer;

    /// <summary>"25 November 2026, 14.05 WIB".</summary>
    public static string When(DateTime utc) => $"{Wording.Date(Wording.LocalDate(utc), Language.Indonesian)}, {Wording.Time(utc)}";

    /// <summary>The list.</summary>
    public async Task OnGetAsync(CancellationToken cancellation) => Keys = await keys.ListAsync(cancellation);

    /// <summary>Makes a key.</summary>
    public async Task OnPostBuatAsync(string? nama, string? peran, CancellationToken cancellation)
    {
        var name = (nama ?? "").Trim();
        if (StaffRoles.Parse(peran) is not { } role)
        {
            (Problem, Name) = ("Pilih salah satu peran.", name);
        }
        else
        {
            var (outcome, key) = await keys.NewAsync(name, role, members.Of(User)!.Identity);
            (NewKey, NewName) = (key, key is null ? null : name);
            Problem = outcome switch
            {
                KeyMade.BadName => "Nama kunci terdiri dari 2 sampai 40 huruf kecil, angka, atau tanda hubung, misalnya impor-malam.",
                KeyMade.NameTaken => $"Nama {name} sudah dipakai sebuah kunci. Kalau kunci itu baru saja dibuat dan belum sempat disalin, cabut, lalu buat yang baru dengan nama lain.",
                _ => null,
            };
            (Name, Role) = Problem is null ? (null, StaffRole.Viewer) : (name, role);
        }

        Keys = await keys.ListAsync(cancellation);
    }

    /// <summary>Ends a key.</summary>
    public async Task OnPostCabutAsync(string? nama, CancellationToken cancellation)
    {
        var name = nama ?? "";
        if (await keys.RevokeAsync(name, members.Of(User)!.Identity))
        {
            Revoked = name;
        }
        else
        {
            Problem = "Kunci itu sudah dicabut sebelumnya, atau tidak ada. Daftar di bawah menunjukkan keadaan sekarang.";
        }

        Keys = await keys.ListAsync(cancellation);
    }
}
