using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using CoopBot.BotFramework.Schema;
using CoopBot.BotFramework.Tests.Testing;
using Microsoft.Extensions.Time.Testing;

namespace CoopBot.BotFramework.Tests;

/// <summary>Direct Line 3.0 over HTTP: tokens, conversations, activities.</summary>
public sealed class DirectLineTests : IAsyncLifetime
{
    private BotHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await BotHost.StartAsync("Production");

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_token_comes_with_a_cookie_that_no_script_reads_and_no_plain_line_carries()
    {
        var visitor = new DirectLineVisitor(_host);
        using var response = await visitor.SendAsync(HttpMethod.Post, "tokens/generate");

        var answer = await response.JsonAsync();
        Assert.Equal(1800, answer.GetProperty("expires_in").GetInt32());
        Assert.StartsWith("dl_", answer.Text("userId"), StringComparison.Ordinal);
        Assert.False(answer.GetProperty("resumed").GetBoolean());
        Assert.True(response.Headers.CacheControl!.NoStore);
        var flags = Assert.Single(response.Headers.GetValues("Set-Cookie")).ToLowerInvariant().Split("; ").Skip(1);
        Assert.Equal(["httponly", "max-age=7776000", "path=/", "samesite=lax", "secure"], flags.Order());
    }

    [Fact]
    public async Task The_cookie_finds_the_conversation_again()
    {
        var visitor = await DirectLineVisitor.StartedAsync(_host);
        var (conversation, user, token) = (visitor.Conversation, visitor.UserId, visitor.Token);

        await visitor.GenerateAsync();

        Assert.True(visitor.Resumed);
        Assert.Equal((conversation, user), (visitor.Conversation, visitor.UserId));
        Assert.NotEqual(token, visitor.Token);
    }

    [Theory]
    [InlineData("coopbot_visitor=")]
    [InlineData("coopbot_visitor=dl_tebakan")]
    [InlineData("coopbot_visitor=%00%ff")]
    [InlineData("x=y; ; =; coopbot_visitor")]
    public async Task A_cookie_that_is_not_ours_is_a_new_visitor(string cookie)
    {
        var visitor = new DirectLineVisitor(_host) { Cookie = cookie };

        await visitor.GenerateAsync();

        Assert.False(visitor.Resumed);
        Assert.StartsWith("dl_", visitor.UserId, StringComparison.Ordinal);
    }

    /// <summary>A token in the cookie's place, or the cookie in the token's, opens nothing.</summary>
    [Fact]
    public async Task Tokens_and_cookies_are_not_each_other()
    {
        var visitor = await DirectLineVisitor.StartedAsync(_host);
        var thief = new DirectLineVisitor(_host) { Cookie = "coopbot_visitor=" + visitor.Token };
        await thief.GenerateAsync();
        Assert.False(thief.Resumed);

        using var response = await visitor.SendAsync(HttpMethod.Get, "conversations/" + visitor.Conversation, authorization: "Bearer " + visitor.Cookie!.Split('=', 2)[1]);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_conversation_is_created_once_and_then_found()
    {
        var visitor = new DirectLineVisitor(_host);
        await visitor.GenerateAsync();

        using var first = await visitor.StartAsync();
        using var second = await visitor.StartAsync();

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        var answer = await first.JsonAsync();
        Assert.Equal((visitor.Conversation, 1800), (answer.Text("conversationId"), answer.GetProperty("expires_in").GetInt32()));
        Assert.StartsWith($"ws://127.0.0.1:{_host.Address.Port}/v3/directline/conversations/{visitor.Conversation}/stream?", answer.Text("streamUrl"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("bukan JSON")]
    [InlineData("""{"locale":5}""")]
    [InlineData("""{"locale":"\ud800"}""")]
    [InlineData("""{"user":{"id":"admin"},"locale":"id-ID"}""")]
    public async Task A_start_needs_no_body_and_believes_none(string body)
    {
        var visitor = new DirectLineVisitor(_host);
        await visitor.GenerateAsync();

        using var response = await visitor.StartAsync(body);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(visitor.UserId, Assert.Single(_host.Bot.Received).From!.Id);
    }

    // Web Chat sends no conversationUpdate: the server raises it, always as the same activity.
    [Fact]
    public async Task The_welcome_is_raised_once_however_often_it_starts()
    {
        var visitor = new DirectLineVisitor(_host);
        await visitor.GenerateAsync();

        var starts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => visitor.StartAsync()));

        Assert.Single(starts, start => start.StatusCode == HttpStatusCode.Created);
        Assert.Equal("Selamat datang", Assert.Single(await visitor.AllAsync()).Text("text"));
        Assert.Single(_host.Bot.Received.Select(activity => activity.Id).Distinct());
        var raised = _host.Bot.Received.First();
        Assert.Equal((ActivityTypes.ConversationUpdate, "id-ID", visitor.UserId), (raised.Type, raised.Locale, Assert.Single(raised.MembersAdded!).Id));
    }

    [Fact]
    public async Task What_is_said_comes_back_with_the_reply_after_the_watermark()
    {
        var visitor = await DirectLineVisitor.StartedAsync(_host);
        using var sent = await visitor.SendAsync(HttpMethod.Post, $"conversations/{visitor.Conversation}/activities", Wire.Recorded("webchat-message"));
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        var id = (await sent.JsonAsync()).Text("id");

        using var first = await visitor.ReadAsync("");
        var all = await first.JsonAsync();
        Assert.Equal("3", all.Text("watermark"));
        var said = all.GetProperty("activities").EnumerateArray().Select(activity => (activity.Text("text"), activity.GetProperty("from").Text("id"))).ToArray();
        Assert.Equal([("Selamat datang", "coopbot"), ("apa itu NIK koperasi?", visitor.UserId), ("Gema: apa itu NIK koperasi?", "coopbot")], said);
        Assert.Equal((id, "5hq2vkw5nkt"), (all.GetProperty("activities")[1].Text("id"), all.GetProperty("activities")[1].GetProperty("channelData").Text("clientActivityID")));
        Assert.Equal(id, all.GetProperty("activities")[2].Text("replyToId"));

        using var second = await visitor.ReadAsync("2");
        Assert.Equal("Gema: apa itu NIK koperasi?", Assert.Single((await second.JsonAsync()).GetProperty("activities").EnumerateArray()).Text("text"));
        using var third = await visitor.ReadAsync("3");
        Assert.Equal("""{"activities":[],"watermark":"3"}""", await third.Content.ReadAsStringAsync());
        using var without = await visitor.ReadAsync(null);
        Assert.Equal(3, (await without.JsonAsync()).GetProperty("activities").GetArrayLength());
    }

    [Fact]
    public async Task More_than_a_page_is_read_page_by_page()
    {
        var visitor = await DirectLineVisitor.StartedAsync(_host);
        _host.Bot.OnMessage = (turn, cancellation) => turn.SendActivitiesAsync([.. Enumerable.Range(1, 248).Select(n => Activity.Message($"{n}"))], cancellation);
        (await visitor.SayAsync("banyak")).Dispose();

        var (watermark, texts) = ("", new List<string>());
        while (true)
        {
            using var page = await visitor.ReadAsync(watermark);
            var answer = await page.JsonAsync();
            if (answer.GetProperty("activities").GetArrayLength() == 0)
            {
                break;
            }

            texts.AddRange(answer.GetProperty("activities").EnumerateArray().Select(activity => activity.Text("text")!));
            watermark = answer.Text("watermark")!;
        }

        Assert.Equal(["Selamat datang", "banyak", .. Enumerable.Range(1, 248).Select(n => $"{n}")], texts);
    }

    [Fact]
    public async Task A_card_that_was_filled_in_reaches_the_bot()
    {
        var visitor = await DirectLineVisitor.StartedAsync(_host);
        using var sent = await visitor.SendAsync(HttpMethod.Post, $"conversations/{visitor.Conversation}/activities", Wire.Recorded("webchat-submit"));

        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        Assert.Equal("Mekar Contoh", _host.Bot.Received.Last().Value!.Value.Text("nama"));
    }

    // Fault 50: who said it is the token's, and so is everything else that a client could say of itself.
    [Fact]
    public async Task What_a_client_says_of_itself_counts_for_nothing()
    {
        var visitor = await DirectLineVisitor.StartedAsync(_host);
        var other = await DirectLineVisitor.StartedAsync(_host);
        using var sent = await visitor.SendAsync(HttpMethod.Post, $"conversations/{visitor.Conversation}/activities", JsonSerializer.Serialize(new
        {
            type = "message",
            text = "x",
            id = other.Conversation + "|welcome",
            timestamp = "1999-01-01T00:00:00Z",
            from = new { id = other.UserId, name = "Kepala Dinas", aadObjectId = "0", role = "bot" },
            recipient = new { id = "lain" },
            conversation = new { id = other.Conversation, tenantId = "t" },
            channelId = "msteams",
            serviceUrl = "http://169.254.169.254/",
            deliveryMode = "expectReplies",
        }));

        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        var heard = _host.Bot.Received.Last();
        Assert.Equal((visitor.UserId, null, null, "user"), (heard.From!.Id, heard.From.Name, heard.From.AadObjectId, heard.From.Role));
        Assert.Equal((visitor.Conversation, null, "coopbot", "webchat"), (heard.Conversation!.Id, heard.Conversation.TenantId, heard.Recipient!.Id, heard.ChannelId));
        Assert.Equal((null, null), (heard.ServiceUrl, heard.DeliveryMode));
        Assert.Equal(visitor.Conversation + "|0000002", heard.Id);
        Assert.NotEqual(1999, heard.Timestamp!.Value.Year);
        Assert.Single(await other.AllAsync());
    }

    // Fault 27
    [Fact]
    public async Task A_message_sent_again_has_the_same_id_and_one_turn()
    {
        var visitor = await DirectLineVisitor.StartedAsync(_host);

        var sent = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => visitor.SayAsync("halo", "k1")));
        var ids = await Task.WhenAll(sent.Select(async response => (await response.JsonAsync()).Text("id")));

        Assert.Single(ids.Distinct());
        Assert.Equal("message", Assert.Single(_host.Bot.Calls, call => call == "message"));
        Assert.Equal(3, (await visitor.AllAsync()).Length);
        (await visitor.SayAsync("halo", "k2")).Dispose();
        Assert.Equal(5, (await visitor.AllAsync()).Length);
    }

    // Fault 28
    [Fact]
    public async Task The_same_client_id_in_another_conversation_is_another_message()
    {
        var (one, two) = (await DirectLineVisitor.StartedAsync(_host), await DirectLineVisitor.StartedAsync(_host));
        (await one.SayAsync("halo", "k1")).Dispose();
        (await two.SayAsync("halo", "k1")).Dispose();

        Assert.Equal((3, 3), ((await one.AllAsync()).Length, (await two.AllAsync()).Length));
    }

    [Theory]
    [InlineData("typing")]
    [InlineData("event")]
    [InlineData("messageReaction")]
    public async Task What_is_no_message_is_taken_and_leaves_no_trace(string type)
    {
        var visitor = await DirectLineVisitor.StartedAsync(_host);
        using var sent = await visitor.SendAsync(HttpMethod.Post, $"conversations/{visitor.Conversation}/activities", JsonSerializer.Serialize(new { type, name = "webchat/join" }));

        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        Assert.NotEmpty((await sent.JsonAsync()).Text("id")!);
        Assert.Single(await visitor.AllAsync());
        Assert.Single(_host.Bot.Received);
    }

    // Faults 31 to 34
    [Theory]
    [InlineData("", 400)]
    [InlineData("null", 400)]
    [InlineData("[]", 400)]
    [InlineData("{}", 400)]
    [InlineData("""{"type":"message","text":"a","text":"b"}""", 400)]
    [InlineData("""{"type":"message","channelData":{"clientActivityID":"a","clientActivityID":"b"}}""", 400)]
    [InlineData("""{"type":"message","attachments":[null]}""", 400)]
    [InlineData("""{"type":"message","text":"\ud800","channelData":{"clientActivityID":"\udc00"}}""", 200)]
    [InlineData("""{"type":"message","channelData":{"clientActivityID":7}}""", 200)]
    [InlineData("""{"type":"message","channelData":"x"}""", 200)]
    [InlineData("""{"type":"message"}""", 200)]
    public async Task A_post_is_read_as_strictly_as_any(string body, int status)
    {
        var visitor = await DirectLineVisitor.StartedAsync(_host);
        using var sent = await visitor.SendAsync(HttpMethod.Post, $"conversations/{visitor.Conversation}/activities", body);

        Assert.Equal(status, (int)sent.StatusCode);
    }

    [Fact]
    public async Task A_body_over_256_KB_is_413()
    {
        var visitor = await DirectLineVisitor.StartedAsync(_host);
        using var sent = await visitor.SayAsync(new string('a', 300_000));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, sent.StatusCode);
    }

    // Fault 29: what was said is in the log, so the client hears that it arrived.
    [Fact]
    public async Task A_turn_that_takes_too_long_still_has_a_receipt()
    {
        await using var host = await BotHost.StartAsync(settings: new Dictionary<string, string?> { ["BotFramework:TurnTimeout"] = "00:00:01" });
        var visitor = await DirectLineVisitor.StartedAsync(host);
        host.Bot.OnMessage = (_, cancellation) => Task.Delay(Timeout.Infinite, cancellation);

        using var sent = await visitor.SayAsync("halo");

        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        Assert.Equal(2, (await visitor.AllAsync()).Length);
    }

    [Fact]
    public async Task A_message_may_come_before_the_start()
    {
        var visitor = new DirectLineVisitor(_host);
        await visitor.GenerateAsync();
        using var sent = await visitor.SayAsync("halo");

        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        Assert.Equal(2, (await visitor.AllAsync()).Length);
    }

    [Fact]
    public async Task Another_persons_conversation_is_403_and_one_that_nobody_has_404()
    {
        var (one, two) = (await DirectLineVisitor.StartedAsync(_host), await DirectLineVisitor.StartedAsync(_host));
        foreach (var (id, status) in ((string, HttpStatusCode)[])[(two.Conversation, HttpStatusCode.Forbidden), ("tidak-ada", HttpStatusCode.NotFound), (new string('x', 2_000), HttpStatusCode.NotFound)])
        {
            foreach (var (method, path) in ((HttpMethod, string)[])[(HttpMethod.Get, ""), (HttpMethod.Get, "/activities?watermark="), (HttpMethod.Post, "/activities"), (HttpMethod.Post, "/upload?userId=" + two.UserId)])
            {
                using var response = await one.SendAsync(method, $"conversations/{id}{path}", method == HttpMethod.Post ? """{"type":"message","text":"x"}""" : null);
                Assert.Equal(status, response.StatusCode);
            }
        }

        Assert.Single(await two.AllAsync());
    }

    [Theory]
    [InlineData("POST", "tokens/refresh")]
    [InlineData("POST", "conversations")]
    [InlineData("GET", "conversations/{id}")]
    [InlineData("GET", "conversations/{id}/activities")]
    [InlineData("POST", "conversations/{id}/activities")]
    [InlineData("POST", "conversations/{id}/upload")]
    public async Task No_token_is_401_and_one_that_does_not_hold_403(string method, string path)
    {
        var visitor = await DirectLineVisitor.StartedAsync(_host);
        var address = path.Replace("{id}", visitor.Conversation, StringComparison.Ordinal);
        var tampered = visitor.Token[..20] + (visitor.Token[20] == 'A' ? 'B' : 'A') + visitor.Token[21..];
        foreach (var (authorization, status) in ((string, int)[])[
            ("-", 401), ("Basic dXNlcjpwYXNz", 401), ("Bearer", 401), ("Bearer ", 401), ("Bearer x", 403), ("Bearer a.b.c", 403),
            ("Bearer " + tampered, 403), ("Bearer " + visitor.Token[..^4], 403), ("Bearer " + visitor.Token + "A", 403), ("Bearer " + new string('A', 10_000), 403)])
        {
            using var response = await visitor.SendAsync(new HttpMethod(method), address, method == "POST" ? """{"type":"message","text":"x"}""" : null, authorization: authorization);
            Assert.Equal((authorization, status), (authorization, (int)response.StatusCode));
        }

        Assert.Single(_host.Bot.Received);
    }

    [Fact]
    public async Task A_token_ends_and_a_refreshed_one_goes_on()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));
        await using var host = await BotHost.StartAsync(time: time);
        var visitor = await DirectLineVisitor.StartedAsync(host);
        var (token, stream) = (visitor.Token, visitor.StreamUrl!);
        time.Advance(TimeSpan.FromMinutes(29));
        using var refreshed = await visitor.SendAsync(HttpMethod.Post, "tokens/refresh");
        var answer = await refreshed.JsonAsync();
        Assert.Equal((visitor.Conversation, 1800), (answer.Text("conversationId"), answer.GetProperty("expires_in").GetInt32()));
        time.Advance(TimeSpan.FromMinutes(2));

        using var old = await visitor.ReadAsync("");
        using var late = await visitor.SendAsync(HttpMethod.Post, "tokens/refresh");
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (old.StatusCode, late.StatusCode));
        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => StreamClient.OpenAsync(stream));

        visitor.Token = answer.Text("token")!;
        Assert.NotEqual(token, visitor.Token);
        Assert.Single(await visitor.AllAsync());
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.0")]
    [InlineData(" 1")]
    [InlineData("１")]
    [InlineData("0x1")]
    [InlineData("9223372036854775808")]
    [InlineData("99999999999999999999999999")]
    [InlineData("undefined")]
    public async Task A_watermark_that_no_answer_gave_is_400(string watermark)
    {
        var visitor = await DirectLineVisitor.StartedAsync(_host);

        using var read = await visitor.ReadAsync(watermark);
        using var reconnected = await visitor.SendAsync(HttpMethod.Get, $"conversations/{visitor.Conversation}?watermark={Uri.EscapeDataString(watermark)}");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (read.StatusCode, reconnected.StatusCode));
    }

    // Fault 138
    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example:80")]
    [InlineData("169.254.169.254")]
    public async Task A_foreign_host_header_never_makes_an_address(string hostHeader)
    {
        var visitor = new DirectLineVisitor(_host);
        using var generated = await visitor.SendAsync(HttpMethod.Post, "tokens/generate", hostHeader: hostHeader);
        visitor.Token = (await generated.JsonAsync()).Text("token")!;
        using var started = await visitor.SendAsync(HttpMethod.Post, "conversations", "{}", hostHeader);

        Assert.False((await generated.JsonAsync()).GetProperty("streamOffered").GetBoolean());
        Assert.Equal(HttpStatusCode.Created, started.StatusCode);
        Assert.DoesNotContain("streamUrl", await started.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://tanya.example.go.id", "wss://tanya.example.go.id/v3/directline/")]
    [InlineData("https://example.go.id:8443/koperasi/", "wss://example.go.id:8443/koperasi/v3/directline/")]
    [InlineData("http://10.1.2.3", "ws://10.1.2.3/v3/directline/")]
    public async Task The_public_address_is_the_streams(string publicUrl, string start)
    {
        await using var host = await BotHost.StartAsync("Production", settings: new Dictionary<string, string?> { ["DirectLine:PublicUrl"] = publicUrl });
        var visitor = new DirectLineVisitor(host);
        await visitor.GenerateAsync();
        using var started = await visitor.SendAsync(HttpMethod.Post, "conversations", "{}", "evil.example");

        Assert.StartsWith(start, (await started.JsonAsync()).Text("streamUrl"), StringComparison.Ordinal);
    }

    // Fault 42: many addresses together meet a ceiling.
    [Fact]
    public async Task Minting_has_a_ceiling_for_all_addresses_together()
    {
        await using var host = await BotHost.StartAsync(settings: new Dictionary<string, string?> { ["DirectLine:MintsPerMinuteOfAll"] = "5", ["DirectLine:MintsPerMinute"] = "4" });
        var minted = 0;
        foreach (var last in Enumerable.Range(1, 6))
        {
            using var http = From($"127.0.0.{last}", host.Address);
            for (var number = 0; number < 3; number++)
            {
                using var response = await http.PostAsync(new Uri("/v3/directline/tokens/generate", UriKind.Relative), null);
                minted += response.IsSuccessStatusCode ? 1 : 0;
            }
        }

        Assert.InRange(minted, 10, 11);
    }

    // Fault 42
    [Fact]
    public async Task Who_says_too_much_is_429_and_nothing_is_stored()
    {
        var visitor = new DirectLineVisitor(_host);
        await visitor.GenerateAsync();
        (await visitor.SayAsync("halo")).Dispose();
        _host.Log.Waiting.Add(visitor.UserId);

        using var refused = await visitor.SayAsync("halo lagi");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(60), refused.Headers.RetryAfter!.Delta);
        Assert.DoesNotContain(await _host.Log.ReadAsync(visitor.Conversation, 0, 10, CancellationToken.None), record => record.Json.Contains("lagi", StringComparison.Ordinal));
    }

    // Fault 42
    [Fact]
    public async Task Minting_is_limited_and_says_when_to_come_back()
    {
        var responses = await Task.WhenAll(Enumerable.Range(0, 140).Select(_ => _host.Http.PostAsync(new Uri("/v3/directline/tokens/generate", UriKind.Relative), null)));

        Assert.InRange(responses.Count(response => response.IsSuccessStatusCode), 120, 139);
        foreach (var refused in responses.Where(response => !response.IsSuccessStatusCode))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(60), refused.Headers.RetryAfter!.Delta);
            Assert.False(refused.Headers.Contains("Set-Cookie"));
        }
    }

    /// <summary>A caller with an address of its own; all of 127/8 is this machine.</summary>
    private static HttpClient From(string address, Uri to) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = to,
    };
}
