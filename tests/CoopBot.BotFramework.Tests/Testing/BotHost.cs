using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using CoopBot.BotFramework.DirectLine;
using CoopBot.BotFramework.Schema;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CoopBot.BotFramework.Tests.Testing;

/// <summary>Repeats what it hears, and remembers every call.</summary>
internal sealed class EchoBot : ActivityHandler
{
    private readonly ConcurrentDictionary<string, bool> _welcomed = new();

    public ConcurrentQueue<string> Calls { get; } = new();

    public ConcurrentQueue<Activity> Received { get; } = new();

    /// <summary>Replaces the echo in a message's turn.</summary>
    public Func<ITurnContext, CancellationToken, Task>? OnMessage { get; set; }

    public override Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
    {
        Received.Enqueue(turnContext.Activity);
        return base.OnTurnAsync(turnContext, cancellationToken);
    }

    protected override Task OnMessageActivityAsync(ITurnContext turnContext, CancellationToken cancellationToken)
    {
        Calls.Enqueue("message");
        var activity = turnContext.Activity;
        return OnMessage is { } handle
            ? handle(turnContext, cancellationToken)
            : turnContext.SendActivityAsync(Activity.Message("Gema: " + (activity.Text ?? activity.Value?.GetRawText() ?? "-")), cancellationToken);
    }

    protected override async Task OnMembersAddedAsync(IReadOnlyList<ChannelAccount> membersAdded, ITurnContext turnContext, CancellationToken cancellationToken)
    {
        Calls.Enqueue($"added {membersAdded.Count}");
        if (_welcomed.TryAdd(turnContext.Activity.Conversation!.Id + " " + turnContext.Activity.Id, true))
        {
            await turnContext.SendActivityAsync(Activity.Message("Selamat datang"), cancellationToken);
        }
    }

    protected override Task OnMembersRemovedAsync(IReadOnlyList<ChannelAccount> membersRemoved, ITurnContext turnContext, CancellationToken cancellationToken) => Note($"removed {membersRemoved.Count}");

    protected override Task OnInstallationUpdateAddAsync(ITurnContext turnContext, CancellationToken cancellationToken) => Note("installed");

    protected override Task OnInstallationUpdateRemoveAsync(ITurnContext turnContext, CancellationToken cancellationToken) => Note("uninstalled");

    protected override Task OnEventActivityAsync(ITurnContext turnContext, CancellationToken cancellationToken) => Note("event " + turnContext.Activity.Name);

    protected override Task OnUnrecognizedActivityTypeAsync(ITurnContext turnContext, CancellationToken cancellationToken) => Note("unknown " + turnContext.Activity.Type);

    protected override Task<InvokeResponse?> OnInvokeActivityAsync(ITurnContext turnContext, CancellationToken cancellationToken)
    {
        Calls.Enqueue("invoke " + turnContext.Activity.Name);
        return Task.FromResult(turnContext.Activity.Name switch
        {
            "adaptiveCard/action" => new InvokeResponse(200, JsonSerializer.SerializeToElement(new { statusCode = 200, type = "application/vnd.microsoft.activity.message", value = "Baik" })),
            "message/submitAction" => new InvokeResponse(200),
            _ => null,
        });
    }

    private Task Note(string call)
    {
        Calls.Enqueue(call);
        return Task.CompletedTask;
    }
}

/// <summary>The Direct Line log in memory.</summary>
internal sealed class MemoryDirectLineLog(TimeProvider time) : IDirectLineLog
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (string Owner, List<(Activity Activity, string? ClientId, string Json)> Rows)> _conversations = [];

    public Task<string?> FindConversationAsync(string userId, CancellationToken cancellation)
    {
        lock (_lock)
        {
            return Task.FromResult(_conversations.Where(conversation => conversation.Value.Owner == userId).Select(conversation => conversation.Key).FirstOrDefault());
        }
    }

    public Task<bool> OpenAsync(string conversationId, string userId, CancellationToken cancellation)
    {
        lock (_lock)
        {
            return Task.FromResult(_conversations.TryAdd(conversationId, (userId, [])));
        }
    }

    public Task<string?> OwnerAsync(string conversationId, CancellationToken cancellation)
    {
        lock (_lock)
        {
            return Task.FromResult(_conversations.TryGetValue(conversationId, out var conversation) ? conversation.Owner : null);
        }
    }

    public Task<DirectLineReceipt> AppendAsync(string conversationId, string? clientActivityId, Activity activity, CancellationToken cancellation)
    {
        lock (_lock)
        {
            var rows = _conversations[conversationId].Rows;
            if (clientActivityId is not null && rows.Find(row => row.ClientId == clientActivityId) is { Activity: { } earlier })
            {
                return Task.FromResult(new DirectLineReceipt(earlier, IsNew: false));
            }

            activity.Id ??= Ids.OfActivity(conversationId, rows.Count + 1);
            activity.Timestamp ??= time.GetUtcNow();
            activity.Conversation = new() { Id = conversationId };
            rows.Add((activity, clientActivityId, JsonSerializer.Serialize(activity, ActivityJson.Wire.Activity)));
            return Task.FromResult(new DirectLineReceipt(activity, IsNew: true));
        }
    }

    /// <summary>Who has said too much.</summary>
    public HashSet<string> Waiting { get; } = [];

    public bool MaySay(string userId) => !Waiting.Contains(userId);

    public Task<IReadOnlyList<DirectLineRecord>> ReadAsync(string conversationId, long after, int limit, CancellationToken cancellation)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<DirectLineRecord>>(
                [.. _conversations[conversationId].Rows.Select((row, index) => new DirectLineRecord(index + 1, row.Json)).Where(record => record.Sequence > after).Take(limit)]);
        }
    }
}

/// <summary>The wire with <see cref="EchoBot"/> on a real Kestrel.</summary>
internal sealed class BotHost : IAsyncDisposable
{
    private readonly HashSet<HttpContext> _streams = [];

    private BotHost(WebApplication app, ConcurrentQueue<string> logged) => (App, Logged) = (app, logged);

    /// <summary>Every line of the log.</summary>
    public ConcurrentQueue<string> Logged { get; }

    public WebApplication App { get; }

    /// <summary>Without cookies of its own, redirects not followed.</summary>
    public HttpClient Http { get; private set; } = null!;

    public EchoBot Bot => (EchoBot)App.Services.GetRequiredService<IBot>();

    public MemoryDirectLineLog Log => (MemoryDirectLineLog)App.Services.GetRequiredService<IDirectLineLog>();

    public Uri Address { get; private set; } = null!;

    /// <summary>How many WebSockets were asked for.</summary>
    public int StreamsAsked { get; private set; }

    public static async Task<BotHost> StartAsync(
        string environment = "Development", string listen = "http://127.0.0.1:0", IReadOnlyDictionary<string, string?>? settings = null, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseKestrelCore().UseUrls(listen);
        builder.Services.AddRouting();
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        var logs = new FormattingLogs();
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddSingleton<IDirectLineLog, MemoryDirectLineLog>();
        builder.Services.AddBotFramework<EchoBot>();

        var app = builder.Build();
        var host = new BotHost(app, logs.Lines);
        app.UseWebSockets();
        app.Use(async (context, next) =>
        {
            host.Note(context);
            try
            {
                await next(context);
            }
            finally
            {
                lock (host._streams)
                {
                    host._streams.Remove(context);
                }
            }
        });
        app.UseRouting();
        app.MapBotFramework();
        app.MapHealthChecks("/health/ready");
        app.MapDirectLine();
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        host.Address = new(app.Urls.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));
        host.Http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = host.Address, Timeout = TimeSpan.FromMinutes(2) };
        return host;
    }

    /// <summary>Posts to the messaging endpoint as a channel does.</summary>
    public Task<HttpResponseMessage> PostAsync(string json) => PostAsync(Encoding.UTF8.GetBytes(json));

    public async Task<HttpResponseMessage> PostAsync(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        return await Http.PostAsync(new Uri("/api/messages", UriKind.Relative), content);
    }

    /// <summary>Breaks every open stream, as a lost network does.</summary>
    public int AbortStreams()
    {
        lock (_streams)
        {
            foreach (var stream in _streams)
            {
                stream.Abort();
            }

            return _streams.Count;
        }
    }

    public async ValueTask DisposeAsync()
    {
        AbortStreams();
        Http.Dispose();
        await App.DisposeAsync();
    }

    private void Note(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            lock (_streams)
            {
                _streams.Add(context);
                StreamsAsked++;
            }
        }
    }

    /// <summary>Waits for something that gives no event of its own.</summary>
    public static async Task UntilAsync(Func<bool> isThere)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!isThere())
        {
            await Task.Delay(10, patience.Token);
        }
    }

    /// <summary>Formats every line, so that a broken template fails here.</summary>
    private sealed class FormattingLogs : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}

/// <summary>Small helpers that many tests share.</summary>
internal static class Wire
{
    /// <summary>A body from Wire/, with the recorded Connector address replaced.</summary>
    public static string Recorded(string name, string serviceUrl = "http://127.0.0.1:1/_connector") =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Wire", name + ".json")).Replace("http://localhost:56150/_connector", serviceUrl, StringComparison.Ordinal);

    public static Activity Parse(string json) => JsonSerializer.Deserialize(json, ActivityJson.Wire.Activity)!;

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    public static string? Text(this JsonElement element, string name) => element.GetProperty(name).GetString();

    public static string Number(this HttpStatusCode status) => ((int)status).ToString(CultureInfo.InvariantCulture);
}
