using System.Text.Json.Nodes;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Teams;

/// <summary>Fault 40: of mentions only the bot's own goes, by the exact text that the channel's entity gives.</summary>
public sealed class MentionTests : IAsyncLifetime
{
    private FakeConnector _connector = null!;
    private CoopBotHost _host = null!;
    private TeamsChat _group = null!;

    public async ValueTask InitializeAsync()
    {
        _connector = await FakeConnector.StartAsync();
        _host = new CoopBotHost();
        _group = new(_host, _connector) { Kind = "groupChat" };
    }

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        return _connector.DisposeAsync();
    }

    [Theory]
    [InlineData("<at>CoopBot</at>&nbsp;terima kasih", "<at>CoopBot</at>", "terima kasih")]
    [InlineData("<at>CoopBot</at>\u00a0terima kasih\n", "<at>CoopBot</at>", "terima kasih")]
    [InlineData("terima <at>CoopBot</at>kasih", "<at>CoopBot</at>", "terima kasih")]
    [InlineData("<at id=\"0\">CoopBot</at> terima kasih <at id=\"0\">CoopBot</at>", "<at id=\"0\">CoopBot</at>", "terima kasih")]
    [InlineData("@CoopBot terima kasih", "@CoopBot", "terima kasih")]
    public async Task Own_mention_goes(string text, string mention, string said)
    {
        await _group.Posts(Mentioning(text, mention));

        Assert.Contains("Sama-sama", (await _group.Next()).Text, StringComparison.Ordinal);
        Assert.Equal(said, _host.Scalar("SELECT replace(Text, '  ', ' ') FROM Turns"));
    }

    [Theory]
    [InlineData("<at>Rahma</at> halo", "<at>CoopBot</at>", "<at>Rahma</at> halo")]
    [InlineData("<at><at>CoopBot</at></at> halo", "<at>CoopBot</at>", "<at> </at> halo")]
    [InlineData("<at>coopbot</at> halo", "<at>CoopBot</at>", "<at>coopbot</at> halo")]
    [InlineData("<at>CoopBot</at> halo", "halo", "<at>CoopBot</at> halo")]
    [InlineData("<at>CoopBot</at> halo", "", "<at>CoopBot</at> halo")]
    public async Task Any_other_stays_as_words(string text, string mention, string said)
    {
        await _group.Posts(Mentioning(text, mention));

        await _group.Next();
        Assert.Equal(said, _host.Scalar("SELECT Text FROM Turns"));
    }

    [Fact]
    public async Task Markup_that_a_person_typed_is_never_markup_of_the_bots()
    {
        var chat = new TeamsChat(_host, _connector);
        await chat.Says("tanya petugas");

        var confirm = await chat.Says("apakah <at>Semua Orang</at> boleh ikut <b>lomba</b> [x](javascript:alert(1))");

        Assert.Contains("Semua Orang", confirm.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<", confirm.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("](", confirm.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("mention", confirm.Activity.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mention_of_somebody_else_in_the_entities_takes_nothing_out()
    {
        var message = Mentioning("<at>CoopBot</at> halo", "<at>CoopBot</at>");
        message["entities"]![1]!["mentioned"]!["id"] = "29:someone";
        await _group.Posts(message);

        await _group.Next();
        Assert.Equal("<at>CoopBot</at> halo", _host.Scalar("SELECT Text FROM Turns"));
    }

    private JsonObject Mentioning(string text, string mention) => _group.Activity("message", ("text", text), ("entities", new JsonArray(
        JsonValue.Create("no entity"),
        new JsonObject { ["type"] = "mention", ["text"] = mention, ["mentioned"] = new JsonObject { ["id"] = TeamsChat.Bot } })));
}
