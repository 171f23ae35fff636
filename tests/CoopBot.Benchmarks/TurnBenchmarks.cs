using System.Globalization;
using BenchmarkDotNet.Attributes;
using CoopBot.Conversation;
using CoopBot.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CoopBot.Benchmarks;

/// <summary>A whole turn without HTTP: read the state, route, search, save with a full sync to disk.</summary>
[MemoryDiagnoser]
[InProcess]
public class TurnBenchmarks
{
    private readonly string _folder = Directory.CreateTempSubdirectory("coopbot-bench").FullName;
    private ServiceProvider? _services;
    private ChatService? _chat;
    private long _count;

    /// <summary>A store of its own in a temporary folder.</summary>
    [GlobalSetup]
    public void Start()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("ConnectionStrings:CoopBot", $"Data Source={Path.Combine(_folder, "coopbot.db")}")]).Build();
        _services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddCoopBot(configuration).BuildServiceProvider();
        Schema.Prepare(_services.GetRequiredService<Database>());
        _chat = _services.GetRequiredService<ChatService>();
    }

    /// <summary>Closes the store and removes it.</summary>
    [GlobalCleanup]
    public void Stop()
    {
        _services?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>One person, one question after another: each waits for its own sync.</summary>
    [Benchmark]
    public Task<SavedTurn?> Turn() => AskAsync(Interlocked.Increment(ref _count));

    /// <summary>Sixty-four people at once: their turns share syncs.</summary>
    [Benchmark(OperationsPerInvoke = 64)]
    public Task TurnsAtOnce() => Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => AskAsync(Interlocked.Increment(ref _count)))));

    private Task<SavedTurn?> AskAsync(long number)
    {
        var person = (number % 1000).ToString(CultureInfo.InvariantCulture);
        return _chat!.RunAsync(
            new Turn
            {
                Key = new("bench", person, person),
                ActivityId = number.ToString(CultureInfo.InvariantCulture),
                Text = "Berapa orang untuk mendirikan koperasi primer?",
                Now = new(2026, 11, 23, 3, 0, 0, DateTimeKind.Utc),
            },
            Delivery.None, null, CancellationToken.None);
    }
}
