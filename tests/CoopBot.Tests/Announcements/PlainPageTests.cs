using System.Net;
using System.Text.RegularExpressions;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Announcements;

/// <summary><c>/ringan</c>: an announcement that counts as sent can be read there, and answered in the words under it.</summary>
public sealed partial class PlainPageTests : IAsyncLifetime
{
    private readonly CoopBotHost _host = new();
    private HttpClient _http = null!;

    public ValueTask InitializeAsync()
    {
        _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = _host.Address };
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _host.DisposeAsync();
    }

    [Fact]
    public async Task Announcement_stands_in_its_place_with_its_words_and_buttons()
    {
        await SaysAsync("halo");
        var id = await _host.AnnounceAsync("Kantor tutup", draft => draft with { Action = "Urus berkas sebelum 24 Desember." });
        await _host.CountedAsync(id, counts => counts.Sent == 1);

        var page = await _http.GetStringAsync(new Uri("ringan", UriKind.Relative));
        var said = Said(page);
        Assert.Equal(3, said.Count); // The welcome once, the answer, the announcement.
        Assert.StartsWith("CoopBot: Pengumuman dinas: Kantor tutup", said[^1], StringComparison.Ordinal);
        Assert.Contains("Urus berkas sebelum 24 Desember.", said[^1], StringComparison.Ordinal);
        Assert.EndsWith("Balas BACA kalau sudah dibaca, TANYA untuk bertanya, ATUR untuk berhenti.", said[^1], StringComparison.Ordinal);
        Assert.Contains($"value=\"Sudah saya baca P-{id}\"", page, StringComparison.Ordinal);

        Assert.StartsWith("CoopBot: Tercatat dibaca pukul", (await SaysAsync("BACA"))[^1], StringComparison.Ordinal);
        Assert.StartsWith($"CoopBot: Tulis pertanyaan soal pengumuman P-{id}, Kantor tutup", (await SaysAsync("TANYA"))[^1], StringComparison.Ordinal);
        await SaysAsync("batal");
        var settings = await SaysAsync("ATUR");
        Assert.Contains("4. ekspor: tidak", settings[^1], StringComparison.Ordinal);
        Assert.StartsWith("CoopBot: Pengumuman dinas: Kantor tutup", settings[2], StringComparison.Ordinal); // Where it was.
    }

    private async Task<IReadOnlyList<string>> SaysAsync(string text)
    {
        using var form = new FormUrlEncodedContent([new("tanya", text)]);
        using var answer = await _http.PostAsync(new Uri("ringan", UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            // Marked as for https alone, which a client of this machine's http leaves out.
            _http.DefaultRequestHeaders.Remove("Cookie");
            _http.DefaultRequestHeaders.Add("Cookie", cookies.First().Split(';')[0]);
        }

        return Said(await _http.GetStringAsync(new Uri("ringan", UriKind.Relative)));
    }

    private static List<string> Said(string page) => [.. Bot().Matches(page).Select(match => WebUtility.HtmlDecode(Tag().Replace(match.Groups[1].Value, "")).Trim())];

    [GeneratedRegex("""<div class="bot"[^>]*>(.*?)</div>""", RegexOptions.Singleline)]
    private static partial Regex Bot();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();
}
