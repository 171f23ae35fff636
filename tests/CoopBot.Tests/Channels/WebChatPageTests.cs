using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using CoopBot.Channels.WebChat;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CoopBot.Tests.Channels;

/// <summary>The public page over HTTP, without a browser.</summary>
public sealed partial class WebChatPageTests
{
    [Fact]
    public async Task First_screen_is_readable_without_script()
    {
        await using var app = await Start();
        var html = await app.GetTestClient().GetStringAsync("/");
        Assert.Contains("<html lang=\"id\">", html, StringComparison.Ordinal);
        Assert.Contains("<h1>Tanya soal koperasi dan UMKM</h1>", html, StringComparison.Ordinal);
        Assert.Contains("Saya CoopBot, asisten otomatis Dinas Koperasi, UKM Provinsi Kalimantan Barat, bukan petugas.", html, StringComparison.Ordinal);
        Assert.Contains("Jangan kirim nomor KTP. Jawaban bersumber; bila ragu, petugas membantu.", html, StringComparison.Ordinal);
        Assert.Contains("<button name=\"tanya\" value=\"Apa syarat mendirikan koperasi?\">", html, StringComparison.Ordinal);
        Assert.Contains("method=\"post\" action=\"/ringan\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/?lang=en", "<html lang=\"en\">", "Ask about cooperatives and small business")]
    [InlineData("/tentang", "<html lang=\"id\">", "dihapus 45 hari sesudah pesan terakhir")]
    [InlineData("/tentang?lang=en", "<html lang=\"en\">", "deleted 45 days after the last message")]
    public async Task Pages_come_in_two_languages(string address, string language, string words)
    {
        await using var app = await Start(("Retention:Days", "45"));
        var html = await app.GetTestClient().GetStringAsync(address);
        Assert.Contains(language, html, StringComparison.Ordinal);
        Assert.Contains(words, html, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/privasi", "id", "Pengendali data pribadi: Dinas Uji.")]
    [InlineData("/privasi", "id", "Dihapus 45 hari sesudah pesan terakhir")]
    [InlineData("/privasi", "id", "berlaku 90 hari sejak kunjungan terakhir")]
    [InlineData("/privasi", "id", "Undang-Undang Nomor 27 Tahun 2022")]
    [InlineData("/privasi?lang=en", "en", "Deleted 45 days after the last message")]
    [InlineData("/privasi?lang=en", "en", "Law 27 of 2022")]
    [InlineData("/ketentuan", "id", "asisten otomatis Dinas Uji, bukan petugas")]
    [InlineData("/ketentuan?lang=en", "en", "not an officer")]
    public async Task Privacy_and_terms_say_who_answers_for_what_in_two_languages(string address, string language, string words)
    {
        await using var app = await Start(("Retention:Days", "45"), ("Office:Name", "Dinas Uji"), ("Office:Contact", "Jalan Contoh 1 <b>"));
        var response = await app.GetTestClient().GetAsync(address);
        var html = await response.Content.ReadAsStringAsync();
        Assert.Equal(language, response.Content.Headers.ContentLanguage.Single());
        Assert.Contains($"<html lang=\"{language}\">", html, StringComparison.Ordinal);
        Assert.Contains(words, html, StringComparison.Ordinal);
        Assert.Contains("Jalan Contoh 1 &lt;b&gt;", html, StringComparison.Ordinal);
        Assert.Contains("25 November 2026", html, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/privasi", "Kontak: dinas belum mencantumkan alamat")]
    [InlineData("/ketentuan", "Kontak: dinas belum mencantumkan alamat")]
    [InlineData("/privasi?lang=en", "Contact: the office has not given an address")]
    public async Task Contact_that_the_office_has_not_given_is_not_invented(string address, string words)
    {
        await using var app = await Start(("Office:Contact", " "));
        Assert.Contains(words, await app.GetTestClient().GetStringAsync(address), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", "")]
    [InlineData("/tentang", "")]
    [InlineData("/?lang=en", "?lang=en")]
    [InlineData("/tentang?lang=en", "?lang=en")]
    public async Task Privacy_and_terms_are_one_press_away(string address, string language)
    {
        await using var app = await Start();
        var html = await app.GetTestClient().GetStringAsync(address);
        Assert.Contains($"href=\"/privasi{language}\"", html, StringComparison.Ordinal);
        Assert.Contains($"href=\"/ketentuan{language}\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Topics_and_the_officer_are_one_press_away_in_both_languages()
    {
        await using var app = await Start();
        foreach (var address in new[] { "/", "/?lang=en" })
        {
            var html = await app.GetTestClient().GetStringAsync(address);
            Assert.Equal(9, Regex.Count(html, "<button [^>]*name=\"tanya\" value=\"[^\"]{3,25}\">"));
        }
    }

    [Theory]
    [InlineData("\"><script>alert(1)</script>", "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData(" dua \r\n baris ", "dua baris")]
    public async Task Question_of_the_address_is_plain_text(string question, string shown)
    {
        await using var app = await Start();
        var html = await app.GetTestClient().GetStringAsync("/?tanya=" + Uri.EscapeDataString(question));
        Assert.Contains($"name=\"tanya\" value=\"{shown}\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_of_the_address_has_a_bound()
    {
        await using var app = await Start();
        var html = await app.GetTestClient().GetStringAsync("/?tanya=" + new string('a', 399) + Uri.EscapeDataString("😀😀"));
        Assert.Contains($"value=\"{new string('a', 399)}\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Office_and_its_contact_come_from_the_settings_and_stay_text()
    {
        await using var app = await Start(("Office:Name", "Dinas <b>Uji</b>"), ("Office:Contact", "Telepon </script> 0561"));
        var html = await app.GetTestClient().GetStringAsync("/");
        Assert.Contains("asisten otomatis Dinas &lt;b&gt;Uji&lt;/b&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Telepon </script>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_response_has_its_own_nonce_and_names_no_other_host()
    {
        await using var app = await Start(("CoopBot:PublicUrl", "https://chat.example.go.id"));
        var first = await app.GetTestClient().GetAsync("/");
        var second = await app.GetTestClient().GetAsync("/");
        var policy = first.Headers.GetValues("Content-Security-Policy").Single();
        Assert.NotEqual(policy, second.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self' ws://localhost wss://localhost ws://chat.example.go.id wss://chat.example.go.id;", policy, StringComparison.Ordinal);
        Assert.EndsWith("frame-ancestors 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        var nonce = Nonce().Match(policy).Groups[1].Value;
        var html = await first.Content.ReadAsStringAsync();
        Assert.Contains($"<script nonce=\"{nonce}\" src=\"/assets/", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
        Assert.Equal("nosniff", first.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [InlineData("br, gzip", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("identity", null)]
    public async Task Bundle_is_sent_as_small_as_the_browser_takes_it(string accepts, string? encoding)
    {
        await using var app = await Start();
        var client = app.GetTestClient();
        var address = Bundle().Match(await client.GetStringAsync("/")).Value;
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept-Encoding", accepts);
        var response = await client.SendAsync(request);
        Assert.Equal(encoding, response.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal("Accept-Encoding", response.Headers.Vary.Single());
        Assert.Equal("public, max-age=31536000, immutable", response.Headers.GetValues("Cache-Control").Single());
        var sent = await response.Content.ReadAsByteArrayAsync();
        if (encoding == "br")
            Assert.InRange(sent.Length, 100_000, 680_000);
        await using Stream unpacked = encoding switch
        {
            "br" => new BrotliStream(new MemoryStream(sent), CompressionMode.Decompress),
            "gzip" => new GZipStream(new MemoryStream(sent), CompressionMode.Decompress),
            _ => new MemoryStream(sent),
        };
        using var reader = new StreamReader(unpacked);
        Assert.Contains("4.18.1", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Known_asset_is_not_sent_twice_and_an_outdated_address_is_not_kept()
    {
        await using var app = await Start();
        var client = app.GetTestClient();
        var address = Script().Match(await client.GetStringAsync("/")).Value;
        var first = await client.GetAsync(address);
        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(again)).StatusCode);
        var outdated = await client.GetAsync("/assets/000000000000/chat.js");
        Assert.Equal(HttpStatusCode.OK, outdated.StatusCode);
        Assert.Equal("no-cache", outdated.Headers.GetValues("Cache-Control").Single());
    }

    [Fact]
    public async Task Shell_is_at_most_30_KB()
    {
        await using var app = await Start();
        var client = app.GetTestClient();
        var html = await client.GetStringAsync("/");
        var total = System.Text.Encoding.UTF8.GetByteCount(html);
        foreach (var address in new[] { Script().Match(html).Value, Style().Match(html).Value })
            total += (await client.GetByteArrayAsync(address)).Length;
        Assert.InRange(total, 10_000, 30 * 1024);
    }

    [Theory]
    [InlineData("https://dinas.example.go.id, http://localhost:8080/", "frame-ancestors 'self' https://dinas.example.go.id http://localhost:8080")]
    [InlineData("https://*.example.go.id", "frame-ancestors 'self' https://*.example.go.id")]
    [InlineData("none", "frame-ancestors 'none'")]
    public async Task Office_may_embed_the_chat(string setting, string directive)
    {
        await using var app = await Start(("Web:FrameAncestors", setting));
        var response = await app.GetTestClient().GetAsync("/");
        Assert.EndsWith(directive, response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://dinas.example.go.id")]
    [InlineData("https://dinas.example.go.id/halaman")]
    [InlineData("https://a.example; script-src *")]
    [InlineData("'none' https://a.example")]
    [InlineData("*")]
    public async Task Wrong_frame_ancestor_stops_the_start_with_its_name(string setting)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => Start(("Web:FrameAncestors", setting)));
        Assert.StartsWith("Web:FrameAncestors: ", error.Message, StringComparison.Ordinal);
    }

    private static async Task<WebApplication> Start(params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        builder.Services.AddSettings();
        builder.Services.AddWebChatPage();
        var app = builder.Build();
        app.MapWebChatPage();
        await app.StartAsync();
        return app;
    }

    [GeneratedRegex("script-src 'nonce-([0-9A-F]{32})'")]
    private static partial Regex Nonce();

    [GeneratedRegex("/webchat/[0-9a-f]+/webchat.js")]
    private static partial Regex Bundle();

    [GeneratedRegex("/assets/[0-9a-f]+/chat.js")]
    private static partial Regex Script();

    [GeneratedRegex("/assets/[0-9a-f]+/chat.css")]
    private static partial Regex Style();
}
