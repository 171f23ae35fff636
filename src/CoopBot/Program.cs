using CoopBot;
using CoopBot.BotFramework;
using CoopBot.BotFramework.DirectLine;
using CoopBot.Capabilities.Announcements;
using CoopBot.Capabilities.Answers;
using CoopBot.Capabilities.Cooperatives;
using CoopBot.Capabilities.Figures;
using CoopBot.Capabilities.Handover;
using CoopBot.Capabilities.MyData;
using CoopBot.Capabilities.Reminders;
using CoopBot.Capabilities.SmallTalk;
using CoopBot.Channels;
using CoopBot.Channels.WebChat;
using CoopBot.Conversation;
using CoopBot.Staff;

// The contents page. `CoopBot` alone runs the service; a command (ask, questions, rank, demo) does one thing and ends.
if (CommandLine.Parse(args) is { } command)
{
    return await command.RunAsync();
}

return await Start.OrExplainAsync(async () =>
{
    // Settings lie beside the program, whatever the working directory.
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.Services.AddCoopBot(builder.Configuration);
    builder.Services.AddCoopBotService();
    builder.Services.AddBotFramework<CoopBotHandler>();
    builder.Services.AddWebChatPage();
    builder.Services.AddStaffConsole(builder.Configuration, builder.Environment);
    builder.UseDefaultAddress();
    builder.LeaveFailuresToUs();
    builder.LogNoAddresses();

    var app = builder.Build();
    app.UseKnownProxies();
    app.UseStoreFaults();
    app.UseStaff();
    app.UseWebSockets();
    app.MapBotFramework("/api/messages");
    app.MapDirectLine("/v3/directline");
    app.MapWebChatPage();
    app.MapPlainPage();
    app.MapFigurePictures();
    app.MapDataCopy();
    app.MapAnnouncements();
    app.MapStaff();
    app.MapHealth();

    await app.PrepareAsync();
    await app.RunAsync();
});

/// <summary>The one application; public so that tests can host it.</summary>
public partial class Program
{
    /// <summary>
    /// What people can say, in order: the first route that matches answers. First what needs no understanding, then what is
    /// half done, then what we can do, then what we do not do, and last the knowledge, which always answers.
    /// </summary>
    internal static ChatRoutes Routes(IServiceProvider services) => new ChatRoutes(services)
        .MapFirstThings()
        .MapAnnouncementWriting()
        .MapPersonalRequests()
        .MapMyData()
        .MapMembership()
        .MapReminders()
        .MapHandover()
        .MapAnnouncementTalk()
        .MapSmallTalk()
        .MapDistress()
        .MapArticles()
        .MapBoundaries()
        .MapFigures()
        .MapCooperatives()
        .MapAnswers();
}
