using CoopBot.Backups;
using CoopBot.Capabilities.Answers;
using CoopBot.Capabilities.Handover;
using CoopBot.Channels;
using CoopBot.Channels.Teams;
using CoopBot.Conversation;
using CoopBot.Evaluation;
using CoopBot.Records;
using CoopBot.Records.Import;
using CoopBot.Search.Command;
using CoopBot.Staff;
using CoopBot.Storage;

namespace CoopBot;

/// <summary>The commands beside the service: each does one thing and ends with 0, or 1 where it failed, or 2 where it was called wrongly.</summary>
internal sealed class CommandLine
{
    private const string Usage = """
        CoopBot, the chat assistant of a cooperatives-and-SME office

          (nothing)             run the service: chat at http://localhost:3978/
          ask "QUESTION"        answer one question here, as the chat would, with sources
          questions             list the questions that wait for an officer
          rank --corpus FILE    answer JSON lines from standard input with the search engine alone
          evaluate FILE         ask the questions of a file and count what is answered right (JSON lines; --failures lists the others)
          lint [FOLDER]         say what to mend in the articles (those that came with the program, or a folder of them)
          teams-package [FILE]  write the Teams app package of this office (default coopbot-teams.zip)
          import FILE           bring in the office's list of cooperatives, CSV or XLSX (--dry-run only looks; --data-date YYYY-MM-DD,
                                --source "…", --errors FILE.csv, --accept-errors, --confirm-removals)
          import --undo         take the last list back; --history lists all imports
          backup FILE           write all that is stored to a new file, while the service runs
          restore FILE          bring a backup back, to SQLite or PostgreSQL, with the service stopped (--replace where data is there)
          apikey new NAME ROLE  make a key for an automation and show it once (ROLE: viewer, editor, publisher, admin)
          apikey list           list the keys; `apikey revoke NAME` ends one
          demo                  fill an empty store with labelled synthetic data (4,592 cooperatives)
          --help                show this

        The service takes settings from appsettings.json, the environment (ConnectionStrings__CoopBot, CoopBot__PublicUrl, …)
        and arguments such as --urls http://localhost:3978 or --Retention:Days=30.
        """;

    private readonly Func<Task<int>> _run;

    private CommandLine(Func<Task<int>> run) => _run = run;

    /// <summary>The command that the arguments ask for; null runs the service.</summary>
    public static CommandLine? Parse(string[] args) => args switch
    {
        [] => null,
        ["--help" or "-h" or "-?" or "help", ..] => new(() => Print(Console.Out, Usage, 0)),
        ["ask", { Length: > 0 } question] when !string.IsNullOrWhiteSpace(question) => new(() => AskAsync(question)),
        ["questions"] => new(QuestionsAsync),
        ["rank", "--corpus", { Length: > 0 } file] => new(() => Task.FromResult(RankCommand.Run(file, Console.In, Console.Out, Console.Error))),
        ["evaluate", { Length: > 0 } file, .. var options] when file[0] != '-' && EvaluateCommand.Parse(options) is { } asked => new(() => EvaluateAsync(file, asked.Bar, asked.ListsFailures)),
        ["lint"] => new(() => Lint(KnowledgeBase.Folder)),
        ["lint", { Length: > 0 } folder] when folder[0] != '-' => new(() => Lint(folder)),
        ["teams-package"] => new(() => TeamsPackageCommand.RunAsync(TeamsPackageCommand.DefaultFile)),
        ["teams-package", { Length: > 0 } file] when file[0] != '-' => new(() => TeamsPackageCommand.RunAsync(file)),
        ["import", .. var words] when ImportCommand.Parse(words) is { } import => new(() => ImportAsync(import)),
        ["backup", { Length: > 0 } file] when file[0] != '-' => new(() => WithServicesAsync(services => Task.Run(() => BackupCommand.Backup(services.GetRequiredService<Database>(), file, Console.Out, CancellationToken.None)))),
        ["restore", { Length: > 0 } file, .. var options] when file[0] != '-' && options is [] or ["--replace"] => new(() => RestoreAsync(file, options is ["--replace"])),
        ["apikey", "list"] or ["apikey", "new", _, _] or ["apikey", "revoke", _] => new(() => ApiKeyAsync(args[1..])),
        ["demo"] => new(DemoAsync),
        [['-', '-', ..], ..] when IsSettings(args) => null,
        _ => new(() => Print(Console.Error, Usage, 2)),
    };

    /// <summary>Runs the command.</summary>
    public Task<int> RunAsync() => _run();

    /// <summary>"--Key=value" or "--urls value": what the host itself reads.</summary>
    private static bool IsSettings(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i].StartsWith("--", StringComparison.Ordinal) && args[i].Contains('=', StringComparison.Ordinal))
            {
                continue;
            }

            if (args[i].ToUpperInvariant() is not ("--URLS" or "--ENVIRONMENT" or "--CONTENTROOT" or "--APPLICATIONNAME") || ++i == args.Length)
            {
                return false;
            }
        }

        return true;
    }

    private static async Task<int> Print(TextWriter to, string text, int code)
    {
        await to.WriteLineAsync(text);
        return code;
    }

    /// <summary>The same turn as in the chat, with its state: "1" after a list of three works here as well.</summary>
    private static Task<int> AskAsync(string question) => WithServicesAsync(async services =>
    {
        var (text, hadNumber) = MessageText.Clean(question);
        var turn = new Turn
        {
            Key = new("terminal", "terminal", Environment.UserName),
            ActivityId = BotFramework.DirectLine.Ids.New(),
            Text = text,
            HadPersonalNumber = hadNumber,
            Now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime,
        };
        await services.GetRequiredService<KnowledgeBase>().LearnAsync(CancellationToken.None);
        var saved = await services.GetRequiredService<ChatService>().RunAsync(turn, Delivery.None, null, CancellationToken.None);
        Console.WriteLine(ReplyText.Render(saved!.Value.Reply));
    });

    private static Task<int> Lint(string folder) =>
        Task.FromResult(LintCommand.Run(folder, DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime), Console.Out, Console.Error));

    /// <summary>Against an empty store of its own: what the office has stored changes no measure, and nothing is stored.</summary>
    private static async Task<int> EvaluateAsync(string file, Bar bar, bool listsFailures)
    {
        var folder = Directory.CreateTempSubdirectory("coopbot-evaluate-");
        try
        {
            var result = 0;
            var started = await WithServicesAsync(
                async services => result = await EvaluateCommand.RunAsync(services, file, bar, listsFailures, Console.Out, Console.Error, CancellationToken.None),
                ("ConnectionStrings:CoopBot", $"Data Source={Path.Combine(folder.FullName, "empty.db")};Pooling=False"));
            return started == 0 ? result : started;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<int> QuestionsAsync() => WithServicesAsync(async services =>
    {
        var questions = await services.GetRequiredService<QuestionStore>().AllAsync(CancellationToken.None);
        Console.WriteLine(questions.Count == 0 ? "No question waits for an officer." : $"{questions.Count} waiting, oldest first:");
        foreach (var question in questions)
        {
            Console.WriteLine($"{question.Ticket}  {Wording.Date(Wording.LocalDate(question.AskedAt), Language.English)} {Wording.Time(question.AskedAt)}  {question.Channel}  ({question.Reason})  {question.Text.ReplaceLineEndings(" ")}");
        }
    });

    private static async Task<int> ApiKeyAsync(string[] args)
    {
        var result = 0;
        var started = await WithServicesAsync(async services => result = await ApiKeyCommand.RunAsync(services.GetRequiredService<ApiKeys>(), args, Console.Out, Console.Error));
        return started == 0 ? result : started;
    }

    private static Task<int> DemoAsync() => WithServicesAsync(async services =>
    {
        var added = await DemoData.FillAsync(services.GetRequiredService<WriteGate>());
        Console.WriteLine(added > 0 ? $"Filled in {added} synthetic cooperatives, marked as such (\"Contoh\", NIK 6199…)." : "The store holds cooperatives already; nothing was changed.");
    });

    private static async Task<int> ImportAsync(ImportCommand import)
    {
        var result = 0;
        var started = await WithServicesAsync(async services => result = await import.RunAsync(
            services.GetRequiredService<CooperativeImport>(), services.GetRequiredService<AuditTrail>().ForLists($"command:{Environment.UserName}"), services.GetRequiredService<TimeProvider>(), Console.Out, Console.Error, !Console.IsErrorRedirected, CancellationToken.None));
        return started == 0 ? result : started;
    }

    private static Task<int> RestoreAsync(string file, bool replace) => Start.OrExplainAsync(async () =>
    {
        // The store may be damaged or missing: nothing may be prepared before.
        using var host = Build();
        using var database = Database.Of(host.Services.GetRequiredService<IConfiguration>().GetConnectionString("CoopBot"));
        await Task.Run(() => BackupCommand.Restore(database, file, replace, TimeProvider.System, Console.Out, CancellationToken.None));
    });

    private static Task<int> WithServicesAsync(Func<IServiceProvider, Task> run, params (string Key, string Value)[] settings) => Start.OrExplainAsync(async () =>
    {
        using var host = Build(settings);
        Schema.Prepare(host.Services.GetRequiredService<Database>());
        await run(host.Services);
    });

    private static IHost Build(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Logging.ClearProviders();
        builder.Services.AddCoopBot(builder.Configuration);
        return builder.Build();
    }
}
