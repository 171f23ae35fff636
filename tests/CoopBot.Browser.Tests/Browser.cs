using System.Diagnostics;
using Microsoft.Playwright;

namespace CoopBot.Browser.Tests;

/// <summary>A real Chromium: one that is installed, else Debian's own on a build machine, else Playwright's download.</summary>
internal static class Browser
{
    private static readonly string[] Known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        List<string> flags = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
        if (Environment.IsPrivilegedProcess)
            flags.Add("--no-sandbox");
        return await playwright.Chromium.LaunchAsync(new() { Headless = true, Args = flags, ExecutablePath = Find(playwright) });
    }

    private static string Find(IPlaywright playwright)
    {
        if (Environment.GetEnvironmentVariable("CHROME_PATH") is { Length: > 0 } told)
            return File.Exists(told) ? told : throw new FileNotFoundException($"CHROME_PATH names no file: {told}");
        if (Installed(playwright) is { } there)
            return there;
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Environment.GetEnvironmentVariable("CI") == "true" && File.Exists("/usr/bin/apt-get"))
        {
            Run("apt-get", "update");
            Run("apt-get", "install", "-y", "--no-install-recommends", "chromium", "fonts-noto-core");
        }

        if (Installed(playwright) is { } debian)
            return debian;
        _ = Microsoft.Playwright.Program.Main(["install", "chromium"]);
        return Installed(playwright)
            ?? throw new InvalidOperationException("The browser tests need a Chromium. Type `sudo apt-get install chromium`, or set CHROME_PATH to the program of an installed Chrome or Chromium.");
    }

    private static string? Installed(IPlaywright playwright) =>
        Known.Append(playwright.Chromium.ExecutablePath).FirstOrDefault(File.Exists);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
    }
}
