using System.Net;
using System.Text.Json;
using CoopBot.BotFramework.Schema;
using CoopBot.BotFramework.Tests.Testing;

namespace CoopBot.BotFramework.Tests;

/// <summary>Recorded activities of Teams, the Playground and the Emulator, posted to the messaging endpoint.</summary>
public sealed class MessagingEndpointTests : IAsyncLifetime
{
    private BotHost _host = null!;
    private ChannelSimulator _channel = null!;

    public async ValueTask InitializeAsync()
    {
        _channel = await ChannelSimulator.StartAsync();
        _host = await BotHost.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _channel.DisposeAsync();
    }

    [Theory]
    [InlineData("teams-personal-message", "message", "Gema: berapa koperasi aktif di Sambas?")]
    [InlineData("teams-group-mention", "message", "Gema: <at>CoopBot</at> kapan RAT paling lambat?\n")]
    [InlineData("teams-conversation-update", "added 2", "Selamat datang")]
    [InlineData("playground-message", "message", "Gema: halo")]
    [InlineData("playground-channel-post", "message", "Gema: <at>CoopBot</at> halo")]
    [InlineData("playground-conversation-update", "added 2", "Selamat datang")]
    [InlineData("playground-submit", "message", """Gema: {"cari":"nama","nama":"Mekar Contoh"}""")]
    [InlineData("emulator-conversation-update", "added 2", "Selamat datang")]
    public async Task A_recorded_activity_reaches_its_handler_and_is_answered_through_the_connector(string recorded, string call, string reply)
    {
        var sent = Wire.Parse(Wire.Recorded(recorded, _channel.ServiceUrl));

        using var response = await _host.PostAsync(Wire.Recorded(recorded, _channel.ServiceUrl));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([call], _host.Bot.Calls);
        var arrival = await _channel.NextAsync();
        Assert.Equal("POST", arrival.Method);
        Assert.Equal($"/_connector/v3/conversations/{Uri.EscapeDataString(sent.Conversation!.Id!)}/activities/{Uri.EscapeDataString(sent.Id!)}", arrival.Target);
        var answer = arrival.Activity;
        Assert.Equal(Squeeze(reply), Squeeze(answer.Text!));
        Assert.Equal("message", answer.Type);
        Assert.Equal((sent.Recipient!.Id, sent.From!.Id), (answer.From!.Id, answer.Recipient!.Id));
        Assert.Equal((sent.Id, sent.ChannelId, sent.ServiceUrl, sent.Conversation.Id), (answer.ReplyToId, answer.ChannelId, answer.ServiceUrl, answer.Conversation!.Id));
        Assert.Equal(1, _channel.Count);
    }

    [Theory]
    [InlineData("teams-installation-add", "installed")]
    [InlineData("teams-installation-remove", "uninstalled")]
    [InlineData("teams-member-removed", "removed 1")]
    [InlineData("playground-installation-add", "installed")]
    [InlineData("teams-reaction", "unknown messageReaction")] // Fault 30
    public async Task A_recorded_activity_without_an_answer_is_200_and_sends_nothing(string recorded, string call)
    {
        using var response = await _host.PostAsync(Wire.Recorded(recorded, _channel.ServiceUrl));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([call], _host.Bot.Calls);
        Assert.Equal(0, _channel.Count);
    }

    [Theory]
    [InlineData("teams-card-action", HttpStatusCode.OK, "Baik")]
    [InlineData("playground-execute", HttpStatusCode.OK, "Baik")]
    [InlineData("playground-like", HttpStatusCode.OK, null)]
    [InlineData("teams-unknown-invoke", HttpStatusCode.NotImplemented, null)] // Fault 30
    public async Task An_invoke_is_answered_in_the_response(string recorded, HttpStatusCode status, string? value)
    {
        using var response = await _host.PostAsync(Wire.Recorded(recorded, _channel.ServiceUrl));

        Assert.Equal(status, response.StatusCode);
        if (value is null)
        {
            Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        }
        else
        {
            Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
            Assert.Equal(value, (await response.JsonAsync()).Text("value"));
        }
    }

    // Fault 30
    [Theory]
    [InlineData("endOfConversation")]
    [InlineData("a type from next year")]
    [InlineData("Message")]
    public async Task An_unknown_type_is_200(string type)
    {
        using var response = await _host.PostAsync(JsonSerializer.Serialize(new { type, id = "1", channelId = "msteams", conversation = new { id = "c" } }));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["unknown " + type], _host.Bot.Calls);
    }

    // Fault 40: a mention is what the entity says, not what the markup looks like.
    [Fact]
    public async Task A_mention_is_found_by_its_entity()
    {
        using var response = await _host.PostAsync(Wire.Recorded("teams-group-mention", _channel.ServiceUrl));

        var activity = Assert.Single(_host.Bot.Received);
        Assert.Equal(["<at>CoopBot</at>"], activity.MentionsOf(activity.Recipient!.Id));
        Assert.Empty(activity.MentionsOf("28:somebody-else"));
    }

    [Theory]
    [InlineData("""{"type":5}""")]
    [InlineData("""{"type":null,"mentioned":{"id":"b"},"text":"x"}""")]
    [InlineData("""{"type":"mention","mentioned":"b","text":"x"}""")]
    [InlineData("""{"type":"mention","mentioned":{"id":7},"text":"x"}""")]
    [InlineData("""{"type":"mention","mentioned":{"id":"b"},"text":{}}""")]
    [InlineData("null")]
    [InlineData("7")]
    public void A_malformed_entity_is_no_mention(string entity)
    {
        var activity = Wire.Parse($$"""{"type":"message","entities":[{{entity}}]}""");

        Assert.Empty(activity.MentionsOf("b"));
        Assert.Empty(activity.MentionsOf(null));
    }

    [Theory]
    [InlineData("a:1_Xy-z/+=;messageid=1")]
    [InlineData("19:abc@thread.v2;messageid=1/2?x=1#y%2F%25")]
    [InlineData("spasi dan tanda \"petik\" é 𝒳")]
    [InlineData("..%2F..%2Fv3")]
    [InlineData("a/../../b")]
    public async Task An_id_survives_percent_encoding(string id)
    {
        using var response = await _host.PostAsync(JsonSerializer.Serialize(new { type = "message", id, text = "x", channelId = "msteams", serviceUrl = _channel.ServiceUrl, from = new { id }, conversation = new { id } }));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var segments = (await _channel.NextAsync()).Target.Split('/');
        Assert.Equal(["", "_connector", "v3", "conversations", Uri.EscapeDataString(id), "activities", Uri.EscapeDataString(id)], segments);
        Assert.Equal(id, Uri.UnescapeDataString(segments[4]));
    }

    /// <summary>Dots alone would leave the path that the Connector serves.</summary>
    [Theory]
    [InlineData("..", "1")]
    [InlineData(".", "1")]
    [InlineData("c", "..")]
    public async Task An_id_of_dots_is_never_part_of_a_path(string conversation, string id)
    {
        using var response = await _host.PostAsync(JsonSerializer.Serialize(new { type = "message", id, text = "x", channelId = "msteams", serviceUrl = _channel.ServiceUrl, from = new { id = "u" }, conversation = new { id = conversation } }));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(0, _channel.Count);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("/", "")]
    [InlineData("/apac/", "/apac")]
    [InlineData("/apac/a%20b/teams", "/apac/a%20b/teams")]
    public async Task A_service_url_may_end_in_a_slash_and_have_a_prefix(string suffix, string prefix)
    {
        using var response = await _host.PostAsync(Wire.Recorded("playground-message", _channel.Origin + suffix));

        Assert.Equal($"{prefix}/v3/conversations/personal-chat/activities/1795399801", (await _channel.NextAsync()).Target);
    }

    [Fact]
    public async Task An_activity_without_an_id_is_answered_in_its_conversation()
    {
        using var response = await _host.PostAsync(JsonSerializer.Serialize(new { type = "message", text = "x", channelId = "emulator", serviceUrl = _channel.ServiceUrl, from = new { id = "u" }, conversation = new { id = "c" } }));

        Assert.Equal("/_connector/v3/conversations/c/activities", (await _channel.NextAsync()).Target);
    }

    [Fact]
    public async Task Several_replies_leave_in_order()
    {
        _host.Bot.OnMessage = (turn, cancellation) => turn.SendActivitiesAsync([.. Enumerable.Range(1, 5).Select(n => Activity.Message($"{n}"))], cancellation);
        using var response = await _host.PostAsync(Wire.Recorded("playground-message", _channel.ServiceUrl));

        for (var n = 1; n <= 5; n++)
        {
            Assert.Equal($"{n}", (await _channel.NextAsync()).Activity.Text);
        }
    }

    [Fact]
    public async Task Expect_replies_answers_inline()
    {
        var json = Wire.Recorded("playground-message", _channel.ServiceUrl).Replace("\"type\": \"message\"", "\"type\": \"message\", \"deliveryMode\": \"expectReplies\"", StringComparison.Ordinal);

        using var response = await _host.PostAsync(json);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var set = await response.JsonAsync();
        Assert.Equal(["activities"], set.EnumerateObject().Select(property => property.Name));
        var reply = Assert.Single(set.GetProperty("activities").EnumerateArray());
        Assert.Equal(("message", "Gema: halo", "1795399801"), (reply.Text("type"), reply.Text("text"), reply.Text("replyToId")));
        Assert.Equal("bot-1", reply.GetProperty("from").Text("id"));
        Assert.Equal(0, _channel.Count);
    }

    [Fact]
    public async Task Expect_replies_without_a_reply_is_an_empty_list()
    {
        _host.Bot.OnMessage = (_, _) => Task.CompletedTask;
        using var response = await _host.PostAsync("""{"type":"message","deliveryMode":"expectReplies","text":"x","channelId":"msteams","from":{"id":"u"},"conversation":{"id":"c"}}""");

        Assert.Equal("""{"activities":[]}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_head_probe_is_answered()
    {
        using var probe = new HttpRequestMessage(HttpMethod.Head, "/api/messages");
        using var response = await _host.Http.SendAsync(probe);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(_host.Bot.Calls);
    }

    [Fact]
    public async Task Unknown_fields_ride_along()
    {
        using var response = await _host.PostAsync(Wire.Recorded("teams-personal-message", _channel.ServiceUrl));

        var activity = Assert.Single(_host.Bot.Received);
        Assert.Equal("Asia/Pontianak", activity.Extra!["localTimezone"].GetString());
        Assert.Equal("urn:botframework:azure", activity.Extra["callerId"].GetString());
        Assert.Equal("1:1aBc", activity.ChannelData!.Value.GetProperty("legacy").Text("replyToId"));
        using var written = JsonDocument.Parse(JsonSerializer.Serialize(activity, ActivityJson.Wire.Activity));
        using var read = JsonDocument.Parse(Wire.Recorded("teams-personal-message", _channel.ServiceUrl));
        Assert.Equal(read.RootElement.EnumerateObject().Select(field => field.Name).Order(), written.RootElement.EnumerateObject().Select(field => field.Name).Order());
    }

    // Fault 29: the channel sends again after 15 s, so it hears before that; what the bot said so far is out.
    [Fact]
    public async Task A_turn_that_takes_too_long_is_200_with_what_there_is()
    {
        await using var host = await BotHost.StartAsync(settings: new Dictionary<string, string?> { ["BotFramework:TurnTimeout"] = "00:00:01" });
        host.Bot.OnMessage = async (turn, cancellation) =>
        {
            await turn.SendActivityAsync(Activity.Message("sebentar"), cancellation);
            await Task.Delay(Timeout.Infinite, cancellation);
        };

        using var response = await host.PostAsync(Wire.Recorded("playground-message", _channel.ServiceUrl));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("sebentar", (await _channel.NextAsync()).Activity.Text);
    }

    // Fault 29: also where the bot does not heed that its time is over.
    [Theory]
    [InlineData(null)]
    [InlineData("expectReplies")]
    public async Task A_bot_that_does_not_heed_its_time_is_not_waited_for(string? deliveryMode)
    {
        await using var host = await BotHost.StartAsync(settings: new Dictionary<string, string?> { ["BotFramework:TurnTimeout"] = "00:00:01" });
        var over = new TaskCompletionSource();
        host.Bot.OnMessage = async (turn, _) =>
        {
            await turn.SendActivityAsync(Activity.Message("sebentar"), CancellationToken.None);
            await over.Task;
        };
        var activity = Wire.Parse(Wire.Recorded("playground-message", _channel.ServiceUrl));
        activity.DeliveryMode = deliveryMode;

        using var response = await host.PostAsync(JsonSerializer.Serialize(activity, ActivityJson.Wire.Activity));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("sebentar", deliveryMode is null ? (await _channel.NextAsync()).Activity.Text : (await response.JsonAsync()).GetProperty("activities")[0].Text("text"));
        over.SetException(new InvalidOperationException("and fails in the end"));
        await BotHost.UntilAsync(() => host.Logged.Any(line => line.Contains("failed afterwards", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("https://smba.trafficmanager.net/apac/")]
    [InlineData("")]
    [InlineData("bukan alamat")]
    public async Task A_channel_that_cannot_be_answered_is_still_200(string serviceUrl)
    {
        using var response = await _host.PostAsync(JsonSerializer.Serialize(new { type = "message", id = "1", text = "x", channelId = "msteams", serviceUrl, from = new { id = "u" }, conversation = new { id = "c" } }));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["message"], _host.Bot.Calls);
    }

    private static string Squeeze(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
}
