using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace CoopBot.Benchmarks;

/// <summary>
/// Turns per second, CPU per turn, latency, memory and cold start, each beside the smallest bot there is (<c>raw</c>) in the same
/// run, interleaved. Every limit and the durable log stay on. One core is the bot's, the other the driver's, where two are there.
/// <c>echo</c> measures the wire alone: ten lines that repeat what they hear, in production mode with tokens checked both ways.
/// </summary>
internal static class LoadRun
{
    private static readonly string[] Figures = ["turns_per_s", "bot_cpu_us_per_turn", "p50_ms", "p99_ms", "bot_rss_mib"];

    public static async Task<int> RunAsync(string[] options, bool echo)
    {
        var root = RepositoryRoot();
        var bench = Path.GetFullPath(Option(options, "--bench") ?? Path.Combine(root, "..", "shared", "bench"));
        var reps = int.Parse(Option(options, "--reps") ?? "3", CultureInfo.InvariantCulture);
        var seconds = Option(options, "--seconds") ?? "5";
        string[] texts = Option(options, "--texts") is { } file ? ["--texts", Path.GetFullPath(file)] : [];
        if (!File.Exists(Path.Combine(bench, "turnload", "turnload.csproj")))
        {
            await Console.Error.WriteLineAsync($"There is no load driver in {bench}. Name its folder with --bench.");
            return 2;
        }

        var output = Directory.CreateTempSubdirectory("coopbot-load").FullName;
        try
        {
            var ours = echo ? Path.Combine(root, "tests", "CoopBot.Benchmarks") : Path.Combine(root, "src", "CoopBot");
            foreach (var (project, name) in new[] { (Path.Combine(bench, "turnload"), "turnload"), (Path.Combine(bench, "raw"), "raw"), (ours, "ours") })
            {
                // Built elsewhere: the driver's folder may be read-only.
                var source = name == "ours" ? project : Copy(project, Path.Combine(output, "src", name));
                await RunProcessAsync("dotnet", ["publish", source, "-c", "Release", "-o", Path.Combine(output, name), "-v", "q", "--nologo"]);
            }

            var turns = new List<JsonObject>();
            var colds = new List<JsonObject>();
            for (var rep = 0; rep < reps; rep++)
            {
                foreach (var bot in new[] { Bot.Raw(output), echo ? Bot.Echo(output) : Bot.CoopBot(output) })
                {
                    turns.AddRange(await TurnsAsync(bot, output, seconds, texts));
                    if (!echo)
                    {
                        colds.Add(await ColdAsync(bot, output));
                    }
                }
            }

            Report(turns, colds);
            if (echo)
            {
                await SoakAsync(Bot.Echo(output), output);
            }

            return turns.Any(row => row["lost"]!.GetValue<long>() + row["http_errors"]!.GetValue<long>() > 0) ? 1 : 0;
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    private static async Task<IEnumerable<JsonObject>> TurnsAsync(Bot bot, string output, string seconds, string[] texts)
    {
        using var process = bot.Start(pinned: true);
        try
        {
            await bot.ListeningAsync();
            var lines = await RunProcessAsync(
                "dotnet",
                [Driver(output), "turns", "--bot", bot.Address, "--pid", process.Id.ToString(CultureInfo.InvariantCulture), "--concurrency", "1,16,64", "--warmup", "3", "--seconds", seconds, "--label", bot.Name, .. texts, .. bot.Driver],
                core: 1);
            return [.. lines.Select(line => JsonNode.Parse(line)!.AsObject())];
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    /// <summary>Memory over more than 100,000 turns: a leak of the wire shows as a slope.</summary>
    private static async Task SoakAsync(Bot bot, string output)
    {
        using var process = bot.Start(pinned: true);
        try
        {
            await bot.ListeningAsync();
            // Long enough for more than 100,000 turns; one run, since each run of the driver is a channel with keys of its own.
            var load = RunProcessAsync(
                "dotnet",
                [Driver(output), "turns", "--bot", bot.Address, "--concurrency", "64", "--warmup", "0", "--seconds", "30", .. bot.Driver],
                core: 1);
            Console.WriteLine($"\n{"second",10} {"rss MiB",10}");
            var clock = Stopwatch.StartNew();
            while (!load.IsCompleted)
            {
                process.Refresh();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds,10:F0} {process.WorkingSet64 / 1048576.0,10:F1}"));
                await Task.WhenAny(load, Task.Delay(3_000));
            }

            var line = JsonNode.Parse((await load)[0])!;
            Console.WriteLine($"{line["turns"]} turns, {line["http_errors"]} refused, {line["lost"]} lost");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    private static async Task<JsonObject> ColdAsync(Bot bot, string output) =>
        JsonNode.Parse((await RunProcessAsync("dotnet", [Driver(output), "cold", "--bot", bot.Address, "--label", bot.Name, "--", .. bot.Command], environment: bot.Environment))[^1])!.AsObject();

    private static void Report(List<JsonObject> turns, List<JsonObject> colds)
    {
        Console.WriteLine($"\n{"at once",8} {"figure",-22}{"raw",12}{"ours",12}{"ratio",9}");
        foreach (var group in turns.GroupBy(row => row["concurrency"]!.ToString()))
        {
            foreach (var figure in Figures)
            {
                Line(group.Key, figure, [.. group], figure);
            }
        }

        foreach (var figure in colds.Count == 0 ? [] : new[] { "listening_ms", "first_turn_ms", "bot_cpu_ms", "bot_rss_mib" })
        {
            Line("cold", figure, colds, figure);
        }
    }

    private static void Line(string at, string name, List<JsonObject> rows, string figure)
    {
        var (raw, ours) = (Median(rows, "raw", figure), Median(rows, "ours", figure));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{at,8} {name,-22}{raw,12:F1}{ours,12:F1}{ours / raw,9:F3}"));
    }

    private static double Median(List<JsonObject> rows, string label, string figure)
    {
        var values = rows.Where(row => row["label"]!.ToString() == label).Select(row => double.Parse(row[figure]?.ToString() ?? "0", CultureInfo.InvariantCulture)).Order().ToArray();
        return values.Length == 0 ? 0 : values[values.Length / 2];
    }

    private static string Driver(string output) => Path.Combine(output, "turnload", "turnload.dll");

    private static string? Option(string[] options, string name)
    {
        var at = Array.IndexOf(options, name);
        return at >= 0 && at + 1 < options.Length ? options[at + 1] : null;
    }

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CoopBot.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Run this from within the repository.");
    }

    private static string Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        return to;
    }

    private static async Task<string[]> RunProcessAsync(string program, string[] arguments, int? core = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = Pinned(program, arguments, core);
        start.RedirectStandardOutput = true;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith('{')).ToArray();
        return process.ExitCode == 0 || lines.Length > 0 ? lines : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
    }

    private static ProcessStartInfo Pinned(string program, string[] arguments, int? core) =>
        core is { } number && Environment.ProcessorCount > 1 && File.Exists("/usr/bin/taskset")
            ? new("taskset", ["-c", number.ToString(CultureInfo.InvariantCulture), program, .. arguments])
            : new(program, arguments);

    /// <summary>A bot to be measured, on a port and (ours) with a store of its own.</summary>
    private sealed record Bot(string Name, string Address, string[] Command, IReadOnlyDictionary<string, string> Environment)
    {
        /// <summary>What the driver is told beside the load.</summary>
        public string[] Driver { get; private init; } = [];

        public static Bot Raw(string output)
        {
            var port = FreePort();
            return new("raw", $"http://127.0.0.1:{port}", ["dotnet", Path.Combine(output, "raw", "raw.dll")], new Dictionary<string, string> { ["PORT"] = $"{port}" });
        }

        public static Bot CoopBot(string output)
        {
            var port = FreePort();
            return new("ours", $"http://127.0.0.1:{port}", ["dotnet", Path.Combine(output, "ours", "CoopBot.dll")], new Dictionary<string, string>
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
                ["ConnectionStrings__CoopBot"] = $"Data Source={Path.Combine(output, "data", "coopbot.db")}",
            });
        }

        /// <summary>Production: the driver is the channel with its keys, its token endpoint and its Connector.</summary>
        public static Bot Echo(string output)
        {
            const string App = "00000000-0000-0000-0000-0000000000aa";
            var (port, sink) = (FreePort(), FreePort());
            return new("ours", $"http://127.0.0.1:{port}", ["dotnet", Path.Combine(output, "ours", "CoopBot.Benchmarks.dll"), "echo-bot"], new Dictionary<string, string>
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
                ["BotFramework__AppId"] = App,
                ["BotFramework__AppPassword"] = "for-the-driver-only",
                ["BotFramework__MetadataAddress"] = $"http://127.0.0.1:{sink}/v1/.well-known/openidconfiguration",
                ["BotFramework__LoginEndpoint"] = $"http://127.0.0.1:{sink}",
                ["BotFramework__TrustedHosts"] = $"http://127.0.0.1:{sink}",
            })
            {
                Driver = ["--auth", "--app-id", App, "--sink-port", $"{sink}"],
            };
        }

        public Process Start(bool pinned)
        {
            var start = Pinned(Command[0], Command[1..], pinned ? 0 : null);
            foreach (var (name, value) in Environment)
            {
                start.Environment[name] = value;
            }

            start.RedirectStandardOutput = true;
            var process = Process.Start(start)!;
            process.OutputDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            return process;
        }

        public async Task ListeningAsync()
        {
            using var http = new HttpClient();
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    await http.SendAsync(new(HttpMethod.Head, Address));
                    return;
                }
                catch (HttpRequestException) when (attempt < 300)
                {
                    // Another process starts: there is no event, only its port.
                    await Task.Delay(100);
                }
            }
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
