using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CoopBot.BotFramework;

/// <summary>The address that channels post activities to.</summary>
public static class BotFrameworkEndpoints
{
    /// <summary>Maps POST (and the HEAD probe that some clients send first) of the messaging endpoint.</summary>
    public static IEndpointConventionBuilder MapBotFramework(this IEndpointRouteBuilder endpoints, string pattern = "/api/messages")
    {
        var group = endpoints.MapGroup(pattern);
        group.MapMethods("", [HttpMethods.Head], () => Results.Ok()).ExcludeFromDescription();
        group.MapPost("", (RequestDelegate)(context => context.RequestServices.GetRequiredService<MessagingEndpoint>().PostAsync(context))).ExcludeFromDescription();
        return group;
    }
}
