using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CoopBot.BotFramework.Schema;
using CoopBot.Channels;
using CoopBot.Conversation;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Teams;

/// <summary>
/// One answer, dressed for each kind of channel: the same replies, said by the running service, rendered for a Teams chat,
/// a Teams group, the web chat and a channel of plain text.
/// </summary>
public sealed partial class DressTests : IAsyncLifetime
{
    private static readonly ReplyTarget[] Targets =
        [new("msteams", true, new(2026, 11, 23)), new("msteams", false, new(2026, 11, 23)), new("webchat", true, new(2026, 11, 23)), new("telegram", true, new(2026, 11, 23))];

    /// <summary>What is said, and how the reply looks in a Teams chat, a Teams group, the web chat and plain text.</summary>
    private static readonly (string[] Said, string Looks)[] Table =
    [
        (["minimal berapa orang untuk mendirikan koperasi primer"], "chips, 3 suggestions, thumbs | chips, 3 typed, thumbs | chips, 3 suggestions | sources, 3 typed"),
        (["arti status ini"], "chips, 3 suggestions, thumbs | chips, 3 typed, thumbs | chips, 3 suggestions | sources, 3 typed"),
        (["cek kop maju bersama msh idop ndak"], "3 suggestions | 3 typed | 3 suggestions | 3 typed"),
        (["cek koperasi maju bersama sintang"], "card of 3 | 3 typed | card of 3 | 3 typed"),
        (["blabla xyzzy qwerty"], "2 suggestions | 2 typed | 2 suggestions | 2 typed"),
        (["tanya petugas", "kapan kantor buka saat libur lebaran", "kirim"], "2 suggestions | 2 typed | 2 suggestions | 2 typed"),
        (["RAT dan laporan"], "card of # | # typed | card of # | # typed"),
    ];

    private CoopBotHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await new CoopBotHost().WithCooperativesAsync();

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Each_reply_has_the_dress_of_its_channel()
    {
        foreach (var (said, looks) in Table)
        {
            var reply = await ReplyAsync(said);
            Assert.Equal(looks.Replace("#", $"{reply.Choices.Count}", StringComparison.Ordinal), string.Join(" | ", Targets.Select(target => Looks(reply, target))));
        }
    }

    [Fact]
    public async Task Citations_are_complete_and_numbered_as_in_the_text_and_no_words_are_labelled_as_a_models()
    {
        var seen = 0;
        foreach (var said in (string[])["minimal berapa orang untuk mendirikan koperasi primer", "arti status ini", "apa itu NIK koperasi", "cara ekspor produk umkm"])
        {
            var reply = await ReplyAsync([said]);
            foreach (var target in Targets)
            {
                var answer = Render(reply, target);
                Assert.DoesNotContain("AIGeneratedContent", answer.Activity.ToJsonString(), StringComparison.Ordinal);
                var claims = answer.Claims.ToArray();
                Assert.Equal(target.Channel == "telegram" ? 0 : reply.Sources.Count, claims.Length);
                Assert.Equal(Enumerable.Range(1, claims.Length), claims.Select(claim => (int)claim!["position"]!));
                Assert.All(claims, claim =>
                {
                    Assert.InRange(((string)claim!["appearance"]!["name"]!).Length, 1, 80);
                    Assert.InRange(((string)claim["appearance"]!["abstract"]!).Length, 1, 160);
                });
                var numbers = Number().Matches(answer.Text).Select(match => int.Parse(match.Groups[1].Value, null)).ToHashSet();
                Assert.Subset(Enumerable.Range(1, reply.Sources.Count).ToHashSet(), numbers);
                Assert.Equal(reply.Sources.Count > 1, numbers.Count > 1);
                seen = Math.Max(seen, claims.Length);
            }
        }

        Assert.InRange(seen, 2, 10);
    }

    [Fact]
    public async Task Numbers_of_a_plain_text_channel_work_when_typed_back()
    {
        await using var connector = await FakeConnector.StartAsync();
        async Task<string> Says(string id, string text)
        {
            var message = connector.Message(id, text);
            message["channelId"] = "telegram";
            using var posted = await _host.PostAsync(message);
            var reply = await connector.NextAsync();
            Assert.Equal(("plain", null, null), ((string?)reply["textFormat"], reply["attachments"], reply["suggestedActions"]));
            return (string)reply["text"]!;
        }

        Assert.Contains("Balas angka: 1 ", await Says("1", "cek kop maju bersama msh idop ndak"), StringComparison.Ordinal);
        Assert.EndsWith("Balas angka: 1 Arti status ini, 2 Rincian publik, 3 Tanya petugas.", await Says("2", "1"), StringComparison.Ordinal);
        Assert.Contains("Alamat:", await Says("3", "2"), StringComparison.Ordinal);
        Assert.Contains("ke petugas", await Says("4", "3"), StringComparison.Ordinal);
    }

    private static string Looks(Reply reply, ReplyTarget target)
    {
        var answer = Render(reply, target);
        var typed = Typed().Match(answer.Text) is { Success: true } line ? TypedNumber().Count(line.Value) : 0;
        var looks = new List<string>();
        void Has(bool is_, string name) => looks.AddRange(is_ ? [name] : []);
        Has(answer.Citations.Count > 0, "chips");
        Has(answer.Text.Contains("\nSumber: [1] ", StringComparison.Ordinal), "sources");
        Has(answer.Card is not null, $"card of {answer.Buttons.Count}");
        Has(answer.Suggestions.Count > 0, $"{answer.Suggestions.Count} suggestions");
        Has(typed > 0, $"{typed} typed");
        Has(answer.Activity["channelData"]?["feedbackLoop"] is not null, "thumbs");
        return string.Join(", ", looks);
    }

    private static Answer Render(Reply reply, ReplyTarget target) =>
        new(JsonNode.Parse(JsonSerializer.Serialize(ReplyActivity.Render(reply, target), ActivityJson.Wire.Activity))!.AsObject());

    private async Task<Reply> ReplyAsync(string[] said)
    {
        Reply? last = null;
        var key = new ConversationKey("test", Guid.NewGuid().ToString(), "p");
        foreach (var text in said)
        {
            var turn = new Turn { Key = key, ActivityId = Guid.NewGuid().ToString(), Text = text, Now = new(2026, 11, 23, 3, 0, 0, DateTimeKind.Utc) };
            last = (await _host.Service<ChatService>().RunAsync(turn, Delivery.None, null, default))!.Value.Reply;
        }

        return last!;
    }

    [GeneratedRegex(@"\[(\d)\](?!:)")]
    private static partial Regex Number();

    [GeneratedRegex(@"Balas (angka|dengan menyebut bot): .*$")]
    private static partial Regex Typed();

    [GeneratedRegex(@"(: |, )\d ")]
    private static partial Regex TypedNumber();
}
