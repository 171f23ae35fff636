using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CoopBot.BotFramework.Tests.Testing;

namespace CoopBot.BotFramework.Tests;

/// <summary>Messages with files: their bytes are dropped, their kind is told.</summary>
public sealed class DirectLineUploadTests : IAsyncLifetime
{
    private const string Template = """{"type":"message","text":"ini fotonya","from":{"id":"siapa"},"channelData":{"clientActivityID":"k1","attachmentSizes":[3]},"attachments":[{"contentType":"image/png","name":"KTP Rahma.png"}]}""";

    private BotHost _host = null!;
    private DirectLineVisitor _visitor = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await BotHost.StartAsync("Production");
        _visitor = await DirectLineVisitor.StartedAsync(_host);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_file_is_told_by_its_kind_only()
    {
        using var sent = await UploadAsync(Template, ("image/png", "KTP Rahma.png", [1, 2, 3]), ("audio/ogg", "suara.ogg", new byte[100_000]));

        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        var heard = _host.Bot.Received.Last();
        Assert.Equal((await sent.JsonAsync()).Text("id"), heard.Id);
        Assert.Equal(("ini fotonya", _visitor.UserId), (heard.Text, heard.From!.Id));
        Assert.Equal(["image/png", "audio/ogg"], heard.Attachments!.Select(attachment => attachment.ContentType));
        Assert.All(heard.Attachments!, attachment => Assert.True(attachment is { Name: null, Content: null, ContentUrl: null, Extra: null }));
        var echo = (await _visitor.AllAsync())[1];
        Assert.Equal("k1", echo.GetProperty("channelData").Text("clientActivityID"));
        Assert.DoesNotContain("KTP", echo.GetRawText(), StringComparison.Ordinal);
    }

    /// <summary>Byte for byte as a browser writes the form that directlinejs makes.</summary>
    [Fact]
    public async Task A_browsers_form_is_read()
    {
        const string Form = "------WebKitFormBoundaryu1yFZ0FgTzRbVx3Q\r\nContent-Disposition: form-data; name=\"activity\"; filename=\"blob\"\r\nContent-Type: application/vnd.microsoft.activity\r\n\r\n"
            + Template + "\r\n------WebKitFormBoundaryu1yFZ0FgTzRbVx3Q\r\nContent-Disposition: form-data; name=\"file\"; filename=\"foto saya.png\"\r\nContent-Type: image/png\r\n\r\n\u0001\u0002\r\n------WebKitFormBoundaryu1yFZ0FgTzRbVx3Q--\r\n";
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Form));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=----WebKitFormBoundaryu1yFZ0FgTzRbVx3Q");

        using var sent = await _visitor.SendAsync(HttpMethod.Post, $"conversations/{_visitor.Conversation}/upload?userId=x", content);

        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        Assert.Equal("ini fotonya", _host.Bot.Received.Last().Text);
        Assert.Equal("image/png", Assert.Single(_host.Bot.Received.Last().Attachments!).ContentType);
    }

    [Fact]
    public async Task A_file_alone_is_a_message()
    {
        using var sent = await UploadAsync(null, ("image/jpeg", "a.jpg", [1]));

        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        Assert.Equal("image/jpeg", Assert.Single(_host.Bot.Received.Last().Attachments!).ContentType);
    }

    [Fact]
    public async Task An_upload_sent_again_has_one_turn()
    {
        using var first = await UploadAsync(Template, ("image/png", "a.png", [1]));
        using var second = await UploadAsync(Template, ("image/png", "a.png", [1]));

        Assert.Equal((await first.JsonAsync()).Text("id"), (await second.JsonAsync()).Text("id"));
        Assert.Single(_host.Bot.Calls, call => call == "message");
    }

    // Fault 31
    [Theory]
    [InlineData(14_000_000, true, HttpStatusCode.OK)]
    [InlineData(14_000_000, false, HttpStatusCode.OK)]
    [InlineData(16_000_000, true, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(16_000_000, false, HttpStatusCode.RequestEntityTooLarge)]
    public async Task An_upload_over_15_MB_is_413(int size, bool withLength, HttpStatusCode status)
    {
        using var content = Multipart(Template, ("video/mp4", "a.mp4", new byte[size]));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{_visitor.Conversation}/upload?userId=x") { Content = content };
        request.Headers.Authorization = new("Bearer", _visitor.Token);
        request.Headers.TransferEncodingChunked = !withLength;

        using var response = await _host.Http.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK ? 1 : 0, _host.Bot.Calls.Count(call => call == "message"));
    }

    // Fault 32
    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("bukan JSON")]
    [InlineData("""{"type":"message","type":"message"}""")]
    public async Task A_part_that_is_no_activity_is_400(string activity)
    {
        using var sent = await UploadAsync(activity, ("image/png", "a.png", [1]));

        Assert.Equal(HttpStatusCode.BadRequest, sent.StatusCode);
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("multipart/form-data", "--x\r\n\r\n--x--")]
    [InlineData("multipart/form-data; boundary=", "--x--\r\n")]
    [InlineData("multipart/mixed; boundary=x", "--x--\r\n")]
    [InlineData("multipart/form-data; boundary=x", "")]
    [InlineData("multipart/form-data; boundary=x", "--x--\r\n")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nsetengah")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nno header\r\n\r\n\r\n--x--\r\n")]
    public async Task What_is_no_upload_is_400(string contentType, string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        Assert.True(content.Headers.TryAddWithoutValidation("Content-Type", contentType));

        using var response = await _visitor.SendAsync(HttpMethod.Post, $"conversations/{_visitor.Conversation}/upload?userId=x", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotEmpty((await response.JsonAsync()).GetProperty("error").Text("message")!);
    }

    [Fact]
    public async Task Eleven_files_are_too_many()
    {
        using var sent = await UploadAsync(Template, [.. Enumerable.Repeat(("image/png", "a.png", (byte[])[1]), 11)]);

        Assert.Equal(HttpStatusCode.BadRequest, sent.StatusCode);
    }

    private static MultipartFormDataContent Multipart(string? activity, params (string Type, string Name, byte[] Bytes)[] files)
    {
        var content = new MultipartFormDataContent();
        if (activity is not null)
        {
            var part = new StringContent(activity);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.microsoft.activity");
            content.Add(part, "activity", "blob");
        }

        foreach (var (type, name, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentType = new MediaTypeHeaderValue(type);
            content.Add(part, "file", name);
        }

        return content;
    }

    private async Task<HttpResponseMessage> UploadAsync(string? activity, params (string Type, string Name, byte[] Bytes)[] files)
    {
        using var content = Multipart(activity, files);
        return await _visitor.SendAsync(HttpMethod.Post, $"conversations/{_visitor.Conversation}/upload?userId={_visitor.UserId}", content);
    }
}
