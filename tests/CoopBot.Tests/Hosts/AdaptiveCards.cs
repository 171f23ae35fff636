using System.Text.Json;
using System.Text.Json.Nodes;

namespace CoopBot.Tests.Hosts;

/// <summary>The judge of every card: npm adaptivecards at version 1.5, which nobody here wrote.</summary>
internal static class AdaptiveCards
{
    /// <summary>What it has to say of each card, in order; nothing where a card is right.</summary>
    public static async Task<IReadOnlyList<string[]>> ComplaintsAsync(params IReadOnlyList<JsonNode> cards)
    {
        var lines = await NodeScript.RunAsync("cards.mjs", [], string.Concat(cards.Select(card => card.ToJsonString() + "\n")));
        Assert.Equal(cards.Count, lines.Length);
        return [.. lines.Select(line => JsonSerializer.Deserialize<string[]>(line)!)];
    }

    /// <summary>Every card is right.</summary>
    public static async Task AreValidAsync(IReadOnlyList<JsonNode> cards)
    {
        var complaints = await ComplaintsAsync(cards);
        Assert.Equal("", string.Join('\n', complaints.SelectMany((said, index) => said.Select(complaint => $"{complaint}\n  {cards[index].ToJsonString()}"))));
    }
}
