using System.Data.Common;
using System.Globalization;
using CoopBot.Conversation;

namespace CoopBot.Records.Import;

/// <summary><c>import FILE</c>, <c>import --undo</c>, <c>import --history</c>. What it prints is for the office, so it is Indonesian.</summary>
internal sealed record ImportCommand(string? File, bool Undo, bool History, bool DryRun, bool AcceptErrors, bool ConfirmRemovals, DateOnly? DataDate, string? Source, string? Errors)
{
    /// <summary>The command that the words after <c>import</c> ask for; null for wrong ones.</summary>
    public static ImportCommand? Parse(string[] args)
    {
        var command = new ImportCommand(null, false, false, false, false, false, null, null, null);
        for (var i = 0; i < args.Length; i++)
        {
            var next = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "--undo":
                    command = command with { Undo = true };
                    break;
                case "--history":
                    command = command with { History = true };
                    break;
                case "--dry-run":
                    command = command with { DryRun = true };
                    break;
                case "--accept-errors":
                    command = command with { AcceptErrors = true };
                    break;
                case "--confirm-removals":
                    command = command with { ConfirmRemovals = true };
                    break;
                case "--data-date" when DateOnly.TryParseExact(next, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day):
                    command = command with { DataDate = day };
                    i++;
                    break;
                case "--source" when next is { Length: > 0 and <= 200 }:
                    command = command with { Source = next };
                    i++;
                    break;
                case "--errors" when next is { Length: > 0 }:
                    command = command with { Errors = next };
                    i++;
                    break;
                case { Length: > 0 } file when file[0] != '-' && command.File is null:
                    command = command with { File = file };
                    break;
                default:
                    return null;
            }
        }

        return (command.File is not null ? 1 : 0) + (command.Undo ? 1 : 0) + (command.History ? 1 : 0) == 1 ? command : null;
    }

    /// <summary>0 where it was done, or there was nothing to do; 1 where it was refused.</summary>
    /// <param name="import">What does it.</param>
    /// <param name="audit">Records the action of that name on the list of that number, in the transaction of the action.</param>
    /// <param name="time">Today.</param>
    /// <param name="output">What was done.</param>
    /// <param name="error">What was refused, and how far it is.</param>
    /// <param name="showsProgress">Whether somebody watches.</param>
    /// <param name="cancellation">Ends it; nothing is left.</param>
    public async Task<int> RunAsync(CooperativeImport import, Action<DbConnection, DbTransaction, string, int> audit, TimeProvider time, TextWriter output, TextWriter error, bool showsProgress, CancellationToken cancellation)
    {
        try
        {
            return History ? await ListAsync(import, output, cancellation)
                : Undo ? Say(output, $"Impor {(await import.UndoAsync(alongside: (connection, transaction, list) => audit(connection, transaction, "list.undone", list))).FileName} dibatalkan. Daftar sebelumnya berlaku lagi.")
                : await ImportAsync(import, audit, time, output, error, showsProgress, cancellation);
        }
        catch (ImportException refused)
        {
            await error.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    private async Task<int> ImportAsync(CooperativeImport import, Action<DbConnection, DbTransaction, string, int> audit, TimeProvider time, TextWriter output, TextWriter error, bool showsProgress, CancellationToken cancellation)
    {
        var name = Path.GetFileName(File!);
        var report = await import.PrepareAsync(File!, new()
        {
            FileName = name,
            Source = Source ?? name,
            DataDate = DataDate ?? Wording.LocalDate(time.GetUtcNow().UtcDateTime),
            By = Environment.UserName,
            AcceptFaulty = AcceptErrors,
            IsDryRun = DryRun,
        }, showsProgress ? new Line(error) : null, cancellation);
        if (report.IsSame)
        {
            return Say(output, "Tidak ada perubahan: isi berkas sama dengan daftar yang berlaku.");
        }

        await PrintAsync(report, output);
        var list = report.List;
        if (list.Faulty > 0 && Errors is not null)
        {
            await using var file = new StreamWriter(Errors, append: false, new System.Text.UTF8Encoding(true));
            ImportReport.WriteProblems(report.Problems, file);
        }

        if (list.Faulty > 0 && !AcceptErrors)
        {
            await error.WriteLineAsync($"{list.Faulty} baris bermasalah, jadi tidak ada yang diubah. Perbaiki berkasnya, atau tambahkan --accept-errors: baris itu memakai data lama, dan koperasi yang belum ada datanya tidak ikut masuk.{(Errors is null ? " --errors FILE.csv menyimpan semua masalah." : "")}");
            return 1;
        }

        if (list.Rows == 0)
        {
            await error.WriteLineAsync("Tidak satu baris pun dapat dipakai, jadi tidak ada yang diubah. Perbaiki baris yang bermasalah, lalu impor lagi.");
            return 1;
        }

        if (DryRun)
        {
            return Say(output, "Ini percobaan; tidak ada yang diubah.");
        }

        try
        {
            await import.PublishAsync(list.Generation, ConfirmRemovals, (connection, transaction, published) => audit(connection, transaction, "list.published", published));
        }
        catch (ImportException) when (report.RemovesMany && !ConfirmRemovals)
        {
            await import.DiscardAsync(list.Generation);
            await error.WriteLineAsync($"Berkas ini menghapus {list.Removed} koperasi, lebih dari 10 % daftar sekarang, jadi tidak ada yang diubah. Periksa apakah berkasnya lengkap; bila memang begitu, tambahkan --confirm-removals.");
            return 1;
        }

        return Say(output, $"Diterbitkan: {list.Rows} koperasi, data per {Wording.Date(list.DataDate, Language.Indonesian)}. import --undo mengembalikan daftar sebelumnya.");
    }

    private static async Task PrintAsync(ImportReport report, TextWriter output)
    {
        var list = report.List;
        await output.WriteLineAsync($"Baru {list.Added}, berubah {list.Changed}, tetap {list.Unchanged}, hilang {list.Removed}, bermasalah {list.Faulty}.");
        foreach (var line in report.Ignored.Select(column => $"Kolom tanpa tempat, dilewati: {column}")
            .Concat(report.Added.Select(name => $"+ {name}"))
            .Concat(report.Changed.Select(change => $"~ {change.Cooperative}: {change.Column} {change.Old ?? "(kosong)"} → {change.New ?? "(kosong)"}"))
            .Concat(report.Removed.Select(name => $"- {name}"))
            .Concat(report.Problems.Take(ImportReport.MostExamples).Select(problem => $"! baris {problem.Row}{(problem.Column.Length > 0 ? $", {problem.Column}" : "")}: {problem.Problem}")))
        {
            await output.WriteLineAsync(line);
        }
    }

    private static async Task<int> ListAsync(CooperativeImport import, TextWriter output, CancellationToken cancellation)
    {
        var lists = await import.HistoryAsync(cancellation);
        foreach (var list in lists)
        {
            await output.WriteLineAsync($"{list.Generation,5}  {Word(list.State),-12} {list.UpdatedAt:yyyy-MM-dd HH:mm} UTC  {list.By}  {list.FileName}  data per {list.DataDate:yyyy-MM-dd}  {list.Rows} baris (baru {list.Added}, berubah {list.Changed}, hilang {list.Removed}, bermasalah {list.Faulty})");
        }

        return lists.Count > 0 ? 0 : Say(output, "Belum ada impor.");
    }

    /// <summary>The state in a word of the office.</summary>
    public static string Word(ListState state) => state switch
    {
        ListState.Preparing => "disiapkan",
        ListState.Ready => "siap",
        ListState.Published => "berlaku",
        ListState.Replaced => "diganti",
        ListState.Undone => "dibatalkan",
        _ => "tidak dipakai",
    };

    private static int Say(TextWriter output, string line)
    {
        output.WriteLine(line);
        return 0;
    }

    /// <summary>One line that counts.</summary>
    private sealed class Line(TextWriter to) : IProgress<int>
    {
        public void Report(int value) => to.Write($"\r{value} baris dibaca …   ");
    }
}
