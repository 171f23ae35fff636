namespace CoopBot.Staff;

/// <summary>A page in the console's navigation.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Label">Its word.</param>
/// <param name="Least">The least role that may open it; others do not see it.</param>
/// <param name="Counts">Shows how many questions wait.</param>
public sealed record StaffPage(string Path, string Label, StaffRole Least, bool Counts = false);

/// <summary>The console's pages in order; one line adds one. The page itself carries the same role in its <c>[Authorize]</c> (a test compares the two).</summary>
public static class StaffNavigation
{
    /// <summary>All pages.</summary>
    public static IReadOnlyList<StaffPage> Pages { get; } =
    [
        new("/staff", "Beranda", StaffRole.Viewer),
        new("/staff/pertanyaan", "Pertanyaan", StaffRole.Viewer, Counts: true),
        new("/staff/pengumuman", "Pengumuman", StaffRole.Viewer),
        new("/staff/permintaan", "Data pribadi", StaffRole.Editor),
        new("/staff/koperasi", "Koperasi", StaffRole.Viewer),
        new("/staff/impor", "Impor daftar", StaffRole.Editor),
        new("/staff/laporan", "Laporan", StaffRole.Viewer),
        new("/staff/kunci", "Kunci API", StaffRole.Admin),
        new("/staff/audit", "Jejak audit", StaffRole.Admin),
    ];
}
