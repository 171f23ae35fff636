using CoopBot.Capabilities.Handover;
using CoopBot.Channels;
using CoopBot.Storage;
using CoopBot.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CoopBot.Tests.Channels;

/// <summary>A transcript goes 30 days after its last message; the questions to the office stay.</summary>
public sealed class RetentionTests
{
    [Fact] // Fault 130
    public async Task Transcript_goes_thirty_days_after_the_last_message_and_questions_stay()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 3, 0, 0, TimeSpan.Zero));
        using var host = new CoopBotHost(services => services.AddSingleton<TimeProvider>(time));
        var early = await host.VisitAsync();
        await early.Says("kenari pertama");
        await early.Says("tanya petugas");
        await early.Says("kirim");
        var late = await host.VisitAsync();
        await late.Says("kenari kedua");
        time.Advance(TimeSpan.FromDays(29));
        // A token lives half an hour; the cookie finds the same talk again.
        late = await Chat.StartAsync(host.Address, cookie: late.Cookie);
        await late.Says("kenari ketiga");
        var retention = host.Service<Retention>();

        Assert.Equal(0, await retention.RemoveAsync(CancellationToken.None));
        time.Advance(TimeSpan.FromDays(1.5));
        await retention.RemoveAsync(CancellationToken.None);

        Assert.Equal(0, await retention.RemoveAsync(CancellationToken.None));
        foreach (var (table, column) in new[] { ("Turns", "Text"), ("DirectLineActivities", "Json"), ("ConversationStates", "Json") })
        {
            Assert.Equal(0L, Count(host, $"""SELECT COUNT(*) FROM "{table}" WHERE "{column}" LIKE '%kenari pertama%'"""));
            Assert.InRange(Count(host, $"""SELECT COUNT(*) FROM "{table}" WHERE "{column}" LIKE '%kenari ke%'"""), 1, 9);
        }

        Assert.Contains("kenari pertama", Assert.Single(await host.Service<QuestionStore>().AllAsync(CancellationToken.None)).Text, StringComparison.Ordinal);
        Assert.False((await Chat.StartAsync(host.Address, cookie: early.Cookie)).Resumed);
        Assert.True((await Chat.StartAsync(host.Address, cookie: late.Cookie)).Resumed);
    }

    [Fact]
    public async Task Clock_far_behind_deletes_nothing_early()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 3, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.Zero };
        using var store = new TestStore();
        using (var host = new CoopBotHost(services => services.AddSingleton<TimeProvider>(time), store.ConnectionString))
        {
            await (await host.VisitAsync()).Says("halo");
        }

        using var behind = new CoopBotHost(services => services.AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero))), store.ConnectionString);

        Assert.Equal(0, await behind.Service<Retention>().RemoveAsync(CancellationToken.None));
        Assert.InRange(Count(behind, "SELECT COUNT(*) FROM Turns"), 1, 9);
    }

    private static long Count(CoopBotHost host, string sql)
    {
        using var connection = host.Database.OpenConnection();
        return (long)TestStore.Scalar(connection, sql)!;
    }
}
