using System.Globalization;
using System.Text.Json;

namespace CoopBot.BotFramework.Schema;

/// <summary>How far a person has read a chat in Teams. Untrusted.</summary>
/// <param name="LastReadMessageId">The id of the last message that they have seen: digits.</param>
public sealed record ReadReceiptInfo(string LastReadMessageId)
{
    /// <summary>The event that it comes as.</summary>
    public const string EventName = "application/vnd.microsoft.readReceipt";

    /// <summary>What an event's value says; null where it is none that Teams sends.</summary>
    public static ReadReceiptInfo? Of(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Object } told && told.TryGetProperty("lastReadMessageId", out var id) && id.ValueKind == JsonValueKind.String && id.GetString() is { } last && Number(last) is not null
            ? new(last) : null;

    /// <summary>Whether a message was read, by the last one that was: ids of a chat grow with time. One that is no number is not known to be.</summary>
    public static bool IsMessageRead(string? compareMessageId, string? lastReadMessageId) => Number(compareMessageId) is { } id && Number(lastReadMessageId) is { } last && id <= last;

    /// <summary>The same of this receipt.</summary>
    public bool IsMessageRead(string? compareMessageId) => IsMessageRead(compareMessageId, LastReadMessageId);

    private static long? Number(string? id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
