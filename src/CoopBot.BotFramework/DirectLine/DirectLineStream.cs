using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CoopBot.BotFramework.DirectLine;

/// <summary>The WebSocket of a conversation: everything after the watermark, then whatever comes.</summary>
internal static class DirectLineStream
{
    private const int Page = 100;
    private const int MaxStreams = 10;

    /// <summary>GET …/stream?t=token&amp;watermark=w. The token rides in the address: a browser's WebSocket can send no header.</summary>
    public static async Task OpenAsync(HttpContext context, string id)
    {
        var services = context.RequestServices;
        var request = context.Request;
        if (services.GetRequiredService<DirectLineTokens>().Read(request.Query["t"]) is not { } token || token.ConversationId != id)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        if (!context.WebSockets.IsWebSocketRequest || !Watermark.TryParse(request.Query["watermark"], out var after))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        using var listener = services.GetRequiredService<DirectLineSignals>().Listen(id);
        if (listener.Count > MaxStreams)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        var listening = DrainAsync(socket, stop);
        try
        {
            await SendAsync(socket, services, listener, id, after, stop.Token);
        }
        catch (Exception ended) when (ended is OperationCanceledException or WebSocketException)
        {
            // The browser closed, or the service stops: the client comes back with its watermark.
        }

        await stop.CancelAsync();
        await listening;
    }

    private static async Task SendAsync(WebSocket socket, IServiceProvider services, DirectLineSignals.Listener listener, string id, long after, CancellationToken cancellation)
    {
        var log = services.GetRequiredService<IDirectLineLog>();
        var time = services.GetRequiredService<TimeProvider>();
        var poll = services.GetRequiredService<IOptions<DirectLineOptions>>().Value.StreamPoll;
        while (socket.State == WebSocketState.Open)
        {
            var next = listener.Next;
            var records = await log.ReadAsync(id, after, Page, cancellation);
            if (records.Count > 0)
            {
                after = records[^1].Sequence;
                await socket.SendAsync(Frame(records, after), WebSocketMessageType.Text, endOfMessage: true, cancellation);
                continue;
            }

            try
            {
                await next.WaitAsync(poll, time, cancellation);
            }
            catch (TimeoutException)
            {
                // Another process may have written: look again.
            }
        }
    }

    /// <summary>Activities with their watermark, as frames and polls carry them; the rows are JSON already.</summary>
    public static byte[] Frame(IReadOnlyList<DirectLineRecord> records, long watermark)
    {
        var text = new StringBuilder("{\"activities\":[");
        for (var i = 0; i < records.Count; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(records[i].Json);
        }

        return Encoding.UTF8.GetBytes(text.Append("],\"watermark\":\"").Append(Watermark.Format(watermark)).Append("\"}").ToString());
    }

    /// <summary>Clients send empty frames to keep the line open; all else is dropped unread.</summary>
    private static async Task DrainAsync(WebSocket socket, CancellationTokenSource stop)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1024);
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), stop.Token)).MessageType != WebSocketMessageType.Close)
            {
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, stop.Token);
        }
        catch (Exception ended) when (ended is OperationCanceledException or WebSocketException)
        {
            // The line is gone.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            await stop.CancelAsync();
        }
    }
}
