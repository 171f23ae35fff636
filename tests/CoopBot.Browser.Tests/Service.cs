using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace CoopBot.Browser.Tests;

/// <summary>The built service as a process of its own, with its own port and data; it can be killed and started again.</summary>
internal sealed partial class Service : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("coopbot-browser-").FullName;
    private readonly int port = FreePort();
    private readonly Dictionary<string, string> settings;
    private readonly StringBuilder output = new();
    private readonly HashSet<string> opened = [];
    private Process? process;

    private Service(Dictionary<string, string> settings) => this.settings = settings;

    public string Address => $"http://localhost:{port}";

    public static async Task<Service> StartAsync(params (string Name, string Value)[] settings)
    {
        var service = new Service(settings.ToDictionary(setting => setting.Name, setting => setting.Value));
        await service.RunAsync();
        return service;
    }

    /// <summary>Starts the process and waits until it can answer.</summary>
    public async Task RunAsync()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "CoopBot.dll"));
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = Address;
        start.Environment["ConnectionStrings__CoopBot"] = $"Data Source={Path.Combine(folder, "coopbot.db")}";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        process = Process.Start(start)!;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient();
        await UntilAsync("the service is ready", async () => (await client.GetAsync($"{Address}/health/ready")).IsSuccessStatusCode);
    }

    /// <summary>Waits for the synthetic cooperatives, which come once the service already answers.</summary>
    public Task DemoAsync() => UntilAsync("the demo data is there", async () =>
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["tanya"] = "cek status koperasi maju bersama" });
        using var asked = await client.PostAsync($"{Address}/ringan", form);
        // The cookie is for secure lines only; a browser counts this machine as one, this client does not.
        using var show = new HttpRequestMessage(HttpMethod.Get, $"{Address}/ringan");
        show.Headers.Add("Cookie", asked.Headers.GetValues("Set-Cookie").First().Split(';')[0]);
        using var shown = await client.SendAsync(show);
        var page = await shown.Content.ReadAsStringAsync();
        return page.Contains("Contoh Maju Bersama", StringComparison.Ordinal);
    });

    /// <summary>The newest link into the staff console that the service has printed and nobody has opened.</summary>
    public async Task<string> StaffLinkAsync()
    {
        var link = "";
        await UntilAsync("a link into the console is printed", () =>
        {
            lock (output)
                link = StaffLink().Matches(output.ToString()).LastOrDefault()?.Value ?? "";
            return Task.FromResult(link.Length > 0 && opened.Add(link));
        });
        return link;
    }

    /// <summary>As a power cut would: no goodbye.</summary>
    public async Task KillAsync()
    {
        if (process is not { HasExited: false })
            return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (output)
            output.AppendLine(line.Data);
    }

    private async Task UntilAsync(string what, Func<Task<bool>> happened)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromMinutes(2) && process is { HasExited: false }; await Task.Delay(100))
        {
            try
            {
                if (await happened())
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        lock (output)
            throw new InvalidOperationException($"Waited in vain until {what}. The service said:\n{output}");
    }

    [GeneratedRegex(@"http\S+/staff/masuk\?kode=\S+")]
    private static partial Regex StaffLink();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
