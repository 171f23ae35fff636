using CoopBot.BotFramework.Schema;
using CoopBot.Storage;

namespace CoopBot.Channels;

/// <summary>A store that cannot be used answers 503, so that a client tries again and nobody takes a message for saved (fault 91).</summary>
internal static partial class StoreFaults
{
    /// <summary>Catches what the store throws in the requests after it.</summary>
    public static void UseStoreFaults(this WebApplication app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (Exception failed) when (!context.Response.HasStarted && StoreFault.Is(failed))
        {
            Failed(app.Logger, failed, context.Request.Method);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "5";
            await context.Response.WriteAsJsonAsync(ErrorResponse.Of("ServiceUnavailable", "The store cannot be used now. Nothing was saved; try again."), ActivityJson.Wire.ErrorResponse);
        }
    });

    [LoggerMessage(42, LogLevel.Error, "The store could not be used; a {Method} was answered 503")]
    private static partial void Failed(ILogger logger, Exception failed, string method);
}
