using System.Text.Json;
using System.Text.Json.Serialization;

namespace CoopBot.BotFramework.Schema;

/// <summary>The entities with a shape that the bot writes or reads.</summary>
public static class Entities
{
    /// <summary>
    /// The schema.org message entity with its citations: chips in Teams, references in Web Chat.
    /// Name and abstract are always there: a channel refuses a whole message that lacks one.
    /// </summary>
    public static JsonElement Citations(IEnumerable<Citation> citations) =>
        JsonSerializer.SerializeToElement(
            new MessageEntity
            {
                Citation = [.. citations.Select((citation, index) => new Claim
                {
                    Position = index + 1,
                    Appearance = new DigitalDocument { Name = citation.Name, Abstract = citation.Abstract, Url = citation.Url },
                })],
            },
            ActivityJson.Wire.MessageEntity);

    /// <summary>
    /// Says what a message is in a stream (Teams, "Stream bot messages"): an <c>informative</c> line at first, and the <c>final</c>
    /// message that takes the place of the stream <paramref name="streamId"/>.
    /// </summary>
    public static JsonElement StreamInfo(string streamType, string? streamId, int? sequence = null) =>
        JsonSerializer.SerializeToElement(new StreamInfoEntity { StreamType = streamType, StreamId = streamId, StreamSequence = sequence }, ActivityJson.Wire.StreamInfoEntity);

    /// <summary>The texts by which <paramref name="id"/> is mentioned in the activity.</summary>
    public static IEnumerable<string> MentionsOf(this Activity activity, string? id)
    {
        foreach (var entity in activity.EntityList ?? [])
        {
            if (entity.ValueKind == JsonValueKind.Object
                && entity.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("mention")
                && entity.TryGetProperty("mentioned", out var mentioned) && mentioned.ValueKind == JsonValueKind.Object
                && mentioned.TryGetProperty("id", out var whose) && whose.ValueKind == JsonValueKind.String && whose.ValueEquals(id)
                && entity.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String)
            {
                yield return text.GetString()!;
            }
        }
    }
}

/// <summary>One source of an answer.</summary>
/// <param name="Name">At most 80 characters.</param>
/// <param name="Abstract">The quoted sentence, at most 160 characters.</param>
/// <param name="Url">An http(s) address, or null.</param>
public sealed record Citation(string Name, string Abstract, string? Url);

/// <summary>The entity of a streamed message.</summary>
public sealed class StreamInfoEntity
{
    /// <summary>The entity's type.</summary>
    public string Type { get; set; } = "streaminfo";

    /// <summary><c>informative</c>, <c>streaming</c> or <c>final</c>.</summary>
    public string StreamType { get; set; } = "";

    /// <summary>The id that the channel gave to the first message; null in that one.</summary>
    public string? StreamId { get; set; }

    /// <summary>From 1; null in the final message.</summary>
    public int? StreamSequence { get; set; }
}

/// <summary>The schema.org message that citations ride in.</summary>
public sealed class MessageEntity
{
    /// <summary>The entity's type.</summary>
    public string Type { get; set; } = "https://schema.org/Message";

    /// <summary>The schema.org type.</summary>
    [JsonPropertyName("@type")]
    public string SchemaType { get; set; } = "Message";

    /// <summary>The vocabulary.</summary>
    [JsonPropertyName("@context")]
    public string Context { get; set; } = "https://schema.org";

    /// <summary>Empty: the message itself.</summary>
    [JsonPropertyName("@id")]
    public string SchemaId { get; set; } = "";

    /// <summary>The sources, [1] first.</summary>
    public List<Claim> Citation { get; set; } = [];
}

/// <summary>One citation.</summary>
public sealed class Claim
{
    /// <summary>The schema.org type.</summary>
    [JsonPropertyName("@type")]
    public string SchemaType { get; set; } = "Claim";

    /// <summary>The number in the text, from 1.</summary>
    public int Position { get; set; }

    /// <summary>What the chip shows.</summary>
    public DigitalDocument Appearance { get; set; } = new();
}

/// <summary>The document that a citation points to.</summary>
public sealed class DigitalDocument
{
    /// <summary>The schema.org type.</summary>
    [JsonPropertyName("@type")]
    public string SchemaType { get; set; } = "DigitalDocument";

    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The quoted sentence.</summary>
    public string Abstract { get; set; } = "";

    /// <summary>Its address, where known.</summary>
    public string? Url { get; set; }
}
