using CoopBot.Conversation;
using CsCheck;

namespace CoopBot.Tests.Conversation;

/// <summary>One turn at a time for each person, in the order they came; others are not held up.</summary>
public sealed class TurnLocksTests
{
    [Fact]
    public async Task Turns_of_one_person_run_one_by_one_in_their_order() => await Gen.Int[0, 3].Array[1, 60].SampleAsync(async people =>
    {
        var locks = new TurnLocks(TimeProvider.System);
        var ran = new List<int>[4].Select(_ => new List<int>()).ToArray();
        var inside = new int[4];
        await Task.WhenAll(people.Select((person, order) =>
        {
            // Entered here, in order; only what follows runs at any time.
            var entering = locks.EnterAsync(new("c", "k", $"{person}"), CancellationToken.None).AsTask();
            return RunAsync(entering, person, order);
        }));

        for (var person = 0; person < 4; person++)
        {
            Assert.Equal(ran[person].Order(), ran[person]);
            Assert.Equal(people.Count(who => who == person), ran[person].Count);
        }

        async Task RunAsync(Task<IDisposable> entering, int person, int order)
        {
            using var _ = await entering;
            Assert.Equal(1, Interlocked.Increment(ref inside[person]));
            await Task.Yield();
            ran[person].Add(order);
            Interlocked.Decrement(ref inside[person]);
        }
    }, iter: 200);

    [Fact]
    public async Task Turn_given_up_while_it_waits_lets_the_next_in()
    {
        var locks = new TurnLocks(TimeProvider.System);
        var key = new ConversationKey("c", "k", "p");
        using var impatient = new CancellationTokenSource();
        var first = await locks.EnterAsync(key, CancellationToken.None);
        var second = locks.EnterAsync(key, impatient.Token).AsTask();
        var third = locks.EnterAsync(key, CancellationToken.None).AsTask();

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(third.IsCompleted);
        first.Dispose();

        (await third).Dispose();
        (await locks.EnterAsync(key, CancellationToken.None)).Dispose();
    }

    [Fact]
    public async Task Another_person_does_not_wait()
    {
        var locks = new TurnLocks(TimeProvider.System);
        using var first = await locks.EnterAsync(new("c", "k", "a"), CancellationToken.None);

        using var other = await locks.EnterAsync(new("c", "k", "b"), CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromMinutes(1));
    }
}
