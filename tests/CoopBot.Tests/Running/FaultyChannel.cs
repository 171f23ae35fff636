using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CoopBot.Tests.Running;

/// <summary>A channel's Connector that counts what it took by conversation, and fails a share of the requests: the same ones in each run.</summary>
internal sealed class FaultyChannel : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Random _random = new(20261126);
    private readonly Lock _lock = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];
    private int _taken;

    private FaultyChannel(WebApplication app) => _app = app;

    /// <summary>How long it thinks about each.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The share answered 500.</summary>
    public double Broken { get; init; }

    /// <summary>The share answered 429 with Retry-After 1 s.</summary>
    public double Throttled { get; init; }

    /// <summary>How many copies each conversation got.</summary>
    public ConcurrentDictionary<string, int> Copies { get; } = new();

    /// <summary>When each was taken: seconds since the first, for rates.</summary>
    public ConcurrentQueue<DateTimeOffset> Times { get; } = new();

    /// <summary>How many it took, copies included.</summary>
    public int Taken => Volatile.Read(ref _taken);

    public int Answered500 { get; private set; }

    public int Answered429 { get; private set; }

    public string ServiceUrl { get; private set; } = "";

    public static async Task<FaultyChannel> StartAsync(TimeSpan latency = default, double broken = 0, double throttled = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var channel = new FaultyChannel(app) { Latency = latency, Broken = broken, Throttled = throttled };
        app.MapPost("/v3/conversations/{conversation}/activities", (RequestDelegate)channel.TakeAsync);
        await app.StartAsync();
        channel.ServiceUrl = app.Urls.Single() + "/";
        return channel;
    }

    /// <summary>Ends when so many were taken, copies included.</summary>
    /// <exception cref="TimeoutException">They did not come in five minutes.</exception>
    public Task TakenAsync(int count) => ReachedAsync(count).WaitAsync(TimeSpan.FromMinutes(5));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        if (Latency > TimeSpan.Zero)
        {
            await Task.Delay(Latency);
        }

        lock (_lock)
        {
            var lot = _random.NextDouble();
            if (lot < Broken)
            {
                Answered500++;
                context.Response.StatusCode = 500;
                return;
            }

            if (lot < Broken + Throttled)
            {
                Answered429++;
                context.Response.StatusCode = 429;
                context.Response.Headers.RetryAfter = "1";
                return;
            }

            Copies.AddOrUpdate((string)context.Request.RouteValues["conversation"]!, 1, (_, copies) => copies + 1);
            Times.Enqueue(TimeProvider.System.GetUtcNow());
            _taken++;
            foreach (var (_, reached) in _waiting.Where(one => one.Count <= _taken))
            {
                reached.TrySetResult();
            }

            _waiting.RemoveAll(one => one.Count <= _taken);
        }

        await context.Response.WriteAsync($$"""{"id":"{{_taken}}"}""");
    }

    private Task ReachedAsync(int count)
    {
        lock (_lock)
        {
            if (_taken >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, reached));
            return reached.Task;
        }
    }
}
