using System.Net;
using System.Text.RegularExpressions;
using CoopBot.Capabilities.Handover;
using CoopBot.Staff;
using CoopBot.Storage;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Staff;

/// <summary>A person's browser at the console, as far as HTTP goes: keeps cookies, sends a form's token back, follows only when told.</summary>
internal sealed partial class StaffBrowser(Uri address) : IDisposable
{
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false };
    private HttpClient? _client;

    public CookieContainer Cookies => _handler.CookieContainer;

    public HttpClient Client => _client ??= new(_handler) { BaseAddress = address };

    /// <summary>A developer who opened the printed link.</summary>
    public static async Task<StaffBrowser> DeveloperAsync(CoopBotHost host)
    {
        var browser = new StaffBrowser(host.Address);
        var signedIn = await browser.GetAsync(new Uri(host.Service<DevelopmentLink>().Make(host.Address)).PathAndQuery);
        Assert.Equal("/staff", signedIn.Headers.Location?.ToString());
        return browser;
    }

    /// <summary>A person who opened the console and was signed in by the office's accounts.</summary>
    public static async Task<StaffBrowser> PersonAsync(CoopBotHost host)
    {
        var browser = new StaffBrowser(host.Address);
        await browser.FollowAsync("/staff");
        return browser;
    }

    /// <summary>Questions that wait, the oldest for three days.</summary>
    public static Task AskOfficeAsync(CoopBotHost host, int count, string text = "kuorum rapat anggota berapa persen") => host.Service<WriteGate>().WriteAsync((connection, transaction) =>
    {
        using var db = host.Database.CreateDbContext(connection, transaction);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        for (var i = 1; i <= count; i++)
        {
            db.Questions.Add(new Question { Id = i, Channel = "webchat", ConversationId = "c", PersonId = "p", Text = text, Reason = "unknown", AskedAt = now.AddDays(-3).AddMinutes(i - 5) });
        }

        return db.SaveChanges();
    });

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(path);

    /// <summary>Goes on as browsers do, to the accounts and back; what is there in the end.</summary>
    public async Task<HttpResponseMessage> FollowAsync(string path)
    {
        var response = await GetAsync(path);
        for (var i = 0; i < 8 && response.Headers.Location is { } next; i++)
        {
            response = await Client.GetAsync(new Uri(response.RequestMessage!.RequestUri!, next));
        }

        return response;
    }

    public async Task<string> ReadAsync(string path)
    {
        var response = await GetAsync(path);
        var text = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {response.StatusCode} {response.Headers.Location} {text}");
        return text;
    }

    /// <summary>Sends a form of a page, with the page's own token.</summary>
    public async Task<(HttpStatusCode Status, string Text)> SendAsync(string page, string to, params (string Name, string Value)[] fields) =>
        await PostAsync(to, [("__RequestVerificationToken", await TokenAsync(page)), .. fields]);

    public async Task<string> TokenAsync(string page) => Token().Match(await (await GetAsync(page)).Content.ReadAsStringAsync()).Groups[1].Value;

    public async Task<(HttpStatusCode Status, string Text)> PostAsync(string to, IEnumerable<(string Name, string Value)> fields, string? site = "same-origin")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) };
        request.Headers.Add("Sec-Fetch-Site", site);
        using var response = await Client.SendAsync(request);
        return (response.StatusCode, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()));
    }

    /// <summary>Sends a file with a form of a page, as browsers do; where it leads.</summary>
    public async Task<HttpResponseMessage> UploadAsync(string page, string to, string field, string name, byte[] file, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (each, value) in fields.Prepend(("__RequestVerificationToken", await TokenAsync(page))))
        {
            form.Add(new StringContent(value), each);
        }

        form.Add(new ByteArrayContent(file), field, name);
        using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = form };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return await Client.SendAsync(request);
    }

    public void Dispose()
    {
        _client?.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
