using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Conversation;

/// <summary>Whatever a person can type or send gets a friendly reply, and nothing breaks.</summary>
public sealed class HostileMessageTests(CoopBotHost host) : IClassFixture<CoopBotHost>
{
    public static TheoryData<string> Hostile =>
    [
        "", "   \n\t ", "😀😀😀👍🏽", "你好，合作社需要几个人？", "كم عدد الأعضاء", "Привет как дела", "?!?!", "....", "-", "0", "99", "999999999999999",
        "'; DROP TABLE Turns; --", "' OR 1=1 --", "\" OR \"\"=\"", "NEAR(koperasi rat, 3)", "koperasi AND OR NOT *", "\"unbalanced", "cek koperasi %", "cek koperasi _", "cek koperasi *",
        "\0\0nul\0koperasi", "\u202Eisaporpok aracib", "a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301", "\u200B\u200B\u200B", "<script>alert(1)</script>", "[x](javascript:alert(1))",
        "{\"json\":true}", "{{7*7}} ${jndi:ldap://x}", "../../etc/passwd", "%s%s%n", "https://example.test/berkas.pdf", "**tebal** [1] [2] [3]", "[1]: https://example.test",
        "kirim", "1", "2", "T-0001", "tiket t-99999999999", "rincian", "ya", "nomor 7",
    ];

    [Theory]
    [MemberData(nameof(Hostile))] // Faults 35, 46, 49
    public async Task Hostile_message_gets_a_friendly_reply(string message)
    {
        var reply = await (await host.VisitAsync()).Says(message);

        Assert.NotEmpty(reply.Text);
        Assert.DoesNotContain("gangguan", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("fault on our side", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", reply.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("javascript:", reply.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("koperasi ", 20_000)]
    [InlineData("x", 60_000)]
    [InlineData("😀", 10_000)]
    [InlineData("a\u0301", 30_000)]
    public async Task Very_long_message_is_cut_and_answered(string part, int times) // Fault 35
    {
        var reply = await (await host.VisitAsync()).Says(new StringBuilder().Insert(0, part, times).ToString());

        Assert.NotEmpty(reply.Text);
        Assert.DoesNotContain("gangguan", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_hundred_thousand_characters_are_answered()
    {
        var reply = await (await host.VisitAsync()).Says(new string('k', 200_000));

        Assert.NotEmpty(reply.Text);
    }

    [Fact]
    public async Task Lone_surrogates_are_replaced_and_kept_readable() // Fault 33
    {
        var chat = await host.VisitAsync();
        using var posted = await chat.SendRawAsync("""{"type":"message","text":"koperasi \ud83d primer berapa orang \udc00"}""");

        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        Assert.NotEmpty(Assert.Single(await chat.NewsAsync()).Text);
    }

    [Theory]
    [InlineData("""{"contentType":"image/png","contentUrl":"http://169.254.169.254/latest"}""")] // Fault 39
    [InlineData("""{"contentType":"audio/ogg","contentUrl":"data:audio/ogg;base64,AAAA"}""")]
    [InlineData("""{"contentType":"application/vnd.microsoft.card.adaptive","content":{"a":1}}""")]
    public async Task File_without_words_gets_a_friendly_sentence_and_is_not_kept(string attachment)
    {
        var chat = await host.VisitAsync();
        var reply = Assert.Single(await chat.SaysAsync(new() { ["attachments"] = new JsonArray(JsonNode.Parse(attachment)) }));

        Assert.Contains("belum bisa saya baca", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_with_words_is_answered_by_its_words()
    {
        var chat = await host.VisitAsync();
        var reply = Assert.Single(await chat.SaysAsync(new()
        {
            ["text"] = "minimal berapa orang untuk mendirikan koperasi primer",
            ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "image/png", ["contentUrl"] = "blob:x" }),
        }));

        Assert.Equal("9 orang", reply.Bold);
    }

    [Theory] // Faults 37, 38
    [InlineData("""{"say":"minimal berapa orang untuk mendirikan koperasi primer","v":1,"at":"TODAY"}""", "9 orang")]
    [InlineData("""{"say":"minimal berapa orang untuk mendirikan koperasi primer","v":1,"at":"TODAY","role":"staff","personId":"x"}""", "9 orang")]
    [InlineData("""{"say":7}""", "")]
    [InlineData("""{"action":"old-card","version":1}""", "")]
    [InlineData("[1,2]", "")]
    [InlineData("\"text\"", "")]
    public async Task Value_of_a_card_is_a_sentence_or_nothing(string value, string bold)
    {
        var chat = await host.VisitAsync();
        var reply = Assert.Single(await chat.SaysAsync(new() { ["value"] = JsonNode.Parse(value.Replace("TODAY", CoopBotHost.Day(), StringComparison.Ordinal)) }));

        Assert.Equal(bold, reply.Bold);
        Assert.NotEmpty(reply.Text);
    }
}
