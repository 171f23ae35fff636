using CoopBot.BotFramework.Auth;
using CoopBot.BotFramework.DirectLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CoopBot.BotFramework;

/// <summary>Registers the wire.</summary>
public static class BotFrameworkServices
{
    /// <summary>Everything a bot needs to speak to channels and, with an <see cref="IDirectLineLog"/>, to serve Direct Line.</summary>
    public static IServiceCollection AddBotFramework<TBot>(this IServiceCollection services)
        where TBot : class, IBot
    {
        services.AddBotFrameworkOptions();
        services.AddOptions<DirectLineOptions>().BindConfiguration("DirectLine").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<InboundGate>();
        services.AddHostedService(provider => provider.GetRequiredService<InboundGate>());
        services.AddSingleton<ChannelKeySource>();
        services.AddHostedService(provider => provider.GetRequiredService<ChannelKeySource>());
        services.AddSingleton<ChannelTokenValidator>();
        services.AddSingleton<Admissions>();
        services.AddHealthChecks().AddCheck<ChannelKeysReady>("channel-keys");
        services.AddSingleton(provider => new TrustedHosts(provider.GetRequiredService<IOptions<BotFrameworkOptions>>(), () => provider.GetRequiredService<InboundGate>().MayBeAnonymous));
        services.AddSingleton(provider => new BotTokens(
            () => BotCredentials.Of(provider.GetRequiredService<IOptions<BotFrameworkOptions>>().Value, provider.GetRequiredService<TimeProvider>()), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<BotTokens>>()));
        services.AddSingleton(provider => new ConnectorCalls(provider.GetRequiredService<TrustedHosts>(), provider.GetRequiredService<BotTokens>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ConnectorClient(provider.GetRequiredService<ConnectorCalls>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<DirectLineTokens>();
        services.AddSingleton<MintLimiter>();
        services.AddSingleton<DirectLineSignals>();
        services.AddSingleton<DirectLineTurns>();
        services.AddSingleton<IBot, TBot>();
        services.AddSingleton<MessagingEndpoint>();
        return services;
    }

    /// <summary>The settings alone, for what must read them without a service.</summary>
    public static IServiceCollection AddBotFrameworkOptions(this IServiceCollection services)
    {
        services.AddOptions<BotFrameworkOptions>()
            .BindConfiguration("BotFramework")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<BotFrameworkSettings>();
        services.AddSingleton<IConfigureOptions<BotFrameworkOptions>>(provider => provider.GetRequiredService<BotFrameworkSettings>());
        services.AddSingleton<IValidateOptions<BotFrameworkOptions>>(provider => provider.GetRequiredService<BotFrameworkSettings>());
        return services;
    }
}
