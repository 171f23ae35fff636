using CoopBot.BotFramework.Auth;
using CoopBot.BotFramework.DirectLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CoopBot.BotFramework;

/// <summary>Registers the wire.</summary>
public static class BotFrameworkServices
{
    /// <summary>Everything a bot needs to speak to channels and, with an <see cref="IDirectLineLog"/>, to serve Direct Line.</summary>
    public static IServiceCollection AddBotFramework<TBot>(this IServiceCollection services)
        where TBot : class, IBot
    {
        services.AddOptions<BotFrameworkOptions>()
            .BindConfiguration("BotFramework")
            .Configure<IConfiguration>((options, configuration) => options.AppId ??= configuration["MicrosoftAppId"])
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddOptions<DirectLineOptions>().BindConfiguration("DirectLine").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<InboundGate>();
        services.AddHostedService(provider => provider.GetRequiredService<InboundGate>());
        services.AddSingleton<ConnectorClient>();
        services.AddSingleton<DirectLineTokens>();
        services.AddSingleton<DirectLineSignals>();
        services.AddSingleton<DirectLineTurns>();
        services.AddSingleton<IBot, TBot>();
        return services;
    }
}
