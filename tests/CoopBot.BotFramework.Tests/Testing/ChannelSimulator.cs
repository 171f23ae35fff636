using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using CoopBot.BotFramework.Schema;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace CoopBot.BotFramework.Tests.Testing;

/// <summary>What a channel's Connector was sent.</summary>
internal sealed record Arrival(string Method, string Target, string Body, string? Authorization = null)
{
    public Activity Activity => Wire.Parse(Body);
}

/// <summary>A channel's Connector, and the login endpoint of bots, on a real Kestrel: records what arrives and answers as told.</summary>
internal sealed class ChannelSimulator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<Arrival> _arrivals = Channel.CreateUnbounded<Arrival>();
    private readonly CancellationTokenSource _over = new();
    private int _count;
    private int _answered;
    private int _tokensAsked;
    private int _tokensGiven;

    private ChannelSimulator(WebApplication app) => _app = app;

    /// <summary>Without a slash at the end, as the Playground gives it.</summary>
    public string ServiceUrl => _app.Urls.First() + "/_connector";

    public string Origin => _app.Urls.First();

    public int Count => _count;

    /// <summary>What arrived last.</summary>
    public Arrival? Last { get; private set; }

    /// <summary>How many answers are out.</summary>
    public int Answered => _answered;

    public int TokensAsked => _tokensAsked;

    public int TokensGiven => _tokensGiven;

    /// <summary>Where the last token was asked for, and with what.</summary>
    public string? TokenPath { get; private set; }

    public Dictionary<string, string> TokenForm { get; private set; } = [];

    /// <summary>Replaces the answer of the login endpoint.</summary>
    public Func<HttpContext, Task>? OnToken { get; set; }

    /// <summary>The answer; 201 with an id unless a test says otherwise.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = context => Status(context, 201, """{"id":"1795399999000"}""");

    /// <summary>Ends when the test does: what a hanging answer waits for.</summary>
    public CancellationToken Over => _over.Token;

    public static async Task<ChannelSimulator> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        var app = builder.Build();
        var simulator = new ChannelSimulator(app);
        app.Run(simulator.TakeAsync);
        await app.StartAsync();
        return simulator;
    }

    public static async Task Status(HttpContext context, int status, string body = "", string contentType = "application/json; charset=utf-8")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        await context.Response.WriteAsync(body);
    }

    /// <summary>The next thing that arrived, in order.</summary>
    public async Task<Arrival> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        return await _arrivals.Reader.ReadAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _app.DisposeAsync();
        _over.Dispose();
    }

    /// <summary>token-1, token-2 …, good for an hour.</summary>
    public async Task GiveTokenAsync(HttpContext context)
    {
        await Status(context, 200, $$"""{"token_type":"Bearer","expires_in":3600,"access_token":"token-{{Interlocked.Increment(ref _tokensGiven)}}"}""");
    }

    private async Task TakeAsync(HttpContext context)
    {
        if (context.Request.Path.Value!.EndsWith("/token", StringComparison.Ordinal))
        {
            TokenPath = context.Request.Path;
            TokenForm = (await context.Request.ReadFormAsync()).ToDictionary(field => field.Key, field => field.Value.ToString());
            Interlocked.Increment(ref _tokensAsked);
            await (OnToken?.Invoke(context) ?? GiveTokenAsync(context));
            return;
        }

        Interlocked.Increment(ref _count);
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        _arrivals.Writer.TryWrite(Last = new(context.Request.Method, context.Features.Get<IHttpRequestFeature>()!.RawTarget, body, (string?)context.Request.Headers.Authorization));
        await Answer(context);
        await context.Response.CompleteAsync();
        Interlocked.Increment(ref _answered);
    }
}
