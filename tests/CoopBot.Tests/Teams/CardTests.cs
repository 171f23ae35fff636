using System.Net;
using System.Text.Json.Nodes;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Teams;

/// <summary>Cards in Teams: a button is an Action.Execute, and the card it stands on changes in place.</summary>
public sealed class CardTests : IAsyncLifetime
{
    private const string CardType = "application/vnd.microsoft.card.adaptive";
    private const string MessageType = "application/vnd.microsoft.activity.message";
    private const string ErrorType = "application/vnd.microsoft.error";

    private FakeConnector _connector = null!;
    private CoopBotHost _host = null!;
    private TeamsChat _chat = null!;

    public async ValueTask InitializeAsync()
    {
        _connector = await FakeConnector.StartAsync();
        _host = await new CoopBotHost().WithCooperativesAsync();
        _chat = new(_host, _connector);
    }

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        return _connector.DisposeAsync();
    }

    [Fact]
    public async Task Button_is_an_execute_that_falls_back_to_a_submit_of_the_same_data()
    {
        var card = (await _chat.Says("cek koperasi maju bersama sintang")).Card!;

        Assert.Equal("1.5", (string)card["version"]!);
        Assert.Equal(["Arti status ini", "Rincian publik", "Tanya petugas"], card["actions"]!.AsArray().Select(action => (string)action!["title"]!));
        Assert.All(card["actions"]!.AsArray(), action =>
        {
            Assert.Equal("Action.Execute", (string)action!["type"]!);
            Assert.Equal("say", (string)action["verb"]!);
            Assert.Equal("Action.Submit", (string)action["fallback"]!["type"]!);
            Assert.Equal(action["data"]!.ToJsonString(), action["fallback"]!["data"]!.ToJsonString());
        });
    }

    [Fact]
    public async Task Pressed_button_replaces_the_card_and_sends_nothing_else()
    {
        var card = (await _chat.Says("cek koperasi maju bersama sintang")).Card!;

        var (status, answer) = await _chat.Invokes(_chat.Press(Action(card, "Rincian publik")));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((200, CardType), ((int)answer["statusCode"]!, (string)answer["type"]!));
        Assert.Contains("Alamat", answer["value"]!["fallbackText"]!.ToString(), StringComparison.Ordinal);
        await NothingWasSent();
        Assert.Equal(0L, _host.Scalar("SELECT Delivery FROM Turns WHERE Text LIKE 'rincian%'"));
    }

    [Fact]
    public async Task Button_of_an_older_card_speaks_of_that_cooperative()
    {
        var sintang = (await _chat.Says("cek koperasi maju bersama sintang")).Card!;
        await _chat.Says("cek koperasi konsumen maju bersama sambas");

        var (_, answer) = await _chat.Invokes(_chat.Press(Action(sintang, "Rincian publik")));

        Assert.Contains("Koperasi Produsen Contoh Maju Bersama", answer["value"]!["fallbackText"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Button_of_an_older_card_in_the_web_chat_does_so_too_and_shows_its_title()
    {
        var chat = await _host.VisitAsync();
        var sintang = (await chat.Says("cek koperasi maju bersama sintang")).Card!;
        await chat.Says("cek koperasi konsumen maju bersama sambas");
        // Web Chat 4.18.1 sends a messageBack of its own key's cardAction.
        var button = Action(sintang, "Rincian publik");
        Assert.Equal("Action.Submit", (string)button["type"]!);
        Assert.True((bool)button["data"]!["__isBotFrameworkCardAction"]!);
        var action = button["data"]!["cardAction"]!;

        var reply = Assert.Single(await chat.SaysAsync(new()
        {
            ["text"] = action["text"]!.DeepClone(),
            ["value"] = action["value"]!.DeepClone(),
            ["channelData"] = new JsonObject { ["messageBack"] = new JsonObject { ["displayText"] = action["displayText"]!.DeepClone() } },
        }));

        Assert.Contains("Koperasi Produsen Contoh Maju Bersama", reply.Fallback, StringComparison.Ordinal);
        Assert.Contains("Alamat", reply.Fallback, StringComparison.Ordinal);
        var echo = (string)_host.Scalar("SELECT Json FROM DirectLineActivities WHERE Json LIKE '%\"role\":\"user\"%' ORDER BY Sequence DESC")!;
        Assert.Equal("Rincian publik", (string)JsonNode.Parse(echo)!["text"]!);
        Assert.Null(JsonNode.Parse(echo)!["channelData"]!["postBack"]);
    }

    [Fact]
    public async Task Reply_without_a_card_goes_as_a_message_and_the_press_is_told_so()
    {
        var card = (await _chat.Says("cek koperasi maju bersama sintang")).Card!;

        var (_, answer) = await _chat.Invokes(_chat.Press(Action(card, "Arti status ini")));

        Assert.Equal((200, MessageType), ((int)answer["statusCode"]!, (string)answer["type"]!));
        Assert.Equal("Jawabannya ada di bawah.", (string)answer["value"]!);
        Assert.NotEmpty((await _chat.Next()).Citations);
        await NothingWasSent();
    }

    [Fact] // Fault 27
    public async Task Press_sent_again_gets_the_same_answer_and_has_no_second_effect()
    {
        var card = (await _chat.Says("cek koperasi maju bersama sintang")).Card!;
        var inPlace = _chat.Press(Action(card, "Rincian publik"));
        var asMessage = _chat.Press(Action(card, "Arti status ini"));

        var details = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _chat.Invokes(inPlace.DeepClone().AsObject())));
        var meanings = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _chat.Invokes(asMessage.DeepClone().AsObject())));

        Assert.Single(details.Select(told => told.Body.ToJsonString()).Distinct());
        Assert.All(details, told => Assert.Equal(CardType, (string)told.Body["type"]!));
        Assert.All(meanings, told => Assert.Equal(MessageType, (string)told.Body["type"]!));
        await _chat.Next();
        await NothingWasSent();
        Assert.Equal(3L, _host.Scalar("SELECT COUNT(*) FROM Turns WHERE Route <> 'thanks'"));
    }

    [Fact]
    public async Task Press_that_wants_its_replies_here_and_one_that_no_message_can_answer_have_the_whole_answer_in_the_response()
    {
        var card = (await _chat.Says("cek koperasi maju bersama sintang")).Card!;
        var here = _chat.Press(Action(card, "Arti status ini"));
        here["deliveryMode"] = "expectReplies";
        var unreachable = _chat.Press(Action(card, "Arti status ini"));
        unreachable["serviceUrl"] = "http://127.0.0.1:9/";

        foreach (var press in new[] { here, unreachable })
        {
            var (status, answer) = await _chat.Invokes(press);
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Contains("Sumber:", (string)answer["value"]!, StringComparison.Ordinal);
        }

        await NothingWasSent();
    }

    [Theory] // Fault 37
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"say\"")]
    [InlineData("[1]")]
    [InlineData("{}")]
    [InlineData("""{"action":"x"}""")]
    [InlineData("""{"action":{"data":{"say":"menu"}}}""")]
    [InlineData("""{"action":{"verb":7,"data":{"say":"menu"}}}""")]
    [InlineData("""{"action":{"verb":"say"}}""")]
    [InlineData("""{"action":{"verb":"say","data":"menu"}}""")]
    [InlineData("""{"action":{"verb":"say","data":{"say":{"say":"menu"},"v":1,"at":"2026-11-23"}}}""")]
    [InlineData("""{"action":{"verb":"say","data":{"v":1}}}""")]
    public async Task Malformed_press_gets_the_documented_error_and_no_turn(string value)
    {
        var (status, answer) = await _chat.Invokes(_chat.Invoke("adaptiveCard/action", JsonNode.Parse(value)));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((400, ErrorType), ((int)answer["statusCode"]!, (string)answer["type"]!));
        Assert.Equal("BadRequest", (string)answer["value"]!["code"]!);
        Assert.Equal(0L, _host.Scalar("SELECT COUNT(*) FROM Turns"));
        await NothingWasSent();
    }

    [Fact] // Fault 37
    public async Task Press_with_200_KB_in_it_gets_the_error_and_one_with_more_fields_only_says_its_sentence()
    {
        var data = (JsonObject)Action((await _chat.Says("cek koperasi maju bersama sintang")).Card!, "Rincian publik")["data"]!.DeepClone();
        data["role"] = "staff";
        data["personId"] = "someone";
        JsonObject Value(JsonNode of) => new() { ["action"] = new JsonObject { ["verb"] = "say", ["title"] = "x", ["data"] = of.DeepClone() } };

        var (_, told) = await _chat.Invokes(_chat.Invoke("adaptiveCard/action", Value(data)));
        Assert.Equal(CardType, (string)told["type"]!);
        Assert.Equal(1L, _host.Scalar("SELECT COUNT(DISTINCT PersonId) FROM Turns"));

        data["say"] = new string('x', 200_000);
        var (_, refused) = await _chat.Invokes(_chat.Invoke("adaptiveCard/action", Value(data)));
        Assert.Equal((400, ErrorType), ((int)refused["statusCode"]!, (string)refused["type"]!));
    }

    [Fact] // Faults 110, 50
    public async Task Pressed_sentence_is_masked_and_belongs_to_who_pressed()
    {
        var other = new TeamsChat(_host, _connector) { Conversation = _chat.Conversation };
        var data = new JsonObject { ["say"] = "cek nik 6171012345678901", ["v"] = 1, ["at"] = CoopBotHost.Day() };

        await other.Invokes(other.Invoke("adaptiveCard/action", new JsonObject { ["action"] = new JsonObject { ["verb"] = "say", ["data"] = data } }));

        Assert.Contains("KTP", (await _chat.Next()).Text, StringComparison.Ordinal);
        Assert.Equal(0L, _host.Scalar("SELECT COUNT(*) FROM Turns WHERE Text LIKE '%6171012345678901%'"));
        Assert.Equal($"t1:{other.Person}", _host.Scalar("SELECT PersonId FROM Turns"));
    }

    [Fact]
    public async Task Unknown_invoke_is_not_implemented()
    {
        using var posted = await _host.PostAsync(_chat.Invoke("task/fetch", new JsonObject()));
        Assert.Equal(HttpStatusCode.NotImplemented, posted.StatusCode);
    }

    private static JsonNode Action(JsonNode card, string title) => card["actions"]!.AsArray().Single(action => (string)action!["title"]! == title)!;

    /// <summary>What is said next is the next that arrives.</summary>
    private async Task NothingWasSent()
    {
        Assert.Contains("Sama-sama", (await _chat.Says("terima kasih")).Text, StringComparison.Ordinal);
        Assert.Equal(0, _connector.Waiting);
    }
}
