using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Threading.Channels;
using CoopBot.BotFramework.DirectLine;
using CoopBot.BotFramework.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Activity = CoopBot.BotFramework.Schema.Activity;

namespace CoopBot.BotFramework.Tests;

/// <summary>A client nobody here wrote: botframework-directlinejs, as Web Chat bundles it, in Node.</summary>
public sealed class DirectLineJsTests : IAsyncLifetime
{
    private BotHost _host = null!;
    private DirectLineVisitor _visitor = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await BotHost.StartAsync("Production");
        _visitor = new(_host);
        await _visitor.GenerateAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Over_a_stream_it_talks_loses_the_line_and_misses_nothing()
    {
        using var client = Client.Start(_host, _visitor, "stream");
        await client.TalksAsync();
        Assert.Equal(1, _host.StreamsAsked);

        Assert.Equal(1, _host.AbortStreams());
        await AppendAsync("selagi putus");
        await client.HearsAsync("selagi putus");
        Assert.Equal(2, _host.StreamsAsked);

        await client.SayAsync("sudah kembali");
        await client.HearsAsync("sudah kembali");
        await client.HearsAsync("Gema: sudah kembali");
        await client.QuitAsync();

        client.HeardOnce("Selamat datang", "halo", "Gema: halo", "selagi putus", "sudah kembali", "Gema: sudah kembali");
    }

    [Fact]
    public async Task By_polling_it_talks_and_misses_nothing()
    {
        using var client = Client.Start(_host, _visitor, "poll");
        await client.TalksAsync();
        await AppendAsync("pemberitahuan");
        await client.HearsAsync("pemberitahuan");

        await client.SayAsync("lagi");
        await client.HearsAsync("Gema: lagi");
        await client.QuitAsync();

        client.HeardOnce("Selamat datang", "halo", "Gema: halo", "pemberitahuan", "lagi", "Gema: lagi");
        Assert.Equal(0, _host.StreamsAsked);
    }

    private async Task AppendAsync(string text)
    {
        var activity = Activity.Message(text);
        activity.From = DirectLineTurns.Bot;
        await _host.Log.AppendAsync(_visitor.Conversation, null, activity, CancellationToken.None);
        _host.App.Services.GetRequiredService<DirectLineSignals>().Notify(_visitor.Conversation);
    }

    private sealed class Client : IDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

        private readonly Process _process;
        private readonly DirectLineVisitor _visitor;
        private readonly Channel<JsonElement> _events = Channel.CreateUnbounded<JsonElement>();
        private readonly List<JsonElement> _seen = [];
        private readonly CancellationTokenSource _over = new(TimeSpan.FromMinutes(5));
        private readonly Task _errors;
        private readonly Task _reading;
        private string _said = "";

        private Client(Process process, DirectLineVisitor visitor)
        {
            (_process, _visitor) = (process, visitor);
            _errors = Task.Run(async () => _said = await process.StandardError.ReadToEndAsync());
            _reading = Task.Run(ReadAsync);
        }

        public static Client Start(BotHost host, DirectLineVisitor visitor, string mode)
        {
            var packages = typeof(DirectLineJsTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "TestClientsFolder").Value!;
            var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Clients", "directline.mjs"), packages, new Uri(host.Address, "/v3/directline").ToString(), visitor.Token, mode])
            {
                start.ArgumentList.Add(argument);
            }

            return new(Process.Start(start)!, visitor);
        }

        /// <summary>Connects, is greeted, says something, sees it come back as its own, and hears the answer.</summary>
        public async Task TalksAsync()
        {
            await UntilAsync(seen => seen.Text("event") == "status" && seen.Text("status") == "Online");
            await HearsAsync("Selamat datang");
            var id = await SayAsync("halo");
            var echo = await HearsAsync("halo");
            Assert.Equal((id, "c1", _visitor.UserId, "user"), (echo.Text("id"), echo.Text("clientActivityID"), echo.Text("from"), echo.Text("role")));
            Assert.Equal("bot", (await HearsAsync("Gema: halo")).Text("role"));
        }

        public async Task<string> SayAsync(string text)
        {
            await _process.StandardInput.WriteLineAsync("say " + text);
            return (await UntilAsync(seen => seen.Text("event") == "sent" && seen.Text("text") == text)).Text("id")!;
        }

        public Task<JsonElement> HearsAsync(string text) => UntilAsync(seen => seen.Text("event") == "activity" && seen.Text("text") == text);

        public async Task QuitAsync()
        {
            await _process.StandardInput.WriteLineAsync("quit");
            await _process.WaitForExitAsync(_over.Token);
            await _reading;
            while (_events.Reader.TryRead(out var rest))
            {
                _seen.Add(rest);
            }

            Assert.DoesNotContain(_seen, seen => seen.Text("event") is "failed" or "ended");
        }

        /// <summary>These texts and no others, each once.</summary>
        public void HeardOnce(params string[] texts) =>
            Assert.Equal(texts, _seen.Where(seen => seen.Text("event") == "activity").Select(seen => seen.Text("text")));

        public void Dispose()
        {
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
            }

            _process.Dispose();
            _over.Dispose();
        }

        private async Task<JsonElement> UntilAsync(Func<JsonElement, bool> wanted)
        {
            if (_seen.Find(seen => wanted(seen)) is { ValueKind: JsonValueKind.Object } before)
            {
                return before;
            }

            using var patience = new CancellationTokenSource(Patience);
            try
            {
                while (true)
                {
                    var seen = await _events.Reader.ReadAsync(patience.Token);
                    _seen.Add(seen);
                    if (wanted(seen))
                    {
                        return seen;
                    }
                }
            }
            catch (Exception missed) when (missed is OperationCanceledException or ChannelClosedException)
            {
                throw new Xunit.Sdk.XunitException($"The client did not say what was awaited. Seen: {string.Join(' ', _seen)} {_said}");
            }
        }

        private async Task ReadAsync()
        {
            try
            {
                while (await _process.StandardOutput.ReadLineAsync(_over.Token) is { } line)
                {
                    if (line.StartsWith('{'))
                    {
                        using var document = JsonDocument.Parse(line);
                        _events.Writer.TryWrite(document.RootElement.Clone());
                    }
                }

                await _errors;
            }
            finally
            {
                _events.Writer.TryComplete();
            }
        }
    }
}
