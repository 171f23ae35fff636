using System.Diagnostics;
using CoopBot.Capabilities.Answers;
using CoopBot.Tests.Cooperatives;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.People;

/// <summary>What people write, and what opens something, stands in no log, no trace, no error page and no search index, with Debug logging (faults 131, 132).</summary>
public sealed class CanaryTests
{
    private const string Ktp = "6171034507890002";
    private const string Phone = "081299887766";
    private const string Email = "kenari.uji@example.test";
    private const string Name = "Kenari Sulastri";
    private const string Broken = "kenaribaris\r\nfail: kenaripalsu\u001b[31mmerah\u001b[0m\u2028{\"level\":\"kenaripalsu\"}";

    [Fact]
    public async Task Canaries_stand_in_no_log_trace_error_page_or_index()
    {
        var traces = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => traces.Enqueue($"{activity.Source.Name} {activity.DisplayName} {string.Join(' ', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))}"),
        };
        ActivitySource.AddActivityListener(listener);
        using var http = new HttpClient();
        await using var connector = await FakeConnector.StartAsync();
        await using var host = await new CoopBotHost(settings: [("CoopBot:PublicUrl", "https://chat.example.go.id"), ("Logging:LogLevel:Default", "Debug"), ("Logging:LogLevel:Microsoft", "Debug")]).WithCooperativesAsync();
        var chat = await host.VisitAsync();
        var teams = new TeamsChat(host, connector);
        var secrets = new List<string> { Ktp, Phone, Email, Name, "kenaribaris", "kenaripalsu" };
        foreach (var says in new Func<string, Task<Answer>>[] { text => chat.Says(text), teams.Says })
        {
            foreach (var text in new[] { $"saya {Name}, ktp {Ktp}, hp {Phone}", $"email saya {Email}", Broken, $"status koperasi {Name}", "tanya petugas", "kirim", $"hubungkan koperasi {LinkedOffice.Guess()}" })
            {
                await says(text);
            }

            var link = await host.CodeAsync();
            await says(link);
            await says("ya");
            var code = await host.AskedAsync(says, "unduh salinan");
            var copy = DataOffice.LinkIn(await says(code));
            secrets.AddRange([link, code, code.Replace("-", "", StringComparison.Ordinal), copy.Split('/')[^1]]);
            using var taken = await http.GetAsync(new Uri(host.Address, copy.Replace("https://chat.example.go.id", "", StringComparison.Ordinal)));
            Assert.Contains(Phone, await taken.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            using var again = await http.GetAsync(new Uri(host.Address, copy.Replace("https://chat.example.go.id", "", StringComparison.Ordinal)));
        }

        // Wrong input, and a store that is gone.
        var errors = "";
        using (var bad = await chat.SendRawAsync($"{{\"type\":\"message\",\"text\":\"{Phone} {Name}"))
        {
            errors += await bad.Content.ReadAsStringAsync();
        }

        using (var wrong = await http.GetAsync(new Uri(host.Address, $"/data-saya/{new string('k', 40)}{Phone[..3]}")))
        {
            errors += await wrong.Content.ReadAsStringAsync();
        }

        using (var odd = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, "/tidak-ada%0d%0afail:%20kenaripalsu%1b[31m?kenaripalsu")))
        {
            odd.Headers.TryAddWithoutValidation("User-Agent", "kenaripalsu\u001b[31m");
            using var answer = await http.SendAsync(odd);
            errors += await answer.Content.ReadAsStringAsync();
        }

        if (!TestStore.IsPostgres)
        {
            using var other = host.Database.OpenConnection();
            using var held = other.BeginTransaction();
            using var refused = await chat.SendAsync(HttpMethod.Post, $"/{chat.Conversation}/activities", new() { ["type"] = "message", ["text"] = $"{Name} {Phone} {Email}" });
            Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            errors += await refused.Content.ReadAsStringAsync();
            Assert.Contains("The store could not be used", host.Log.All, StringComparison.Ordinal);
        }

        var logged = host.Log.All;
        Assert.Contains("Debug ", logged, StringComparison.Ordinal);
        // Nothing that moves a terminal's cursor, whoever sent it (fault 132).
        Assert.DoesNotContain('\u001b', logged);
        Assert.DoesNotMatch(@"(?m)^fail:", logged);
        Assert.Contains(traces, trace => trace.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        // What this test's own client traces of its calls is not the service's.
        var traced = string.Join('\n', traces.Where(trace => !trace.StartsWith("System.Net.Http ", StringComparison.Ordinal) || !trace.Contains(host.Address.Authority, StringComparison.Ordinal)));
        var indexed = string.Join('\n', host.Service<KnowledgeBase>().Public.Select(article => $"{article.Title} {string.Join(' ', article.Questions)} {article.Answer} {article.Body}"));
        foreach (var secret in secrets)
        {
            Assert.Equal((secret, "", "", "", ""), (secret, Lines(logged), Lines(traced), Lines(errors), Lines(indexed)));

            string Lines(string where) => string.Join('\n', where.Split('\n').Where(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)).Take(3));
        }
    }
}
