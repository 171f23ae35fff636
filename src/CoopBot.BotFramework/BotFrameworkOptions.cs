using System.ComponentModel.DataAnnotations;

namespace CoopBot.BotFramework;

/// <summary>How the bot proves itself to channels, in the SDK's words.</summary>
public enum BotFrameworkAppType
{
    /// <summary>Secret or certificate, token from the tenant that all such bots share (<c>botframework.com</c>). Such bots can no longer be created.</summary>
    MultiTenant,

    /// <summary>Secret or certificate, token from the bot's own tenant.</summary>
    SingleTenant,

    /// <summary>A user-assigned managed identity of the Azure host; no secret at all.</summary>
    UserAssignedMSI,
}

/// <summary>How the service speaks to Bot Framework channels. Section <c>BotFramework</c>.</summary>
public sealed class BotFrameworkOptions
{
    /// <summary>The bot's app id. Without one, <c>/api/messages</c> is closed outside a developer's own machine. Also read from <c>MicrosoftAppId</c>.</summary>
    public string? AppId { get; set; }

    /// <summary>The app's client secret. Also read from <c>MicrosoftAppPassword</c>.</summary>
    public string? AppPassword { get; set; }

    /// <summary>A PFX or PEM file with the app's certificate and its private key, in place of a secret.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>The password of that file, where it has one.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>The tenant of a SingleTenant or UserAssignedMSI bot. Also read from <c>MicrosoftAppTenantId</c>.</summary>
    public string? TenantId { get; set; }

    /// <summary>Left out: SingleTenant where a tenant is given, else MultiTenant. Also read from <c>MicrosoftAppType</c>.</summary>
    public BotFrameworkAppType? AppType { get; set; }

    /// <summary>The OpenID metadata of the keys that channels sign with. http is taken on loopback only.</summary>
    public Uri MetadataAddress { get; set; } = new("https://login.botframework.com/v1/.well-known/openidconfiguration");

    /// <summary>The issuer of channel tokens.</summary>
    public string Issuer { get; set; } = "https://api.botframework.com";

    /// <summary>
    /// Where the bot's own tokens come from: an authority such as <c>https://login.microsoftonline.com</c>, or a whole address that
    /// ends in <c>/token</c>. http is taken on loopback only.
    /// </summary>
    public Uri LoginEndpoint { get; set; } = new("https://login.microsoftonline.com");

    /// <summary>The login endpoint is a whole token address, not an authority to which the tenant is added.</summary>
    internal bool IsTokenAddress => LoginEndpoint.AbsolutePath.EndsWith("/token", StringComparison.Ordinal);

    /// <summary>Something is set by which the bot can prove itself; without it channels are heard and not answered.</summary>
    public bool HasCredential => AppPassword is not null || CertificatePath is not null || AppType == BotFrameworkAppType.UserAssignedMSI;

    /// <summary>The scope of the bot's own tokens.</summary>
    public string Scope { get; set; } = "https://api.botframework.com/.default";

    /// <summary>
    /// Hosts beside the known Bot Framework ones that replies may go to: <c>connector.example.com</c>, or on one's own machine a
    /// loopback address with its port, <c>http://127.0.0.1:4100</c>. One setting with commas between, or an item each.
    /// </summary>
    public IReadOnlyList<string> TrustedHosts { get; set; } = [];

    /// <summary>Tenants that may speak to the bot; empty admits every tenant that a channel signs for. One setting with commas between, or an item each.</summary>
    public IReadOnlyList<string> AllowedTenants { get; set; } = [];

    /// <summary>
    /// True asks for <c>/api/messages</c> without tokens, false forbids it. Left out, it is on in Development on loopback without an app id.
    /// Only Development on loopback may have it: set elsewhere, the service refuses to start.
    /// </summary>
    public bool? Anonymous { get; set; }

    /// <summary>How long a turn may take; Teams sends an activity again after 15 s. Default 12 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:14", ErrorMessage = "BotFramework__TurnTimeout must be between 00:00:01 and 00:00:14.")]
    public TimeSpan TurnTimeout { get; set; } = TimeSpan.FromSeconds(12);
}
