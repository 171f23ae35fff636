using System.Globalization;
using CoopBot.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CoopBot.Staff.Pages;

/// <summary>
/// Requests for one's own data that wait for a code: number, channel, when, how many cooperatives are linked; never what was said. An
/// editor and up makes the code once they know who asks. That the list was shown is recorded first (fault 133).
/// </summary>
[Authorize(StaffPolicy.Editor)]
public sealed class PermintaanModel(DataRequests requests, StaffMembers members, AuditTrail audit, TimeProvider time) : PageModel
{
    private const int Most = 100;

    /// <summary>Those that wait, the oldest first, at most a hundred.</summary>
    public IReadOnlyList<(DataRequest Request, int Cooperatives)> Open { get; private set; } = [];

    /// <summary>How many wait.</summary>
    public int Total { get; private set; }

    /// <summary>The code just made, for which request; this answer is the only one that shows it.</summary>
    public (string Number, string Code, DateTime Until)? Made { get; private set; }

    /// <summary>What could not be done, and what to do.</summary>
    public string? Problem { get; private set; }

    private StaffMember Me => members.Of(User)!;

    /// <summary>"salinan", "penghapusan".</summary>
    public static string Wish(DataWish wish) => wish == DataWish.Erase ? "penghapusan" : "salinan";

    /// <summary>Whether a code waits to be typed.</summary>
    public bool HasCode(DataRequest request) => request.CodeHash is not null && request.CodeUntil > time.GetUtcNow().UtcDateTime;

    /// <summary>Shows the list.</summary>
    public Task OnGetAsync(string? nomor, CancellationToken cancellation) => ShowAsync(nomor, cancellation);

    /// <summary>The number that was looked for; null for none.</summary>
    public string? Number { get; private set; }

    /// <summary>Makes a code; the one before is void.</summary>
    public async Task OnPostBuatAsync(long permintaan, CancellationToken cancellation)
    {
        if (await requests.NewCodeAsync(permintaan, Me.Identity) is { } made)
        {
            Made = (DataRequest.NumberOf(permintaan), OneTimeCode.Shown(made.Code), made.Until);
        }
        else
        {
            Problem = "Permintaan itu sudah dibuka dengan kodenya, sudah dihapus, atau tidak ada. Daftar di bawah menunjukkan keadaan sekarang.";
        }

        await ShowAsync(null, cancellation);
    }

    private async Task ShowAsync(string? number, CancellationToken cancellation)
    {
        // The officer has the number from whoever asks: "D-0007", "d7", "7". What is none finds none.
        Number = string.IsNullOrWhiteSpace(number) || number.Length > 20 ? null : number.Trim();
        long? id = Number is null ? null : long.TryParse(Number.TrimStart('D', 'd').TrimStart('-'), NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0;
        Open = await requests.OpenAsync(id, Most, cancellation);
        Total = await requests.CountOpenAsync(cancellation);
        await audit.ShownAsync(Me, "data-request.shown", Open.Select(each => each.Request.Number));
    }
}
