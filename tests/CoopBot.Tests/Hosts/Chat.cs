using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CoopBot.Tests.Hosts;

/// <summary>One visitor's talk over Direct Line, with the cookie and token carried by hand.</summary>
internal sealed class Chat(Uri address, string conversation, string token, string cookie)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseCookies = false });

    public string Conversation => conversation;
    public string Cookie => cookie;
    public bool Resumed { get; private init; }
    public string Watermark { get; set; } = "";
    public IReadOnlyList<Answer> Welcome { get; private set; } = [];

    public static async Task<Chat> StartAsync(Uri address, string locale = "id-ID", string? cookie = null)
    {
        using var mint = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "v3/directline/tokens/generate"));
        mint.Headers.Add("Cookie", cookie is null ? [] : [cookie]);
        using var minted = await Http.SendAsync(mint);
        var told = (await minted.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>())!;
        var chat = new Chat(address, (string)told["conversationId"]!, (string)told["token"]!, minted.Headers.GetValues("Set-Cookie").First().Split(';')[0]) { Resumed = (bool)told["resumed"]! };
        using var started = await chat.SendAsync(HttpMethod.Post, "", new() { ["locale"] = locale });
        chat.Welcome = await chat.NewsAsync();
        return chat;
    }

    /// <summary>Says something; returns what the bot said since.</summary>
    public async Task<Answer> Says(string text, string? locale = null) => Assert.Single(await SaysAsync(new() { ["text"] = text, ["locale"] = locale }));

    public async Task<IReadOnlyList<Answer>> SaysAsync(JsonObject activity)
    {
        activity.TryAdd("type", "message");
        using var said = await SendAsync(HttpMethod.Post, $"/{conversation}/activities", activity);
        Assert.Equal(System.Net.HttpStatusCode.OK, said.StatusCode);
        return await NewsAsync();
    }

    /// <summary>What the bot said after the watermark.</summary>
    public async Task<IReadOnlyList<Answer>> NewsAsync()
    {
        using var read = await SendAsync(HttpMethod.Get, $"/{conversation}/activities?watermark={Watermark}", null);
        var news = (await read.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>())!;
        Watermark = (string)news["watermark"]!;
        return [.. news["activities"]!.AsArray().Where(activity => (string?)activity!["from"]!["role"] == "bot").Select(activity => new Answer(activity!.AsObject()))];
    }

    /// <summary>The whole talk, once the bot has said what is waited for.</summary>
    public async Task<IReadOnlyList<Answer>> UntilAsync(Predicate<Answer> isThere)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            Watermark = "";
            if (await NewsAsync() is var all && all.Any(answer => isThere(answer)))
            {
                return all;
            }

            await Task.Delay(50, patience.Token);
        }
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, JsonObject? body) => RequestAsync(method, path, body is null ? null : JsonContent.Create(body));

    /// <summary>Posts bytes that no serialiser would write.</summary>
    public Task<HttpResponseMessage> SendRawAsync(string json) => RequestAsync(HttpMethod.Post, $"/{conversation}/activities", new StringContent(json, null, "application/json"));

    private async Task<HttpResponseMessage> RequestAsync(HttpMethod method, string path, HttpContent? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, "v3/directline/conversations" + path)) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Http.SendAsync(request);
    }
}
