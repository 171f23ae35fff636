using CoopBot.People;
using CoopBot.Storage;
using CoopBot.Tests.Cooperatives;
using CoopBot.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CoopBot.Tests.People;

/// <summary>"hapus data saya": asked once more, then all of it goes, also out of the log of the store, and another person's stays (fault 128).</summary>
public sealed class ErasureTests
{
    private const string Canary = "kenarikuning";

    [Fact] // Fault 128; transcript 18
    public async Task Web_chat_keeps_nothing_but_the_line_that_says_so()
    {
        using var store = new TestStore();
        await using var host = await new CoopBotHost(null, store.ConnectionString).WithCooperativesAsync();
        var (chat, other) = (await host.VisitAsync(), await host.VisitAsync());
        await other.Says("burungbiru berapa orang untuk mendirikan koperasi");
        await chat.Says($"{Canary} berapa orang untuk mendirikan koperasi");
        await chat.Says("tanya petugas");
        await chat.Says("kirim");
        await chat.LinkAsync(await host.CodeAsync());
        Assert.Contains(Canary, store.Contents(), StringComparison.Ordinal);
        var person = (string)host.Scalar("SELECT \"PersonId\" FROM \"Memberships\"")!;

        var asked = await chat.Says(await host.AskedAsync(text => chat.Says(text), "hapus data saya"));
        Assert.StartsWith("**Hapus semua data Anda?** Riwayat, tiket terbuka, sambungan koperasi, dan pengingat hilang dan tidak bisa dikembalikan. Catatan audit tanpa isi pesan tetap disimpan dinas", asked.Text, StringComparison.Ordinal);
        Assert.Equal(["Ya, hapus semua", "Unduh dulu", "Jangan hapus"], asked.Suggestions);
        var first = await chat.Says("Unduh dulu");
        Assert.NotEqual("", DataOffice.LinkIn(first));
        Assert.Equal(asked.Suggestions, first.Suggestions);
        var seen = chat.Watermark;
        await chat.SaysAsync(new() { ["text"] = "Ya, hapus semua" });
        var left = await chat.UntilAsync(answer => answer.Text.StartsWith("Selesai. Data Anda dihapus ", StringComparison.Ordinal));

        Assert.Matches(@"^Selesai\. Data Anda dihapus \d+ \w+ \d{4} pukul \d\d\.\d\d WIB\.$", Assert.Single(left).Text);
        // A page that was open gets it as well.
        chat.Watermark = seen;
        Assert.Contains(await chat.NewsAsync(), answer => answer.Text.StartsWith("Selesai.", StringComparison.Ordinal));
        Assert.Equal(["Jejak audit", "Obrolan web", "Tampilan obrolan web"], (await host.Service<PersonalRows>().CountAsync(new("webchat", chat.Conversation, person), default)).Select(one => one.Table.Title.Id).Order());
        if (!TestStore.IsPostgres)
        {
            await UntilAsync(() => !store.Contents().Contains(Canary, StringComparison.Ordinal));
        }

        Assert.Equal(0, host.Count("Turns", $"\"Text\" LIKE '%{Canary}%'"));
        Assert.Equal(1, host.Count("AuditEntries", "\"Action\" = 'data.erased' AND \"Subject\" = 'D-0001'"));
        Assert.Equal(1, host.Count("Turns", "\"Text\" LIKE 'burungbiru%'"));
        Assert.Equal(1, host.Count("DataRequests", "\"State\" = 'Closed' AND \"PersonId\" = ''"));
        // The talk goes on, and the next request has another number.
        Assert.Contains("Yang tersimpan", (await chat.Says("data saya")).Text, StringComparison.Ordinal);
        Assert.Contains("**D-0002**", (await chat.Says("hapus data saya")).Text, StringComparison.Ordinal);
    }

    [Fact] // Fault 128
    public async Task Teams_is_told_in_order_and_can_be_reached_again_afterwards()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var host = new CoopBotHost();
        var chat = new TeamsChat(host, connector);
        await chat.Says($"{Canary} berapa orang untuk mendirikan koperasi");
        await chat.Says(await host.AskedAsync(chat.Says, "delete my data"));

        Assert.StartsWith("All right. Your data is being deleted", (await chat.Says("Yes, delete all")).Text, StringComparison.Ordinal);
        Assert.StartsWith("Done. Your data was deleted on ", (await chat.Next()).Text, StringComparison.Ordinal);
        Assert.Equal((0, 0), (host.Count("Turns"), host.Count("Addresses")));

        await chat.Says("halo");
        Assert.Equal((1, 1), (host.Count("Turns"), host.Count("Addresses")));
    }

    [Fact]
    public async Task No_deletes_nothing_and_a_yes_without_the_question_neither()
    {
        await using var host = new CoopBotHost();
        var chat = await host.VisitAsync();
        await chat.Says("Ya, hapus semua");
        await chat.Says(await host.AskedAsync(text => chat.Says(text), "hapus data saya"));
        // Other talk withdraws the offer.
        await chat.Says("halo");
        await chat.Says("Ya, hapus semua");
        await chat.Says(await host.AskedAsync(text => chat.Says(text), "hapus data saya"));
        Assert.StartsWith("Baik, tidak ada yang dihapus. Kode tadi sudah terpakai.", (await chat.Says("Jangan hapus")).Text, StringComparison.Ordinal);
        await chat.Says("Ya, hapus semua");

        Assert.Equal(0, host.Count("AuditEntries", "\"Action\" = 'data.erasing'"));
        Assert.Equal(1, host.Count("AuditEntries", "\"Action\" = 'data.kept'"));
        Assert.InRange(host.Count("Turns"), 8, 20);
    }

    [Theory]
    [InlineData("Ya, hapus semua")]
    [InlineData("Unduh dulu")]
    [InlineData("Jangan hapus")]
    public async Task What_a_code_opened_ends_when_the_code_would_have(string said)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = new CoopBotHost(services => services.AddSingleton<TimeProvider>(time));
        var chat = await host.VisitAsync();
        await chat.Says(await host.AskedAsync(text => chat.Says(text), "hapus data saya"));
        time.Advance(DataRequest.CodeGoodFor);
        chat = await Chat.StartAsync(host.Address, cookie: chat.Cookie);

        Assert.StartsWith("Permintaan itu sudah berakhir. Tidak ada yang dihapus.", (await chat.Says(said)).Text, StringComparison.Ordinal);

        Assert.Equal(0, host.Count("AuditEntries", "\"Action\" IN ('data.erasing', 'data.link-made', 'data.kept')"));
        Assert.Equal(1, host.Count("Turns", "\"Text\" = 'hapus data saya'"));
    }

    [Fact]
    public async Task Deletion_that_a_process_left_halfway_is_finished_by_the_next()
    {
        using var store = new TestStore();
        Chat chat;
        await using (var host = new CoopBotHost(null, store.ConnectionString))
        {
            chat = await host.VisitAsync();
            for (var i = 0; i < 5; i++)
            {
                await chat.Says($"{Canary} {i}");
            }

            await chat.Says("hapus data saya");
            // As a kill leaves it: under way, some rows gone, the place in the talk noted.
            await host.Service<WriteGate>().WriteAsync((connection, transaction) =>
                connection.Execute(transaction, """UPDATE "DataRequests" SET "State" = 'Erasing', "Watermark" = 40""")
                + connection.Execute(transaction, """DELETE FROM "Turns" WHERE "Id" < 3"""));
        }

        await using var next = new CoopBotHost(null, store.ConnectionString);
        var again = await Chat.StartAsync(next.Address, cookie: chat.Cookie);
        var left = await again.UntilAsync(answer => answer.Text.StartsWith("Selesai.", StringComparison.Ordinal));

        Assert.Contains("|0000041", Assert.Single(left, answer => answer.Text.StartsWith("Selesai.", StringComparison.Ordinal)).Activity["id"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, next.Count("Turns", $"\"Text\" LIKE '{Canary}%'"));
        Assert.Equal(0, next.Count("DirectLineActivities", $"\"Json\" LIKE '%{Canary}%'"));
        Assert.Equal(0, next.Count("DataRequests", "\"State\" = 'Erasing'"));
    }

    [Fact]
    public async Task Thousands_of_rows_go_in_short_units_while_others_talk()
    {
        await using var host = new CoopBotHost();
        await host.Service<WriteGate>().WriteAsync((connection, transaction) =>
        {
            for (var i = 0; i < 3_000; i++)
            {
                connection.Execute(
                    transaction,
                    """INSERT INTO "Turns" ("Channel", "ConversationId", "ActivityId", "PersonId", "At", "Route", "Text", "Reply", "Delivery") VALUES ('x', 'c', @0, 'banyak', @1, 'r', 'kenari', '{}', 0)""",
                    $"a{i}", DateTime.UnixEpoch);
            }

            return 0;
        });
        var chat = await host.VisitAsync();

        var erasing = host.Service<PersonalRows>().EraseAsync(new("x", "c", "banyak"), (_, _) => { }, default);
        Assert.Contains("9 orang", (await chat.Says("minimal berapa orang untuk mendirikan koperasi primer")).Text, StringComparison.Ordinal);
        await erasing;

        Assert.Equal(0, host.Count("Turns", "\"PersonId\" = 'banyak'"));
    }

    [Fact]
    public async Task What_comes_in_while_rows_go_is_gone_in_the_end_too()
    {
        await using var host = new CoopBotHost();
        await host.Service<WriteGate>().WriteAsync((connection, transaction) =>
        {
            connection.Execute(
                transaction,
                """INSERT INTO "Turns" ("Channel", "ConversationId", "ActivityId", "PersonId", "At", "Route", "Text", "Reply", "Delivery") VALUES ('x', 'c', 'a', 'orang', @0, 'r', 'kenari', '{}', 0)""",
                DateTime.UnixEpoch);
            // Its turn is deleted after the states are: as late as a row can come in.
            const string late = """INSERT INTO "ConversationStates" ("Channel", "ConversationId", "PersonId", "Version", "Json", "UpdatedAt") VALUES ('x', 'c', 'orang', 1, '{}', '2026-01-01')""";
            return connection.Execute(transaction, TestStore.IsPostgres
                ? $"""CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN {late.Replace("'", "''", StringComparison.Ordinal)}; RETURN OLD; END'; CREATE TRIGGER late AFTER DELETE ON "Turns" FOR EACH ROW EXECUTE FUNCTION late()"""
                : $"""CREATE TRIGGER late AFTER DELETE ON "Turns" BEGIN {late}; END""");
        });

        await host.Service<PersonalRows>().EraseAsync(new("x", "c", "orang"), (_, _) => { }, default);

        Assert.Equal(0, host.Count("Turns", "\"PersonId\" = 'orang'"));
        Assert.Equal(0, host.Count("ConversationStates", "\"PersonId\" = 'orang'"));
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!isSo())
        {
            await Task.Delay(50, patience.Token);
        }
    }
}
