using System.ComponentModel.DataAnnotations;

namespace CoopBot.BotFramework;

/// <summary>How the service speaks to Bot Framework channels. Section <c>BotFramework</c>.</summary>
public sealed class BotFrameworkOptions
{
    /// <summary>The bot's app id. Without one, <c>/api/messages</c> is closed outside a developer's own machine. Also read from <c>MicrosoftAppId</c>.</summary>
    public string? AppId { get; set; }

    /// <summary>
    /// True asks for <c>/api/messages</c> without tokens, false forbids it. Left out, it is on in Development on loopback without an app id.
    /// Only Development on loopback may have it: set elsewhere, the service refuses to start.
    /// </summary>
    public bool? Anonymous { get; set; }

    /// <summary>How long a turn may take; Teams sends an activity again after 15 s. Default 12 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:14", ErrorMessage = "BotFramework__TurnTimeout must be between 00:00:01 and 00:00:14.")]
    public TimeSpan TurnTimeout { get; set; } = TimeSpan.FromSeconds(12);
}
