using System.Text.Json.Nodes;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Teams;

/// <summary>Coming and going: one welcome for an installation, whatever says so and however often; the address is true (fault 43).</summary>
public sealed class InstallationTests : IAsyncLifetime
{
    private readonly TestStore _store = new();
    private FakeConnector _connector = null!;
    private CoopBotHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _connector = await FakeConnector.StartAsync();
        _host = new CoopBotHost(null, _store.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        await _connector.DisposeAsync();
        _store.Dispose();
    }

    [Theory] // Faults 27, 43
    [InlineData("personal", true)]
    [InlineData("personal", false)]
    [InlineData("groupChat", true)]
    [InlineData("channel", false)]
    public async Task Both_ways_of_telling_an_arrival_give_one_welcome_in_either_order_and_repeated(string kind, bool installationFirst)
    {
        var chat = new TeamsChat(_host, _connector) { Kind = kind };
        JsonObject[] arrival = installationFirst ? [Installed(chat), Joined(chat)] : [Joined(chat), Installed(chat)];

        foreach (var told in arrival.Concat(arrival.Select(Copy)))
        {
            await chat.Posts(told);
        }

        Assert.Contains("Saya CoopBot", (await chat.Next()).Text, StringComparison.Ordinal);
        await NothingMoreIn(chat);
    }

    [Fact] // Fault 27
    public async Task Arrivals_told_at_once_to_two_processes_on_one_database_give_one_welcome()
    {
        using var other = new CoopBotHost(null, _store.ConnectionString);
        var chat = new TeamsChat(_host, _connector);
        var there = new TeamsChat(other, _connector) { Conversation = chat.Conversation, Person = chat.Person };

        await Task.WhenAll(Enumerable.Range(0, 6).SelectMany(_ => (Task[])[chat.Posts(Installed(chat)), there.Posts(Joined(there)), there.Posts(Installed(there)), chat.Posts(Joined(chat))]));

        Assert.Contains("Saya CoopBot", (await chat.Next()).Text, StringComparison.Ordinal);
        await NothingMoreIn(chat);
    }

    [Theory] // Fault 43
    [InlineData("installationUpdate")]
    [InlineData("conversationUpdate")]
    public async Task Removal_retires_the_address_and_a_new_installation_greets_again_and_can_be_reached(string toldBy)
    {
        var chat = new TeamsChat(_host, _connector);
        await chat.Posts(Installed(chat));
        await chat.Next();
        Assert.False(IsRetired(chat.Conversation));

        await chat.Posts(toldBy == "installationUpdate" ? chat.Activity("installationUpdate", ("action", "remove")) : Left(chat));
        Assert.True(IsRetired(chat.Conversation));
        Assert.Equal(0, _connector.Waiting);

        await chat.Posts(Installed(chat));
        Assert.Contains("Saya CoopBot", (await chat.Next()).Text, StringComparison.Ordinal);
        Assert.False(IsRetired(chat.Conversation));
        await chat.Posts(Joined(chat));
        await NothingMoreIn(chat);
    }

    [Fact]
    public async Task Address_that_something_else_retired_is_revived_by_a_repeated_arrival_without_a_second_welcome()
    {
        var chat = new TeamsChat(_host, _connector);
        await chat.Posts(Installed(chat));
        await chat.Next();
        _host.Scalar("""UPDATE "Addresses" SET "RetiredAt" = "UpdatedAt" """);
        Assert.True(IsRetired(chat.Conversation));

        await chat.Posts(Joined(chat));

        Assert.False(IsRetired(chat.Conversation));
        await NothingMoreIn(chat);
    }

    [Fact]
    public async Task Message_revives_an_address_that_another_process_has_retired()
    {
        var chat = new TeamsChat(_host, _connector);
        await chat.Says("halo");
        using (var other = new CoopBotHost(null, _store.ConnectionString))
        {
            await new TeamsChat(other, _connector) { Conversation = chat.Conversation }.Posts(chat.Activity("installationUpdate", ("action", "remove")));
        }

        Assert.True(IsRetired(chat.Conversation));
        await chat.Says("terima kasih");
        Assert.False(IsRetired(chat.Conversation));
    }

    [Fact] // Fault 43
    public async Task Removal_from_a_channel_retires_its_threads_and_no_other_channels()
    {
        var (channel, thread, alike) = ("19:a_%@thread.tacv2", "19:a_%@thread.tacv2;messageid=1", "19:abc@thread.tacv2;messageid=1");
        foreach (var conversation in new[] { thread, alike })
        {
            await new TeamsChat(_host, _connector) { Kind = "channel", Conversation = conversation }.Says("halo");
        }

        var chat = new TeamsChat(_host, _connector) { Kind = "channel", Conversation = channel };
        await chat.Posts(Left(chat));

        Assert.Equal((true, true, false), (IsRetired(channel), IsRetired(thread), IsRetired(alike)));
        // And a thread that speaks again is reached again.
        await new TeamsChat(_host, _connector) { Kind = "channel", Conversation = thread }.Says("halo");
        Assert.False(IsRetired(thread));
    }

    [Fact]
    public async Task Somebody_else_who_leaves_retires_nothing()
    {
        var chat = new TeamsChat(_host, _connector) { Kind = "groupChat" };
        await chat.Says("halo");
        await chat.Posts(chat.Activity("conversationUpdate", ("membersRemoved", new JsonArray(new JsonObject { ["id"] = "29:someone" }))));
        Assert.False(IsRetired(chat.Conversation));
    }

    [Theory] // Fault 43
    [InlineData("messageReaction", "reactionsAdded")]
    [InlineData("messageReaction", "reactionsRemoved")]
    [InlineData("messageUpdate", "text")]
    [InlineData("messageDelete", "text")]
    public async Task Reaction_edit_and_deletion_are_taken_without_a_reply_or_a_change_of_state(string type, string field)
    {
        var chat = new TeamsChat(_host, _connector);
        await chat.Says("minimal berapa orang untuk mendirikan koperasi primer");
        var before = _host.Scalar("SELECT Json || Version FROM ConversationStates");

        JsonNode what = field == "text" ? "batal" : new JsonArray(new JsonObject { ["type"] = "like" });
        await chat.Posts(chat.Activity(type, (field, what), ("replyToId", "taken")));

        Assert.Equal(before, _host.Scalar("SELECT Json || Version FROM ConversationStates"));
        Assert.False(IsRetired(chat.Conversation));
        await NothingMoreIn(chat);
    }

    [Fact]
    public async Task Reply_in_a_channel_goes_into_its_thread_and_each_thread_has_its_own_state()
    {
        var person = Guid.NewGuid().ToString();
        TeamsChat Thread(string id) => new(_host, _connector) { Kind = "channel", Conversation = $"19:k@thread.tacv2;messageid={id}", Person = person };

        var answer = await Thread("1").Says("minimal berapa orang untuk mendirikan koperasi primer");

        Assert.Equal("19:k@thread.tacv2;messageid=1", (string)answer.Activity["conversation"]!["id"]!);
        Assert.Equal("/v3/conversations/19%3Ak%40thread.tacv2%3Bmessageid%3D1/activities/", _connector.LastPath[..(_connector.LastPath.LastIndexOf('/') + 1)]);
        Assert.Contains("9 orang", (await Thread("1").Says("rincian")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("9 orang", (await Thread("2").Says("rincian")).Text, StringComparison.Ordinal);
    }

    private static JsonObject Installed(TeamsChat chat) => chat.Activity("installationUpdate", ("action", "add"));

    private static JsonObject Joined(TeamsChat chat) =>
        chat.Activity("conversationUpdate", ("membersAdded", new JsonArray(new JsonObject { ["id"] = TeamsChat.Bot }, new JsonObject { ["id"] = "29:" + chat.Person })));

    private static JsonObject Left(TeamsChat chat) => chat.Activity("conversationUpdate", ("membersRemoved", new JsonArray(new JsonObject { ["id"] = TeamsChat.Bot })));

    private static JsonObject Copy(JsonObject activity) => activity.DeepClone().AsObject();

    private bool IsRetired(string conversation) =>
        (long)_host.Scalar($"""SELECT COUNT("RetiredAt") FROM "Addresses" WHERE "ConversationId" = '{conversation}'""")! == 1;

    private async Task NothingMoreIn(TeamsChat chat)
    {
        Assert.Contains("Sama-sama", (await chat.Says("terima kasih")).Text, StringComparison.Ordinal);
        Assert.Equal(0, _connector.Waiting);
    }
}
