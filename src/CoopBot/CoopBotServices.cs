using System.Globalization;
using CoopBot.Backups;
using CoopBot.BotFramework.DirectLine;
using CoopBot.Capabilities.Announcements;
using CoopBot.Capabilities.Answers;
using CoopBot.Capabilities.Cooperatives;
using CoopBot.Capabilities.Figures;
using CoopBot.Capabilities.Handover;
using CoopBot.Capabilities.Reminders;
using CoopBot.Channels;
using CoopBot.Conversation;
using CoopBot.People;
using CoopBot.Records.Import;
using CoopBot.Staff;
using CoopBot.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CoopBot;

/// <summary>Registers the assistant, for the service and for the commands alike.</summary>
internal static class CoopBotServices
{
    /// <summary>What the office sets, for every page and command; a wrong value is named in one line.</summary>
    public static IServiceCollection AddSettings(this IServiceCollection services)
    {
        services.AddOptions<OfficeOptions>().BindConfiguration("Office").ValidateDataAnnotations().ValidateOnStart()
            .Validate(office => office.Opens is null == office.Closes is null && (office.Opens is null || office.Opens < office.Closes), "Office__Opens and Office__Closes must be set together, such as 07:30 and 16:00, the earlier first.")
            // A value in a list that cannot be read is left out by the binder, without a word.
            .Validate<IConfiguration>((_, given) => Values(given, "Office:WorkDays").All(day => Enum.TryParse<DayOfWeek>(day, ignoreCase: true, out var known) && Enum.IsDefined(known)), "Office__WorkDays__0, __1, … must be days in English, such as Monday.")
            .Validate<IConfiguration>((_, given) => Values(given, "Office:Holidays").All(day => DateOnly.TryParse(day, CultureInfo.InvariantCulture, out var _)), "Office__Holidays__0, __1, … must be dates, such as 2026-12-25.")
            .Validate(office => DateOnly.TryParse("2028-" + office.BookYearEnds, CultureInfo.InvariantCulture, out var _), "Office__BookYearEnds must be a day that exists, such as 12-31.")
            .Configure<IOptions<ServiceOptions>>((office, service) => office.PublicUrl = service.Value.PublicUrl);
        services.AddOptions<ServiceOptions>().BindConfiguration("CoopBot").ValidateOnStart()
            .Validate(service => service.PublicUrl is null or { IsAbsoluteUri: true, Scheme: "https" or "http" }, "CoopBot__PublicUrl must be an address such as https://chat.example.go.id.");
        services.AddOptions<RetentionOptions>().BindConfiguration("Retention").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<BackupOptions>().BindConfiguration("Backup").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<LimitsOptions>().BindConfiguration("Limits").ValidateDataAnnotations().ValidateOnStart();
        return services;
    }

    private static IEnumerable<string?> Values(IConfiguration given, string list) => given.GetSection(list).GetChildren().Select(one => one.Value);

    /// <summary>Store, conversation, capabilities and channels.</summary>
    public static IServiceCollection AddCoopBot(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSettings();
        services.AddOptions<DirectLineOptions>().Configure<IOptions<ServiceOptions>>((line, service) => line.PublicUrl = service.Value.PublicUrl);

        services.AddSingleton(_ => Database.Of(configuration.GetConnectionString("CoopBot")));
        services.AddSingleton<IDbContextFactory<CoopDb>, CoopDbFactory>();
        services.AddSingleton<WriteGate>();
        services.AddSingleton<SoleProcess>();
        services.AddDataProtection().SetApplicationName("CoopBot");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeyRing>();

        services.AddSingleton<TurnLog>();
        services.AddSingleton<TurnLocks>();
        services.AddSingleton<MessageLimits>();
        services.AddSingleton<AddressBook>();
        services.AddSingleton<Memberships>();
        services.AddSingleton<LinkCodes>();
        services.AddSingleton<PersonalRows>();
        services.AddSingleton<Numbers>();
        services.AddSingleton<DataRequests>();
        services.AddSingleton<CooperativeImport>();
        services.AddSingleton(provider => new OfficeCalendar(provider.GetRequiredService<IOptions<OfficeOptions>>().Value));
        services.AddSingleton<DueReminders>();
        services.AddSingleton<IDueItems>(provider => provider.GetRequiredService<DueReminders>());
        services.AddSingleton(Program.Routes);
        services.AddOptions<ChatOptions>().Configure<IOptions<BotFramework.BotFrameworkOptions>>((chat, wire) => chat.AnswerWithin = wire.Value.TurnTimeout * 2 / 3);
        services.AddSingleton<ChatService>();

        services.AddSingleton(_ => new KnowledgeBase(ArticleReader.ReadFolder(KnowledgeBase.Folder)));
        services.AddSingleton<QuestionStore>();
        services.AddSingleton<FeedbackStore>();
        services.AddCooperatives();
        services.AddFigures();
        services.AddStaff();
        services.AddAnnouncements();
        services.AddSingleton<ReadReceipts>();

        services.AddSingleton<DirectLineLog>();
        services.AddSingleton<IDirectLineLog>(provider => provider.GetRequiredService<DirectLineLog>());
        return services;
    }

    /// <summary>What only the running service has: its channels, health, and the work between turns.</summary>
    public static IServiceCollection AddCoopBotService(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<Health.Ready>("ready");
        services.AddSingleton<SavedTurns>();
        services.AddSingleton<ReplySender>();
        services.AddSingleton<CardPresses>();
        services.AddSingleton<Thumbs>();
        services.AddHostedService<LeftBehind>();
        services.AddHostedService<DueSender>();
        services.AddSingleton<BroadcastMessages>();
        services.AddSingleton<BroadcastEdits>();
        services.AddHostedService<BroadcastSender>();
        services.AddHostedService<ProgressEdits>();
        services.AddHostedService<Erasing>();
        services.AddSingleton<BackupFolder>();
        services.AddHostedService<NightlyBackup>();
        services.AddSingleton<EndedLinks>();
        services.AddHostedService<CutOffImports>();
        services.AddHostedService<KnowledgeLearning>();
        services.AddSingleton<Retention>();
        services.AddHostedService(provider => provider.GetRequiredService<Retention>());
        return services;
    }
}

/// <summary>The service as a whole. Section <c>CoopBot</c>.</summary>
public sealed class ServiceOptions
{
    /// <summary>The address that people reach the service by: the only source of absolute links and of <c>wss:</c> addresses.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Whether a start in Development fills an empty store with the synthetic cooperatives; elsewhere none does.</summary>
    public bool Demo { get; set; } = true;
}
