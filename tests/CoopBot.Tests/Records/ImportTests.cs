using CoopBot.Capabilities.Cooperatives;
using CoopBot.Records;
using CoopBot.Records.Import;
using CoopBot.Tests.Cooperatives;
using CoopBot.Tests.Hosts;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Tests.Records;

/// <summary>A list comes in whole or not at all, while people talk, and goes back as it came.</summary>
public sealed class ImportTests : IDisposable
{
    private const string Head = "Nama Koperasi;Kabupaten;Nomor Induk Koperasi (NIK);Status Koperasi;Nama Ketua\n";

    private readonly TestStore _store = new();
    private readonly TempFolder _folder = new();
    private readonly CoopBotHost _host;

    public ImportTests() => _host = new CoopBotHost(null, _store.ConnectionString).WithCooperativesAsync().GetAwaiter().GetResult();

    private CooperativeImport Import => _host.Service<CooperativeImport>();

    public void Dispose()
    {
        _host.Dispose();
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Chat_answers_from_the_old_list_until_the_new_one_is_published_and_again_after_undo()
    {
        var chat = await _host.VisitAsync();
        var first = await PrepareAsync(List(("Koperasi Kapuas Raya", "6101000000001", "aktif")));

        Assert.Equal(ListState.Ready, first.List.State);
        Assert.Contains("Contoh", (await chat.Says("status koperasi contoh maju bersama sambas")).All, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Status tercatat: aktif", (await chat.Says("6101000000001")).All, StringComparison.Ordinal);

        await Import.PublishAsync(first.List.Generation, confirmsRemovals: false);
        Assert.Equal(0, first.List.Removed); // Made-up rows go with the first list and count for nothing.
        await UntilAsync(chat, "status koperasi kapuas raya", "Status tercatat: aktif");
        Assert.Contains("1 koperasi", (await chat.Says("berapa jumlah koperasi di kalbar")).All.Replace("**", "", StringComparison.Ordinal), StringComparison.Ordinal);

        var second = await PrepareAsync(List(("Koperasi Kapuas Raya", "6101000000001", "tidak aktif"), ("Koperasi Baru", "6101000000002", "aktif")));
        Assert.Equal((1, 1, 0), (second.List.Added, second.List.Changed, second.List.Removed));
        Assert.Equal(new FieldChange("Koperasi Kapuas Raya", "Status Koperasi", "aktif", "tidak aktif"), Assert.Single(second.Changed));
        await Import.PublishAsync(second.List.Generation, confirmsRemovals: false);
        await UntilAsync(chat, "status koperasi kapuas raya", "Status tercatat: tidak aktif");

        await Import.UndoAsync();
        await UntilAsync(chat, "status koperasi kapuas raya", "Status tercatat: aktif");
        Assert.Contains("satu langkah", (await Assert.ThrowsAsync<ImportException>(() => Import.UndoAsync())).Message, StringComparison.Ordinal);
    }

    [Fact] // Fault 103
    public async Task Same_file_again_and_same_content_in_another_changes_nothing()
    {
        var path = _folder.Csv(List(("Koperasi A", "6101000000001", "aktif")));
        await PublishAsync(path);

        Assert.True((await PrepareFileAsync(path)).IsSame);
        Assert.True((await PrepareAsync(List(("Koperasi A", "6101000000001", "aktif")) + "\n")).IsSame);
        Assert.Equal([ListState.Discarded, ListState.Published], (await Import.HistoryAsync(default)).Select(list => list.State));
        Assert.Equal(1L, _host.Scalar("SELECT COUNT(*) FROM Cooperatives WHERE Generation > 0"));
    }

    [Fact] // Fault 103
    public async Task More_than_a_tenth_removed_asks_first()
    {
        await PublishAsync(_folder.Csv(List([.. Enumerable.Range(0, 20).Select(number => ($"Koperasi Nomor {number}", $"61010000000{number:D2}", "aktif"))])));
        var two = await PrepareAsync(List([.. Enumerable.Range(0, 18).Select(number => ($"Koperasi Nomor {number}", $"61010000000{number:D2}", "aktif"))]));
        Assert.False(two.RemovesMany);
        await Import.DiscardAsync(two.List.Generation);

        var three = await PrepareAsync(List([.. Enumerable.Range(0, 17).Select(number => ($"Koperasi Nomor {number}", $"61010000000{number:D2}", "aktif"))]));
        Assert.True(three.RemovesMany);
        Assert.Equal(["Koperasi Nomor 17", "Koperasi Nomor 18", "Koperasi Nomor 19"], three.Removed);
        await Assert.ThrowsAsync<ImportException>(() => Import.PublishAsync(three.List.Generation, confirmsRemovals: false));
        Assert.Equal(20, await CountAsync());
        await Import.PublishAsync(three.List.Generation, confirmsRemovals: true);
        Assert.Equal(17, await CountAsync());
    }

    [Fact]
    public async Task Faulty_row_holds_up_the_list_or_keeps_its_old_record()
    {
        await PublishAsync(_folder.Csv(List(("Koperasi A", "6101000000001", "aktif"), ("Koperasi B", "6101000000002", "aktif"))));
        var faulty = List(("Koperasi A", "6101000000001", "tidak aktif"), ("Koperasi B", "6101000000002", "entah"), ("Koperasi C", "6,1E+12", "aktif"), ("Koperasi D", "6101000000001", "aktif"));

        var refused = await PrepareAsync(faulty);
        Assert.Equal((ListState.Discarded, 3), (refused.List.State, refused.List.Faulty));
        Assert.Equal([3, 4, 5], refused.Problems.Select(problem => problem.Row));
        await Assert.ThrowsAsync<ImportException>(() => Import.PublishAsync(refused.List.Generation, confirmsRemovals: true));
        Assert.Equal(2L, _host.Scalar("SELECT COUNT(*) FROM Cooperatives WHERE Generation > 0"));

        var accepted = await PrepareFileAsync(_folder.Csv(faulty), acceptsFaulty: true);
        await Import.PublishAsync(accepted.List.Generation, confirmsRemovals: false);
        await using var db = _host.Database.CreateDbContext();
        Assert.Equal([("Koperasi A", CooperativeStatus.Inactive), ("Koperasi B", CooperativeStatus.Active)], (await db.Cooperatives.OrderBy(row => row.Name).ToListAsync()).Select(row => (row.Name, row.Status)));
    }

    [Theory]
    [InlineData("1999-12-31")]
    [InlineData("2099-01-01")]
    public async Task Date_that_cannot_be_of_the_data_is_refused(string day)
    {
        using var error = new StringWriter();

        var result = await ImportCommand.Parse([_folder.Csv(List(("Koperasi A", "6101000000001", "aktif"))), "--data-date", day])!.RunAsync(Import, (_, _, _, _) => { }, TimeProvider.System, TextWriter.Null, error, false, default);

        Assert.Equal(1, result);
        Assert.Equal("Tulis tanggal data antara tahun 2000 dan hari ini.", error.ToString().Trim());
        Assert.Equal(0, _host.Count("CooperativeLists"));
    }

    [Theory] // Demo records count for nothing, so an empty list would not even ask about removals.
    [InlineData("", "tidak ada satu koperasi pun", 0)]
    [InlineData("Koperasi A;Sambas;6,1E+12;aktif;\n", "Tidak satu baris pun dapat dipakai", 1)]
    public async Task List_without_a_row_to_take_is_not_published(string rows, string says, int shown)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        var result = await ImportCommand.Parse([_folder.Csv(Head + rows), "--accept-errors"])!.RunAsync(Import, (_, _, _, _) => { }, TimeProvider.System, output, error, false, default);

        Assert.Equal(1, result);
        Assert.Contains(says, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(shown, _host.Count("CooperativeLists", "\"Preview\" IS NOT NULL"));
        Assert.Equal(0, _host.Count("CooperativeLists", "\"State\" <> 'Discarded'"));
        Assert.Equal(4592, await CountAsync());
    }

    [Fact]
    public async Task Cooperative_keeps_its_key_through_new_name_and_number_and_columns_that_a_file_lacks()
    {
        await PublishAsync(_folder.Csv("Nama;Kabupaten;NIK;Nomor Badan Hukum;Nama Ketua\nKoperasi A;Sambas;6101000000001;AHU-0001;Ibu Ketua\nKoperasi B;Sambas;;AHU-0002;\nKoperasi C;Sintang;;;\n"));
        var before = await KeysAsync();

        await PublishAsync(_folder.Csv("Nama;Kabupaten;NIK;Nomor Badan Hukum\nKoperasi A Jaya;Sambas;6101000000001;AHU-0001\nKoperasi B;Sambas;6101000000002;AHU 0002\nkoperasi c;Kab. Sintang;;\nKoperasi C;Melawi;;\n"));
        var after = await KeysAsync();

        Assert.Equal((before["Koperasi A"], before["Koperasi B"], before["Koperasi C"]), (after["Koperasi A Jaya"], after["Koperasi B"], after["koperasi c"]));
        Assert.DoesNotContain(after["Koperasi C"], before.Values);
        await using var db = _host.Database.CreateDbContext();
        Assert.Equal("Ibu Ketua", (await db.Cooperatives.SingleAsync(row => row.Nik == "6101000000001")).Chair);

        // A look-up by the key finds the row of the current list.
        Assert.Equal("Koperasi A Jaya", (await _host.Service<CooperativeLookUp>().ReadAsync(before["Koperasi A"], default))!.Name);

        async Task<Dictionary<string, long>> KeysAsync()
        {
            await using var rows = _host.Database.CreateDbContext();
            return (await rows.Cooperatives.ToListAsync()).ToDictionary(row => row.Name, row => row.LastingId);
        }
    }

    [Fact]
    public async Task Legal_number_that_two_cooperatives_share_tells_neither_and_their_names_do()
    {
        await PublishAsync(_folder.Csv("Nama;Kabupaten;Nomor Badan Hukum\nKoperasi A;Sambas;AHU-0001\nKoperasi B;Sambas;AHU-0001\n"));

        var report = await PrepareAsync("Nama;Kabupaten;Nomor Badan Hukum;Alamat\nKoperasi B;Sambas;AHU-0001;Jalan Baru\nKoperasi A;Sambas;AHU-0001;\n");

        Assert.Equal((0, 1, 1, 0), (report.List.Added, report.List.Changed, report.List.Unchanged, report.List.Removed));
        Assert.Equal("Koperasi B", Assert.Single(report.Changed).Cooperative);
    }

    [Fact]
    public async Task Second_import_at_the_same_time_is_refused_and_a_cancelled_one_leaves_nothing()
    {
        using var stop = new CancellationTokenSource();
        var path = _folder.Csv(List([.. Enumerable.Range(0, 3_000).Select(number => ($"Koperasi {number}", $"61010000{number:D5}", "aktif"))]));
        var refused = false;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Import.PrepareAsync(path, Options(), new Each(async read =>
        {
            if (read == 1_000)
            {
                refused = (await Assert.ThrowsAsync<ImportException>(() => PrepareAsync(List(("Koperasi Lain", "6101000099999", "aktif")), "lain.csv"))).Message.Contains("sedang berjalan", StringComparison.Ordinal);
                await stop.CancelAsync();
            }
        }), stop.Token));

        Assert.True(refused);
        Assert.Equal(0L, _host.Scalar("SELECT COUNT(*) FROM Cooperatives WHERE Generation > 0"));
        Assert.Equal(ListState.Ready, (await PrepareFileAsync(path)).List.State);
    }

    [Fact]
    public async Task List_that_was_compared_with_an_older_one_is_not_published_over_a_newer()
    {
        var first = await PrepareAsync(List(("Koperasi A", "6101000000001", "aktif")), "satu.csv");
        var second = await PrepareAsync(List(("Koperasi B", "6101000000002", "aktif")), "dua.csv");
        await Import.PublishAsync(second.List.Generation, confirmsRemovals: false);

        await Assert.ThrowsAsync<ImportException>(() => Import.PublishAsync(first.List.Generation, confirmsRemovals: true));
        await using var db = _host.Database.CreateDbContext();
        Assert.Equal("Koperasi B", (await db.Cooperatives.SingleAsync()).Name);
    }

    [Fact] // Fault 104
    public async Task Killed_in_the_middle_the_old_list_stands_and_the_next_import_succeeds()
    {
        await PublishAsync(_folder.Csv(List(("Koperasi Lama", "6101000000001", "aktif")), name: "lama.csv"));
        var big = _folder.Csv(List([.. Enumerable.Range(0, 60_000).Select(number => ($"Koperasi {number}", $"61010001{number:D5}", "aktif")), ("Koperasi Lama", "6101000000001", "aktif")]));
        using (var process = CoopBotProcess.Start(_store.ConnectionString, null, "import", big))
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            while ((long)_host.Scalar("SELECT COUNT(*) FROM Cooperatives WHERE Generation > 0")! < 1_000)
            {
                await Task.Delay(20, patience.Token);
            }

            await process.KillAsync();
        }

        await using (var db = _host.Database.CreateDbContext())
        {
            Assert.Equal("Koperasi Lama", (await db.Cooperatives.SingleAsync()).Name);
            // As old as a kill's traces are when they are let go.
            await db.CooperativeLists.Where(list => list.State == ListState.Preparing).ExecuteUpdateAsync(list => list.SetProperty(row => row.UpdatedAt, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
        }

        var (code, output, error) = await CoopBotProcess.RunAsync(_store.ConnectionString, null, ["import", _folder.Csv(List(("Koperasi Lama", "6101000000001", "tidak aktif")), name: "baru.csv"), "--data-date", "2026-11-01"]);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("berubah 1", output, StringComparison.Ordinal);
        Assert.Equal(2L, _host.Scalar("SELECT COUNT(*) FROM Cooperatives")); // The current one's and the one's before.
    }

    [Fact] // Fault 104
    public async Task Import_that_was_cut_off_is_let_go_at_the_next_start_and_one_that_lives_is_not()
    {
        using var store = new TestStore();
        await using (var first = new CoopBotHost(null, store.ConnectionString))
        await using (var db = first.Database.CreateDbContext())
        {
            db.Add(new CooperativeList { Generation = 7, State = ListState.Preparing, FileName = "x.csv", Hash = "", Source = "x", By = "x", UpdatedAt = TimeProvider.System.GetUtcNow().UtcDateTime });
            db.Add(new Cooperative { Name = "Koperasi Setengah", Source = "x", Generation = 7 });
            await db.SaveChangesAsync();
            await first.Service<CooperativeImport>().LetGoAsync(TestContext.Current.CancellationToken);
            Assert.Equal(ListState.Preparing, (await db.CooperativeLists.AsNoTracking().SingleAsync()).State);
            await db.CooperativeLists.ExecuteUpdateAsync(list => list.SetProperty(row => row.UpdatedAt, row => row.UpdatedAt.AddMinutes(-3)));
        }

        await using var next = new CoopBotHost(null, store.ConnectionString);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((long)next.Scalar("SELECT COUNT(*) FROM Cooperatives WHERE Generation = 7")! > 0)
        {
            await Task.Delay(20, patience.Token);
        }

        Assert.Equal("Discarded", next.Scalar("SELECT State FROM CooperativeLists"));
    }

    [Fact]
    public async Task Command_looks_first_writes_its_problems_and_undoes()
    {
        var good = _folder.Csv(List(("Koperasi A", "6101000000001", "aktif")), name: "baik.csv");
        var bad = _folder.Csv(List(("Koperasi A", "6,1E+12", "aktif")), name: "buruk.csv");

        Assert.Contains("percobaan", (await RunAsync(good, "--dry-run")).Output, StringComparison.Ordinal);
        Assert.Contains("Belum ada impor", (await RunAsync("--history")).Output, StringComparison.Ordinal);
        Assert.Contains("1 koperasi", (await RunAsync(good, "--data-date", "2026-10-31", "--source", "Daftar dinas")).Output, StringComparison.Ordinal);
        Assert.Contains("Tidak ada perubahan", (await RunAsync(good)).Output, StringComparison.Ordinal);
        var refused = await RunAsync(bad, "--errors", _folder.File("masalah.csv"));
        Assert.Equal(1, refused.Code);
        Assert.Contains("berpangkat", await File.ReadAllTextAsync(_folder.File("masalah.csv")), StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync(_folder.File("tidak-ada.csv"))).Code);
        Assert.Equal(2, (await RunAsync("--data-date", "kemarin", good)).Code);
        Assert.Equal(0, (await RunAsync("--undo")).Code);
        Assert.Equal(DemoData.Total, await CountAsync());
        Assert.Contains("dibatalkan", (await RunAsync("--history")).Output, StringComparison.Ordinal);
    }

    private static string List(params (string Name, string Nik, string Status)[] rows) =>
        Head + string.Concat(rows.Select(row => $"{row.Name};Sambas;{row.Nik};{row.Status};\n"));

    private static ImportOptions Options(bool acceptsFaulty = false) =>
        new() { FileName = "daftar.csv", Source = "Daftar dinas", DataDate = new(2026, 10, 31), By = "uji", AcceptFaulty = acceptsFaulty };

    private static async Task UntilAsync(Chat chat, string question, string answer)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!(await chat.Says(question)).All.Contains(answer, StringComparison.Ordinal))
        {
            await Task.Delay(100, patience.Token);
        }
    }

    private Task<ImportReport> PrepareAsync(string text, string name = "daftar.csv") => PrepareFileAsync(_folder.Csv(text, name: name));

    private Task<ImportReport> PrepareFileAsync(string path, bool acceptsFaulty = false) => Import.PrepareAsync(path, Options(acceptsFaulty), null, TestContext.Current.CancellationToken);

    private async Task PublishAsync(string path) => await Import.PublishAsync((await PrepareFileAsync(path)).List.Generation, confirmsRemovals: false);

    private async Task<int> CountAsync()
    {
        await using var db = _host.Database.CreateDbContext();
        return await db.Cooperatives.CountAsync();
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] args) => CoopBotProcess.RunAsync(_store.ConnectionString, null, ["import", .. args]);

    private sealed class Each(Func<int, Task> read) : IProgress<int>
    {
        public void Report(int value) => read(value).GetAwaiter().GetResult();
    }
}
