using System.Net;
using CoopBot.Capabilities.Figures;
using CoopBot.Conversation;
using CoopBot.Documents;
using CoopBot.Records;
using CoopBot.Tests.Hosts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SkiaSharp;

namespace CoopBot.Tests.Figures;

/// <summary>Pictures and their addresses.</summary>
public sealed class PictureTests(CoopBotHost host) : IClassFixture<CoopBotHost>
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task Picture_of_the_card_is_found_where_the_card_says_and_small()
    {
        await host.WithCooperativesAsync();
        var chat = await host.VisitAsync();
        foreach (var text in new[] { "grafik koperasi aktif per kabupaten", "grafik koperasi per jenis", "perkembangan jumlah koperasi", "chart of simpan pinjam cooperatives by district" })
        {
            var answer = await chat.Says(text);
            var picture = answer.Card!["body"]!.AsArray().Single(part => (string?)part!["type"] == "Image")!;
            using var response = await Http.GetAsync(new Uri(host.Address, (string)picture["url"]!));
            var png = await response.Content.ReadAsByteArrayAsync();

            Assert.Equal((HttpStatusCode.OK, "image/png"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            AssertPicture(png);
            Assert.True(((string)picture["altText"]!).Length > 100);
            Assert.Contains((string)answer.Card["body"]![0]!["text"]!, answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact] // Fault 107
    public async Task Address_that_has_ended_was_changed_or_is_another_installations_is_not_there_without_a_hint()
    {
        var query = new FigureQuery(FigureTopic.Totals);
        var keys = host.Service<IDataProtectionProvider>();
        var good = Address(keys, TimeSpan.Zero);
        var wrong = new[]
        {
            Address(keys, -FigurePictures.GoodFor - TimeSpan.FromMinutes(1)),
            good[..^3] + (good[^3] == 'A' ? 'B' : 'A') + good[^2..],
            Address(new EphemeralDataProtectionProvider(), TimeSpan.Zero),
            "/gambar/" + keys.CreateProtector("CoopBot.DirectLine.Token.v1").Protect("99999999999 0 Totals||||Indonesian"),
            "/gambar/" + new string('a', 5_000),
            "/gambar/x",
            Address(keys, TimeSpan.Zero, new(FigureTopic.Kinds), generation: 4711),
        };

        Assert.Equal(HttpStatusCode.OK, (await Http.GetAsync(new Uri(host.Address, good))).StatusCode);
        foreach (var address in wrong)
        {
            using var response = await Http.GetAsync(new Uri(host.Address, address));
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.Equal("", await response.Content.ReadAsStringAsync());
            Assert.True(response.Headers.CacheControl!.NoStore);
        }

        Assert.NotEqual(good, Address(keys, TimeSpan.Zero));

        string Address(IDataProtectionProvider by, TimeSpan shift, FigureQuery? other = null, int generation = 0)
        {
            using var pictures = new FigurePictures(
                new(host.Database), by, Options.Create(new OfficeOptions()), new FakeTimeProvider(TimeProvider.System.GetUtcNow() + shift));
            return pictures.Address(other ?? query, generation, "webchat")!;
        }
    }

    [Fact]
    public async Task Second_process_and_a_restart_know_the_address()
    {
        var address = host.Service<FigurePictures>().Address(new(FigureTopic.Totals), 0, "webchat")!;
        await using var other = new CoopBotHost(connectionString: host.ConnectionString);

        Assert.Equal(HttpStatusCode.OK, (await Http.GetAsync(new Uri(other.Address, address))).StatusCode);
    }

    [Fact]
    public void Other_channels_get_an_absolute_address_or_none()
    {
        Assert.Null(Pictures(null).Address(new(FigureTopic.Totals), 0, "msteams"));
        Assert.StartsWith("https://chat.example.go.id/gambar/", Pictures(new("https://chat.example.go.id")).Address(new(FigureTopic.Totals), 0, "msteams"), StringComparison.Ordinal);

        FigurePictures Pictures(Uri? publicUrl) => new(
            new(host.Database), new EphemeralDataProtectionProvider(), Options.Create(new OfficeOptions { PublicUrl = publicUrl }), TimeProvider.System);
    }

    [Theory] // Fault 106
    [InlineData("")]
    [InlineData("\u202Eتعاونية قديمة\u202C جدا")]
    [InlineData("😀👩‍👩‍👧‍👦 tanpa huruf \U000F0000")]
    [InlineData("a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301 <script> \0 \t \r\n 漢字")]
    [InlineData("\ud83d")]
    public void Hostile_words_are_drawn_within_the_size(string words)
    {
        foreach (var text in new[] { words, words + new string('W', 5_000), string.Concat(Enumerable.Repeat(words + " ", 3_000)) })
        {
            ChartRow[] rows = [.. Enumerable.Range(0, 40).Select(at => new ChartRow(text, [new(at, text, ChartColor.Sky), new(double.MaxValue / 2, text, ChartColor.Orange)], text))];
            AssertPicture(BarChart.Png(new(text, text, text, rows)), most: 60_000);
            AssertPicture(DotChart.Png(new(text, text, text, rows[..5])), most: 60_000);
        }

        AssertPicture(BarChart.Png(new(words, words, words, [])));
        AssertPicture(BarChart.Png(new(words, words, words, [new("nol", [new(0, "0", ChartColor.All)])])));
    }

    [Fact]
    public void Bars_are_as_long_as_their_numbers_and_dots_are_not_joined()
    {
        using var bars = SKBitmap.Decode(BarChart.Png(new("Temuan", "Satuan", "Sumber", [new("A", [new(100, "100", ChartColor.Navy)]), new("B", [new(25, "25", ChartColor.Sky)])])));
        Assert.InRange(Count(bars, 0xFF12436D) / (double)Count(bars, 0xFF0F94E4), 3.9, 4.1);

        using var dots = SKBitmap.Decode(DotChart.Png(new("Temuan", "Satuan", "Sumber", [new("A", [new(10, "10", ChartColor.Navy), new(100, "100", ChartColor.Navy)])])));
        Assert.InRange(Count(dots, 0xFF12436D), 200, 500);

        static int Count(SKBitmap picture, uint color) => picture.Pixels.Count(pixel => (uint)pixel == color);
    }

    private static void AssertPicture(byte[] png, int most = 25 * 1024)
    {
        using var picture = SKBitmap.Decode(png);
        Assert.Equal((640, 440), (picture.Width, picture.Height));
        Assert.All(new[] { picture.GetPixel(0, 0), picture.GetPixel(639, 439) }, corner => Assert.Equal(SKColors.White, corner));
        Assert.DoesNotContain(picture.Pixels, pixel => pixel.Alpha != 255);
        Assert.InRange(png.Length, 300, most);
    }
}
