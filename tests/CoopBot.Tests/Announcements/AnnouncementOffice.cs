using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CoopBot.Capabilities.Announcements;
using CoopBot.Staff;
using CoopBot.Tests.Hosts;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Tests.Announcements;

/// <summary>An office's program that makes announcements with a key, and what became of them.</summary>
internal sealed class AnnouncementOffice(CoopBotHost host, HttpClient http) : IDisposable
{
    private static int _keys;

    public static async Task<AnnouncementOffice> OfAsync(CoopBotHost host, StaffRole role = StaffRole.Admin)
    {
        var (_, key) = await host.Service<ApiKeys>().NewAsync($"kantor-{Interlocked.Increment(ref _keys)}", role, "dev");
        var http = new HttpClient { BaseAddress = host.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return new(host, http);
    }

    /// <summary>An announcement to everyone, changed by <paramref name="more"/>.</summary>
    public static JsonObject Draft(params (string Name, JsonNode? Value)[] more)
    {
        var draft = new JsonObject { ["title"] = "Kantor tutup", ["text"] = "Kantor tutup hari Jumat.", ["audience"] = new JsonObject { ["all"] = true } };
        foreach (var (name, value) in more)
        {
            draft[name] = value;
        }

        return draft;
    }

    public async Task<(HttpStatusCode Status, JsonObject Body)> CallAsync(HttpMethod method, string path = "", JsonNode? body = null, string? key = null, string? version = null)
    {
        using var request = new HttpRequestMessage(method, "/api/announcements" + path) { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (version is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", version);
        }

        using var response = await http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonNode>() as JsonObject ?? []);
    }

    public Task<HttpResponseMessage> GetAsync(string path, string accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/announcements" + path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        return http.SendAsync(request);
    }

    /// <summary>Makes it; its id.</summary>
    public async Task<long> CreateAsync(JsonObject draft)
    {
        var (status, body) = await CallAsync(HttpMethod.Post, "", draft);
        Assert.Equal((HttpStatusCode.Created, ""), (status, (string?)body["error"] ?? ""));
        return (long)body["id"]!;
    }

    /// <summary>Makes it and sends it; its id.</summary>
    public async Task<long> SendAsync(JsonObject draft)
    {
        var id = await CreateAsync(draft);
        Assert.Equal(HttpStatusCode.Accepted, (await CallAsync(HttpMethod.Post, $"/{id}/send")).Status);
        return id;
    }

    /// <summary>Where its rows stand, once it is in that state; each look a sum.</summary>
    public async Task<DeliveryCounts> InAsync(long id, string state)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var (_, body) = await CallAsync(HttpMethod.Get, $"/{id}");
            var counts = Counts(body);
            Assert.Equal(counts.Audience, counts.Pending + counts.Sent + counts.Uncertain + counts.Unreachable + counts.GaveUp + counts.Cancelled);
            if ((string?)body["state"] == state)
            {
                return counts;
            }

            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>Waits until its rows stand so.</summary>
    public async Task<DeliveryCounts> UntilAsync(long id, Predicate<DeliveryCounts> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var counts = Counts((await CallAsync(HttpMethod.Get, $"/{id}")).Body);
            if (isSo(counts))
            {
                return counts;
            }

            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>The only recipient's row.</summary>
    public async Task<AnnouncementDelivery> RowAsync(long id) => Assert.Single(await RowsAsync(id));

    /// <summary>All recipients' rows.</summary>
    public async Task<IReadOnlyList<AnnouncementDelivery>> RowsAsync(long id)
    {
        await using var db = host.Database.CreateDbContext();
        return await db.AnnouncementDeliveries.AsNoTracking().Where(row => row.AnnouncementId == id).ToListAsync();
    }

    public void Dispose() => http.Dispose();

    private static DeliveryCounts Counts(JsonObject body)
    {
        var counts = body["counts"]!;
        int Of(string name) => (int)counts[name]!;
        return new(Of("audience"), Of("pending"), Of("sent"), Of("uncertain"), Of("unreachable"), Of("gaveUp"), Of("cancelled"), Of("read"), Of("acknowledged"));
    }
}
