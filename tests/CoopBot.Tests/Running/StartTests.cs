using System.Net;
using System.Net.Sockets;
using System.Text;
using CoopBot.Backups;
using CoopBot.Storage;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Running;

/// <summary>A start that cannot succeed says in one line why and what to do, and leaves what is there as it is.</summary>
public sealed class StartTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string DatabaseFile => _folder.File("coopbot.db");

    private string Store => $"Data Source={DatabaseFile}";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_at_any_point_of_a_first_start_the_next_start_succeeds()
    {
        var random = new Random(8);
        for (var i = 0; i < 8; i++)
        {
            using var cut = CoopBotProcess.Start(Store);
            await Task.Delay(random.Next(50, 1_500));
            await cut.KillAsync();
        }

        var (process, address) = await CoopBotProcess.ServeAsync(Store);
        using (process)
        {
            Assert.NotEmpty((await Chat.StartAsync(address)).Welcome);
        }
    }

    [Fact]
    public async Task Lock_row_that_a_killed_migration_left_behind_does_not_hold_up_the_next()
    {
        using (var connection = Database.Of(Store).OpenConnection())
        {
            connection.Execute(null, """CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL)""");
            connection.Execute(null, """INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00+00:00')""");
        }

        var (process, _) = await CoopBotProcess.ServeAsync(Store);
        process.Dispose();
    }

    [Theory] // Faults 89, 90, 95
    [InlineData("text", "damaged")]
    [InlineData("page", "damaged")]
    [InlineData("truncated", "damaged")]
    [InlineData("emptied", "damaged")]
    [InlineData("gone", "damaged")]
    [InlineData("newer", "newer version")]
    public async Task Database_that_cannot_be_used_is_refused_and_left_as_it_is(string fault, string expected)
    {
        Break(fault);
        var before = Bytes();

        var (code, output, error) = await CoopBotProcess.RunAsync(Store, null, []);

        Assert.Equal(1, code);
        Assert.Contains(DatabaseFile, OneLine(error), StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("Chat:", output, StringComparison.Ordinal);
        Assert.Equal(before, Bytes());
    }

    [Fact]
    public void Database_is_for_the_service_alone_with_its_logs_and_copies_and_one_that_is_there_keeps_its_rights()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var database = Database.Of(Store);
        Schema.Prepare(database);
        using (database.OpenConnection())
        {
            foreach (var file in new[] { DatabaseFile, DatabaseFile + "-wal", DatabaseFile + "-shm" })
            {
                Assert.Equal((file, own), (file, File.GetUnixFileMode(file)));
            }
        }

        File.SetUnixFileMode(DatabaseFile, own | UnixFileMode.GroupRead);
        Schema.Prepare(database);
        Assert.Equal(own | UnixFileMode.GroupRead, File.GetUnixFileMode(DatabaseFile));

        BackupFile.Write(database, _folder.File("cadangan.db"), TestContext.Current.CancellationToken);
        File.SetUnixFileMode(_folder.File("cadangan.db"), own | UnixFileMode.OtherRead);
        var (_, aside) = Restore.Run(database, _folder.File("cadangan.db"), replace: true, TimeProvider.System.GetUtcNow().UtcDateTime, TestContext.Current.CancellationToken);
        Assert.Equal((own, own), (File.GetUnixFileMode(DatabaseFile), File.GetUnixFileMode(aside!)));
    }

    [Fact]
    public async Task Folder_that_cannot_be_made_is_named()
    {
        File.WriteAllText(_folder.File("taken"), "");

        var (code, _, error) = await CoopBotProcess.RunAsync($"Data Source={Path.Combine(_folder.File("taken"), "coopbot.db")}", null, []);

        Assert.Equal(1, code);
        Assert.Contains("taken", OneLine(error), StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__CoopBot", error, StringComparison.Ordinal);
    }

    [Theory] // Faults 26, 136
    [InlineData("Retention__Days=abc", "Retention__Days")]
    [InlineData("Retention__Days=3", "Retention__Days")]
    [InlineData("CoopBot__PublicUrl=foo", "CoopBot__PublicUrl")]
    [InlineData("CoopBot__PublicUrl=ftp://kantor.example", "CoopBot__PublicUrl")]
    [InlineData("BotFramework__Anonymous=maybe", "BotFramework__Anonymous")]
    [InlineData("BotFramework__TurnTimeout=00:01:00", "BotFramework__TurnTimeout")]
    [InlineData("BotFramework__MetadataAddress=http://kantor.example/meta", "BotFramework__MetadataAddress")]
    [InlineData("BotFramework__MetadataAddress=meta", "BotFramework__MetadataAddress")]
    [InlineData("BotFramework__LoginEndpoint=http://kantor.example", "BotFramework__LoginEndpoint")]
    [InlineData("BotFramework__AppPassword=sandirahasia", "BotFramework__AppId")]
    [InlineData("BotFramework__AppType=SingleTenant", "BotFramework__TenantId")]
    [InlineData("BotFramework__AppType=lain", "BotFramework__AppType")]
    [InlineData("MicrosoftAppType=lain", "MicrosoftAppType")]
    [InlineData("BotFramework__CertificatePath=/tidak/ada.pfx", "BotFramework__CertificatePath")]
    [InlineData("BotFramework__TrustedHosts=http://10.0.0.5", "BotFramework__TrustedHosts")]
    [InlineData("Limits__PersonPerMinute=0", "Limits__PersonPerMinute")]
    [InlineData("Limits__ConversationPerMinute=abc", "Limits__ConversationPerMinute")]
    [InlineData("Web__KnownProxies=proksi", "Web__KnownProxies")]
    [InlineData("DirectLine__MintsPerMinute=0", "DirectLine__MintsPerMinute")]
    [InlineData("DirectLine__TokenLifetime=9", "DirectLine__TokenLifetime")]
    [InlineData("ConnectionStrings__CoopBot=Host=127.0.0.1;Port=1;Database=x;Password=sandirahasia", "ConnectionStrings__CoopBot")]
    [InlineData("ConnectionStrings__CoopBot=Host=x;Password=sandirahasia;Salah=1", "ConnectionStrings__CoopBot")]
    [InlineData("ConnectionStrings__CoopBot=:memory:", "ConnectionStrings__CoopBot")]
    [InlineData("Office__Name= ", "Office__Name")]
    [InlineData("Office__WorkDays__0=Senin", "Office__WorkDays")]
    [InlineData("Office__Holidays__0=2026-13-45", "Office__Holidays")]
    [InlineData("Office__BookYearEnds=02-30", "Office__BookYearEnds")]
    [InlineData("Announcements__QuietFrom=20:00", "Announcements__QuietFrom")]
    [InlineData("Announcements__RatePerSecond=-1", "Announcements__RatePerSecond")]
    [InlineData("ASPNETCORE_URLS=http://127.0.0.1:99999", "ASPNETCORE_URLS")]
    [InlineData("ASPNETCORE_URLS=foo", "ASPNETCORE_URLS")]
    [InlineData("Staff__Members__0=Budi:admin", "Staff__Members__0")]
    [InlineData("Staff__Members__0=3f2c8a54-5a0e-4c1c-9b3f-000000000001:3f2c8a54-5a0e-4c1c-9b3f-000000000002:4", "Staff__Members__0")]
    [InlineData("Staff__Groups__0=kantor:viewer", "Staff__Groups__0")]
    [InlineData("Staff__ClientSecret=sandirahasia", "Staff__Authority")]
    [InlineData("Staff__Authority=http://kantor.example/v2.0", "Staff__Authority")]
    [InlineData("Staff__Authority=https://login.microsoftonline.com/common/v2.0", "Staff__Authority")]
    [InlineData("Staff__Authority=https://login.microsoftonline.com/kantor/v2.0", "Staff__ClientId")]
    public async Task Wrong_setting_is_named_in_one_line(string setting, string name)
    {
        var (code, output, error) = await CoopBotProcess.RunAsync(Store, [setting], []);

        Assert.Equal(1, code);
        Assert.Contains(name, OneLine(error), StringComparison.Ordinal);
        Assert.DoesNotContain("sandirahasia", output + error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + error, StringComparison.Ordinal);
    }

    [Theory] // Fault 26
    [InlineData("ASPNETCORE_ENVIRONMENT=Production", "DOTNET_ENVIRONMENT=Production")]
    [InlineData("ASPNETCORE_URLS=http://0.0.0.0:0", "X=")]
    public async Task Anonymous_elsewhere_than_on_a_developers_machine_refuses_to_start(string first, string second)
    {
        var (code, output, error) = await CoopBotProcess.RunAsync(Store, ["BotFramework__Anonymous=true", first, second], []);

        Assert.Equal(1, code);
        Assert.Contains("BotFramework__Anonymous", OneLine(error), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_in_use_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var (code, output, error) = await CoopBotProcess.RunAsync(Store, [$"ASPNETCORE_URLS=http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}"], []);

        Assert.Equal(1, code);
        Assert.Contains("in use", OneLine(error), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Production_starts_without_synthetic_data_and_with_the_channel_door_shut()
    {
        var (process, address) = await CoopBotProcess.ServeAsync(Store, "ASPNETCORE_ENVIRONMENT=Production", "DOTNET_ENVIRONMENT=Production");
        using (process)
        using (var http = new HttpClient())
        {
            using var refused = await http.PostAsync(new Uri(address, "api/messages"), new StringContent("""{"type":"message"}""", Encoding.UTF8, "application/json"));
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Equal("Healthy", await http.GetStringAsync(new Uri(address, "health/live"))); // Fault 137
            Assert.NotEmpty((await (await Chat.StartAsync(address)).Says("minimal berapa orang untuk mendirikan koperasi primer")).Citations); // Fault 141
        }

        using var connection = Database.Of(Store).OpenConnection();
        Assert.Equal(0L, connection.Scalar(null, "SELECT COUNT(*) FROM Cooperatives"));
    }

    [Theory] // Fault 140
    [InlineData("id_ID.UTF-8", "Asia/Pontianak")]
    [InlineData("tr_TR.UTF-8", "America/New_York")]
    public async Task Culture_and_time_zone_of_the_host_change_no_answer(string culture, string zone)
    {
        var (_, here, _) = await CoopBotProcess.RunAsync(Store, ["LC_ALL=C", "TZ=UTC"], ["ask", "berapa koperasi aktif di kalbar"]);
        var (code, there, _) = await CoopBotProcess.RunAsync(Store, [$"LC_ALL={culture}", $"LANG={culture}", $"TZ={zone}"], ["ask", "berapa koperasi aktif di kalbar"]);

        Assert.Equal(0, code);
        Assert.Equal(here, there);
    }

    private void Break(string fault)
    {
        var database = Database.Of($"{Store};Pooling=False");
        Schema.Prepare(database);
        using (var connection = database.OpenConnection())
        {
            if (fault == "newer")
            {
                connection.Execute(null, "INSERT INTO \"__EFMigrationsHistory\" VALUES ('29991231000000_FromTheFuture', '99.0.0')");
            }

            connection.Execute(null, "PRAGMA wal_checkpoint(TRUNCATE)");
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var bytes = File.ReadAllBytes(DatabaseFile);
        switch (fault)
        {
            case "text":
                File.WriteAllText(DatabaseFile, "Ini bukan basis data, tetapi sebuah catatan yang cukup panjang untuk menyesatkan siapa pun yang membukanya.");
                break;
            case "page":
                Random.Shared.NextBytes(bytes.AsSpan(4096, 3 * 4096));
                File.WriteAllBytes(DatabaseFile, bytes);
                break;
            case "truncated":
                File.WriteAllBytes(DatabaseFile, bytes[..(bytes.Length / 2)]);
                break;
            case "emptied":
                File.WriteAllBytes(DatabaseFile, []);
                File.WriteAllBytes(DatabaseFile + "-wal", bytes[..4096]);
                break;
            case "gone":
                File.Delete(DatabaseFile);
                File.WriteAllBytes(DatabaseFile + "-wal", bytes[..4096]);
                break;
            default:
                break;
        }
    }

    /// <summary>The database and its log, as text that compares; their helper files may come and go.</summary>
    private string Bytes() => string.Join('\n', Directory.EnumerateFiles(_folder.Path).Where(path => path == DatabaseFile || (path.EndsWith("-wal", StringComparison.Ordinal) && new FileInfo(path).Length > 0)).Order()
        .Select(path => Path.GetFileName(path) + " " + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))));

    private static string OneLine(string error) => Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
