using CoopBot.Backups;
using CoopBot.Storage;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests;

/// <summary>An office moves from one machine to a server by its backup, and back.</summary>
public sealed class MoveTests
{
    [Fact]
    public async Task Backup_of_either_engine_restores_to_the_other_and_people_go_on_where_they_were()
    {
        using var folder = new TempFolder();
        using var store = TestStore.Empty();
        var file = $"Data Source={folder.File("coopbot.db")}";
        string cookie, conversation;
        using (var host = await new CoopBotHost(null, file).WithCooperativesAsync())
        {
            var chat = await host.VisitAsync();
            await chat.Says("terima kasih");
            (cookie, conversation) = (chat.Cookie, chat.Conversation);
        }

        Move(file, store.ConnectionString, folder.File("pindah.db"));
        using (var host = new CoopBotHost(null, store.ConnectionString))
        {
            var chat = await Chat.StartAsync(host.Address, cookie: cookie);
            Assert.Equal(conversation, chat.Conversation);
            await chat.Says("halo");
        }

        Move(store.ConnectionString, $"Data Source={folder.File("kembali.db")}", folder.File("pulang.db"));
        using var back = new CoopBotHost(null, $"Data Source={folder.File("kembali.db")}");
        Assert.Equal(conversation, (await Chat.StartAsync(back.Address, cookie: cookie)).Conversation);
        using var database = Database.Of($"Data Source={folder.File("kembali.db")}");
        using var db = database.CreateDbContext();
        Assert.Equal(4592, db.Cooperatives.Count());
    }

    private static void Move(string from, string to, string by)
    {
        using var source = Database.Of(from);
        using var target = Database.Of(to);
        BackupFile.Write(source, by, TestContext.Current.CancellationToken);
        Restore.Run(target, by, replace: false, TimeProvider.System.GetUtcNow().UtcDateTime, TestContext.Current.CancellationToken);
    }
}
