using System.Net;
using CoopBot.BotFramework;
using CoopBot.Conversation;
using CoopBot.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace CoopBot.Tests.Conversation;

/// <summary>A channel sends again after 15 s, so it hears before that, and the person hears what there is (fault 29).</summary>
public sealed class LateAnswerTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FakeConnector _connector = null!;
    private int _asked;

    public async ValueTask InitializeAsync() => _connector = await FakeConnector.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _over.TrySetResult();
        await _connector.DisposeAsync();
    }

    [Theory] // Fault 29
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_that_is_not_ready_is_said_to_be_so_once_and_the_repeat_is_silent(bool heedsItsDeadline)
    {
        using var host = Host(async cancellation =>
        {
            await (heedsItsDeadline ? Task.Delay(Timeout.Infinite, cancellation) : _over.Task);
            return new("terlambat");
        });

        using var first = await host.PostAsync(_connector.Message("a1", "lama"));
        using var again = await host.PostAsync(_connector.Message("a1", "lama"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        var said = await _connector.NextAsync();
        Assert.StartsWith("Maaf, jawabannya belum siap. Pertanyaan sudah tersimpan.", (string)said["text"]!, StringComparison.Ordinal);
        Assert.Contains("Tanya petugas", (string)said["text"]!, StringComparison.Ordinal);
        Assert.Equal((0, 1), (_connector.Waiting, _asked));
    }

    // Fault 29: saved and sent in time, an answer that comes late is not lost on the way out.
    [Fact]
    public async Task A_turn_that_runs_out_of_time_before_it_is_saved_says_that_it_was_not()
    {
        using var host = Host(async _ =>
        {
            await _over.Task;
            return new("terlambat");
        }, answerWithin: TimeSpan.FromMinutes(1), turn: TimeSpan.FromSeconds(3));

        using var first = await host.PostAsync(_connector.Message("a1", "lama"));

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.StartsWith("Maaf, pesan tadi belum tersimpan.", (string)(await _connector.NextAsync())["text"]!, StringComparison.Ordinal);
    }

    private CoopBotHost Host(Func<CancellationToken, Task<Reply>> answer, TimeSpan? answerWithin = null, TimeSpan? turn = null) => new(services => services
        .AddSingleton(provider => new ChatRoutes(provider).Map("late", async (_, cancellation) =>
        {
            Interlocked.Increment(ref _asked);
            return await answer(cancellation);
        }))
        .PostConfigure<BotFrameworkOptions>(wire => wire.TurnTimeout = turn ?? TimeSpan.FromSeconds(14))
        .PostConfigure<ChatOptions>(chat => chat.AnswerWithin = answerWithin ?? TimeSpan.FromMilliseconds(300)));
}
