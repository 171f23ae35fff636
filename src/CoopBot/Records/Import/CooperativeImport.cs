using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using CoopBot.Conversation;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Records.Import;

/// <summary>
/// Brings the office's list in without stopping the chat: its rows are written under a generation of their own, five hundred at a
/// time and behind whatever people say; then one short transaction makes it the current one, or takes it back.
/// </summary>
public sealed class CooperativeImport(Database database, WriteGate gate, TimeProvider time)
{
    private const int Batch = 500;
    private const long LargestFile = 50_000_000;

    /// <summary>A living import writes every moment; one that has not for so long was killed (fault 104).</summary>
    private static readonly TimeSpan CutOff = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan ReadyFor = TimeSpan.FromDays(1);

    /// <summary>What a list can speak of, as it is said to whoever wrote another day.</summary>
    public const string WrongDay = "Tulis tanggal data antara tahun 2000 dan hari ini.";

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Whether a list can speak of that day: people are told it as the date of what they hear.</summary>
    public bool Takes(DateOnly day) => day.Year >= 2000 && day <= Wording.LocalDate(Now);

    /// <summary>Reads a file and writes its rows under a new generation, for <see cref="PublishAsync"/>. People are still answered from the old one.</summary>
    /// <param name="path">The file, on disk.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Hears how many rows were read.</param>
    /// <param name="cancellation">Ends it; nothing is left.</param>
    /// <exception cref="ImportException">The file is no list or an empty one, its date cannot be, or another import runs.</exception>
    public async Task<ImportReport> PrepareAsync(string path, ImportOptions options, IProgress<int>? progress, CancellationToken cancellation)
    {
        if (!Takes(options.DataDate))
        {
            throw new ImportException(WrongDay);
        }

        var hash = await HashAsync(path, cancellation);
        var (head, rows) = ListReader.Read(path, Wording.LocalDate(Now));
        await ClearAsync(cancellation);
        await using var db = database.CreateDbContext();
        var current = await db.CooperativeLists.AsNoTracking().FirstOrDefaultAsync(list => list.State == ListState.Published, cancellation);
        var old = await OldRows.LoadAsync(database, current?.Generation ?? 0, cancellation);
        var list = new CooperativeList
        {
            Generation = await NextAsync(db, cancellation),
            BaseGeneration = old.Generation,
            BaseRows = old.Total,
            State = ListState.Preparing,
            FileName = options.FileName,
            Hash = hash,
            Source = options.Source,
            DataDate = options.DataDate,
            By = options.By,
            UpdatedAt = Now,
        };
        var work = new Preparation(list, head, old, options);
        if (current?.Hash == hash)
        {
            return work.Report(isSame: true, []);
        }

        if (!options.IsDryRun)
        {
            await BeginAsync(list);
        }

        try
        {
            foreach (var batch in rows.Chunk(Batch))
            {
                cancellation.ThrowIfCancellationRequested();
                var ready = await work.TakeAsync(batch, db, cancellation);
                if (work.Writes)
                {
                    await WriteAsync(list, ready);
                }

                progress?.Report(work.Read);
            }

            if (work.Read == 0)
            {
                throw new ImportException("Di bawah judul kolom tidak ada satu koperasi pun, jadi tidak ada yang diubah. Isi barisnya, satu koperasi satu baris, lalu impor lagi.");
            }

            list.Removed = old.Left.Count;
            list.State = options.IsDryRun || work.IsSame(current) || !work.Writes || list.Rows == 0 ? ListState.Discarded : ListState.Ready;
            var gone = old.Left.Order().Take(ImportReport.MostExamples).ToList();
            var removed = await db.Cooperatives.IgnoreQueryFilters().AsNoTracking().Where(row => gone.Contains(row.Id)).OrderBy(row => row.Id).Select(row => row.Name).ToListAsync(cancellation);
            var report = work.Report(work.IsSame(current), removed);
            if (!options.IsDryRun)
            {
                list.Preview = report.IsSame ? null : report.ToPreview();
                await SaveAsync(list);
            }

            return report;
        }
        catch when (!options.IsDryRun)
        {
            list.State = ListState.Discarded;
            await SaveAsync(list);
            throw;
        }
        finally
        {
            if (!options.IsDryRun && list.State == ListState.Discarded)
            {
                await CleanAsync(CancellationToken.None);
            }
        }
    }

    /// <summary>Makes a list that is ready the current one.</summary>
    /// <param name="generation">Its number.</param>
    /// <param name="confirmsRemovals">It may remove more than a tenth of the real records (fault 103).</param>
    /// <param name="alongside">What is saved with it; hears the number of the list.</param>
    /// <exception cref="ImportException">It is not ready, another was published meanwhile, or it removes many.</exception>
    public async Task PublishAsync(int generation, bool confirmsRemovals, Action<DbConnection, DbTransaction, int>? alongside = null)
    {
        await using (var db = database.CreateDbContext())
        {
            var list = await db.CooperativeLists.AsNoTracking().FirstOrDefaultAsync(list => list.Generation == generation && list.State == ListState.Ready)
                ?? throw new ImportException("Daftar itu tidak siap diterbitkan. Impor lagi berkasnya.");
            if (!confirmsRemovals && ImportReport.IsMany(list))
            {
                throw new ImportException($"Berkas ini menghapus {list.Removed} koperasi, lebih dari 10 % daftar sekarang. Periksa apakah berkasnya lengkap; bila memang begitu, setujui penghapusannya.");
            }
        }

        await SwitchAsync((connection, transaction) =>
        {
            var basis = connection.Scalar(transaction, """SELECT "BaseGeneration" FROM "CooperativeLists" WHERE "Generation" = @0 AND "State" = 'Ready'""", generation);
            if (basis is null || Convert.ToInt32(basis, CultureInfo.InvariantCulture) != Current(connection, transaction))
            {
                throw new ImportException("Daftar lain sudah diterbitkan sementara ini. Impor lagi berkasnya supaya dibandingkan dengan yang terbaru.");
            }

            connection.Execute(transaction, """UPDATE "CooperativeLists" SET "State" = 'Replaced' WHERE "State" = 'Published'""");
            connection.Execute(transaction, """UPDATE "CooperativeLists" SET "State" = 'Published', "PublishedAt" = @1, "Preview" = NULL WHERE "Generation" = @0""", generation, Now);
            alongside?.Invoke(connection, transaction, generation);
        });
        await CleanAsync(CancellationToken.None);
    }

    /// <summary>Takes the current list back: the one before is current again.</summary>
    /// <param name="generation">The list that is meant; null for whichever is current.</param>
    /// <param name="alongside">What is saved with it; hears the number of the list.</param>
    /// <returns>The list that was taken back.</returns>
    /// <exception cref="ImportException">There is none, it is no longer current, or the one before is gone.</exception>
    public async Task<CooperativeList> UndoAsync(int? generation = null, Action<DbConnection, DbTransaction, int>? alongside = null)
    {
        await using var db = database.CreateDbContext();
        var list = await db.CooperativeLists.AsNoTracking().FirstOrDefaultAsync(list => list.State == ListState.Published)
            ?? throw new ImportException("Belum ada daftar yang diimpor, jadi tidak ada yang dibatalkan.");
        if (list.Generation != (generation ?? list.Generation))
        {
            throw new ImportException("Daftar lain sudah diterbitkan sementara ini. Lihat riwayatnya dulu.");
        }

        if (await db.Cooperatives.IgnoreQueryFilters().CountAsync(row => row.Generation == list.BaseGeneration) != list.BaseRows)
        {
            throw new ImportException("Daftar sebelumnya sudah dihapus; hanya satu langkah yang dapat dibatalkan. Impor lagi berkas yang lama.");
        }

        await SwitchAsync((connection, transaction) =>
        {
            if (connection.Execute(transaction, """UPDATE "CooperativeLists" SET "State" = 'Undone' WHERE "Generation" = @0 AND "State" = 'Published'""", list.Generation) == 0)
            {
                throw new ImportException("Daftar lain sudah diterbitkan sementara ini. Lihat riwayatnya dulu.");
            }

            connection.Execute(transaction, """UPDATE "CooperativeLists" SET "State" = 'Published' WHERE "Generation" = @0""", list.BaseGeneration);
            alongside?.Invoke(connection, transaction, list.Generation);
        });
        return list;
    }

    /// <summary>A list that is ready, or whose faulty rows were shown, is not wanted.</summary>
    /// <param name="generation">Its number.</param>
    /// <param name="alongside">What is saved with it; hears the number of the list.</param>
    /// <exception cref="ImportException">It was published meanwhile.</exception>
    public async Task DiscardAsync(int generation, Action<DbConnection, DbTransaction, int>? alongside = null)
    {
        await gate.WriteAsync((connection, transaction) =>
        {
            if (connection.Execute(
                transaction, """UPDATE "CooperativeLists" SET "State" = 'Discarded', "Preview" = NULL WHERE "Generation" = @0 AND "State" IN ('Ready', 'Discarded') AND "Preview" IS NOT NULL""", generation) > 0)
            {
                alongside?.Invoke(connection, transaction, generation);
            }
            else if (connection.Scalar(transaction, """SELECT 1 FROM "CooperativeLists" WHERE "Generation" = @0 AND "PublishedAt" IS NOT NULL""", generation) is not null)
            {
                throw new ImportException("Daftar itu sudah diterbitkan sementara ini, jadi tidak dibuang. Lihat riwayatnya; daftar sebelumnya bisa dikembalikan di sana.");
            }

            return 0;
        });
        await CleanAsync(CancellationToken.None);
    }

    /// <summary>The list that somebody still has to decide on, or whose file is to be mended; null for none.</summary>
    public async Task<CooperativeList?> PendingAsync(CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db.CooperativeLists.AsNoTracking().OrderByDescending(list => list.Generation)
            .FirstOrDefaultAsync(list => list.State == ListState.Preparing || ((list.State == ListState.Ready || list.State == ListState.Discarded) && list.Preview != null), cancellation);
    }

    /// <summary>All imports, the latest first.</summary>
    public async Task<IReadOnlyList<CooperativeList>> HistoryAsync(CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db.CooperativeLists.AsNoTracking().OrderByDescending(list => list.Generation).Take(200).ToListAsync(cancellation);
    }

    /// <summary>Lets go of lists that a kill cut off, and of those that nobody published.</summary>
    public async Task LetGoAsync(CancellationToken cancellation)
    {
        const string stale = """("State" = 'Preparing' AND "UpdatedAt" < @0) OR ("State" = 'Ready' AND "UpdatedAt" < @1)""";
        var (cutOff, forgotten) = (Now - CutOff, Now - ReadyFor);
        if (await database.ReadAsync(connection => connection.ScalarAsync(cancellation, $"""SELECT 1 FROM "CooperativeLists" WHERE {stale}""", cutOff, forgotten), cancellation) is not null
            && await gate.WriteAsync((connection, transaction) => connection.Execute(transaction, $"""UPDATE "CooperativeLists" SET "State" = 'Discarded' WHERE {stale}""", cutOff, forgotten), background: true) > 0)
        {
            await CleanAsync(cancellation);
        }
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellation)
    {
        try
        {
            await using var file = File.OpenRead(path);
            return file.Length > LargestFile
                ? throw new ImportException($"Berkas ini lebih dari {LargestFile / 1_000_000} MB. Hapus gambar dan lembar lain, atau bagi daftarnya.")
                : Convert.ToHexString(await SHA256.HashDataAsync(file, cancellation));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ImportException($"Berkas {Path.GetFileName(path)} tidak dapat dibuka. Periksa namanya, dan tutup dulu di Excel.", unreadable);
        }
    }

    private static async Task<int> NextAsync(CoopDb db, CancellationToken cancellation) => 1 + Math.Max(
        await db.CooperativeLists.MaxAsync(list => (int?)list.Generation, cancellation) ?? 0,
        await db.Cooperatives.IgnoreQueryFilters().MaxAsync(row => (int?)row.Generation, cancellation) ?? 0);

    private static int Current(DbConnection connection, DbTransaction transaction) => Convert.ToInt32(
        connection.Scalar(transaction, """SELECT COALESCE(SUM("Generation"), 0) FROM "CooperativeLists" WHERE "State" = 'Published'"""), CultureInfo.InvariantCulture);

    /// <summary>The store itself holds that one list at a time is prepared, whatever the processes.</summary>
    private async Task BeginAsync(CooperativeList list)
    {
        try
        {
            await gate.WriteAsync((connection, transaction) =>
            {
                using var writing = database.CreateDbContext(connection, transaction);
                writing.Add(list);
                return writing.SaveChanges();
            });
        }
        catch (DbUpdateException collided) when (database.IsCollision(collided.InnerException!))
        {
            throw new ImportException("Impor lain sedang berjalan. Tunggu sampai selesai; impor yang terputus dilepas sendiri setelah dua menit.", collided);
        }
    }

    private Task<int> WriteAsync(CooperativeList list, IReadOnlyList<Cooperative> rows) => gate.WriteAsync(
        (connection, transaction) =>
        {
            if (connection.Execute(transaction, """UPDATE "CooperativeLists" SET "UpdatedAt" = @1 WHERE "Generation" = @0 AND "State" = 'Preparing'""", list.Generation, Now) == 0)
            {
                throw new ImportException("Impor ini sudah dilepas karena terlalu lama berhenti. Impor lagi berkasnya.");
            }

            return CooperativeRows.Insert(rows, connection, transaction) is var written && written == rows.Count
                ? written : throw new ImportException("Dua baris memakai NIK yang sama, satu di antaranya dari data lama. Perbaiki baris yang bermasalah dulu, lalu impor lagi.");
        },
        background: true);

    private Task<int> SaveAsync(CooperativeList list) => gate.WriteAsync((connection, transaction) => connection.Execute(
        transaction,
        """
        UPDATE "CooperativeLists" SET "State" = @1, "Rows" = @2, "Added" = @3, "Changed" = @4, "Unchanged" = @5, "Removed" = @6, "Faulty" = @7, "UpdatedAt" = @8, "Preview" = @9
        WHERE "Generation" = @0 AND "State" = 'Preparing'
        """,
        list.Generation, list.State.ToString(), list.Rows, list.Added, list.Changed, list.Unchanged, list.Removed, list.Faulty, Now, list.Preview));

    private async Task SwitchAsync(Action<DbConnection, DbTransaction> change)
    {
        try
        {
            await gate.WriteAsync((connection, transaction) =>
            {
                change(connection, transaction);
                return 0;
            });
        }
        catch (DbException collided) when (database.IsCollision(collided))
        {
            throw new ImportException("Daftar lain diterbitkan pada saat yang sama. Lihat riwayatnya, lalu coba lagi.", collided);
        }
    }

    /// <summary>Forgets reports on files that a new one takes the place of, and what <see cref="LetGoAsync"/> lets go.</summary>
    private async Task ClearAsync(CancellationToken cancellation)
    {
        await gate.WriteAsync((connection, transaction) => connection.Execute(
            transaction, """UPDATE "CooperativeLists" SET "Preview" = NULL WHERE "State" NOT IN ('Preparing', 'Ready') AND "Preview" IS NOT NULL"""));
        await LetGoAsync(cancellation);
    }

    /// <summary>Deletes rows that no list needs any more: all but the current one's, the one's before, and those of lists under way.</summary>
    private async Task CleanAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested && await gate.WriteAsync(
            (connection, transaction) => connection.Execute(
                transaction,
                """
                DELETE FROM "Cooperatives" WHERE "Id" IN (SELECT "Id" FROM "Cooperatives"
                    WHERE "Generation" NOT IN (SELECT "Generation" FROM "CooperativeLists" WHERE "State" IN ('Published', 'Ready', 'Preparing'))
                    AND "Generation" NOT IN (SELECT "BaseGeneration" FROM "CooperativeLists" WHERE "State" = 'Published')
                    AND ("Generation" <> 0 OR EXISTS (SELECT 1 FROM "CooperativeLists" WHERE "State" = 'Published'))
                    LIMIT @0)
                """,
                Batch),
            background: true) > 0)
        {
        }
    }
}
