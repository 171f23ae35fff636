using System.Text.Json.Nodes;
using CoopBot.Channels.Teams;
using CoopBot.Conversation;
using CoopBot.Storage;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Channels.Teams;

/// <summary>What Teams offers above the box is sent as if typed: each command must be a sentence that the bot understands.</summary>
public sealed class TeamsCommandListTests(CoopBotHost host) : IClassFixture<CoopBotHost>
{
    private static readonly JsonNode Manifest = Read("manifest.json");
    private static readonly JsonNode English = Read("en.json");

    [Fact]
    public async Task Every_command_is_understood_where_it_is_offered_in_both_languages()
    {
        await host.WithCooperativesAsync();
        var asked = 0;
        foreach (var (title, scopes, language) in Commands())
        {
            var isPrivate = scopes.Contains("personal");
            var conversation = Guid.NewGuid().ToString("N");
            var turn = new Turn { Key = new("test", conversation, "orang"), ActivityId = "1", Text = title, IsPrivate = isPrivate, Now = TimeProvider.System.GetUtcNow().UtcDateTime };
            var reply = (await host.Service<ChatService>().RunAsync(turn, Delivery.None, null, CancellationToken.None))!.Value.Reply;

            using var connection = host.Database.OpenConnection();
            var route = (string)connection.Scalar(null, """SELECT "Route" FROM "Turns" WHERE "ConversationId" = @0""", conversation)!;
            Assert.True(route != "answers" || reply.Sources.Count > 0, $"\"{title}\" ({string.Join(", ", scopes)}) got: {reply.Text}");
            Assert.DoesNotContain("obrolan pribadi", reply.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("private chat", reply.Text, StringComparison.Ordinal);
            Assert.True(reply.Language == language, $"\"{title}\" was answered in the other language: {reply.Text}");
            asked++;
        }

        Assert.InRange(asked, 16, 60);
    }

    [Fact]
    public void Groups_are_offered_general_questions_only()
    {
        var lists = Manifest["bots"]![0]!["commandLists"]!.AsArray();

        Assert.Equal(["personal", "team,groupChat"], lists.Select(list => string.Join(',', list!["scopes"]!.AsArray())));
        Assert.DoesNotContain(lists[1]!["commands"]!.AsArray(), command => ((string)command!["title"]!).Contains("petugas", StringComparison.Ordinal) || ((string)command["title"]!).Contains("saya", StringComparison.Ordinal));
        Assert.All(lists.SelectMany(list => list!["commands"]!.AsArray()), command =>
        {
            Assert.InRange(((string)command!["title"]!).Length, 3, 32);
            Assert.InRange(((string)command["description"]!).Length, 10, 128);
        });
    }

    [Fact]
    public void English_file_says_everything_that_people_see()
    {
        var expected = new List<string> { "$schema", "name.short", "name.full", "description.short", "description.full" };
        var lists = Manifest["bots"]![0]!["commandLists"]!.AsArray();
        for (var list = 0; list < lists.Count; list++)
        {
            for (var command = 0; command < lists[list]!["commands"]!.AsArray().Count; command++)
            {
                expected.AddRange([$"bots[0].commandLists[{list}].commands[{command}].title", $"bots[0].commandLists[{list}].commands[{command}].description"]);
            }
        }

        Assert.Equal(expected.Order(), English.AsObject().Select(text => text.Key).Order());
    }

    private static IEnumerable<(string Title, string[] Scopes, Language Language)> Commands()
    {
        var lists = Manifest["bots"]![0]!["commandLists"]!.AsArray();
        for (var list = 0; list < lists.Count; list++)
        {
            string[] scopes = [.. lists[list]!["scopes"]!.AsArray().Select(scope => (string)scope!)];
            var commands = lists[list]!["commands"]!.AsArray();
            for (var command = 0; command < commands.Count; command++)
            {
                yield return ((string)commands[command]!["title"]!, scopes, Language.Indonesian);
                yield return ((string)English[$"bots[0].commandLists[{list}].commands[{command}].title"]!, scopes, Language.English);
            }
        }
    }

    private static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(TeamsPackage.Folder, file)))!;
}
