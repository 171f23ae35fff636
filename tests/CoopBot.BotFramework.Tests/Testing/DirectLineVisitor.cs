using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace CoopBot.BotFramework.Tests.Testing;

/// <summary>A visitor's browser, by hand: the cookie, the token, the conversation.</summary>
internal sealed class DirectLineVisitor(BotHost host)
{
    public string? Cookie { get; set; }

    /// <summary>The whole Set-Cookie line of the last answer that had one.</summary>
    public string? SetCookie { get; private set; }

    public string Token { get; set; } = "";

    public string Conversation { get; private set; } = "";

    public string UserId { get; private set; } = "";

    public bool Resumed { get; private set; }

    public string? StreamUrl { get; private set; }

    /// <summary>A visitor with a started conversation.</summary>
    public static async Task<DirectLineVisitor> StartedAsync(BotHost host)
    {
        var visitor = new DirectLineVisitor(host);
        await visitor.GenerateAsync();
        (await visitor.StartAsync()).Dispose();
        return visitor;
    }

    public async Task GenerateAsync()
    {
        using var response = await SendAsync(HttpMethod.Post, "tokens/generate");
        response.EnsureSuccessStatusCode();
        SetCookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Cookie = SetCookie.Split(';')[0];
        var answer = await response.JsonAsync();
        (Conversation, Token, UserId, Resumed) = (answer.Text("conversationId")!, answer.Text("token")!, answer.Text("userId")!, answer.GetProperty("resumed").GetBoolean());
    }

    public async Task<HttpResponseMessage> StartAsync(string body = """{"locale":"id-ID"}""")
    {
        var response = await SendAsync(HttpMethod.Post, "conversations", body);
        if (response.IsSuccessStatusCode)
        {
            var answer = await response.JsonAsync();
            Token = answer.Text("token")!;
            StreamUrl = answer.TryGetProperty("streamUrl", out var url) ? url.GetString() : null;
        }

        return response;
    }

    public Task<HttpResponseMessage> SayAsync(string text, string? clientActivityId = null, string? conversation = null) => SendAsync(
        HttpMethod.Post,
        $"conversations/{conversation ?? Conversation}/activities",
        JsonSerializer.Serialize(new { type = "message", text, from = new { id = "siapa" }, channelData = new { clientActivityID = clientActivityId } }));

    public Task<HttpResponseMessage> ReadAsync(string? watermark) => SendAsync(HttpMethod.Get, $"conversations/{Conversation}/activities" + (watermark is null ? "" : "?watermark=" + Uri.EscapeDataString(watermark)));

    /// <summary>Everything in the conversation, by polling.</summary>
    public async Task<JsonElement[]> AllAsync()
    {
        using var response = await ReadAsync("");
        return [.. (await response.JsonAsync()).GetProperty("activities").EnumerateArray()];
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, string? hostHeader = null, string? authorization = null)
    {
        using var request = new HttpRequestMessage(method, "/v3/directline/" + path) { Content = content };
        request.Headers.Host = hostHeader;
        if (Cookie is not null)
        {
            request.Headers.Add("Cookie", Cookie);
        }

        if ((authorization ?? (Token.Length > 0 ? "Bearer " + Token : "")) is { Length: > 0 } given)
        {
            Assert.True(request.Headers.TryAddWithoutValidation("Authorization", given));
        }

        return await host.Http.SendAsync(request);
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null, string? hostHeader = null, string? authorization = null) =>
        SendAsync(method, path, body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"), hostHeader, authorization);
}

/// <summary>A stream's reading end.</summary>
internal sealed class StreamClient : IDisposable
{
    private readonly ClientWebSocket _socket = new();

    public string Watermark { get; private set; } = "";

    public WebSocketState State => _socket.State;

    public static async Task<StreamClient> OpenAsync(string streamUrl)
    {
        var client = new StreamClient();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await client._socket.ConnectAsync(new Uri(streamUrl), patience.Token);
        return client;
    }

    /// <summary>The next activities, over as many frames as they come in.</summary>
    public async Task<IReadOnlyList<JsonElement>> TakeAsync(int count)
    {
        var taken = new List<JsonElement>();
        while (taken.Count < count)
        {
            var frame = await FrameAsync();
            Watermark = frame.Text("watermark")!;
            taken.AddRange(frame.GetProperty("activities").EnumerateArray());
        }

        return taken;
    }

    public Task SendAsync(string text) => _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    public async Task CloseAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
    }

    /// <summary>Reads until the line breaks.</summary>
    public async Task LostAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await Assert.ThrowsAsync<WebSocketException>(() => _socket.ReceiveAsync(new byte[1024], patience.Token));
    }

    public void Dispose() => _socket.Dispose();

    private async Task<JsonElement> FrameAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var frame = new MemoryStream();
        var buffer = new byte[16 * 1024];
        WebSocketReceiveResult read;
        do
        {
            read = await _socket.ReceiveAsync(buffer, patience.Token);
            Assert.Equal(WebSocketMessageType.Text, read.MessageType);
            frame.Write(buffer, 0, read.Count);
        }
        while (!read.EndOfMessage);

        using var document = JsonDocument.Parse(frame.ToArray());
        return document.RootElement.Clone();
    }
}
