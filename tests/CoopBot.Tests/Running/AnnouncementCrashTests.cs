using CoopBot.Tests.Hosts;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Tests.Running;

/// <summary>Announcements judged by kill -9: real processes, real sockets, a channel that fails. The long form is a command of the benchmarks.</summary>
public sealed class AnnouncementCrashTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact] // Faults 68, 58, 57
    public async Task Three_kills_lose_nobody_and_repeat_only_what_was_marked_as_in_doubt()
    {
        await using var channel = await FaultyChannel.StartAsync(TimeSpan.FromMilliseconds(10), broken: 0.01, throttled: 0.05);

        var proof = await new AnnouncementProof(_store.ConnectionString, channel) { EndLeases = TestStore.IsPostgres }.RunAsync();

        Check(proof);
        Assert.True(proof.HeldAtKills > 0, "No kill came while something was under way: it proves nothing.");
        Assert.True(channel.Answered429 > 0 && channel.Answered500 > 0);
    }

    [Fact] // Faults 71, 72
    public async Task Two_processes_with_kills_share_one_audience()
    {
        await using var channel = await FaultyChannel.StartAsync(TimeSpan.FromMilliseconds(10), throttled: 0.02);

        // A clock of 45 seconds runs for what the killed one held, while the other goes on; the test does not wait for it.
        var proof = await new AnnouncementProof(_store.ConnectionString, channel) { Recipients = 600, Kills = 2, Processes = 2, EndLeases = true }.RunAsync();

        // What the living one held at that moment was let go with the rest, so it may come twice: marked, as all that is repeated.
        Check(proof);
    }

    [Fact] // Fault 70
    public async Task Stop_in_the_middle_loses_nothing_and_repeats_nothing()
    {
        await using var channel = await FaultyChannel.StartAsync(TimeSpan.FromMilliseconds(10));

        var proof = await new AnnouncementProof(_store.ConnectionString, channel) { Recipients = 500, Kills = 2, Gently = true }.RunAsync();

        Check(proof);
        Assert.Equal((0, 0), (proof.Duplicates, proof.HeldAtKills));
    }

    [Fact] // Faults 88, 90
    public async Task While_the_disk_is_full_nothing_is_sent_and_afterwards_it_goes_on_where_it_was()
    {
        const int Held = 512;
        const string Down = "nothing is sent until it can";
        await using var channel = await FaultyChannel.StartAsync(TimeSpan.FromMilliseconds(10));
        var (whileFull, atOnce) = (0, 0);

        var proof = await new AnnouncementProof(_store.ConnectionString, channel)
        {
            Trouble = async trouble =>
            {
                await channel.TakenAsync(300);
                var process = trouble.Processes[0];
                _store.RefuseWrites(process.Id);
                // What it holds it may finish: that is noted in the store already as under way.
                int then;
                do
                {
                    then = channel.Taken;
                    await process.SaysAsync(Down, process.Said(Down) + 2);
                }
                while (channel.Taken != then);
                await process.SaysAsync(Down, process.Said(Down) + 2);
                (atOnce, whileFull) = (then - 300, channel.Taken - then);
                _store.TakeWrites(process.Id);
                return 0;
            },
        }.RunAsync();

        Check(proof);
        Assert.Equal((0, 0), (whileFull, proof.Duplicates));
        Assert.InRange(atOnce, 0, Held);
    }

    [Fact] // Fault 73
    public async Task Process_that_stood_still_past_its_lease_finds_its_results_discarded()
    {
        await using var channel = await FaultyChannel.StartAsync(TimeSpan.FromMilliseconds(50));
        IReadOnlyList<string?> before = [];

        var proof = await new AnnouncementProof(_store.ConnectionString, channel)
        {
            // Enough for a dozen tries to stop it between two writes, where a disk is slow.
            Recipients = 4_000,
            Processes = 2,
            EndLeases = true,
            Trouble = async trouble =>
            {
                await channel.TakenAsync(200);
                var paused = trouble.Processes[0];
                paused.Pause();
                while (_store.IsHeldUp())
                {
                    // Stopped in the middle of a transaction, it would hold up the other as well.
                    paused.GoOn();
                    await channel.TakenAsync(channel.Taken + 1);
                    paused.Pause();
                }

                var held = await trouble.HeldAsync();
                await trouble.FinishedAsync();
                before = await NotedAsync();
                paused.GoOn();
                // It notes what it believes to have in hand before it ends.
                await paused.TerminateAsync();
                return held;
            },
        }.RunAsync();

        Check(proof);
        Assert.InRange(proof.Duplicates, 1, proof.HeldAtKills);
        Assert.Equal(before, await NotedAsync());
    }

    /// <summary>What stands in the store of each recipient: the id that the channel gave.</summary>
    private async Task<IReadOnlyList<string?>> NotedAsync()
    {
        using var database = _store.Open();
        await using var db = database.CreateDbContext();
        return await db.AnnouncementDeliveries.OrderBy(row => row.Id).Select(row => row.SentId).ToListAsync();
    }

    private static void Check(ProofResult proof)
    {
        Assert.Equal((proof.Counts.Audience, 0), (proof.Counts.Sent, proof.Lost));
        Assert.True(proof.Duplicates <= proof.HeldAtKills, proof.ToString());
        Assert.Equal(0, proof.Unmarked);
        Assert.True(proof.Sums is { Looks: > 5, Wrong: 0 }, proof.ToString());
    }
}
