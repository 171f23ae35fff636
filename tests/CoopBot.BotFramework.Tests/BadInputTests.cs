using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using CoopBot.BotFramework.Tests.Testing;
using CsCheck;

namespace CoopBot.BotFramework.Tests;

/// <summary>What no channel sends: refused with a sentence, never a 500, and the bot hears nothing of it.</summary>
public sealed class BadInputTests(BadInputTests.Shared shared) : IClassFixture<BadInputTests.Shared>
{
    private const string Good = """{"type":"message","id":"1","text":"halo","channelId":"msteams","from":{"id":"u"},"conversation":{"id":"c"},"deliveryMode":"expectReplies"}""";

    private readonly BotHost _host = shared.Host;

    public static TheoryData<string, string> NotAnActivity => new()
    {
        // Fault 32
        { "truncated", Good[..^5] },
        { "empty", "" },
        { "blank", " \n" },
        { "array", $"[{Good}]" },
        { "null", "null" },
        { "number", "7" },
        { "text", "\"halo\"" },
        { "two objects", Good + Good },
        { "trailing comma", Good[..^1] + ",}" },
        { "comment", "/* x */" + Good },
        { "byte order mark", "\ufeff" + Good },
        { "raw line break in a string", Good.Replace("halo", "ha\nlo", StringComparison.Ordinal) },
        { "raw NUL in a string", Good.Replace("halo", "ha\0lo", StringComparison.Ordinal) },
        { "bad escape", Good.Replace("halo", "\\uD8", StringComparison.Ordinal) },
        // Fault 34
        { "from twice", With("\"from\":{\"id\":\"v\"}") },
        { "text twice", With("\"text\":\"lain\"") },
        { "extra twice", With("\"x\":1,\"x\":2") },
        { "twice in from", Good.Replace("{\"id\":\"u\"}", "{\"id\":\"u\",\"id\":\"v\"}", StringComparison.Ordinal) },
        { "twice in channelData", With("\"channelData\":{\"tenant\":{\"id\":\"a\",\"id\":\"b\"}}") },
        { "twice by another spelling", With("\"channelData\":{\"tenant\":1,\"\\u0074enant\":2}") },
        { "twice in an unknown field", With("\"callerId\":{\"a\":[{\"b\":1,\"b\":1}]}") },
        { "twice in an entity", With("\"entities\":[{\"type\":\"mention\",\"type\":\"clientInfo\"}]") },
        { "twice in value", With("\"value\":{\"nik\":\"1\",\"nik\":\"2\"}") },
        // Fault 36
        { "no type", Good.Replace("\"type\":\"message\",", "", StringComparison.Ordinal) },
        { "empty type", Good.Replace("\"message\"", "\"\"", StringComparison.Ordinal) },
        { "no from", Good.Replace("\"from\":{\"id\":\"u\"},", "", StringComparison.Ordinal) },
        { "null from", Good.Replace("{\"id\":\"u\"}", "null", StringComparison.Ordinal) },
        { "from without id", Good.Replace("{\"id\":\"u\"}", "{}", StringComparison.Ordinal) },
        { "no conversation", Good.Replace("\"conversation\":{\"id\":\"c\"},", "", StringComparison.Ordinal) },
        { "conversation without id", Good.Replace("{\"id\":\"c\"}", "{\"id\":\"\"}", StringComparison.Ordinal) },
        { "no channelId", Good.Replace("\"channelId\":\"msteams\",", "", StringComparison.Ordinal) },
        { "channelId number", Good.Replace("\"msteams\"", "5", StringComparison.Ordinal) },
        { "from text", Good.Replace("{\"id\":\"u\"}", "\"u\"", StringComparison.Ordinal) },
        { "id number", Good.Replace("\"1\"", "1", StringComparison.Ordinal) },
        { "text object", Good.Replace("\"halo\"", "{}", StringComparison.Ordinal) },
        { "timestamp text", With("\"timestamp\":\"kemarin\"") },
        { "attachments object", With("\"attachments\":{}") },
        { "attachment null", With("\"attachments\":[null]") },
        { "member null", With("\"membersAdded\":[null]") },
        { "leaver null", With("\"membersRemoved\":[{\"id\":\"a\"},null]") },
        { "action null", With("\"suggestedActions\":{\"actions\":[null]}") },
        { "long id", Good.Replace("\"1\"", Long, StringComparison.Ordinal) },
        { "long from", Good.Replace("\"u\"", Long, StringComparison.Ordinal) },
        { "long conversation", Good.Replace("\"c\"", Long, StringComparison.Ordinal) },
        { "long channelId", Good.Replace("\"msteams\"", Long, StringComparison.Ordinal) },
        { "long serviceUrl", With($"\"serviceUrl\":{Long}") },
        { "long member", With($"\"membersAdded\":[{{\"id\":{Long}}}]") },
    };

    private static string Long => "\"" + new string('x', 1_001) + "\"";

    [Fact]
    public async Task The_good_body_is_taken()
    {
        using var response = await _host.PostAsync(Good);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [MemberData(nameof(NotAnActivity))]
    public async Task A_body_that_is_no_activity_is_400(string what, string body)
    {
        var heard = _host.Bot.Received.Count;

        using var response = await _host.PostAsync(body);

        Assert.True(response.StatusCode == HttpStatusCode.BadRequest, what + ": " + response.StatusCode);
        Assert.NotEmpty((await response.JsonAsync()).GetProperty("error").Text("message")!);
        Assert.Equal(heard, _host.Bot.Received.Count);
    }

    // Fault 36: 1,000 characters are still an id.
    [Fact]
    public async Task An_id_of_1000_characters_is_taken()
    {
        using var response = await _host.PostAsync(Good.Replace("\"1\"", "\"" + new string('x', 1_000) + "\"", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    // Fault 32
    [Fact]
    public async Task Other_encodings_are_400()
    {
        foreach (var body in (byte[][])[
            Encoding.Unicode.GetBytes(Good), Encoding.BigEndianUnicode.GetBytes(Good), [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Good)], Encoding.UTF32.GetBytes(Good),
            Encoding.Latin1.GetBytes(Good.Replace("halo", "é", StringComparison.Ordinal)),
            Bytes(Good, "halo", [0xED, 0xA0, 0x80]), Bytes(Good, "halo", [0xC0, 0xAF]), Bytes(Good, "halo", [0xF4, 0x90, 0x80, 0x80]), Bytes(Good, "halo", [0xE2, 0x82])])
        {
            using var response = await _host.PostAsync(body);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    // Fault 32
    [Theory]
    [InlineData(10_000, HttpStatusCode.BadRequest)]
    [InlineData(65, HttpStatusCode.BadRequest)]
    [InlineData(60, HttpStatusCode.OK)]
    public async Task Depth_ends_at_64(int depth, HttpStatusCode status)
    {
        foreach (var field in (string[])["value", "channelData", "unknown"])
        {
            using var response = await _host.PostAsync(With($"\"{field}\":{new string('[', depth)}{new string(']', depth)}"));
            Assert.Equal(status, response.StatusCode);
        }
    }

    // Fault 31
    [Theory]
    [InlineData(10_000_000, true)]
    [InlineData(10_000_000, false)]
    [InlineData(256 * 1024 + 1, true)]
    [InlineData(256 * 1024 + 1, false)]
    public async Task A_body_over_256_KB_is_413(int size, bool withLength)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new ByteArrayContent(Padded(size)) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = !withLength;

        using var response = await _host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    // Fault 31: refused by the length alone, before a byte of the body is sent.
    [Fact]
    public async Task A_length_over_the_bound_is_refused_before_the_body()
    {
        Assert.StartsWith("HTTP/1.1 413 ", await RawAsync("Content-Length: 10000000\r\n\r\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_of_256_KB_is_taken(bool withLength)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new ByteArrayContent(Padded(256 * 1024)) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = !withLength;

        using var response = await _host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    /// <summary>A web page in a developer's browser can post plain text without asking; a channel sends JSON.</summary>
    [Fact]
    public async Task Plain_text_is_415_whatever_it_holds()
    {
        using var body = new StringContent("""{"type":"message","id":"1","channelId":"emulator","conversation":{"id":"c"},"from":{"id":"u"},"text":"halo"}""", null, "text/plain");
        using var response = await _host.Http.PostAsync(new Uri("/api/messages", UriKind.Relative), body);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Theory]
    [InlineData("Content-Length: -1\r\n\r\n")]
    [InlineData("Content-Length: abc\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nZZ\r\nhalo\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nhalo!")]
    public async Task A_broken_frame_is_400(string rest)
    {
        Assert.StartsWith("HTTP/1.1 400 ", await RawAsync(rest), StringComparison.Ordinal);
    }

    // Fault 33
    [Fact]
    public async Task A_lone_surrogate_becomes_the_replacement_character()
    {
        const string Half = "\\ud83d";
        using var response = await _host.PostAsync(
            $$"""
            {"type":"message","id":"lone","text":"a{{Half}}b \ud83d\ude00 \\ud83d","channelId":"msteams","from":{"id":"u","name":"\uDC00{{Half}}"},"conversation":{"id":"c"},
            "deliveryMode":"expectReplies","channelData":{"k{{Half}}":["{{Half}}"]},"value":{"nama":"{{Half}}\ud83d\ude00\uDE00"},"entities":[{"type":"{{Half}}"}],"extra":"{{Half}}"}
            """);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var activity = _host.Bot.Received.Last(heard => heard.Id == "lone");
        Assert.Equal("a\ufffdb 😀 \\ud83d", activity.Text);
        Assert.Equal("\ufffd\ufffd", activity.From!.Name);
        Assert.Equal("\ufffd", activity.ChannelData!.Value.GetProperty("k\ufffd")[0].GetString());
        Assert.Equal("\ufffd😀\ufffd", activity.Value!.Value.Text("nama"));
        Assert.Equal("\ufffd", activity.Extra!["extra"].GetString());
        Assert.Equal("Gema: a\ufffdb 😀 \\ud83d", (await response.JsonAsync()).GetProperty("activities")[0].Text("text"));
    }

    // Fault 33: whatever UTF-16 units a string is escaped from, it reads back as the same text with lone halves replaced.
    [Fact]
    public void Any_escaped_text_reads_as_text() =>
        Gen.OneOf(Gen.Int[0xD7F0, 0xE010], Gen.Int[0x20, 0x7E], Gen.Const((int)'\\'), Gen.Const((int)'"')).Array[0, 12].Sample(units =>
        {
            var raw = string.Concat(units.Select(unit => (char)unit));
            var json = "{\"type\":\"message\",\"text\":\"" + string.Concat(raw.Select(unit => unit is '\\' or '"' ? "\\" + unit : char.IsAscii(unit) ? unit.ToString() : $"\\u{(int)unit:x4}")) + "\"}";
            var read = ActivityReader.Parse(Encoding.UTF8.GetBytes(json));
            Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(raw)), read.Activity?.Text);
        });

    // Faults 32 to 36: no bytes make the reader throw.
    [Fact]
    public void Any_bytes_are_read_or_refused() =>
        Gen.Select(Gen.Int[0, Good.Length - 1], Gen.Byte, Gen.Int[0, 40]).Array[1, 6].Sample(changes =>
        {
            var body = Encoding.UTF8.GetBytes(Good).ToList();
            foreach (var (at, value, cut) in changes)
            {
                var place = Math.Min(at, body.Count - 1);
                body[place] = value;
                if (cut > 30 && body.Count > cut)
                {
                    body.RemoveRange(Math.Min(place, body.Count - 2), 1);
                }
            }

            var read = ActivityReader.Parse(body.ToArray());
            Assert.True(read.Activity is not null || read.Status == 400);
        });

    private static string With(string field) => Good[..^1] + "," + field + "}";

    private static byte[] Padded(int size) => Encoding.UTF8.GetBytes(Good.Replace("halo", new string('a', size - Good.Length + 4), StringComparison.Ordinal));

    private static byte[] Bytes(string json, string placeholder, byte[] bytes)
    {
        var at = json.IndexOf(placeholder, StringComparison.Ordinal);
        return [.. Encoding.UTF8.GetBytes(json[..at]), .. bytes, .. Encoding.UTF8.GetBytes(json[(at + placeholder.Length)..])];
    }

    private async Task<string> RawAsync(string rest)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, _host.Address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes("POST /api/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + rest));
        var buffer = new byte[512];
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        return Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer.AsMemory(), patience.Token));
    }

    public sealed class Shared : IAsyncLifetime
    {
        internal BotHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Host = await BotHost.StartAsync();

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
