using CoopBot.BotFramework.Schema;

namespace CoopBot.BotFramework.Auth;

/// <summary>A token that holds: signed, for us, in time. Whether it fits an activity is asked of each activity anew.</summary>
/// <param name="ServiceUrl">The claim <c>serviceurl</c>: where the channel's Connector listens.</param>
/// <param name="Key">The key that signed it.</param>
/// <param name="Keys">The reading of the metadata that the key stands in; another reading ends the token's place in the cache.</param>
/// <param name="EndsAt">When it ends, the skew included.</param>
internal sealed record ChannelToken(string? ServiceUrl, ChannelKey Key, ChannelKeys Keys, DateTimeOffset EndsAt)
{
    /// <summary>
    /// Null where the token may bring this activity; else why not. The key must be endorsed for the channel (faults 13 to 15), and
    /// the claim must be the activity's service URL: case aside, every character, a slash at the end included (fault 12).
    /// </summary>
    public string? Refuses(Activity activity) => activity switch
    {
        { ChannelId: null or "" } => "the activity has no channel",
        // Channels of a developer's machine and of the old portal; whatever a key says, they have no place in production.
        { ChannelId: "emulator" or "AseChannel" } => "the channel is not one of production",
        { ChannelId: { } channel } when !Key.Endorsements.Contains(channel) => "the key is not endorsed for the channel",
        { ServiceUrl: { Length: > 0 } address } when string.Equals(address, ServiceUrl, StringComparison.OrdinalIgnoreCase) => null,
        _ => "the service URL is not the token's",
    };
}
