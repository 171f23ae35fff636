using CoopBot.BotFramework;
using CoopBot.Conversation;

namespace CoopBot.Channels.Teams;

/// <summary>What an office's own package says, read from its settings.</summary>
/// <param name="Id">The Teams app's id.</param>
/// <param name="BotId">The app id of the bot.</param>
/// <param name="Address">The https address of the service: pages, and the one valid domain.</param>
/// <param name="Office">The office's name, whole.</param>
/// <param name="Developer">The developer's name; null leaves the template's.</param>
/// <param name="Version">The package's version; null leaves the template's.</param>
internal sealed record TeamsApp(string Id, string BotId, Uri Address, string Office, string? Developer, string? Version)
{
    /// <summary>The most that the manifest's schema takes as a developer's name.</summary>
    public const int LongestDeveloper = 32;

    /// <summary>A setting that is missing or wrong is named in one line (fault 136).</summary>
    public static TeamsApp From(OfficeOptions office, BotFrameworkOptions bot, TeamsOptions teams)
    {
        var botId = bot.AppId switch
        {
            null => throw new TeamsPackageException("BotFramework__AppId is missing: the package names the bot by the id of its app registration."),
            var id when Guid.TryParseExact(id, "D", out var guid) && guid != Guid.Empty => guid.ToString("D"),
            _ => throw new TeamsPackageException("BotFramework__AppId must be the id of the bot's app registration, such as 8d3f1a52-0c5e-4b7a-9a51-2f6f0c1d7e44."),
        };
        var address = office.PublicUrl switch
        {
            null => throw new TeamsPackageException("CoopBot__PublicUrl is missing: the package names the service's pages by it, such as https://chat.example.go.id."),
            { Scheme: "https", UserInfo: "", PathAndQuery: "/" } url => url,
            _ => throw new TeamsPackageException("CoopBot__PublicUrl must be an https address without a path, such as https://chat.example.go.id: the package takes no other."),
        };
        return new(
            teams.AppId?.ToLowerInvariant() ?? botId,
            botId,
            address,
            office.Name,
            teams.Developer ?? (office.Name.Length <= LongestDeveloper ? office.Name : null),
            teams.Version);
    }
}
