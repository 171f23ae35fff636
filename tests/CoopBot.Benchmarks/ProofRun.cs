using System.Globalization;
using CoopBot.Tests.Running;

namespace CoopBot.Benchmarks;

/// <summary>
/// The proof at length: 10,000 recipients, twelve kill -9, 1 % of 500s and 5 % of 429s. With <c>--faketime LIBRARY</c> (libfaketime) the
/// clock steps instead: two hours ahead, four back, and right again.
/// </summary>
internal static class ProofRun
{
    public static async Task<int> RunAsync(string[] options)
    {
        var folder = Directory.CreateTempSubdirectory("coopbot-proof");
        try
        {
            var store = Option(options, "--store") ?? $"Data Source={Path.Combine(folder.FullName, "coopbot.db")}";
            var recipients = Number(options, "--recipients", 10_000);
            var clock = Path.Combine(folder.FullName, "clock");
            var faketime = Option(options, "--faketime");
            await File.WriteAllTextAsync(clock, "+0");
            await using var channel = await FaultyChannel.StartAsync(TimeSpan.FromMilliseconds(5), broken: 0.01, throttled: 0.05);
            var result = await new AnnouncementProof(store, channel)
            {
                Recipients = recipients,
                Kills = Number(options, "--kills", 12),
                Processes = Number(options, "--processes", 1),
                Gently = options.Contains("--gently"),
                Settings = faketime is null ? [] : [$"LD_PRELOAD={faketime}", $"FAKETIME_TIMESTAMP_FILE={clock}", "FAKETIME_NO_CACHE=1", "FAKETIME_DONT_FAKE_MONOTONIC=1"],
                Trouble = faketime is null ? null : _ => StepAsync(channel, clock, recipients),
            }.RunAsync();
            Console.WriteLine($"{result}; channel answered {channel.Answered429} × 429, {channel.Answered500} × 500");
            return result is { Lost: 0, Unmarked: 0, Sums.Wrong: 0, Counts.Pending: 0 } && result.Duplicates <= result.HeldAtKills ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What was under way at a step may be taken for a killed process's: so many may come twice, marked.</summary>
    private static async Task<int> StepAsync(FaultyChannel channel, string clock, int recipients)
    {
        foreach (var (step, share) in new[] { ("+2h", 4), ("-2h", 2), ("+0", 1) })
        {
            await channel.TakenAsync(share == 1 ? recipients * 3 / 4 : recipients / share);
            await File.WriteAllTextAsync(clock, step);
        }

        return recipients;
    }

    private static string? Option(string[] options, string name) => options.SkipWhile(option => option != name).Skip(1).FirstOrDefault();

    private static int Number(string[] options, string name, int otherwise) => Option(options, name) is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : otherwise;
}
