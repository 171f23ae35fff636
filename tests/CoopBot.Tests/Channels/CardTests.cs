using System.Text.Json;
using System.Text.Json.Nodes;
using CoopBot.Channels;
using CoopBot.Conversation;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Channels;

/// <summary>Every card that the program makes, for both channels that show cards, before the package that clients read them with.</summary>
public sealed class CardTests(CoopBotHost host) : IClassFixture<CoopBotHost>
{
    private static readonly DateOnly Day = new(2026, 11, 25);
    private static readonly ReplyTarget[] Channels = [new("msteams", true, Day), new("webchat", true, Day)];

    /// <summary>Sentences that between them lead to each kind of card, in both languages.</summary>
    private static readonly string[][] Talks =
    [
        ["cek koperasi maju bersama sintang", "rincian publik"],
        ["is cooperative maju bersama in sintang active?", "public details"],
        ["cek koperasi sejahtera", "pontianak"],
        ["cek koperasi maju bersma"],
        ["ekspor"],
        ["export"],
        ["menu", "Mendirikan koperasi", "Pemasaran produk"],
        ["grafik koperasi aktif per kabupaten", "lihat tabel"],
        ["perkembangan jumlah koperasi"],
        ["chart of cooperatives by kind"],
    ];

    [Fact]
    public async Task Every_card_of_a_conversation_is_a_valid_card_of_version_1_5()
    {
        await host.WithCooperativesAsync();
        var replies = new List<Reply>();
        foreach (var (talk, number) in Talks.Select((talk, number) => (talk, number)))
        {
            foreach (var sentence in talk)
            {
                replies.Add(await SaysAsync($"cards-{number}", sentence));
            }
        }

        var cards = replies.SelectMany(CardsOf).ToList();
        var inPlace = replies.Select(reply => ReplyCards.InPlace(reply, Channels[0])).Where(card => card is not null).Select(card => JsonSerializer.SerializeToNode(card)!).ToList();

        // Not vacuous: facts, details, and choices are among them, in both languages.
        Assert.Contains(replies, reply => reply.Card is { Facts.Count: > 4 and < 7 });
        Assert.Contains(replies, reply => reply.Card is { Facts.Count: > 7 });
        Assert.Contains(replies, reply => reply.Card is { Picture: not null, Facts: [] });
        Assert.Contains(replies, reply => reply is { Card: null, Choices.Count: > 0 and <= Reply.MaxButtons });
        Assert.Contains(replies, reply => reply is { Card: not null, Language: Language.English });
        Assert.True(cards.Count >= 8, $"only {cards.Count} cards were made");
        Assert.NotEmpty(inPlace);
        Assert.Contains(inPlace, card => card.ToJsonString().Contains("Action.Execute", StringComparison.Ordinal));
        await AdaptiveCards.AreValidAsync([.. cards, .. inPlace]);
    }

    [Fact]
    public async Task Card_of_odd_and_long_parts_is_still_valid()
    {
        var odd = "\"</script> **x** [a](b) {{c}} \u202E ✓ 😀 " + new string('a', 300);
        var replies = new[]
        {
            new Reply(odd) { Card = new(odd, odd, odd, [.. Enumerable.Range(0, 30).Select(_ => new Fact(odd, odd))], odd), Suggestions = ["Satu", "Dua", "Tiga"] },
            new Reply(odd) { Card = new("Judul", "Jenis", "Pita", [], "Catatan") },
            new Reply(odd) { Choices = [.. Enumerable.Range(0, Reply.MaxButtons).Select(_ => new Choice(odd, odd))] },
        };

        var cards = replies.SelectMany(CardsOf).ToList();

        Assert.Equal(replies.Length * Channels.Length, cards.Count);
        await AdaptiveCards.AreValidAsync(cards);
    }

    [Theory] // So that the two tests above can fail.
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","fallbackText":"a","body":[{"type":"CodeBlock","codeSnippet":"x"}]}""", "Unknown element type")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","fallbackText":"a","body":[{"type":"TextBlock","text":"x","wrap":true,"weight":"Fat"}]}""", "Invalid value")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","fallbackText":"a","body":[{"type":"Input.Text"}]}""", "unique Id")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","fallbackText":"a","body":[],"actions":[{"type":"Action.OpenUrl","title":"x"}]}""", "url")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","fallbackText":"a","body":[],"actions":[{"type":"Action.Nope","title":"x"}]}""", "Unknown action type")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.6","fallbackText":"a","body":[{"type":"TextBlock","text":"x","wrap":true}]}""", "1.6")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","fallbackText":"a","body":[{"type":"TextBlock","text":"x"}]}""", "wrap")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock","text":"x","wrap":true}]}""", "fallbackText")]
    [InlineData("{}", "empty")]
    public async Task Wrong_card_is_called_wrong(string card, string complaint)
    {
        var said = Assert.Single(await AdaptiveCards.ComplaintsAsync(JsonNode.Parse(card)!));

        Assert.Contains(said, line => line.Contains(complaint, StringComparison.Ordinal));
    }

    private async Task<Reply> SaysAsync(string conversation, string sentence)
    {
        var turn = new Turn { Key = new("webchat", conversation, "orang"), ActivityId = Guid.NewGuid().ToString("N"), Text = sentence, IsPrivate = true, Now = TimeProvider.System.GetUtcNow().UtcDateTime };
        return (await host.Service<ChatService>().RunAsync(turn, Delivery.None, null, CancellationToken.None))!.Value.Reply;
    }

    private static IEnumerable<JsonNode> CardsOf(Reply reply) =>
        Channels.SelectMany(channel => ReplyActivity.Render(reply, channel).Attachments ?? []).Select(attachment => JsonSerializer.SerializeToNode(attachment.Content)!);
}
