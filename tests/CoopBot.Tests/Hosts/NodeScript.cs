using System.Diagnostics;
using System.Reflection;

namespace CoopBot.Tests.Hosts;

/// <summary>Scripts that drive what the packages of tests/package.json can do; see npm.targets.</summary>
internal static class NodeScript
{
    private static readonly string Packages = typeof(NodeScript).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "TestClientsFolder").Value!;

    /// <summary>Runs a script of the folder Clients to its end; returns the lines that it wrote.</summary>
    public static async Task<string[]> RunAsync(string script, IEnumerable<string> arguments, string input = "")
    {
        var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "Clients", script), Packages, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.True(process.ExitCode == 0, await error);
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
