using System.Globalization;
using CoopBot.Capabilities.Figures;
using CoopBot.Conversation;
using CoopBot.Records;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace CoopBot.Staff.Pages;

/// <summary>Figures as chart, table and file. What is chosen stands in the address; what cannot be read there counts as not given (fault 125).</summary>
[Authorize(StaffPolicy.Viewer)]
public sealed class LaporanModel(FigurePictures pictures, StaffMembers members, AuditTrail audit, TimeProvider time) : PageModel
{
    /// <summary>The figures that can be chosen, by their words in the address.</summary>
    public static IReadOnlyList<(string Word, string Title, FigureTopic Topic)> Topics { get; } =
    [
        ("per-kabupaten", "Per kabupaten", FigureTopic.Districts),
        ("per-jenis", "Per jenis", FigureTopic.Kinds),
        ("per-status", "Per status tercatat", FigureTopic.Statuses),
        ("perkembangan", "Angka diumumkan", FigureTopic.Totals),
    ];

    /// <summary>The statuses that can be chosen.</summary>
    public static IReadOnlyList<(string Word, string Title, CooperativeStatus Status)> Statuses { get; } =
    [
        ("aktif", "Aktif", CooperativeStatus.Active),
        ("tidak-aktif", "Tidak aktif", CooperativeStatus.Inactive),
        ("tidak-diketahui", "Tidak diketahui", CooperativeStatus.Unknown),
    ];

    /// <summary>Which figure is shown.</summary>
    public FigureQuery Query { get; private set; } = new(FigureTopic.Districts);

    /// <summary>The figure; null where there are no records.</summary>
    public Figure? Figure { get; private set; }

    /// <summary>The same choice at another handler of this page, or at the page itself.</summary>
    public string Address(string? handler) => QueryHelpers.AddQueryString("/staff/laporan", Choice().Append(("handler", handler))
        .Where(pair => pair.Item2 is not null).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)));

    /// <summary>Shows the page.</summary>
    public async Task OnGetAsync(string? angka, string? kabupaten, string? jenis, string? status, CancellationToken cancellation)
    {
        Query = Read(angka, kabupaten, jenis, status);
        Figure = await pictures.FigureAsync(Query, null, cancellation);
    }

    /// <summary>The chart.</summary>
    public async Task<IActionResult> OnGetGambarAsync(string? angka, string? kabupaten, string? jenis, string? status, CancellationToken cancellation) =>
        await pictures.FigureAsync(Read(angka, kabupaten, jenis, status), null, cancellation) is { } figure
            ? File(await pictures.DrawAsync(figure, cancellation), "image/png")
            : NotFound();

    /// <summary>The table as CSV.</summary>
    public Task<IActionResult> OnPostCsvAsync(string? angka, string? kabupaten, string? jenis, string? status, CancellationToken cancellation) =>
        ExportAsync(Read(angka, kabupaten, jenis, status), "csv", "text/csv; charset=utf-8", figure => Task.FromResult(FigureExport.Csv(figure)), cancellation);

    /// <summary>The table as XLSX.</summary>
    public Task<IActionResult> OnPostXlsxAsync(string? angka, string? kabupaten, string? jenis, string? status, CancellationToken cancellation) =>
        ExportAsync(
            Read(angka, kabupaten, jenis, status), "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            figure => FigureExport.XlsxAsync(figure, cancellation), cancellation);

    private async Task<IActionResult> ExportAsync(FigureQuery query, string form, string type, Func<Figure, Task<byte[]>> write, CancellationToken cancellation)
    {
        Query = query;
        if (await pictures.FigureAsync(query, null, cancellation) is not { } figure)
        {
            return Redirect(Address(null));
        }

        var file = await write(figure);
        var detail = Choice().Append(("bentuk", form)).Where(pair => pair.Item2 is not null).ToDictionary(pair => pair.Item1, pair => pair.Item2!);
        await audit.RecordAsync(members.Of(User)!.Identity, "report.exported", "", detail);
        var day = Wording.LocalDate(time.GetUtcNow().UtcDateTime).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return File(file, type, $"{(figure.Synthetic ? "data-contoh-" : "")}koperasi-{Word(query.Topic)}-{day}.{form}");
    }

    private IEnumerable<(string, string?)> Choice() =>
    [
        ("angka", Word(Query.Topic)), ("kabupaten", Query.District?.Code), ("jenis", Query.Kind),
        ("status", Statuses.FirstOrDefault(each => each.Status == Query.Status).Word),
    ];

    private static string Word(FigureTopic topic) => Topics.First(each => each.Topic == topic).Word;

    private static FigureQuery Read(string? figure, string? district, string? kind, string? status)
    {
        var topic = Topics.FirstOrDefault(each => each.Word == figure, Topics[0]).Topic;
        return topic == FigureTopic.Totals ? new(topic) : new(
            topic,
            District.ByCode(district),
            CooperativeKind.All.FirstOrDefault(known => known == kind),
            Statuses.Where(each => each.Word == status).Select(each => (CooperativeStatus?)each.Status).FirstOrDefault());
    }
}
