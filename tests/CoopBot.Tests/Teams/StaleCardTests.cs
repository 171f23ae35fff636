using System.Text.Json.Nodes;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Teams;

/// <summary>Fault 38: a card that is old or of another version does nothing and offers its choice anew.</summary>
public sealed class StaleCardTests : IAsyncLifetime
{
    private FakeConnector _connector = null!;
    private CoopBotHost _host = null!;
    private TeamsChat _chat = null!;

    public static TheoryData<string> Stale() => new(
        $$"""{"say":"rincian publik","v":1,"at":"{{CoopBotHost.Day(-31)}}"}""",
        $$"""{"say":"rincian publik","v":1,"at":"{{CoopBotHost.Day(5)}}"}""",
        $$"""{"say":"rincian publik","v":2,"at":"{{CoopBotHost.Day(0)}}"}""",
        $$"""{"say":"rincian publik","v":"1","at":"{{CoopBotHost.Day(0)}}"}""",
        """{"say":"rincian publik","v":1,"at":"kemarin"}""",
        """{"say":"rincian publik"}""");

    public async ValueTask InitializeAsync()
    {
        _connector = await FakeConnector.StartAsync();
        _host = new CoopBotHost();
        _chat = new(_host, _connector);
    }

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        return _connector.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Stale))]
    public async Task Execute_of_a_stale_card_changes_it_to_fresh_buttons_in_place(string data)
    {
        var (_, answer) = await Executes(data);

        var card = answer["value"]!;
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string)answer["type"]!);
        Assert.Equal("Pilihan itu sudah kedaluwarsa. Ini yang terbaru:", (string)card["body"]![0]!["text"]!);
        Assert.Equal(["rincian publik", "Menu", "Tanya petugas"], card["actions"]!.AsArray().Select(action => (string)action!["title"]!));
        // The fresh ones work.
        var (_, fresh) = await _chat.Invokes(_chat.Press(card["actions"]![0]!));
        Assert.Equal("Jawabannya ada di bawah.", (string)fresh["value"]!);
        Assert.StartsWith("Koperasi yang mana?", (await _chat.Next()).Text, StringComparison.Ordinal);
        Assert.Equal(0, _connector.Waiting);
    }

    [Theory]
    [MemberData(nameof(Stale))]
    [InlineData("""{"action":"x"}""")]
    [InlineData("{}")]
    public async Task Submit_of_a_stale_card_is_answered_with_a_message_in_teams_and_in_the_web_chat(string value)
    {
        await _chat.Posts(_chat.Activity("message", ("value", JsonNode.Parse(value))));
        var inTeams = await _chat.Next();
        var web = await _host.VisitAsync();
        var inWebChat = Assert.Single(await web.SaysAsync(new() { ["value"] = JsonNode.Parse(value) }));

        Assert.All((Answer[])[inTeams, inWebChat], reply =>
        {
            Assert.StartsWith("Pilihan itu sudah kedaluwarsa.", reply.Text, StringComparison.Ordinal);
            Assert.Equal(["Menu", "Tanya petugas"], reply.Buttons.Except(["rincian publik"]));
        });
    }

    [Fact]
    public async Task Old_button_of_the_web_chat_that_shows_its_title_is_stale_as_well()
    {
        var web = await _host.VisitAsync();
        var reply = Assert.Single(await web.SaysAsync(new() { ["text"] = "Rincian publik", ["value"] = JsonNode.Parse($$"""{"say":"rincian koperasi NIK 6199010000001","v":1,"at":"{{CoopBotHost.Day(-40)}}"}""") }));

        Assert.StartsWith("Pilihan itu sudah kedaluwarsa.", reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("submit")]
    public async Task Verb_of_another_version_is_stale(string verb)
    {
        var (_, answer) = await Executes("""{"nik":"6199010000001"}""", verb);

        Assert.Equal(["Menu", "Tanya petugas"], answer["value"]!["actions"]!.AsArray().Select(action => (string)action!["title"]!));
    }

    [Fact]
    public async Task Stale_button_executes_nothing_and_an_officers_question_is_not_sent_by_it()
    {
        await _chat.Says("apakah koperasi boleh punya pesawat ulang-alik");
        await _chat.Says("tanya petugas");

        await Executes($$"""{"say":"kirim","v":1,"at":"{{CoopBotHost.Day(-31)}}"}""");

        Assert.Equal(0L, _host.Scalar("SELECT COUNT(*) FROM Questions"));
        // In time the same button sends it, so it is its age that held it back.
        await _chat.Says("tanya petugas");
        await Executes($$"""{"say":"kirim","v":1,"at":"{{CoopBotHost.Day(0)}}"}""");
        Assert.Equal(1L, _host.Scalar("SELECT COUNT(*) FROM Questions"));
    }

    [Fact]
    public async Task Words_beside_a_value_that_is_not_ours_are_what_was_said()
    {
        await _chat.Posts(_chat.Activity("message", ("text", "terima kasih"), ("value", new JsonObject { ["x"] = 1 })));
        Assert.Contains("Sama-sama", (await _chat.Next()).Text, StringComparison.Ordinal);
    }

    private Task<(System.Net.HttpStatusCode Status, JsonObject Body)> Executes(string data, string verb = "say") =>
        _chat.Invokes(_chat.Invoke("adaptiveCard/action", new JsonObject { ["action"] = new JsonObject { ["verb"] = verb, ["data"] = JsonNode.Parse(data) } }));
}
