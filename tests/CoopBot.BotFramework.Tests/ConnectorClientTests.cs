using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CoopBot.BotFramework.Schema;
using CoopBot.BotFramework.Tests.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace CoopBot.BotFramework.Tests;

/// <summary>One try of the Connector client against a channel that misbehaves; what is tried again stands in <see cref="ConnectorRetryTests"/>.</summary>
public sealed class ConnectorClientTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));
    private ChannelSimulator _channel = null!;
    private ConnectorClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _channel = await ChannelSimulator.StartAsync();
        _client = Connectors.Anonymous(_time, answer: TimeSpan.FromSeconds(20), body: TimeSpan.FromSeconds(5));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _channel.DisposeAsync();
    }

    // Faults 53 and 54
    [Theory]
    [InlineData("http://169.254.169.254/")]
    [InlineData("http://2852039166/")]
    [InlineData("http://0xA9FEA9FE/")]
    [InlineData("http://0xa9.0xfe.0xa9.0xfe/")]
    [InlineData("http://0251.0376.0251.0376/")]
    [InlineData("http://169.254.43518/")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://[::ffff:a9fe:a9fe]/")]
    [InlineData("http://[0:0:0:0:0:ffff:169.254.169.254]/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://192.168.1.1/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://[::]/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("file://127.0.0.1/etc/passwd")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("gopher://127.0.0.1/")]
    [InlineData("/")]
    [InlineData("//127.0.0.1/")]
    [InlineData("127.0.0.1")]
    [InlineData("")]
    [InlineData("https://smba.trafficmanager.net/apac/")]
    [InlineData("https://smba.trafficmanager.net.evil/")]
    [InlineData("http://localhost.evil.example/")]
    [InlineData("http://127.0.0.1.evil.example/")]
    [InlineData("http://127.0.0.1@evil.example/")]
    [InlineData("http://127.0.0.1:80@evil.example/")]
    [InlineData("http://evil.example@127.0.0.1/")]
    [InlineData("http://evil.example#@127.0.0.1/")]
    [InlineData("http://evil.example\\@127.0.0.1/")]
    [InlineData("http://127.0.0.1/?x=")]
    [InlineData("http://127.0.0.1/#x")]
    public async Task A_service_url_off_loopback_is_never_called(string serviceUrl)
    {
        var refused = await Assert.ThrowsAsync<ConnectorException>(() => SendAsync(serviceUrl));

        Assert.Equal("UntrustedServiceUrl", refused.Code);
        Assert.False(refused.IsUncertain);
    }

    [Fact]
    public async Task Loopback_by_its_names_is_called()
    {
        var port = new Uri(_channel.Origin).Port;
        foreach (var host in (string[])["127.0.0.1", "localhost", "2130706433", "0x7f.1"])
        {
            Assert.Equal("1795399999000", (await SendAsync($"http://{host}:{port}")).Id);
        }
    }

    // Fault 56
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        _channel.Answer = context =>
        {
            context.Response.Headers.Location = _channel.Origin + "/elsewhere";
            return ChannelSimulator.Status(context, status);
        };

        var refused = await Assert.ThrowsAsync<ConnectorException>(() => SendAsync());

        Assert.Equal(status, (int)refused.Status!);
        Assert.False(refused.IsUncertain);
        Assert.Equal(1, _channel.Count);
    }

    // Fault 61
    [Fact]
    public async Task No_answer_in_time_is_uncertain()
    {
        using var hasty = Connectors.Anonymous(_time, answer: TimeSpan.FromMilliseconds(300));
        _channel.Answer = context => Task.Delay(Timeout.Infinite, _channel.Over);

        var refused = await Assert.ThrowsAsync<ConnectorException>(() => hasty.SendToConversationAsync(_channel.ServiceUrl, "c", Activity.Message("x"), CancellationToken.None));

        Assert.True(refused.IsUncertain);
        Assert.Equal(1, _channel.Count);
    }

    // Fault 61
    [Fact]
    public async Task A_turn_that_ends_while_the_channel_thinks_is_uncertain()
    {
        using var turn = new CancellationTokenSource();
        _channel.Answer = async context =>
        {
            await turn.CancelAsync();
            await Task.Delay(Timeout.Infinite, _channel.Over);
        };

        var refused = await Assert.ThrowsAsync<ConnectorException>(() => _client.SendToConversationAsync(_channel.ServiceUrl, "c", Activity.Message("x"), turn.Token));

        Assert.True(refused.IsUncertain);
    }

    // Fault 61: posting has no idempotency key, so a connection that breaks is not tried again, kept alive or not.
    [Fact]
    public async Task An_aborted_connection_is_uncertain_and_not_repeated()
    {
        await SendAsync();
        _channel.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        var refused = await Assert.ThrowsAsync<ConnectorException>(() => SendAsync());

        Assert.True(refused.IsUncertain);
        Assert.Equal(2, _channel.Count);
    }

    [Fact]
    public async Task A_channel_that_refuses_connections_certainly_took_nothing()
    {
        var address = _channel.ServiceUrl;
        await _channel.DisposeAsync();

        var refused = await Assert.ThrowsAsync<ConnectorException>(() => SendAsync(address));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unreachable"), (refused.Status, refused.Code));
        Assert.False(refused.IsUncertain);
        _channel = await ChannelSimulator.StartAsync();
    }

    // Faults 58 to 60
    [Theory]
    [InlineData(400, false, false, false)]
    [InlineData(401, false, false, false)]
    [InlineData(403, true, false, false)]
    [InlineData(404, true, false, false)]
    [InlineData(408, false, false, true)]
    [InlineData(410, true, false, false)]
    [InlineData(412, false, false, false)]
    [InlineData(413, false, false, false)]
    [InlineData(429, false, true, false)]
    [InlineData(500, false, false, false)]
    [InlineData(502, false, false, false)]
    [InlineData(503, false, false, false)]
    [InlineData(504, false, false, false)]
    public async Task A_refusal_says_what_kind_it_is(int status, bool gone, bool throttled, bool uncertain)
    {
        _channel.Answer = context => ChannelSimulator.Status(context, status, """{"error":{"code":"SomeCode","message":"Some words."}}""");

        var refused = await Assert.ThrowsAsync<ConnectorException>(() => SendAsync());

        Assert.Equal((status, "SomeCode"), ((int)refused.Status!, refused.Code));
        Assert.Equal((gone, throttled, uncertain), (refused.IsGone, refused.IsThrottled, refused.IsUncertain));
        Assert.DoesNotContain("Some words", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, _channel.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"error":null}""")]
    [InlineData("""{"error":"x"}""")]
    [InlineData("""{"error":{"code":5}}""")]
    [InlineData("""{"error":{"code":"\ud800"}}""")]
    [InlineData("""{"code":"BadArgument","message":"x"}""")]
    [InlineData("<html>Bad Gateway</html>")]
    public async Task A_refusal_in_another_shape_has_no_code(string body)
    {
        _channel.Answer = context => ChannelSimulator.Status(context, 400, body);

        var refused = await Assert.ThrowsAsync<ConnectorException>(() => SendAsync());

        Assert.Equal((HttpStatusCode.BadRequest, null), (refused.Status, refused.Code));
    }

    // Fault 57
    [Theory]
    [InlineData("7", 7.0)]
    [InlineData("0", 0.0)]
    [InlineData("31536000", 600.0)]
    [InlineData("99999999999999", null)]
    [InlineData("-5", null)]
    [InlineData("soon", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("Mon, 23 Nov 2026 02:00:30 GMT", 30.0)]
    [InlineData("Mon, 23 Nov 2026 01:59:00 GMT", 0.0)]
    [InlineData("Tue, 23 Nov 2027 02:00:00 GMT", 600.0)]
    public async Task Retry_after_is_read_and_bounded(string? header, double? seconds)
    {
        _channel.Answer = context =>
        {
            context.Response.Headers.RetryAfter = header;
            return ChannelSimulator.Status(context, 429);
        };

        var refused = await Assert.ThrowsAsync<ConnectorException>(() => SendAsync());

        Assert.True(refused.IsThrottled);
        Assert.Equal(seconds, refused.RetryAfter?.TotalSeconds);
    }

    // Fault 62
    [Theory]
    [InlineData(200, "", "application/json")]
    [InlineData(201, "<html>Sign in</html>", "text/html")]
    [InlineData(202, "", "text/plain")]
    [InlineData(200, "[]", "application/json")]
    [InlineData(200, "null", "application/json")]
    [InlineData(200, """{"id":7}""", "application/json")]
    [InlineData(200, """{"id":"1","id":"2"}""", "application/json")]
    [InlineData(200, """{"id":"\ud800"}""", "application/json")]
    [InlineData(200, """{"id":""", "application/json")]
    public async Task A_good_status_is_sent_whatever_the_body_says(int status, string body, string contentType)
    {
        _channel.Answer = context => ChannelSimulator.Status(context, status, body, contentType);

        Assert.Null((await SendAsync()).Id);
    }

    // Faults 61 and 62
    [Theory]
    [InlineData("Content-Length: 500\r\n\r\n{\"id\":\"17")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n7\r\n{\"id\":\"\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nZZ\r\n")]
    [InlineData("\r\n{\"id\":\"17")]
    public async Task A_half_written_body_is_sent(string rest)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync(listener, "HTTP/1.1 201 Created\r\n" + rest);

        Assert.Null((await SendAsync($"http://{listener.LocalEndpoint}")).Id);
        await answering;
    }

    // Fault 61
    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 201 Crea")]
    [InlineData("HTTP/1.1 201 Created\r\nContent-Le")]
    [InlineData("what?\r\n\r\n")]
    public async Task A_half_written_head_is_uncertain(string head)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync(listener, head);

        Assert.True((await Assert.ThrowsAsync<ConnectorException>(() => SendAsync($"http://{listener.LocalEndpoint}"))).IsUncertain);
        await answering;
    }

    // Fault 62: 100 MB by its length, or without end: the client takes its bound and lets go.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_huge_body_is_sent_and_not_read(bool withLength)
    {
        using var patient = Connectors.Anonymous(_time, body: TimeSpan.FromMinutes(10));
        _channel.Answer = async context =>
        {
            context.Response.StatusCode = 200;
            context.Response.ContentLength = withLength ? 100_000_000 : null;
            var block = new byte[100_000];
            for (var blocks = 0; withLength ? blocks < 1_000 : !_channel.Over.IsCancellationRequested; blocks++)
            {
                if ((await context.Response.BodyWriter.WriteAsync(block)).IsCompleted)
                {
                    return;
                }
            }
        };

        Assert.Null((await patient.SendToConversationAsync(_channel.ServiceUrl, "c", Activity.Message("x"), CancellationToken.None).WaitAsync(Patience)).Id);
    }

    // Fault 61: the status is there, so it is sent; the id is not worth the rest of the turn.
    [Fact]
    public async Task A_body_that_never_ends_is_sent()
    {
        using var hasty = Connectors.Anonymous(_time, body: TimeSpan.FromMilliseconds(300));
        _channel.Answer = async context =>
        {
            context.Response.StatusCode = 201;
            await context.Response.WriteAsync("{\"id\":");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, _channel.Over);
        };

        Assert.Null((await hasty.SendToConversationAsync(_channel.ServiceUrl, "c", Activity.Message("x"), CancellationToken.None).WaitAsync(Patience)).Id);
    }

    [Fact]
    public async Task Update_delete_create_and_members_speak_the_rest_api()
    {
        await _client.UpdateActivityAsync(_channel.ServiceUrl, "a:1/2", "3;4", Activity.Message("x"), CancellationToken.None);
        await _client.DeleteActivityAsync(_channel.ServiceUrl, "a:1/2", "3;4", CancellationToken.None);
        _channel.Answer = context => ChannelSimulator.Status(context, 201, """{"id":"new","activityId":"9","serviceUrl":"x"}""");
        var created = await _client.CreateConversationAsync(_channel.ServiceUrl, new() { Bot = new() { Id = "b" }, Members = [new() { Id = "u" }], TenantId = "t" }, CancellationToken.None);
        _channel.Answer = context => ChannelSimulator.Status(context, 200, """{"continuationToken":"p 2","members":[{"id":"u","aadObjectId":"o","userPrincipalName":"x"}]}""");
        var page = await _client.GetPagedMembersAsync(_channel.ServiceUrl, "a:1/2", "p&1", CancellationToken.None);

        Assert.Equal(("new", "9"), (created.Id, created.ActivityId));
        Assert.Equal(("p 2", "o"), (page.ContinuationToken, Assert.Single(page.Members).AadObjectId));
        Assert.Equal("PUT /_connector/v3/conversations/a%3A1%2F2/activities/3%3B4", Line(await _channel.NextAsync()));
        Assert.Equal("DELETE /_connector/v3/conversations/a%3A1%2F2/activities/3%3B4", Line(await _channel.NextAsync()));
        var opening = await _channel.NextAsync();
        Assert.Equal("POST /_connector/v3/conversations", Line(opening));
        Assert.Equal("""{"isGroup":false,"bot":{"id":"b"},"members":[{"id":"u"}],"tenantId":"t"}""", opening.Body);
        Assert.Equal("GET /_connector/v3/conversations/a%3A1%2F2/pagedmembers?pageSize=200&continuationToken=p%261", Line(await _channel.NextAsync()));
    }

    /// <summary>A page of 200 people is larger than an answer to a message, and an unreadable page is not an empty group.</summary>
    [Fact]
    public async Task A_full_page_of_members_is_read_and_a_broken_one_is_an_error()
    {
        var members = string.Join(',', Enumerable.Range(0, 200).Select(n => $$"""{"id":"{{n}}","name":"{{new string('n', 500)}}"}"""));
        _channel.Answer = context => ChannelSimulator.Status(context, 200, $$"""{"members":[{{members}}]}""");
        Assert.Equal(200, (await _client.GetPagedMembersAsync(_channel.ServiceUrl, "c", null, CancellationToken.None)).Members.Count);

        _channel.Answer = context => ChannelSimulator.Status(context, 200, "<html>");
        await Assert.ThrowsAsync<ConnectorException>(() => _client.GetPagedMembersAsync(_channel.ServiceUrl, "c", null, CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task An_id_that_is_no_segment_of_a_path_is_not_sent(string id)
    {
        await Assert.ThrowsAsync<ConnectorException>(() => _client.ReplyToActivityAsync(_channel.ServiceUrl, id, "1", Activity.Message("x"), CancellationToken.None));
        await Assert.ThrowsAsync<ConnectorException>(() => _client.DeleteActivityAsync(_channel.ServiceUrl, "c", id, CancellationToken.None));

        Assert.Equal(0, _channel.Count);
    }

    /// <summary>Reads one request and answers with exactly these bytes, then closes.</summary>
    private static async Task AnswerAsync(TcpListener listener, string answer)
    {
        using var socket = await listener.AcceptSocketAsync();
        var request = new StringBuilder();
        var buffer = new byte[4096];
        while (!request.ToString().EndsWith('}'))
        {
            request.Append(Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer)));
        }

        await socket.SendAsync(Encoding.ASCII.GetBytes(answer));
        socket.Shutdown(SocketShutdown.Send);
        await socket.ReceiveAsync(buffer);
    }

    private static string Line(Arrival arrival) => string.Create(CultureInfo.InvariantCulture, $"{arrival.Method} {arrival.Target}");

    private Task<ResourceResponse> SendAsync(string? serviceUrl = null) =>
        _client.SendToConversationAsync(serviceUrl ?? _channel.ServiceUrl, "c", Activity.Message("x"), CancellationToken.None).WaitAsync(Patience);
}
