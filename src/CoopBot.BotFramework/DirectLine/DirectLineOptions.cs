using System.ComponentModel.DataAnnotations;

namespace CoopBot.BotFramework.DirectLine;

/// <summary>The Direct Line server. Section <c>DirectLine</c>.</summary>
public sealed class DirectLineOptions
{
    /// <summary>How long a token is good for; clients refresh it at half time. Default 30 minutes, as in Direct Line 3.0.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00", ErrorMessage = "DirectLine__TokenLifetime must be between 00:01:00 and 1.00:00:00.")]
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>The address that browsers reach the service by. Without it, streams are offered on loopback only and other clients poll.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>New tokens of one address a minute, twice as many at once. Default 60.</summary>
    [Range(1, 100_000, ErrorMessage = "DirectLine__MintsPerMinute must be from 1 to 100000.")]
    public int MintsPerMinute { get; set; } = 60;

    /// <summary>New tokens of all addresses together a minute, twice as many at once. Default 1,200.</summary>
    [Range(1, 1_000_000, ErrorMessage = "DirectLine__MintsPerMinuteOfAll must be from 1 to 1000000.")]
    public int MintsPerMinuteOfAll { get; set; } = 1_200;

    /// <summary>How often an open stream looks into the log for what another process wrote. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00", ErrorMessage = "DirectLine__StreamPoll must be between 00:00:00.1 and 00:01:00.")]
    public TimeSpan StreamPoll { get; set; } = TimeSpan.FromSeconds(2);
}
