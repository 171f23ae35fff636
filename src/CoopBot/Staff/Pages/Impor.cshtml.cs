using System.Data.Common;
using System.Globalization;
using System.Text;
using CoopBot.Conversation;
using CoopBot.Records;
using CoopBot.Records.Import;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace CoopBot.Staff.Pages;

/// <summary>The office's list of cooperatives: upload, look at what would change, publish, take back.</summary>
[Authorize(StaffPolicy.Editor)]
[RequestSizeLimit(LargestRequest)]
[RequestFormLimits(MultipartBodyLengthLimit = LargestRequest)]
public sealed class ImporModel(CooperativeImport import, ListUpload upload, StaffMembers members, AuditTrail audit, IOptions<OfficeOptions> office, TimeProvider time) : PageModel
{
    // The import itself refuses a file over 50 MB, and says why.
    private const int LargestRequest = 60_000_000;

    /// <summary>The upload that is being checked, or why it ended.</summary>
    public UploadProgress? Upload { get; private set; }

    /// <summary>Another process, or a command, prepares a list.</summary>
    public CooperativeList? Elsewhere { get; private set; }

    /// <summary>The list that waits for a decision or for its file to be mended.</summary>
    public ImportReport? Report { get; private set; }

    /// <summary>All imports, the latest first.</summary>
    public IReadOnlyList<CooperativeList> History { get; private set; } = [];

    /// <summary>What is wrong with what was sent.</summary>
    public string? Problem { get; private set; }

    /// <summary>What was done.</summary>
    public string? Done { get; private set; }

    /// <summary>The date of the data, as it was given, or today.</summary>
    public string Day { get; private set; } = "";

    /// <summary>Whose list it is, as it was given, or the office's.</summary>
    public string Source { get; private set; } = "";

    /// <summary>Whether whoever looks may publish.</summary>
    public bool MayPublish => Me.Is(StaffRole.Publisher);

    private StaffMember Me => members.Of(User)!;

    /// <summary>What is under way, and the history.</summary>
    public async Task OnGetAsync(string? hasil, CancellationToken cancellation)
    {
        Done = hasil switch
        {
            "terbit" => "Daftar sudah diterbitkan. CoopBot memakainya dalam beberapa detik.",
            "buang" => "Daftar dibuang. Tidak ada yang berubah.",
            "kembali" => "Daftar sebelumnya berlaku lagi.",
            _ => null,
        };
        await LoadAsync(cancellation);
    }

    /// <summary>What is wrong with the rows, as a file for Excel.</summary>
    public async Task<IActionResult> OnGetMasalahAsync(CancellationToken cancellation)
    {
        if (await import.PendingAsync(cancellation) is not { Preview: not null } list)
        {
            return Redirect("/staff/impor");
        }

        await audit.ShownAsync(Me, "list.shown", [AuditTrail.ListSubject(list.Generation)]);
        await using var text = new StringWriter(CultureInfo.InvariantCulture);
        ImportReport.WriteProblems(ImportReport.Of(list).Problems, text);
        return File(new UTF8Encoding(true).GetPreamble().Concat(Encoding.UTF8.GetBytes(text.ToString())).ToArray(), "text/csv; charset=utf-8", $"masalah-{list.Generation}.csv");
    }

    /// <summary>Takes a file in, to be checked.</summary>
    public async Task<IActionResult> OnPostPeriksaAsync(IFormFile? berkas, string? tanggal, string? sumber, bool terima, CancellationToken cancellation)
    {
        var name = Path.GetFileName(berkas?.FileName ?? "");
        var source = string.IsNullOrWhiteSpace(sumber) ? office.Value.Name : sumber.Trim();
        Problem = berkas is not { Length: > 0 } ? "Pilih berkas CSV atau XLSX yang ada isinya."
            : name.Length > 120 ? "Nama berkas paling panjang 120 huruf. Pendekkan namanya, lalu pilih lagi."
            : !DateOnly.TryParseExact(tanggal, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || !import.Takes(day) ? CooperativeImport.WrongDay
            : source.Length > 200 ? "Sumber paling panjang 200 huruf."
            : null;
        if (Problem is null)
        {
            await using var content = berkas!.OpenReadStream();
            if (await upload.BeginAsync(content, new() { FileName = name, Source = source, DataDate = DateOnly.ParseExact(tanggal!, "yyyy-MM-dd", CultureInfo.InvariantCulture), By = Me.Name, AcceptFaulty = terima }, Me.Identity, cancellation))
            {
                return Redirect("/staff/impor");
            }

            Problem = "Berkas lain sedang diperiksa. Tunggu sampai selesai.";
        }

        await LoadAsync(cancellation);
        (Day, Source) = (tanggal ?? Day, sumber ?? Source);
        return Page();
    }

    /// <summary>Makes the list that is ready the current one.</summary>
    public Task<IActionResult> OnPostTerbitkanAsync(int daftar, bool hapus, CancellationToken cancellation) =>
        DecideAsync("list.published", "terbit", alongside => import.PublishAsync(daftar, hapus, alongside), cancellation);

    /// <summary>Takes the current list back.</summary>
    public Task<IActionResult> OnPostKembalikanAsync(int daftar, CancellationToken cancellation) =>
        DecideAsync("list.undone", "kembali", alongside => import.UndoAsync(daftar, alongside), cancellation);

    /// <summary>Throws the list away that waits.</summary>
    public Task<IActionResult> OnPostBuangAsync(int daftar, CancellationToken cancellation) =>
        DecideAsync("list.discarded", "buang", alongside => import.DiscardAsync(daftar, alongside), cancellation, StaffRole.Editor);

    private DateOnly Today => Wording.LocalDate(time.GetUtcNow().UtcDateTime);

    private async Task<IActionResult> DecideAsync(string action, string outcome, Func<Action<DbConnection, DbTransaction, int>, Task> decide, CancellationToken cancellation, StaffRole least = StaffRole.Publisher)
    {
        if (!Me.Is(least))
        {
            await StaffNotices.RefuseAsync(HttpContext);
            return new EmptyResult();
        }

        try
        {
            var record = audit.ForLists(Me.Identity);
            await decide((connection, transaction, list) => record(connection, transaction, action, list));
            return Redirect($"/staff/impor?hasil={outcome}");
        }
        catch (ImportException refused)
        {
            Problem = refused.Message;
            await LoadAsync(cancellation);
            return Page();
        }
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        (Day, Source) = (Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), office.Value.Name);
        Upload = upload.Now;
        if (Upload is { Outcome: not null })
        {
            upload.Forget();
        }

        if (Upload is not { Outcome: null } && await import.PendingAsync(cancellation) is { } list)
        {
            Elsewhere = list.State == ListState.Preparing ? list : null;
            Report = list.Preview is null ? null : ImportReport.Of(list);
            if (Report is not null)
            {
                await audit.ShownAsync(Me, "list.shown", [AuditTrail.ListSubject(list.Generation)]);
            }
        }

        History = await import.HistoryAsync(cancellation);
    }
}
