using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CoopBot.Tests.Hosts;

/// <summary>One person in one Teams conversation, whose Connector is the fake one.</summary>
internal sealed class TeamsChat(CoopBotHost host, FakeConnector connector)
{
    public const string Bot = "28:7c3f1c0a-9d2e-4b7f-8a51-0f4f2f7e9b10";

    private static int _last;

    public string Conversation { get; init; } = $"a:{Guid.NewGuid():N}";

    /// <summary>The tenant of the conversation.</summary>
    public string Tenant { get; init; } = "t1";

    /// <summary><c>personal</c>, <c>groupChat</c> or <c>channel</c>.</summary>
    public string Kind { get; init; } = "personal";

    /// <summary>The person's object id; null for an anonymous or federated one.</summary>
    public string? Person { get; init; } = Guid.NewGuid().ToString();

    /// <summary>An activity of this person here; what is null is left out.</summary>
    public JsonObject Activity(string type, params (string Name, JsonNode? Value)[] more)
    {
        var activity = new JsonObject
        {
            ["type"] = type,
            ["id"] = $"{Interlocked.Increment(ref _last)}",
            ["channelId"] = "msteams",
            ["serviceUrl"] = connector.ServiceUrl,
            ["from"] = new JsonObject { ["id"] = "29:" + (Person ?? "anonymous"), ["name"] = "Rahma Contoh", ["aadObjectId"] = Person },
            ["recipient"] = new JsonObject { ["id"] = Bot, ["name"] = "CoopBot" },
            ["conversation"] = new JsonObject { ["id"] = Conversation, ["conversationType"] = Kind, ["tenantId"] = Tenant, ["isGroup"] = Kind == "personal" ? null : true },
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = Tenant } },
        };
        foreach (var (name, value) in more)
        {
            activity[name] = value;
        }

        return activity;
    }

    /// <summary>A message; in a group it mentions the bot, as it must there.</summary>
    public JsonObject Message(string text) => Kind == "personal"
        ? Activity("message", ("text", text))
        : Activity("message", ("text", $"<at>CoopBot</at> {text}"), ("entities", new JsonArray(new JsonObject
        {
            ["type"] = "mention",
            ["text"] = "<at>CoopBot</at>",
            ["mentioned"] = new JsonObject { ["id"] = Bot },
        })));

    /// <summary>Says something and gives the one message that comes back.</summary>
    public async Task<Answer> Says(string text)
    {
        await Posts(Message(text));
        return await Next();
    }

    public async Task<Answer> Next() => new(await connector.NextAsync());

    /// <summary>Posts what is answered with 200 and no body.</summary>
    public async Task Posts(JsonObject activity)
    {
        using var posted = await host.PostAsync(activity);
        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        Assert.Equal("", await posted.Content.ReadAsStringAsync());
    }

    /// <summary>Posts an invoke and gives its answer.</summary>
    public async Task<(HttpStatusCode Status, JsonObject Body)> Invokes(JsonObject invoke)
    {
        using var posted = await host.PostAsync(invoke);
        return (posted.StatusCode, (await posted.Content.ReadFromJsonAsync<JsonObject>())!);
    }

    /// <summary>The invoke of an Action.Execute, as a client makes it of a card's action.</summary>
    public JsonObject Press(JsonNode action) => Press(action, "taken");

    /// <summary>The same, on the message with that id, with what was filled in beside the action's own data.</summary>
    public JsonObject Press(JsonNode action, string card, JsonObject? typed = null)
    {
        var data = action["data"]!.DeepClone().AsObject();
        foreach (var (id, value) in typed ?? [])
        {
            data[id] = value?.DeepClone();
        }

        return Activity("invoke", ("name", "adaptiveCard/action"), ("replyToId", card), ("value", new JsonObject
        {
            ["action"] = new JsonObject { ["type"] = action["type"]!.DeepClone(), ["title"] = action["title"]!.DeepClone(), ["verb"] = action["verb"]!.DeepClone(), ["data"] = data },
            ["trigger"] = "manual",
        }));
    }

    public JsonObject Invoke(string name, JsonNode? value, string? replyToId = null) => Activity("invoke", ("name", name), ("value", value), ("replyToId", replyToId));
}
