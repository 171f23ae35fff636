using CoopBot.BotFramework;
using CoopBot.BotFramework.Schema;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace CoopBot.Benchmarks;

/// <summary>The smallest bot on CoopBot.BotFramework: what the wire itself costs.</summary>
internal sealed class EchoBot : ActivityHandler
{
    public static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        // As the limit does it.
        builder.Logging.ClearProviders();
        builder.Services.AddBotFramework<EchoBot>();
        var app = builder.Build();
        app.MapBotFramework();
        await app.RunAsync();
        return 0;
    }

    protected override Task OnMessageActivityAsync(ITurnContext turnContext, CancellationToken cancellationToken) =>
        turnContext.SendActivityAsync(Activity.Message("Echo: " + turnContext.Activity.Text), cancellationToken);
}
