using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace CoopBot.Staff;

/// <summary>A page that says why there is nothing else, and what to do.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What happened.</param>
/// <param name="Text">What to do.</param>
public sealed record StaffNotice(int Status, string Title, string Text)
{
    /// <summary>Where to go from here; the console's first page where nothing is said.</summary>
    public (string Label, string Path)? Link { get; init; } = ("Ke beranda", "/staff");

    /// <summary>What was sent and not taken, to be sent again; null where nothing was sent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Kept { get; init; }

    /// <summary>Whether this form can be sent again from here.</summary>
    public string? SendAgainTo { get; init; }

    /// <summary>The link opens beside this page, which holds something.</summary>
    public bool OpensBeside => SendAgainTo is not null;
}

/// <summary>The notices of the console, in its language and dress.</summary>
internal static class StaffNotices
{
    private const string View = "/Staff/Pages/Shared/Notice.cshtml";
    private const int LongestKept = 256 * 1024;

    public static readonly StaffNotice NotFound = new(404, "Halaman tidak ada", "Alamat ini tidak ada di konsol, atau sudah dipindahkan.");
    public static readonly StaffNotice Failed = new(500, "Ada gangguan", "Permintaan tadi gagal dan tidak ada yang disimpan. Coba sekali lagi; kalau tetap gagal, beri tahu pengelola sistem jam kejadiannya.");
    public static readonly StaffNotice StoreDown = new(503, "Penyimpanan sedang terganggu", "Tidak ada yang disimpan. Tunggu sebentar, lalu coba lagi.");
    public static readonly StaffNotice BadRequest = new(400, "Permintaan tidak terbaca", "Isian terlalu besar atau terpotong di jalan. Tidak ada yang disimpan. Kembali ke halaman tadi, lalu kirim lagi.");
    public static readonly StaffNotice AccountsUnreachable = new(503, "Layanan masuk kantor tidak menjawab", "Akun kantor (Entra ID) tidak dapat dihubungi sekarang. Tunggu sebentar, lalu coba lagi.") { Link = ("Coba lagi", "/staff") };
    public static readonly StaffNotice NotConfigured = new(
        503, "Masuk untuk petugas belum diatur", "Konsol ini dibuka dengan akun kantor (Entra ID). Pengelola sistem perlu mengisi Staff__Authority, Staff__ClientId, dan Staff__ClientSecret; caranya ada di README, bagian \"Staff console\".")
    { Link = null };

    private static readonly StaffNotice _sessionOver = new(
        401, "Sesi berakhir", "Isian belum terkirim. Masuk lagi di tab baru, lalu kembali ke sini dan kirim sekali lagi.")
    { Link = ("Masuk di tab baru", "/staff") };

    private static readonly StaffNotice _staleForm = new(
        400, "Formulir sudah kedaluwarsa", "Isian belum terkirim karena halaman tadi terbuka terlalu lama atau sesi sudah berganti. Periksa isian di bawah, lalu kirim ulang.");

    private static readonly StaffNotice _foreignForm = new(400, "Formulir ditolak", "Formulir ini tidak dikirim dari konsol. Tidak ada yang disimpan.");

    /// <summary>Whether a part of an open page asks, by htmx.</summary>
    public static bool IsPartial(HttpRequest request) => request.Headers["HX-Request"] == "true" && request.Headers["HX-History-Restore-Request"] != "true";

    /// <summary>Answers with the notice.</summary>
    public static Task ShowAsync(HttpContext context, StaffNotice notice) =>
        Result(context, notice).ExecuteResultAsync(new ActionContext(context, context.GetRouteData(), new ActionDescriptor()));

    /// <summary>The role does not reach so far; recorded (fault 44). Whoever has none is told what to give to an admin.</summary>
    public static async Task RefuseAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var member = services.GetRequiredService<StaffMembers>().Of(context.User);
        var path = context.Request.Path.ToString();
        await services.GetRequiredService<AuditTrail>().RefusedAsync(member?.Identity ?? "-", "role.refused", path.Length <= 200 ? path : path[..200], member?.Identity ?? "-");
        await ShowAsync(context, member is { Role: null }
            ? new(403, "Akun ini belum punya peran", $"Minta pengelola sistem menambahkan akun ini: {member.Identity.Replace("entra:", "", StringComparison.Ordinal)}:viewer (atau editor, publisher, admin).") { Link = null }
            : new(403, "Peran tidak cukup", "Halaman ini di luar peran Anda. Kalau memang perlu, minta kepada admin kantor."));
    }

    /// <summary>Something was sent without a session.</summary>
    public static async Task SessionOverAsync(HttpContext context) => await ShowAsync(context, await WithFormAsync(context, _sessionOver));

    /// <summary>Something was sent with a form that is no longer good, or from elsewhere.</summary>
    public static async Task<IActionResult> StaleFormAsync(HttpContext context) => Result(context, await WithFormAsync(context, _staleForm));

    /// <summary>Gives back what was sent from the console itself; what another site sent is not repeated to anybody (fault 120).</summary>
    private static async Task<StaffNotice> WithFormAsync(HttpContext context, StaffNotice notice)
    {
        if (context.Request.Headers["Sec-Fetch-Site"].ToString() is not ("same-origin" or "none" or ""))
        {
            return _foreignForm;
        }

        if (!context.Request.HasFormContentType || context.Request.ContentLength is not (> 0 and <= LongestKept))
        {
            return notice;
        }

        try
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return notice with
            {
                Kept = [.. form.Where(field => field.Key != "__RequestVerificationToken").SelectMany(field => field.Value, (field, value) => KeyValuePair.Create(field.Key, value ?? ""))],
                SendAgainTo = context.Request.Path + context.Request.QueryString,
            };
        }
        catch (Exception malformed) when (malformed is InvalidDataException or BadHttpRequestException or IOException)
        {
            return BadRequest;
        }
    }

    private static ViewResult Result(HttpContext context, StaffNotice notice) => new()
    {
        ViewName = View,
        StatusCode = notice.Status,
        ContentType = "text/html; charset=utf-8",
        ViewData = new ViewDataDictionary<StaffNotice>(context.RequestServices.GetRequiredService<IModelMetadataProvider>(), new ModelStateDictionary()) { Model = notice },
    };
}

/// <summary>A form whose token is no longer good ends in words, with what was typed, and not in an empty 400.</summary>
internal sealed class StaleForms : IAsyncAlwaysRunResultFilter
{
    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        if (context.Result is IAntiforgeryValidationFailedResult)
        {
            context.Result = await StaffNotices.StaleFormAsync(context.HttpContext);
        }

        await next();
    }
}
