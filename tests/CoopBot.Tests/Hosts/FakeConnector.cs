using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CoopBot.Tests.Hosts;

/// <summary>A channel's Connector on this machine: keeps what it is sent, and may never answer.</summary>
internal sealed class FakeConnector : IAsyncDisposable
{
    private readonly Channel<JsonObject> _received = Channel.CreateUnbounded<JsonObject>();
    private readonly Channel<FakeEdit> _edits = Channel.CreateUnbounded<FakeEdit>();
    private readonly WebApplication _app;
    private int _taken;
    private int _refuseOnce;
    private int _refused;

    private FakeConnector(WebApplication app) => _app = app;

    /// <summary>Takes requests and never answers them, as a process that hangs would.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Takes requests and breaks the connection: who sent them cannot know that they came.</summary>
    public bool IsBreaking { get; set; }

    /// <summary>Keeps the lines that say "a moment" as well.</summary>
    public bool KeepsWaitingLines { get; set; }

    /// <summary>Takes nothing and answers with this status.</summary>
    public int? Refusal { get; set; }

    /// <summary>Changes nothing that is there and answers with this status.</summary>
    public int? EditRefusal { get; set; }

    /// <summary>How many changes came in so far that nobody has looked at.</summary>
    public int Edits => _edits.Reader.Count;

    /// <summary>How many requests were refused so.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>The id of the message with a number, such as Teams' milliseconds.</summary>
    public Func<int, string> IdOf { get; set; } = number => $"taken-{number}";

    public string ServiceUrl { get; private set; } = "";

    /// <summary>The path of the last request, as it was on the wire.</summary>
    public string LastPath { get; private set; } = "";

    /// <summary>How many activities came in so far that nobody has looked at.</summary>
    public int Waiting => _received.Reader.Count;

    public static async Task<FakeConnector> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        var connector = new FakeConnector(app);
        app.MapPost("/v3/conversations/{conversation}/activities/{activity?}", (RequestDelegate)connector.TakeAsync);
        app.MapMethods("/v3/conversations/{conversation}/activities/{activity}", ["PUT", "DELETE"], (RequestDelegate)connector.ChangeAsync);
        await app.StartAsync();
        connector.ServiceUrl = app.Urls.Single() + "/";
        return connector;
    }

    /// <summary>Refuses the next request with this status, and no other.</summary>
    public void RefuseOnce(int status) => Volatile.Write(ref _refuseOnce, status);

    /// <summary>The next activity that was sent here, with the id that this channel gave to it.</summary>
    public async Task<JsonObject> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        return await _received.Reader.ReadAsync(patience.Token);
    }

    /// <summary>The next change of what was sent here.</summary>
    public async Task<FakeEdit> NextEditAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        return await _edits.Reader.ReadAsync(patience.Token);
    }

    /// <summary>A message as this channel sends it.</summary>
    public JsonObject Message(string id, string text, string conversation = "c1", string person = "u1") => new()
    {
        ["type"] = "message",
        ["id"] = id,
        ["channelId"] = "test",
        ["serviceUrl"] = ServiceUrl,
        ["from"] = new JsonObject { ["id"] = person },
        ["recipient"] = new JsonObject { ["id"] = "bot" },
        ["conversation"] = new JsonObject { ["id"] = conversation },
        ["text"] = text,
    };

    public async ValueTask DisposeAsync()
    {
        IsSilent = false;
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    /// <summary>Refuses this one, where it is to be; of many at once the next only is one.</summary>
    private bool IsRefused(int? always, HttpContext context)
    {
        var once = Interlocked.Exchange(ref _refuseOnce, 0);
        if ((once > 0 ? once : always) is not { } status)
        {
            return false;
        }

        Interlocked.Increment(ref _refused);
        context.Response.StatusCode = status;
        return true;
    }

    private async Task ChangeAsync(HttpContext context)
    {
        if (IsRefused(EditRefusal, context))
        {
            return;
        }

        var body = context.Request.Method == "PUT" ? (await JsonNode.ParseAsync(context.Request.Body))!.AsObject() : null;
        var id = (string)context.Request.RouteValues["activity"]!;
        _edits.Writer.TryWrite(new((string)context.Request.RouteValues["conversation"]!, id, body is null ? null : new Answer(body)));
        if (IsBreaking)
        {
            context.Abort();
            return;
        }

        await context.Response.WriteAsync($$"""{"id":"{{id}}"}""");
    }

    private async Task TakeAsync(HttpContext context)
    {
        var activity = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        var hang = IsSilent;
        LastPath = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
        if (IsRefused(Refusal, context))
        {
            return;
        }

        if (!KeepsWaitingLines && (string?)activity["type"] == "typing")
        {
            // A slow machine shows one before any answer.
            await context.Response.WriteAsync("""{"id":"waiting"}""");
            return;
        }

        activity["id"] = IdOf(Interlocked.Increment(ref _taken));
        _received.Writer.TryWrite(activity);
        if (IsBreaking)
        {
            context.Abort();
            return;
        }

        if (hang)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }

        await context.Response.WriteAsync($$"""{"id":"{{activity["id"]}}"}""");
    }
}

/// <summary>A change of a message that is there.</summary>
/// <param name="Conversation">Where.</param>
/// <param name="Id">Which message.</param>
/// <param name="Answer">What stands in its place; null where it was taken back.</param>
internal sealed record FakeEdit(string Conversation, string Id, Answer? Answer);
