using System.Net;
using System.Net.WebSockets;
using CoopBot.BotFramework.Schema;
using CoopBot.BotFramework.Tests.Testing;

namespace CoopBot.BotFramework.Tests;

/// <summary>The WebSocket of a conversation.</summary>
public sealed class DirectLineStreamTests : IAsyncLifetime
{
    private BotHost _host = null!;
    private DirectLineVisitor _visitor = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await BotHost.StartAsync("Production", settings: new Dictionary<string, string?> { ["DirectLine:StreamPoll"] = "00:00:30" });
        _visitor = await DirectLineVisitor.StartedAsync(_host);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task What_was_said_before_comes_first_and_then_whatever_comes()
    {
        (await _visitor.SayAsync("satu")).Dispose();
        using var stream = await StreamClient.OpenAsync(_visitor.StreamUrl!);
        Assert.Equal(["Selamat datang", "satu", "Gema: satu"], Texts(await stream.TakeAsync(3)));

        (await _visitor.SayAsync("dua")).Dispose();
        Assert.Equal(["dua", "Gema: dua"], Texts(await stream.TakeAsync(2)));
        Assert.Equal("5", stream.Watermark);
    }

    [Fact]
    public async Task After_a_reconnect_the_stream_goes_on_after_the_watermark()
    {
        using var first = await StreamClient.OpenAsync(_visitor.StreamUrl!);
        await first.TakeAsync(1);
        Assert.Equal(1, _host.AbortStreams());
        await first.LostAsync();
        (await _visitor.SayAsync("sambil putus")).Dispose();

        using var response = await _visitor.SendAsync(HttpMethod.Get, $"conversations/{_visitor.Conversation}?watermark={first.Watermark}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var answer = await response.JsonAsync();
        Assert.Equal(_visitor.Conversation, answer.Text("conversationId"));
        Assert.NotEqual(_visitor.Token, answer.Text("token"));
        Assert.NotEqual(_visitor.StreamUrl, answer.Text("streamUrl"));
        using var second = await StreamClient.OpenAsync(answer.Text("streamUrl")!);

        Assert.Equal(["sambil putus", "Gema: sambil putus"], Texts(await second.TakeAsync(2)));
        (await _visitor.SayAsync("lagi")).Dispose();
        Assert.Equal(["lagi", "Gema: lagi"], Texts(await second.TakeAsync(2)));
    }

    [Fact]
    public async Task Empty_frames_and_all_else_that_is_sent_is_ignored()
    {
        using var stream = await StreamClient.OpenAsync(_visitor.StreamUrl!);
        await stream.TakeAsync(1);
        foreach (var text in (string[])["", "", "{\"type\":\"message\",\"text\":\"x\"}", new string('x', 200_000), ""])
        {
            await stream.SendAsync(text);
        }

        (await _visitor.SayAsync("halo")).Dispose();

        Assert.Equal(["halo", "Gema: halo"], Texts(await stream.TakeAsync(2)));
        Assert.Single(_host.Bot.Calls, call => call == "message");
    }

    [Fact]
    public async Task Every_stream_of_a_conversation_hears_it_and_no_other()
    {
        var other = await DirectLineVisitor.StartedAsync(_host);
        using var one = await StreamClient.OpenAsync(_visitor.StreamUrl!);
        using var two = await StreamClient.OpenAsync(_visitor.StreamUrl!);
        using var elsewhere = await StreamClient.OpenAsync(other.StreamUrl!);
        (await _visitor.SayAsync("halo")).Dispose();
        (await other.SayAsync("lain")).Dispose();

        Assert.Equal(["Selamat datang", "halo", "Gema: halo"], Texts(await one.TakeAsync(3)));
        Assert.Equal(["Selamat datang", "halo", "Gema: halo"], Texts(await two.TakeAsync(3)));
        Assert.Equal(["Selamat datang", "lain", "Gema: lain"], Texts(await elsewhere.TakeAsync(3)));
    }

    [Fact]
    public async Task More_than_a_page_is_replayed_in_order()
    {
        _host.Bot.OnMessage = (turn, cancellation) => turn.SendActivitiesAsync([.. Enumerable.Range(1, 250).Select(n => Activity.Message($"{n}"))], cancellation);
        (await _visitor.SayAsync("banyak")).Dispose();
        using var stream = await StreamClient.OpenAsync(_visitor.StreamUrl!);

        Assert.Equal(["Selamat datang", "banyak", .. Enumerable.Range(1, 250).Select(n => $"{n}")], Texts(await stream.TakeAsync(252)));
    }

    [Fact]
    public async Task What_another_process_wrote_comes_too()
    {
        await using var host = await BotHost.StartAsync(settings: new Dictionary<string, string?> { ["DirectLine:StreamPoll"] = "00:00:00.1" });
        var visitor = await DirectLineVisitor.StartedAsync(host);
        using var stream = await StreamClient.OpenAsync(visitor.StreamUrl!);
        await stream.TakeAsync(1);

        await host.Log.AppendAsync(visitor.Conversation, null, Activity.Message("dari proses lain"), CancellationToken.None);

        Assert.Equal(["dari proses lain"], Texts(await stream.TakeAsync(1)));
    }

    [Fact]
    public async Task A_goodbye_is_answered()
    {
        using var stream = await StreamClient.OpenAsync(_visitor.StreamUrl!);
        await stream.TakeAsync(1);
        await stream.CloseAsync();

        Assert.Equal(WebSocketState.Closed, stream.State);
    }

    [Fact]
    public async Task A_service_that_stops_lets_its_streams_go()
    {
        using var stream = await StreamClient.OpenAsync(_visitor.StreamUrl!);
        await stream.TakeAsync(1);

        await _host.App.StopAsync().WaitAsync(TimeSpan.FromMinutes(1));
        await stream.LostAsync();
    }

    [Fact]
    public async Task An_eleventh_stream_is_429_until_one_ends()
    {
        var streams = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => StreamClient.OpenAsync(_visitor.StreamUrl!)));
        using var eleventh = await TryAsync(_visitor.StreamUrl!);
        Assert.Equal(HttpStatusCode.TooManyRequests, eleventh.StatusCode);
        await streams[0].TakeAsync(1);
        await streams[0].CloseAsync();

        // The place is free once the server has let go, a moment after the goodbye.
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((await TryAsync(_visitor.StreamUrl!)).StatusCode != HttpStatusCode.SwitchingProtocols)
        {
            patience.Token.ThrowIfCancellationRequested();
        }

        Array.ForEach(streams, stream => stream.Dispose());
    }

    [Theory]
    [InlineData("watermark=", "t={other}", 403)]
    [InlineData("watermark=", "t=x", 403)]
    [InlineData("watermark=", "", 403)]
    [InlineData("watermark=-1", "t={own}", 400)]
    [InlineData("watermark=x", "t={own}", 400)]
    public async Task A_stream_needs_its_own_token_and_a_watermark(string watermark, string token, int status)
    {
        var other = await DirectLineVisitor.StartedAsync(_host);
        var query = $"{watermark}&{token.Replace("{own}", _visitor.Token, StringComparison.Ordinal).Replace("{other}", other.Token, StringComparison.Ordinal)}";

        using var response = await TryAsync($"ws://127.0.0.1:{_host.Address.Port}/v3/directline/conversations/{_visitor.Conversation}/stream?{query}");

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_stream_without_a_websocket_is_400()
    {
        using var response = await _host.Http.GetAsync(new Uri(new Uri(_visitor.StreamUrl!.Replace("ws:", "http:", StringComparison.Ordinal)).PathAndQuery, UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static IEnumerable<string> Texts(IReadOnlyList<System.Text.Json.JsonElement> activities) => activities.Select(activity => activity.Text("text")!);

    /// <summary>The status that answers a handshake.</summary>
    private async Task<HttpResponseMessage> TryAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address.Replace("ws:", "http:", StringComparison.Ordinal)));
        request.Headers.Add("Connection", "Upgrade");
        request.Headers.Add("Upgrade", "websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        return await _host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
