using CoopBot.BotFramework;
using CoopBot.People;

namespace CoopBot.Channels;

/// <summary>How the Connector is told where a message goes that answers no turn.</summary>
internal static class AddressReferences
{
    /// <summary>The conversation of an address, or another one of the same person.</summary>
    public static ConversationReference Reference(this Address address, string? conversation = null) =>
        new(address.Channel, address.ServiceUrl, new() { Id = conversation ?? address.ConversationId }, new() { Id = address.BotId }, new() { Id = address.UserId }, address.Anonymous);
}
