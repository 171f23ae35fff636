using CoopBot.BotFramework;
using CoopBot.Conversation;
using Microsoft.Extensions.Options;

namespace CoopBot.Channels.Teams;

/// <summary><c>teams-package [FILE]</c>: the office's own Teams app, from its settings alone. No store is opened.</summary>
internal static class TeamsPackageCommand
{
    /// <summary>What it is called where no file is named.</summary>
    public const string DefaultFile = "coopbot-teams.zip";

    /// <summary>Writes the package and says where it lies and what to do with it.</summary>
    public static Task<int> RunAsync(string file) => Start.OrExplainAsync(() =>
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Services.AddSettings();
        builder.Services.AddBotFrameworkOptions();
        builder.Services.AddOptions<TeamsOptions>().BindConfiguration("Teams").ValidateDataAnnotations();
        using var host = builder.Build();
        var options = host.Services.GetRequiredService<IOptions<TeamsOptions>>().Value;
        var app = TeamsApp.From(
            host.Services.GetRequiredService<IOptions<OfficeOptions>>().Value,
            host.Services.GetRequiredService<IOptions<BotFrameworkOptions>>().Value,
            options);
        var whole = Path.GetFullPath(file);
        TeamsPackage.Write(TeamsPackage.Make(app, options), whole);
        Console.WriteLine($"Written: {whole} (app {app.Id}, bot {app.BotId}, {app.Address.Authority}). Upload it in the Teams admin centre.");
        if (app.Developer is null)
        {
            Console.WriteLine($"Office__Name has more than {TeamsApp.LongestDeveloper} characters, so the developer reads \"CoopBot\"; Teams__Developer gives a shorter name.");
        }

        return Task.CompletedTask;
    });
}
