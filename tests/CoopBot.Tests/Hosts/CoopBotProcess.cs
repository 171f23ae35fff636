using System.Diagnostics;
using System.Text;

namespace CoopBot.Tests.Hosts;

/// <summary>The built program as a process of its own: to be killed, started again, or started wrongly.</summary>
internal sealed class CoopBotProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private CoopBotProcess(Process process) => _process = process;

    /// <summary>Everything on standard output so far.</summary>
    public string Output => Read(_output);

    /// <summary>Everything on standard error so far.</summary>
    public string Error => Read(_error);

    /// <summary>The number of the process.</summary>
    public int Id => _process.Id;

    /// <summary>Starts the program. <paramref name="settings"/> are "Name=value".</summary>
    public static CoopBotProcess Start(string connectionString, IEnumerable<string>? settings = null, params string[] args)
    {
        // A file that may not grow is to be an error to the program, not its end.
        var start = new ProcessStartInfo("sh", ["-c", "trap '' XFSZ; exec dotnet \"$@\"", "coopbot", Path.Combine(AppContext.BaseDirectory, "CoopBot.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["ConnectionStrings__CoopBot"] = connectionString;
        // Half a dozen processes on two cores answer later than one does.
        start.Environment["BotFramework__TurnTimeout"] = "00:00:14";
        foreach (var setting in settings ?? [])
        {
            var at = setting.IndexOf('=', StringComparison.Ordinal);
            start.Environment[setting[..at]] = setting[(at + 1)..];
        }

        var running = new CoopBotProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        running._process.OutputDataReceived += (_, line) => running.OutputLine(line.Data);
        running._process.ErrorDataReceived += (_, line) => Append(running._error, line.Data);
        running._process.Exited += (_, _) => running._listening.TrySetException(new InvalidOperationException("The program ended before it listened."));
        _ = running._listening.Task.ContinueWith(task => task.Exception, TaskScheduler.Default);
        running._process.Start();
        running._process.BeginOutputReadLine();
        running._process.BeginErrorReadLine();
        return running;
    }

    /// <summary>Starts the service and waits until it listens.</summary>
    public static async Task<(CoopBotProcess Process, Uri Address)> ServeAsync(string connectionString, params string[] settings)
    {
        var process = Start(connectionString, settings);
        return (process, await process.ListeningAsync());
    }

    /// <summary>Runs to the end.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(string connectionString, IEnumerable<string>? settings, string[] args, string input = "")
    {
        using var process = Start(connectionString, settings, args);
        await process._process.StandardInput.WriteAsync(input);
        process._process.StandardInput.Close();
        await process._process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
        return (process._process.ExitCode, process.Output, process.Error);
    }

    /// <summary>The address, once the service has said that it listens.</summary>
    public async Task<Uri> ListeningAsync()
    {
        try
        {
            return await _listening.Task.WaitAsync(TimeSpan.FromMinutes(5));
        }
        catch (Exception failed) when (failed is InvalidOperationException or TimeoutException)
        {
            throw new InvalidOperationException($"The service did not start.\n{Output}\n{Error}", failed);
        }
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM: it is asked to end, and does.</summary>
    public async Task TerminateAsync()
    {
        Signal("TERM");
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
    }

    /// <summary>SIGSTOP: it stands still and does not know.</summary>
    public void Pause() => Signal("STOP");

    /// <summary>SIGCONT: it goes on as if nothing had been.</summary>
    public void GoOn() => Signal("CONT");

    /// <summary>How often standard error and output hold that text so far.</summary>
    public int Said(string text) => (Output + Error).Split(text).Length - 1;

    /// <summary>Ends when they hold it so often.</summary>
    public async Task SaysAsync(string text, int times)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (Said(text) < times)
        {
            // Another process writes them: its pipe has no event for the one line that is waited for.
            await Task.Delay(20, patience.Token);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private void OutputLine(string? line)
    {
        Append(_output, line);
        if (line?.StartsWith("Chat:", StringComparison.Ordinal) == true)
        {
            _listening.TrySetResult(new(line[5..].Trim().Split(' ')[0]));
        }
    }

    private static void Append(StringBuilder to, string? line)
    {
        // The end of the stream comes as null.
        lock (to)
        {
            _ = line is null ? to : to.AppendLine(line);
        }
    }

    private static string Read(StringBuilder from)
    {
        lock (from)
        {
            return from.ToString();
        }
    }
}
