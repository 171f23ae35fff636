using CoopBot.BotFramework.Auth;
using CoopBot.BotFramework.Schema;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CoopBot.BotFramework;

/// <summary>The address that channels post activities to.</summary>
public static partial class BotFrameworkEndpoints
{
    /// <summary>Maps POST (and the HEAD probe that some clients send first) of the messaging endpoint.</summary>
    public static IEndpointConventionBuilder MapBotFramework(this IEndpointRouteBuilder endpoints, string pattern = "/api/messages")
    {
        var group = endpoints.MapGroup(pattern);
        group.MapMethods("", [HttpMethods.Head], () => Results.Ok()).ExcludeFromDescription();
        group.MapPost("", (RequestDelegate)PostAsync).ExcludeFromDescription();
        return group;
    }

    private static async Task PostAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(BotFrameworkEndpoints).FullName!);
        var admission = await services.GetRequiredService<Admissions>().AdmitAsync(context);
        if (admission.Status != StatusCodes.Status200OK)
        {
            Refuse(context, admission, log);
            return;
        }

        // Channels send JSON; a page in a developer's browser could send plain text without asking.
        if (!context.Request.HasJsonContentType())
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        var read = await ActivityReader.ReadAsync(context.Request, context.RequestAborted);
        if (read.Activity is { } activity && services.GetRequiredService<Admissions>().Admit(admission, activity) is { Status: not StatusCodes.Status200OK } refused)
        {
            Refuse(context, refused, log);
            return;
        }

        if (Problem(read) is { } problem)
        {
            Unreadable(log, read.Status);
            context.Response.StatusCode = read.Activity is null ? read.Status : StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(ErrorResponse.Of("BadArgument", problem), ActivityJson.Wire.ErrorResponse, cancellationToken: context.RequestAborted);
            return;
        }

        await RunTurnAsync(context, read.Activity!, log);
    }

    /// <summary>An empty answer and one line in the log, without a word of the token.</summary>
    private static void Refuse(HttpContext context, Admission admission, ILogger log)
    {
        Refused(log, context.Connection.RemoteIpAddress, admission.Status, admission.Reason);
        context.Response.StatusCode = admission.Status;
    }

    private static string? Problem(ReadActivity read) => read.Activity switch
    {
        null => read.Problem,
        { Conversation: null or { Id: null or "" } } => "The activity has no conversation.",
        { Type: ActivityTypes.Message or ActivityTypes.Invoke, From: null or { Id: null or "" } } => "The activity does not say whom it is from.",
        { ChannelId: null or "" } => "The activity has no channelId.",
        _ => null,
    };

    private static async Task RunTurnAsync(HttpContext context, Activity activity, ILogger log)
    {
        var services = context.RequestServices;
        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        // The channel's connection may end before the turn does; what was said still deserves its answer.
        var turn = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        turn.CancelAfter(services.GetRequiredService<IOptions<BotFrameworkOptions>>().Value.TurnTimeout);

        List<Activity>? collected = activity.DeliveryMode == DeliveryModes.ExpectReplies ? [] : null;
        var turnContext = new TurnContext(activity, collected is null ? Outbound.Through(services.GetRequiredService<ConnectorClient>(), activity) : Outbound.Into(collected));
        Task work = Task.CompletedTask;
        try
        {
            work = services.GetRequiredService<IBot>().OnTurnAsync(turnContext, turn.Token);
            // No longer than the turn's time, heeded or not: a channel that hears nothing for 15 s sends the activity again.
            await work.WaitAsync(turn.Token);
        }
        catch (ConnectorException failed)
        {
            // What was said is saved; the delivery is taken up again by whoever owns it.
            NotDelivered(log, failed.Status is { } status ? (int)status : 0, failed.Code);
        }
        catch (OperationCanceledException) when (turn.IsCancellationRequested)
        {
            // Fault 29: what there is by now is the answer; an invoke has none, and a service that stops asks for the activity again.
            OutOfTime(log, activity.Type!);
            if (stopping.IsCancellationRequested || activity.Type == ActivityTypes.Invoke)
            {
                context.Response.StatusCode = stopping.IsCancellationRequested ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status504GatewayTimeout;
                return;
            }
        }

        finally
        {
            _ = EndAsync(work, turn, log);
        }

        if (activity.Type == ActivityTypes.Invoke)
        {
            await AnswerInvokeAsync(context.Response, turnContext.InvokeResponse);
        }
        else if (collected is not null)
        {
            await context.Response.WriteAsJsonAsync(new ActivitySet { Activities = Outbound.SoFar(collected) }, ActivityJson.Wire.ActivitySet);
        }
    }

    /// <summary>The token's source goes once nobody holds it: at once, but for a bot that did not heed the end of its time.</summary>
    private static async Task EndAsync(Task work, CancellationTokenSource turn, ILogger log)
    {
        var isLate = !work.IsCompleted;
        try
        {
            await work;
        }
        catch (Exception failed)
        {
            if (isLate)
            {
                LateFailed(log, failed);
            }
        }
        finally
        {
            turn.Dispose();
        }
    }

    private static async Task AnswerInvokeAsync(HttpResponse response, InvokeResponse? answer)
    {
        response.StatusCode = answer?.Status ?? StatusCodes.Status501NotImplemented;
        if (answer?.Body is { } body)
        {
            await response.WriteAsJsonAsync(body, ActivityJson.Wire.JsonElement);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Refused an activity from {Address} with {Status}: {Reason}")]
    private static partial void Refused(ILogger log, System.Net.IPAddress? address, int status, string reason);

    [LoggerMessage(2, LogLevel.Information, "Refused a body that is no activity ({Status})")]
    private static partial void Unreadable(ILogger log, int status);

    [LoggerMessage(3, LogLevel.Warning, "A reply was not delivered: {Status} {Code}")]
    private static partial void NotDelivered(ILogger log, int status, string? code);

    [LoggerMessage(5, LogLevel.Error, "A turn that ran out of time failed afterwards")]
    private static partial void LateFailed(ILogger log, Exception failed);

    [LoggerMessage(4, LogLevel.Error, "A turn ({Type}) took longer than BotFramework__TurnTimeout allows and was ended")]
    private static partial void OutOfTime(ILogger log, string type);
}
