using System.Security.Cryptography;
using CoopBot.Channels.WebChat;

namespace CoopBot.Staff;

/// <summary>The console's script and style sheet.</summary>
internal sealed class StaffAssets
{
    public StaffAssets()
    {
        var htmx = Path.Combine(AppContext.BaseDirectory, "htmx", "htmx.js");
        Script = PageAsset.Compressed(htmx, "text/javascript; charset=utf-8");
        Style = PageAsset.Read(Path.Combine(AppContext.BaseDirectory, "wwwroot", "staff.css"), "text/css; charset=utf-8");
        using var text = File.OpenRead(htmx);
        ScriptIntegrity = "sha384-" + Convert.ToBase64String(SHA384.HashData(text));
    }

    public PageAsset Script { get; }

    public PageAsset Style { get; }

    /// <summary>What the browser must find the script to be.</summary>
    public string ScriptIntegrity { get; }

    public string ScriptPath => $"/assets/{Script.Hash}/htmx.js";

    public string StylePath => $"/assets/{Style.Hash}/staff.css";
}
