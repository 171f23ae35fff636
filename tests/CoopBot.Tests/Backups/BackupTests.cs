using System.Security.Cryptography;
using System.Text;
using CoopBot.Backups;
using CoopBot.Storage;
using CoopBot.Tests.Hosts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CoopBot.Tests.Backups;

/// <summary>What is backed up comes back, whole, whatever goes on meanwhile (fault 96).</summary>
public sealed class BackupTests : IDisposable
{
    private static readonly DateTime Now = new(2026, 11, 25, 20, 0, 0, DateTimeKind.Utc);

    private readonly TestStore _store = new();
    private readonly TempFolder _folder = new();

    private string BackupTo => _folder.File("cadangan.db");

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact] // Fault 96
    public async Task Backup_during_writes_restores_on_a_clean_machine_row_for_row_and_people_go_on_where_they_were()
    {
        IReadOnlyDictionary<string, long> written;
        Chat first;
        using (var host = await new CoopBotHost(null, _store.ConnectionString).WithCooperativesAsync())
        {
            var chats = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => host.VisitAsync()));
            first = chats[0];
            await first.Says("kuorum rapat anggota berapa persen");
            await first.Says("tanya petugas");
            using var enough = new CancellationTokenSource();
            var talks = chats.Skip(1).Select(async chat =>
            {
                while (!enough.IsCancellationRequested)
                {
                    await chat.Says("terima kasih");
                }
            }).ToArray();
            written = await Task.Run(() => BackupFile.Write(host.Database, BackupTo, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
            await enough.CancelAsync();
            await Task.WhenAll(talks);
        }

        using var target = TestStore.Empty();
        using (var database = target.Open())
        {
            var (rows, _) = Restore.Run(database, BackupTo, replace: false, Now, TestContext.Current.CancellationToken);
            Assert.Equal(written.Where(table => table.Value > 0), rows.Where(table => table.Value > 0));
            using var backup = Database.Of($"Data Source={BackupTo};Pooling=False");
            Assert.Equal(Hashes(backup), Hashes(database));
        }

        Assert.Equal(4592, written["Cooperatives"]);
        Assert.InRange(written["Turns"], 4, long.MaxValue);
        using var restored = new CoopBotHost(null, target.ConnectionString);
        var again = await Chat.StartAsync(restored.Address, cookie: first.Cookie);
        Assert.Equal(first.Conversation, again.Conversation);
        Assert.Contains("T-0001", (await again.Says("kirim")).Bold, StringComparison.Ordinal);
    }

    [Fact]
    public void Store_with_data_is_replaced_only_when_told_and_numbers_go_on_after_the_last()
    {
        Keep("pertama");
        using (var database = _store.Open())
        {
            BackupFile.Write(database, BackupTo, TestContext.Current.CancellationToken);
        }

        Keep("kedua");
        using (var database = _store.Open())
        {
            Assert.Contains("--replace", Assert.Throws<BackupException>(() => Restore.Run(database, BackupTo, replace: false, Now, default)).Message, StringComparison.Ordinal);
            Assert.Equal(["pertama", "kedua"], Kept());
            var (_, aside) = Restore.Run(database, BackupTo, replace: true, Now, default);
            Assert.Equal(!TestStore.IsPostgres, aside is not null && File.Exists(aside));
        }

        Assert.Equal(["pertama"], Kept());
        Keep("ketiga");
        Assert.Equal(["pertama", "ketiga"], Kept());
    }

    [Theory] // Fault 90
    [InlineData("missing")]
    [InlineData("text")]
    [InlineData("cut")]
    [InlineData("other")]
    [InlineData("newer")]
    public void File_that_is_no_whole_backup_of_this_version_is_refused_and_nothing_changes(string fault)
    {
        Keep("tetap");
        using var database = _store.Open();
        if (fault != "missing")
        {
            BackupFile.Write(database, BackupTo, TestContext.Current.CancellationToken);
        }

        switch (fault)
        {
            case "text":
                File.WriteAllText(BackupTo, "bukan cadangan, tetapi teks yang cukup panjang untuk menyesatkan pembacanya");
                break;
            case "cut":
                using (var file = File.OpenWrite(BackupTo))
                {
                    file.SetLength(file.Length / 2);
                }

                break;
            case "other":
            case "newer":
                using (var backup = Database.Of($"Data Source={BackupTo};Pooling=False"))
                using (var connection = backup.OpenConnection())
                {
                    connection.Execute(null, fault == "other" ? "DROP TABLE \"__EFMigrationsHistory\"" : "INSERT INTO \"__EFMigrationsHistory\" VALUES ('29991231000000_FromTheFuture', '99.0.0')");
                }

                break;
        }

        Assert.ThrowsAny<Exception>(() => Restore.Run(database, BackupTo, replace: true, Now, default));
        Assert.Equal(["tetap"], Kept());
    }

    [Fact]
    public void File_that_is_there_is_not_written_over()
    {
        File.WriteAllText(BackupTo, "milik orang");
        using var database = _store.Open();
        Schema.Prepare(database);

        Assert.Throws<BackupException>(() => BackupFile.Write(database, BackupTo, default));
        Assert.Equal("milik orang", File.ReadAllText(BackupTo));
    }

    [Fact]
    public async Task Commands_back_up_a_running_service_and_restore_once_it_has_stopped()
    {
        using var target = TestStore.Empty();
        var (process, _) = await CoopBotProcess.ServeAsync(target.ConnectionString);
        using (process)
        {
            var backup = await CoopBotProcess.RunAsync(target.ConnectionString, null, ["backup", BackupTo]);
            Assert.Equal((0, ""), (backup.Code, backup.Error));
            Assert.Matches(@"Saved \d+ rows", backup.Output);
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(BackupTo));
            }

            var early = await CoopBotProcess.RunAsync(target.ConnectionString, null, ["restore", BackupTo]);
            Assert.Equal(1, early.Code);
            Assert.Single(early.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            await process.KillAsync();
        }

        var restored = await CoopBotProcess.RunAsync(target.ConnectionString, null, ["restore", BackupTo, "--replace"]);
        Assert.Equal((0, ""), (restored.Code, restored.Error));
        Assert.Matches(@"Restored \d+ rows", restored.Output);
    }

    [Fact]
    public void Every_column_can_be_copied()
    {
        using var database = _store.Open();
        using var db = database.CreateDbContext();
        Type[] known = [typeof(string), typeof(long), typeof(int), typeof(bool), typeof(DateTime), typeof(DateOnly), typeof(byte[]), typeof(double)];

        Assert.Empty(db.Model.GetEntityTypes().SelectMany(table => table.GetProperties()).Where(property => !known.Contains(TableCopy.StoredType(property))).Select(property => property.ToString()));
    }

    [Fact]
    public async Task Night_brings_a_backup_readiness_tells_its_age_and_the_oldest_go()
    {
        // 02.30 WIB.
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 19, 30, 0, TimeSpan.Zero));
        foreach (var old in new[] { "coopbot-2026-11-21-1930.db", "coopbot-2026-11-22-1930.db", "coopbot-2026-11-23-1930.db", "milik-kantor.db" })
        {
            File.WriteAllText(_folder.File(old), "x");
        }

        using var host = new CoopBotHost(services => services.AddSingleton<TimeProvider>(time).Configure<BackupOptions>(backup => (backup.Folder, backup.Keep) = (_folder.Path, 2)), _store.ConnectionString);
        using var http = new HttpClient();

        await UntilReadyAsync("Healthy\nlast backup: 0 h ago");
        var file = _folder.File("coopbot-2026-11-24-1930.db");
        Assert.True(BackupFile.Counts(file).ContainsKey("Turns"));
        await UntilAsync(() => Task.FromResult(Directory.GetFiles(_folder.Path, "*.db").Length == 3));
        Assert.Equal(["coopbot-2026-11-23-1930.db", "coopbot-2026-11-24-1930.db", "milik-kantor.db"], Directory.GetFiles(_folder.Path, "*.db").Select(Path.GetFileName).Order());
        File.Delete(_folder.File("coopbot-2026-11-23-1930.db"));
        File.Move(file, _folder.File("coopbot-2026-11-20-1930.db"));
        await UntilReadyAsync("Degraded\nlast backup: 96 h ago");

        async Task UntilReadyAsync(string expected) => await UntilAsync(async () => await http.GetStringAsync(new Uri(host.Address, "health/ready"), TestContext.Current.CancellationToken) == expected);
    }

    [Fact] // Fault 88
    public async Task Backup_that_cannot_be_written_is_logged_and_the_chat_goes_on()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 19, 30, 0, TimeSpan.Zero));
        File.WriteAllText(_folder.File("taken"), "");
        using var host = new CoopBotHost(services => services.AddSingleton<TimeProvider>(time).Configure<BackupOptions>(backup => backup.Folder = Path.Combine(_folder.File("taken"), "sub")), _store.ConnectionString);

        await UntilAsync(() => Task.FromResult(host.Log.All.Contains("nightly backup failed", StringComparison.Ordinal)));
        Assert.Contains("Sama-sama", (await (await host.VisitAsync()).Says("terima kasih")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-24 19:00", "2026-11-23 19:00", "2026-11-20 00:00", true)] // 02.00 WIB, a day old
    [InlineData("2026-11-24 18:59", "2026-11-23 19:00", "2026-11-20 00:00", false)] // a minute early
    [InlineData("2026-11-24 20:00", "2026-11-24 19:00", "2026-11-20 00:00", false)] // made already
    [InlineData("2026-11-24 03:00", "2026-11-22 19:00", "2026-11-24 01:00", true)] // by day, the machine slept
    [InlineData("2026-11-24 01:30", "2026-11-22 19:00", "2026-11-24 01:00", false)] // just started
    [InlineData("2026-11-24 03:00", null, "2026-11-24 01:00", true)]
    [InlineData("2026-11-24 01:30", null, "2026-11-24 01:00", false)]
    public void Backup_is_due_by_night_or_once_the_machine_has_been_awake_for_an_hour(string now, string? last, string started, bool due) =>
        Assert.Equal(due, NightlyBackup.IsDue(At(now), last is null ? null : At(last), At(started)));

    private static DateTime At(string time) => DateTime.SpecifyKind(DateTime.Parse(time, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc);

    private static async Task UntilAsync(Func<Task<bool>> isThere)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await isThere())
        {
            await Task.Delay(50, patience.Token);
        }
    }

    private void Keep(string name)
    {
        using var database = _store.Open();
        Schema.Prepare(database);
        using var connection = database.OpenConnection();
        TestStore.Scalar(connection, $"INSERT INTO Cooperatives (Name, Status, Source, DataDate) VALUES ('{name}', 'Active', 'daftar', '2026-01-31')");
    }

    private string[] Kept()
    {
        using var database = _store.Open();
        using var db = database.CreateDbContext();
        return [.. db.Cooperatives.OrderBy(row => row.Id).Select(row => row.Name)];
    }

    /// <summary>Each table's rows as one number, in whatever order the engine keeps them.</summary>
    private static Dictionary<string, string> Hashes(Database database)
    {
        using var db = database.CreateDbContext();
        using var connection = database.OpenConnection();
        return TableCopy.InOrder(db.Model).ToDictionary(table => table.GetTableName()!, table =>
        {
            var columns = table.GetProperties().ToArray();
            using var rows = connection.Query(null, $"SELECT {string.Join(", ", columns.Select(column => $"\"{column.GetColumnName()}\""))} FROM \"{table.GetTableName()}\"");
            var lines = new List<string>();
            while (rows.Read())
            {
                lines.Add(string.Join('|', columns.Select((column, i) => TableCopy.Read(rows, i, TableCopy.StoredType(column)) is var value && value is DateTime time
                    ? time.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", System.Globalization.CultureInfo.InvariantCulture) : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture))));
            }

            return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines.Order(StringComparer.Ordinal)))));
        });
    }
}
