using System.Net;
using System.Net.Sockets;
using System.Text;
using CoopBot.BotFramework.Tests.Testing;

namespace CoopBot.BotFramework.Tests;

/// <summary>Connections that say nothing, or say it slowly, hold up nobody else (fault 41).</summary>
public sealed class IdleConnectionTests
{
    private const string Body = """{"type":"message","id":"1","text":"halo","channelId":"msteams","from":{"id":"u"},"conversation":{"id":"c"},"deliveryMode":"expectReplies"}""";

    [Fact] // Fault 41
    public async Task Others_are_served_beside_thousands_of_idle_slow_and_half_open_connections()
    {
        await using var host = await BotHost.StartAsync();
        var sockets = new List<Socket>();
        try
        {
            for (var number = 0; number < 2_000; number++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                sockets.Add(socket);
                await socket.ConnectAsync(IPAddress.Loopback, host.Address.Port);
                await socket.SendAsync(Encoding.ASCII.GetBytes((number % 4) switch
                {
                    0 => "",
                    1 => "POST /api/messages HTTP/1.1\r\nHost: x\r\nX-Slow: ",
                    2 => "POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{",
                    _ => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                }));
            }

            var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.PostAsync(Body)));

            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
            Assert.Equal(50, host.Bot.Received.Count);
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }
}
