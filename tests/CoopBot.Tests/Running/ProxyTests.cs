using System.Net;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Running;

/// <summary>Where a visitor comes from is read from proxies that the office named, and from nobody else (fault 138).</summary>
public sealed class ProxyTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory] // Faults 42 and 138
    [InlineData("127.0.0.0/8", 10)]
    [InlineData("127.0.0.1", 10)]
    [InlineData("10.0.0.5", 4)]
    [InlineData("", 4)]
    public async Task Visitors_behind_a_named_proxy_have_a_limit_each_and_a_made_up_header_buys_none(string proxies, int admitted)
    {
        var (service, address) = await CoopBotProcess.ServeAsync(_store.ConnectionString, "DirectLine__MintsPerMinute=2", $"Web__KnownProxies={proxies}");
        using var _ = service;
        using var http = new HttpClient();
        var minted = 0;
        for (var visitor = 1; visitor <= 10; visitor++)
        {
            using var mint = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "v3/directline/tokens/generate"));
            mint.Headers.Add("X-Forwarded-For", $"203.0.113.{visitor}");
            using var answer = await http.SendAsync(mint);
            minted += answer.StatusCode == HttpStatusCode.OK ? 1 : 0;
        }

        Assert.Equal(admitted, minted);
    }
}
