using System.Globalization;
using CoopBot.Records;
using CoopBot.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Staff.Pages;

/// <summary>The cooperatives of the current list, by name, number and district; public fields only.</summary>
[Authorize(StaffPolicy.Viewer)]
public sealed class KoperasiModel(Database database) : PageModel
{
    private const int PageSize = 25;
    private const int LongestSearch = 100;

    /// <summary>Those of this page, by name.</summary>
    public IReadOnlyList<Cooperative> Shown { get; private set; } = [];

    /// <summary>How many accounts are linked, by <see cref="Cooperative.LastingId"/>.</summary>
    public IReadOnlyDictionary<long, int> Linked { get; private set; } = new Dictionary<long, int>();

    /// <summary>How many are found.</summary>
    public int Total { get; private set; }

    /// <summary>Words of the name, or the beginning of the number.</summary>
    public string? Search { get; private set; }

    /// <summary>The district's code.</summary>
    public string? Regency { get; private set; }

    /// <summary>The page, from 1.</summary>
    public int Number { get; private set; } = 1;

    /// <summary>The first shown, from 1.</summary>
    public int From => ((Number - 1) * PageSize) + 1;

    /// <summary>The last shown.</summary>
    public int To => From + Shown.Count - 1;

    /// <summary>Whether anything is left out.</summary>
    public bool IsFiltered => Search is not null || Regency is not null;

    /// <summary>The status in words.</summary>
    public static string Status(Cooperative cooperative) => cooperative.Status switch
    {
        CooperativeStatus.Active => "aktif",
        CooperativeStatus.Inactive => "tidak aktif",
        _ => "tidak diketahui",
    };

    /// <summary>The same filter on another page.</summary>
    public string Address(int number) => QueryHelpers.AddQueryString("/staff/koperasi", new Dictionary<string, string?>
    {
        ["cari"] = Search,
        ["kabupaten"] = Regency,
        ["hal"] = number == 1 ? null : number.ToString(CultureInfo.InvariantCulture),
    }.Where(pair => pair.Value is not null));

    /// <summary>Reads a page; one that does not exist becomes the nearest that does (fault 125). What cannot be read counts as not given.</summary>
    public async Task OnGetAsync(string? cari, string? kabupaten, string? hal, CancellationToken cancellation)
    {
        Search = string.IsNullOrWhiteSpace(cari) || cari.Length > LongestSearch ? null : cari.Trim();
        Regency = District.ByCode(kabupaten)?.Code;
        await using var db = database.CreateDbContext();
        var found = db.Cooperatives.AsNoTracking();
        if (Regency is not null)
        {
            found = found.Where(row => row.Regency == Regency);
        }

        if (RegistrationNumber.TryParse(Search, out var number))
        {
            var digits = number.ToString();
            found = found.Where(row => row.Nik == digits);
        }
        else
        {
            foreach (var word in Search?.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [])
            {
#pragma warning disable CA1304, CA1311, CA1862 // It is the store that compares.
                found = found.Where(row => row.Name.ToUpper().Contains(word) || row.Nik!.StartsWith(word));
#pragma warning restore CA1304, CA1311, CA1862
            }
        }

        Total = await found.CountAsync(cancellation);
        var last = Math.Max(1, (Total + PageSize - 1) / PageSize);
        Number = Math.Clamp(int.TryParse(hal, out var asked) ? asked : 1, 1, last);
        Shown = await found.OrderBy(row => row.Name).ThenBy(row => row.Id).Skip((Number - 1) * PageSize).Take(PageSize).ToListAsync(cancellation);
        var ids = Shown.Select(row => row.LastingId).ToList();
        Linked = await db.Memberships.Where(link => ids.Contains(link.CooperativeId)).GroupBy(link => link.CooperativeId)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellation);
    }
}
