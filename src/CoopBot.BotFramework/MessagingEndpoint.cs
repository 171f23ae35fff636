using CoopBot.BotFramework.Auth;
using CoopBot.BotFramework.Schema;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CoopBot.BotFramework;

/// <summary>What happens to an activity that a channel posts: admitted, read, given to the bot within the time of a turn, answered.</summary>
internal sealed partial class MessagingEndpoint(
    Admissions admissions, IBot bot, ConnectorClient connector, IOptions<BotFrameworkOptions> options, IHostApplicationLifetime lifetime, ILogger<MessagingEndpoint> logger)
{
    private readonly TimeSpan _turnTimeout = options.Value.TurnTimeout;

    /// <summary>One POST: who may, what it is, the turn, the answer.</summary>
    public async Task PostAsync(HttpContext context)
    {
        var admission = await admissions.AdmitAsync(context);
        if (admission.Status != StatusCodes.Status200OK)
        {
            Refuse(context, admission);
            return;
        }

        // Channels send JSON; a page in a developer's browser could send plain text without asking.
        if (!context.Request.HasJsonContentType())
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        var read = await ActivityReader.ReadAsync(context.Request, context.RequestAborted);
        if (read.Activity is { } activity && admissions.Admit(admission, activity) is { Status: not StatusCodes.Status200OK } refused)
        {
            Refuse(context, refused);
            return;
        }

        if (Problem(read) is { } problem)
        {
            Unreadable(logger, read.Status);
            context.Response.StatusCode = read.Activity is null ? read.Status : StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(ErrorResponse.Of("BadArgument", problem), ActivityJson.Wire.ErrorResponse, cancellationToken: context.RequestAborted);
            return;
        }

        await RunTurnAsync(context, read.Activity!);
    }

    /// <summary>An empty answer and one line in the log, without a word of the token.</summary>
    private void Refuse(HttpContext context, Admission admission)
    {
        Refused(logger, context.Connection.RemoteIpAddress, admission.Status, admission.Reason);
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

    private async Task RunTurnAsync(HttpContext context, Activity activity)
    {
        var stopping = lifetime.ApplicationStopping;
        // The channel's connection may end before the turn does; what was said still deserves its answer.
        var turn = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        turn.CancelAfter(_turnTimeout);

        List<Activity>? collected = activity.DeliveryMode == DeliveryModes.ExpectReplies ? [] : null;
        var turnContext = new TurnContext(activity, collected is null ? Outbound.Through(connector, activity) : Outbound.Into(collected));
        Task work = Task.CompletedTask;
        try
        {
            work = bot.OnTurnAsync(turnContext, turn.Token);
            // No longer than the turn's time, heeded or not: a channel that hears nothing for 15 s sends the activity again.
            await (work.IsCompleted ? work : work.WaitAsync(turn.Token));
        }
        catch (ConnectorException failed)
        {
            // What was said is saved; the delivery is taken up again by whoever owns it.
            NotDelivered(logger, failed.Status is { } status ? (int)status : 0, failed.Code);
        }
        catch (OperationCanceledException) when (turn.IsCancellationRequested)
        {
            // Fault 29: what there is by now is the answer; an invoke has none, and a service that stops asks for the activity again.
            OutOfTime(logger, activity.Type!);
            if (stopping.IsCancellationRequested || activity.Type == ActivityTypes.Invoke)
            {
                context.Response.StatusCode = stopping.IsCancellationRequested ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status504GatewayTimeout;
                return;
            }
        }

        finally
        {
            _ = EndAsync(work, turn);
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
    private async Task EndAsync(Task work, CancellationTokenSource turn)
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
                LateFailed(logger, failed);
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
    private static partial void Refused(ILogger logger, System.Net.IPAddress? address, int status, string reason);

    [LoggerMessage(2, LogLevel.Information, "Refused a body that is no activity ({Status})")]
    private static partial void Unreadable(ILogger logger, int status);

    [LoggerMessage(3, LogLevel.Warning, "A reply was not delivered: {Status} {Code}")]
    private static partial void NotDelivered(ILogger logger, int status, string? code);

    [LoggerMessage(5, LogLevel.Error, "A turn that ran out of time failed afterwards")]
    private static partial void LateFailed(ILogger logger, Exception failed);

    [LoggerMessage(4, LogLevel.Error, "A turn ({Type}) took longer than BotFramework__TurnTimeout allows and was ended")]
    private static partial void OutOfTime(ILogger logger, string type);
}
