using System.Globalization;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Records.Import;

/// <summary>One file on its way in: matches its rows with the old ones, counts, and keeps some examples.</summary>
internal sealed class Preparation(CooperativeList list, ListHead head, OldRows old, ImportOptions options)
{
    private readonly List<RowProblem> _problems = [];
    private readonly List<string> _added = [];
    private readonly List<FieldChange> _changed = [];
    private readonly HashSet<string> _niks = [];

    /// <summary>Rows read so far.</summary>
    public int Read { get; private set; }

    /// <summary>The rows are worth writing: none has stood in the way.</summary>
    public bool Writes => !options.IsDryRun && (list.Faulty == 0 || options.AcceptFaulty);

    /// <summary>Nothing differs from the current list, its date and source among it.</summary>
    public bool IsSame(CooperativeList? current) =>
        list is { Added: 0, Changed: 0, Removed: 0, Faulty: 0 } && current is not null && (current.DataDate, current.Source) == (list.DataDate, list.Source);

    public ImportReport Report(bool isSame, IReadOnlyList<string> removed) => new(list, _problems, head.Ignored, _added, _changed, removed, isSame);

    /// <summary>The rows to write for these of the file.</summary>
    public async Task<IReadOnlyList<Cooperative>> TakeAsync(IReadOnlyList<ReadRow> batch, CoopDb db, CancellationToken cancellation)
    {
        Read += batch.Count;
        var matched = batch.Where(IsTold).Select(row => (Row: row, OldId: old.Take(Value<string>(row, nameof(Cooperative.Nik)), Value<string>(row, nameof(Cooperative.LegalNo)), Value<string>(row, nameof(Cooperative.Name))!, Value<string>(row, nameof(Cooperative.Regency))))).ToList();
        var ids = matched.Where(match => match.OldId is not null).Select(match => match.OldId!.Value).ToList();
        var before = ids.Count == 0 ? [] : await db.Cooperatives.IgnoreQueryFilters().AsNoTracking().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancellation);
        var rows = new List<Cooperative>(matched.Count);
        foreach (var (row, oldId) in matched)
        {
            var previous = oldId is { } id ? before.GetValueOrDefault(id) : null;
            if (row.Problems.Count == 0)
            {
                rows.Add(Merge(row, previous));
            }
            else if (previous is not null)
            {
                // Never removed because of a slip in its row.
                list.Unchanged++;
                list.Rows++;
                (previous.OriginId, previous.Id, previous.Generation) = (previous.LastingId, 0, list.Generation);
                rows.Add(previous);
            }
        }

        return rows;
    }

    /// <summary>Notes what is wrong; true for a row that can be told from others.</summary>
    private bool IsTold(ReadRow row)
    {
        IEnumerable<RowProblem> problems = row.Problems;
        var nik = Value<string>(row, nameof(Cooperative.Nik));
        var isTwice = nik is not null && !_niks.Add(nik);
        if (isTwice)
        {
            problems = problems.Append(new(row.Number, "Nomor Induk Koperasi (NIK)", "sudah ada di baris lain; hapus baris yang berulang"));
        }

        if (problems.Any())
        {
            list.Faulty++;
            _problems.AddRange(problems.Take(ImportReport.MostProblems - _problems.Count));
        }

        return !isTwice && Value<string>(row, nameof(Cooperative.Name)) is not null;
    }

    private Cooperative Merge(ReadRow row, Cooperative? previous)
    {
        list.Rows++;
        var now = previous ?? new Cooperative { Name = "", Source = options.Source };
        var isChanged = false;
        foreach (var (column, value) in row.Values)
        {
            var was = column.Get(now);
            column.Set(now, value);
            if (previous is not null && !Equals(was, column.Get(now)))
            {
                isChanged = true;
                if (_changed.Count < ImportReport.MostExamples)
                {
                    _changed.Add(new(now.Name, column.Label, Shown(was), Shown(column.Get(now))));
                }
            }
        }

        if (previous is null)
        {
            list.Added++;
            if (_added.Count < ImportReport.MostExamples)
            {
                _added.Add(now.Name);
            }
        }
        else if (isChanged)
        {
            list.Changed++;
        }
        else
        {
            list.Unchanged++;
        }

        (now.OriginId, now.Id) = (previous?.LastingId, 0);
        (now.Generation, now.Source, now.DataDate) = (list.Generation, options.Source, options.DataDate);
        return now;
    }

    private static T? Value<T>(ReadRow row, string field)
        where T : class => row.Values.FirstOrDefault(value => value.Key.Field == field).Value as T;

    private static string? Shown(object? value) => value switch
    {
        null => null,
        DateOnly day => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
        CooperativeStatus.Active => "aktif",
        CooperativeStatus.Inactive => "tidak aktif",
        CooperativeStatus.Unknown => "tidak diketahui",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
