using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace CoopBot.Channels.WebChat;

/// <summary>Settings of the public pages, section <c>Web</c>.</summary>
public sealed record WebOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Web";

    /// <summary>
    /// Which sites may show the chat in a frame: origins separated by spaces, such as
    /// <c>https://dinas.example.go.id http://localhost:8080</c>. The service's own origin always may; <c>'none'</c>
    /// alone forbids it even to that. Default: own origin only.
    /// </summary>
    public string FrameAncestors { get; set; } = "";

    /// <summary>The value of the CSP directive <c>frame-ancestors</c>.</summary>
    internal string FrameAncestorsDirective => Entries(FrameAncestors) switch
    {
        ["'none'"] => "'none'",
        var entries => string.Join(' ', entries.Prepend("'self'").Distinct()),
    };

    internal static string[] Entries(string value) =>
        [.. value.Split([' ', ',', ';', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry is "self" or "none" ? $"'{entry}'" : entry.TrimEnd('/'))];
}

/// <summary>Stops the start when an entry of <c>Web:FrameAncestors</c> is no origin.</summary>
internal sealed partial class WebOptionsValidator : IValidateOptions<WebOptions>
{
    public ValidateOptionsResult Validate(string? name, WebOptions options)
    {
        var entries = WebOptions.Entries(options.FrameAncestors);
        if (entries.Contains("'none'") && entries.Length > 1)
            return ValidateOptionsResult.Fail("Web:FrameAncestors: 'none' stands alone or not at all.");
        var wrong = entries.FirstOrDefault(entry => entry is not ("'self'" or "'none'") && !Origin().IsMatch(entry));
        return wrong is null
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Web:FrameAncestors: \"{wrong}\" is not an origin; write https://name.example (no path), http://localhost:port, 'self' or 'none', separated by spaces.");
    }

    // Letters, digits and dots only: whatever passes is copied into a response header.
    [GeneratedRegex(@"\A(?:https://(?:\*\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|http://(?:localhost|127\.0\.0\.1))(?::[0-9]{1,5})?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Origin();
}
