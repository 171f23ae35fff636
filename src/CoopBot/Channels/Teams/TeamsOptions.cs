using System.ComponentModel.DataAnnotations;

namespace CoopBot.Channels.Teams;

/// <summary>What the Teams app package says beyond the bot and the office. Section <c>Teams</c>; only <c>teams-package</c> reads it.</summary>
public sealed class TeamsOptions
{
    private const string Id = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    /// <summary>The Teams app's own id. Left out, the bot's app id serves; a catalogue that knows the app under another id needs it here.</summary>
    [RegularExpression(Id, ErrorMessage = "Teams__AppId must be an id such as 8d3f1a52-0c5e-4b7a-9a51-2f6f0c1d7e44.")]
    public string? AppId { get; set => field = Blank(value); }

    /// <summary>The package's version; Teams takes an update only with a higher one. Left out, that of the template.</summary>
    [RegularExpression("(0|[1-9][0-9]{0,5})(\\.(0|[1-9][0-9]{0,5})){2}", ErrorMessage = "Teams__Version must be three numbers such as 1.2.0.")]
    public string? Version { get; set => field = Blank(value); }

    /// <summary>Who stands as the app's developer. Left out, the office's name where it has at most 32 characters, else that of the template.</summary>
    [StringLength(32, ErrorMessage = "Teams__Developer must have at most 32 characters; Teams takes no more.")]
    public string? Developer { get; set => field = Blank(value); }

    /// <summary>The office's own colour icon: a PNG of 192 x 192.</summary>
    public string? ColorIcon { get; set => field = Blank(value); }

    /// <summary>The office's own outline icon: a PNG of 32 x 32, white on transparent.</summary>
    public string? OutlineIcon { get; set => field = Blank(value); }

    /// <summary>A setting that is there and empty is as good as left out.</summary>
    private static string? Blank(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
