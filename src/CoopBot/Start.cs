using System.Net.Sockets;
using System.Text.RegularExpressions;
using CoopBot.Backups;
using CoopBot.Capabilities.Answers;
using CoopBot.Capabilities.Cooperatives;
using CoopBot.Channels.Teams;
using CoopBot.Records;
using CoopBot.Staff;
using CoopBot.Storage;
using Microsoft.Extensions.Options;

namespace CoopBot;

/// <summary>The start of the service: what it prints, and how a start that fails explains itself in one line.</summary>
internal static partial class Start
{
    /// <summary>Where the service listens unless told otherwise.</summary>
    public const string DefaultAddress = "http://localhost:3978";

    private static volatile bool _started;

    /// <summary>Runs; a fault of configuration, store or knowledge becomes one line that says what to do, and exit code 1.</summary>
    public static async Task<int> OrExplainAsync(Func<Task> run)
    {
        try
        {
            await run();
            return 0;
        }
        catch (Exception failed) when (Explanation(failed) is { } line)
        {
            await Console.Error.WriteLineAsync(line);
            return 1;
        }
    }

    /// <summary>Listens on http://localhost:3978 where nothing else is set.</summary>
    public static void UseDefaultAddress(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        if (settings["urls"] is null && settings["http_ports"] is null && settings["https_ports"] is null && !settings.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    }

    /// <summary>A start that fails says so in one line; the host would say it again, with a stack trace.</summary>
    public static void LeaveFailuresToUs(this WebApplicationBuilder builder) =>
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => _started && level >= LogLevel.Warning);

    /// <summary>
    /// Some addresses open something (a copy of one's data, a sign-in): whatever level is asked for, the framework's own lines on each
    /// request are not written (fault 131).
    /// </summary>
    public static void LogNoAddresses(this WebApplicationBuilder builder)
    {
        foreach (var category in (string[])["Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Routing.Matching.DfaMatcher", "Microsoft.AspNetCore.StaticFiles", "Microsoft.AspNetCore.HttpLogging"])
        {
            builder.Logging.AddFilter(category, LogLevel.Warning);
        }
    }

    /// <summary>Knowledge and store are made ready side by side; then the lines are printed once the service listens.</summary>
    public static async Task PrepareAsync(this WebApplication app)
    {
        var knowledge = Task.Run(app.Services.GetRequiredService<KnowledgeBase>);
        Schema.Prepare(app.Services.GetRequiredService<Database>());
        await knowledge;
        app.Lifetime.ApplicationStarted.Register(() => Announce(app));
        if (app.Environment.IsDevelopment() && app.Services.GetRequiredService<IOptions<ServiceOptions>>().Value.Demo && string.IsNullOrEmpty(app.Services.GetRequiredService<IOptions<BotFramework.BotFrameworkOptions>>().Value.AppId))
        {
            // With an app id this is a bot that people speak to, whatever the environment is called.
            app.Lifetime.ApplicationStarted.Register(() => _ = FillDemoAsync(app));
        }
    }

    private static void Announce(WebApplication app)
    {
        _started = true;
        var settings = app.Configuration;
        var address = app.Urls.FirstOrDefault() ?? DefaultAddress;
        var wire = app.Services.GetRequiredService<IOptions<BotFramework.BotFrameworkOptions>>().Value;
        var off = new List<string>();
        if (app.Services.GetRequiredService<BotFramework.Auth.InboundGate>().MayBeAnonymous)
        {
            off.Add("Teams (/api/messages takes loopback callers without a token, in Development only)");
        }
        else if (string.IsNullOrEmpty(wire.AppId))
        {
            off.Add("Teams and other channels (/api/messages answers 401 to all; set BotFramework__AppId)");
        }

        else if (!wire.HasCredential)
        {
            off.Add("replies to channels (set BotFramework__AppPassword, __CertificatePath, or __AppType=UserAssignedMSI)");
        }

        if (settings["CoopBot:PublicUrl"] is null)
        {
            off.Add("links and streams for other machines (set CoopBot__PublicUrl)");
        }

        var staff = app.Services.GetRequiredService<IOptions<StaffOptions>>().Value;
        var link = app.Services.GetRequiredService<DevelopmentLink>();
        if (!staff.HasSignIn && !link.IsOffered)
        {
            off.Add("the staff console (set Staff__Authority, __ClientId and __ClientSecret)");
        }

        off.Add("answers worded by a model (not built in yet)");
        Console.WriteLine($"Chat:  {address.TrimEnd('/')}/{(app.Environment.IsProduction() ? "" : $"  ({app.Environment.EnvironmentName})")}");
        Console.WriteLine($"Data:  {app.Services.GetRequiredService<Database>().Location}");
        if (staff.HasSignIn)
        {
            Console.WriteLine($"Staff: {settings["CoopBot:PublicUrl"]?.TrimEnd('/') ?? address.TrimEnd('/')}/staff");
        }
        else if (link.IsOffered)
        {
            Console.WriteLine($"Staff: {link.Make(new(address.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal)))}  (once, for 15 minutes, on this machine)");
        }

        Console.WriteLine($"Off:   {string.Join("; ", off)}");
    }

    /// <summary>The first start in Development on an empty store fills in labelled synthetic data, once the service answers.</summary>
    private static async Task FillDemoAsync(WebApplication app)
    {
        try
        {
            if (await DemoData.FillAsync(app.Services.GetRequiredService<WriteGate>()) > 0)
            {
                await app.Services.GetRequiredService<CooperativeLookUp>().Reload();
            }
        }
        catch (Exception failed) when (failed is System.Data.Common.DbException or ObjectDisposedException)
        {
            DemoFailed(app.Logger, failed);
        }
    }

    private static string? Explanation(Exception failed) => failed switch
    {
        StorageException storage => storage.Message,
        BackupException backup => backup.Message,
        TeamsPackageException package => package.Message,
        KnowledgeException knowledge => $"An article cannot be read. {knowledge.Message}",
        OptionsValidationException options => string.Join(" ", options.Failures.Select(failure => Annotation().Replace(failure, "$1")).Distinct()),
        InvalidOperationException { Message: { } message } when message.Contains("configuration value", StringComparison.Ordinal) => Setting(message),
        FormatException { Message: { } message } when message.StartsWith("Invalid url", StringComparison.Ordinal) => $"ASPNETCORE_URLS has a form that cannot be read; write an address such as http://localhost:3979. ({message})",
        UriFormatException or FormatException => $"A setting has a form that cannot be read: {failed.Message}",
        IOException { InnerException: SocketException or Microsoft.AspNetCore.Connections.AddressInUseException } => $"The address is in use. Stop the other program, or set ASPNETCORE_URLS, such as http://localhost:3979. ({failed.Message})",
        SocketException or ArgumentOutOfRangeException { ParamName: "port" } => $"The address cannot be listened on. Set ASPNETCORE_URLS. ({failed.Message})",
        AggregateException { InnerException: { } inner } => Explanation(inner),
        _ => null,
    };

    /// <summary>"… value at 'BotFramework:Anonymous' …" → the setting as it is written in the environment; never its value.</summary>
    private static string Setting(string message)
    {
        var from = message.IndexOf(" at '", StringComparison.Ordinal);
        var to = from < 0 ? -1 : message.IndexOf('\'', from + 5);
        var name = to < 0 ? "A setting" : message[(from + 5)..to].Replace(":", "__", StringComparison.Ordinal);
        return $"{name} has a value of the wrong kind. Correct it, or take it out to use the default.";
    }

    /// <summary>Data annotations wrap their sentence in the names of classes; people need the sentence.</summary>
    [GeneratedRegex("^DataAnnotation validation failed for .* with the error: '(.*)'\\.$")]
    private static partial Regex Annotation();

    [LoggerMessage(50, LogLevel.Error, "The demo data could not be filled in")]
    private static partial void DemoFailed(ILogger logger, Exception failed);
}
