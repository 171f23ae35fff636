using System.Net;
using System.Text.Json;
using CoopBot.BotFramework.Schema;
using CoopBot.BotFramework.Tests.Testing;

namespace CoopBot.BotFramework.Tests;

/// <summary>UpdateActivityAsync and DeleteActivityAsync, under the SDK's names, on each way out of a turn.</summary>
public sealed class ChangedActivityTests : IAsyncLifetime
{
    private ChannelSimulator _channel = null!;
    private BotHost _host = null!;

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

    [Fact]
    public async Task Sent_activity_is_replaced_and_taken_back_through_the_connector()
    {
        _host.Bot.OnMessage = async (turn, cancellation) =>
        {
            var sent = await turn.SendActivityAsync(Activity.Message("satu"), cancellation);
            var changed = Activity.Message("dua");
            changed.Id = sent.Id;
            await turn.UpdateActivityAsync(changed, cancellation);
            await turn.DeleteActivityAsync(sent.Id!, cancellation);
        };

        using var response = await _host.PostAsync(Wire.Recorded("teams-personal-message", _channel.ServiceUrl));

        await _channel.NextAsync();
        var update = await _channel.NextAsync();
        const string Path = "/_connector/v3/conversations/a%3A1_Xy-z%2F%2B%3D%3Bmessageid%3D1/activities/1795399999000";
        Assert.Equal(("PUT", Path, "dua"), (update.Method, update.Target, update.Activity.Text));
        Assert.Equal(("msteams", "28:7c3f1c0a-9d2e-4b7f-8a51-0f4f2f7e9b10"), (update.Activity.ChannelId, update.Activity.From!.Id));
        var deletion = await _channel.NextAsync();
        Assert.Equal(("DELETE", Path, ""), (deletion.Method, deletion.Target, deletion.Body));
    }

    [Fact]
    public async Task What_the_channel_refuses_to_change_is_a_connector_exception_with_its_status()
    {
        ConnectorException? refused = null;
        _channel.Answer = context => ChannelSimulator.Status(context, 501, """{"error":{"code":"DeleteActivityAPINotImplemented","message":"x"}}""");
        _host.Bot.OnMessage = async (turn, cancellation) => refused = await Assert.ThrowsAsync<ConnectorException>(() => turn.DeleteActivityAsync("1", cancellation));

        using var response = await _host.PostAsync(Wire.Recorded("playground-message", _channel.ServiceUrl));

        Assert.Equal((HttpStatusCode.NotImplemented, "DeleteActivityAPINotImplemented"), (refused!.Status, refused.Code));
    }

    [Fact]
    public async Task Reply_in_the_http_answer_is_changed_before_it_leaves_and_nothing_else_can_be()
    {
        ConnectorException? unknown = null;
        _host.Bot.OnMessage = async (turn, cancellation) =>
        {
            var sent = await turn.SendActivitiesAsync([Activity.Message("satu"), Activity.Message("dua"), Activity.Message("tiga")], cancellation);
            await turn.DeleteActivityAsync(sent[0].Id!, cancellation);
            var changed = Activity.Message("dua baru");
            changed.Id = sent[1].Id;
            Assert.Equal(sent[1].Id, (await turn.UpdateActivityAsync(changed, cancellation)).Id);
            unknown = await Assert.ThrowsAsync<ConnectorException>(() => turn.DeleteActivityAsync(sent[0].Id!, cancellation));
        };
        var json = Wire.Recorded("playground-message", _channel.ServiceUrl).Replace("\"type\": \"message\"", "\"type\": \"message\", \"deliveryMode\": \"expectReplies\"", StringComparison.Ordinal);

        using var response = await _host.PostAsync(json);

        var replies = (await response.JsonAsync()).GetProperty("activities").EnumerateArray().ToArray();
        Assert.Equal(["dua baru", "tiga"], replies.Select(reply => reply.Text("text")));
        Assert.All(replies, reply => Assert.False(reply.TryGetProperty("id", out _)));
        Assert.Equal(HttpStatusCode.NotFound, unknown!.Status);
        Assert.Equal(0, _channel.Count);
    }

    [Fact]
    public async Task Direct_line_changes_nothing_that_was_said_and_says_so()
    {
        var refused = new List<ConnectorException>();
        _host.Bot.OnMessage = async (turn, cancellation) =>
        {
            var sent = await turn.SendActivityAsync(Activity.Message("satu"), cancellation);
            var changed = Activity.Message("dua");
            changed.Id = sent.Id;
            refused.Add(await Assert.ThrowsAsync<ConnectorException>(() => turn.UpdateActivityAsync(changed, cancellation)));
            refused.Add(await Assert.ThrowsAsync<ConnectorException>(() => turn.DeleteActivityAsync(sent.Id!, cancellation)));
        };
        var visitor = await DirectLineVisitor.StartedAsync(_host);
        (await visitor.SayAsync("halo")).Dispose();

        Assert.Equal([HttpStatusCode.NotImplemented, HttpStatusCode.NotImplemented], refused.Select(exception => exception.Status!.Value));
        using var read = await visitor.ReadAsync("");
        Assert.Equal("satu", (await read.JsonAsync()).GetProperty("activities").EnumerateArray().Last().Text("text"));
    }
}
