using System.Net;
using CoopBot.Conversation;
using CoopBot.People;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.People;

/// <summary>The page of what is stored, written from the model.</summary>
public sealed class KeptPageTests
{
    [Theory]
    [InlineData("", "Apa yang disimpan", "45 hari sesudah pesan terakhir.")]
    [InlineData("?lang=en", "What is kept", "45 days after the last message.")]
    public async Task Every_table_is_there_in_both_languages_under_a_strict_policy(string query, string title, string kept)
    {
        await using var host = new CoopBotHost(settings: ("Retention:Days", "45"));
        using var http = new HttpClient { BaseAddress = host.Address };
        using var answer = await http.GetAsync("/data-saya" + query);
        var raw = await answer.Content.ReadAsStringAsync();
        var page = WebUtility.HtmlDecode(raw);
        var rows = host.Service<PersonalRows>();

        Assert.Contains($"<h1>{title}</h1>", page, StringComparison.Ordinal);
        Assert.Contains(kept, page, StringComparison.Ordinal);
        var language = query.Length > 0 ? Language.English : Language.Indonesian;
        Assert.All(rows.Tables, table => Assert.Contains($"<h3>{table.Title.In(language)}</h3>", page, StringComparison.Ordinal));
        Assert.All(rows.Others, table => Assert.Contains(table.What.In(language), page, StringComparison.Ordinal));
        Assert.True(rows.Others.Count >= 5);
        Assert.DoesNotContain("{", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", raw, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("href=\"/data-saya", await http.GetStringAsync("/privasi" + query), StringComparison.Ordinal);
    }
}
