using System.Net;
using System.Text.Json.Nodes;
using CoopBot.Capabilities.MyData;
using CoopBot.Conversation;
using CoopBot.People;
using CoopBot.Storage;
using CoopBot.Tests.Cooperatives;
using CoopBot.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CoopBot.Tests.People;

/// <summary>"data saya" and the copy: counted in words, opened by an officer's code for that person alone, good for ten minutes and once.</summary>
public sealed class DataCopyTests : IDisposable
{
    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    [Fact] // Fault 127; transcript 18
    public async Task What_is_stored_is_told_in_words_and_the_copy_comes_by_a_code_and_a_link_that_works_once()
    {
        await using var host = await new CoopBotHost().WithCooperativesAsync();
        var chat = await host.VisitAsync();
        await chat.Says("kenari berapa orang untuk mendirikan koperasi");
        await chat.Says("tanya petugas");
        await chat.Says("kirim");
        await chat.LinkAsync(await host.CodeAsync());

        var told = await chat.Says("data saya apa aja yg disimpan");
        Assert.Matches(@"^Yang tersimpan: .*1 tiket, riwayat obrolan sejak .* \(\d+ pesan\).*sambungan ke 1 koperasi", Sorted(told.Text));
        Assert.Contains("Nomor KTP tidak disimpan.", told.Text, StringComparison.Ordinal);
        Assert.Contains("(/data-saya)", told.Text, StringComparison.Ordinal);
        Assert.Equal(["Unduh salinan", "Hapus data saya", "Kembali"], told.Suggestions);

        var code = await host.AskedAsync(text => chat.Says(text), "1");
        var opened = await chat.Says(code);
        Assert.Contains("Tautan berlaku 10 menit, satu kali", opened.Text, StringComparison.Ordinal);
        var link = new Uri(host.Address, DataOffice.LinkIn(opened));
        Assert.DoesNotContain(link.Segments[^1], (string)host.Scalar("SELECT \"LinkHash\" FROM \"DataRequests\"")!, StringComparison.Ordinal);

        // A look without taking uses nothing up.
        var dead = await (await _http.GetAsync(new Uri(host.Address, "/data-saya/" + new string('x', 43)))).Content.ReadAsStringAsync();
        using (var head = await _http.SendAsync(new(HttpMethod.Head, link)))
        {
            Assert.Equal(HttpStatusCode.NotFound, head.StatusCode);
        }

        using (var ahead = new HttpRequestMessage(HttpMethod.Get, link))
        {
            ahead.Headers.Add("Sec-Purpose", "prefetch;prerender");
            using var refused = await _http.SendAsync(ahead);
            Assert.Equal((HttpStatusCode.NotFound, dead), (refused.StatusCode, await refused.Content.ReadAsStringAsync()));
        }

        using var answer = await _http.GetAsync(link);
        Assert.Equal((HttpStatusCode.OK, "application/json", "attachment"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentDisposition?.DispositionType));
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        var copy = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
        Assert.Contains("UU 27/2022", (string)copy["tentang"]!, StringComparison.Ordinal);
        Assert.Equal("kenari berapa orang untuk mendirikan koperasi", (string)copy["Riwayat obrolan"]![1]!["pesan"]!);
        Assert.Contains("9 orang", (string)copy["Riwayat obrolan"]![1]!["jawaban"]!["text"]!, StringComparison.Ordinal);
        Assert.EndsWith("+07:00", (string)copy["Riwayat obrolan"]![1]!["waktu"]!, StringComparison.Ordinal);
        Assert.Single(copy["Sambungan ke koperasi"]!.AsArray());
        Assert.Single(copy["Pertanyaan kepada petugas"]!.AsArray());

        using var again = await _http.GetAsync(link);
        Assert.Equal((HttpStatusCode.NotFound, dead), (again.StatusCode, await again.Content.ReadAsStringAsync()));
        Assert.StartsWith("Kode tidak cocok. Sisa 4 kali coba.", (await chat.Says(code)).Text, StringComparison.Ordinal);
        foreach (var action in new[] { "data.requested", "data.code-made", "data.opened", "data.link-made", "data.copied" })
        {
            Assert.Equal((action, 1L), (action, host.Count("AuditEntries", $"\"Action\" = '{action}' AND \"Subject\" = 'D-0001'")));
        }

        Assert.Equal(0, host.Count("AuditEntries", "\"Detail\" LIKE '%kenari%'"));
        Assert.DoesNotContain(link.Segments[^1], host.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_who_open_a_link_at_once_one_gets_the_copy()
    {
        await using var host = new CoopBotHost();
        var chat = await host.VisitAsync();
        var link = new Uri(host.Address, DataOffice.LinkIn(await chat.Says(await host.AskedAsync(text => chat.Says(text), "unduh data saya"))));

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => _http.GetAsync(link)));

        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.Equal(11, answers.Count(answer => answer.StatusCode == HttpStatusCode.NotFound));
    }

    [Fact] // Fault 48
    public async Task Code_is_for_one_person_and_one_request_and_five_wrong_ones_lock()
    {
        await using var host = new CoopBotHost();
        var (owner, other) = (await host.VisitAsync(), await host.VisitAsync());
        var code = await host.AskedAsync(text => owner.Says(text), "hapus data saya");
        await other.Says("hapus data saya");

        Assert.StartsWith("Kode tidak cocok. Sisa 4 kali coba.", (await other.Says(code)).Text, StringComparison.Ordinal);
        for (var left = 3; left >= 1; left--)
        {
            Assert.StartsWith($"Kode tidak cocok. Sisa {left} kali coba.", (await other.Says(LinkedOffice.Guess())).Text, StringComparison.Ordinal);
        }

        Assert.StartsWith("Kode dikunci", (await other.Says(LinkedOffice.Guess())).Text, StringComparison.Ordinal);
        // Locked, the right one opens nothing either.
        Assert.StartsWith("Kode dikunci", (await other.Says(await host.DataCodeAsync(2))).Text, StringComparison.Ordinal);
        // A new code voids the one before; the request keeps its number.
        Assert.Contains("**D-0001**", (await owner.Says("tolong hapus semua data saya ya")).Text, StringComparison.Ordinal);
        var newer = await host.DataCodeAsync(1);
        Assert.StartsWith("Kode tidak cocok", (await owner.Says(code)).Text, StringComparison.Ordinal);
        Assert.StartsWith("**Hapus semua data Anda?**", (await owner.Says($"kode {newer.ToLowerInvariant()}")).Text, StringComparison.Ordinal);
    }

    [Fact] // Fault 130
    public async Task Link_dies_after_ten_minutes_and_a_code_after_a_day()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 3, 0, 0, TimeSpan.Zero));
        await using var host = new CoopBotHost(services => services.AddSingleton<TimeProvider>(time));
        var chat = await host.VisitAsync();
        var link = new Uri(host.Address, DataOffice.LinkIn(await chat.Says(await host.AskedAsync(text => chat.Says(text), "unduh salinan"))));
        time.Advance(TimeSpan.FromMinutes(10));
        using var late = await _http.GetAsync(link);
        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);

        var code = await host.AskedAsync(text => chat.Says(text), "unduh salinan");
        time.Advance(TimeSpan.FromHours(24));
        chat = await Chat.StartAsync(host.Address, cookie: chat.Cookie);
        Assert.StartsWith("Kode tidak cocok", (await chat.Says(code)).Text, StringComparison.Ordinal);
    }

    [Fact] // Fault 130
    public async Task Requests_go_after_thirty_days_links_after_one_nothing_early_and_nothing_twice()
    {
        // Later than the clock of the service, whose own retention runs as well.
        var start = new DateTime(2086, 11, 23, 3, 0, 0, DateTimeKind.Utc);
        await using var host = new CoopBotHost();
        var gate = host.Service<WriteGate>();
        await gate.WriteAsync((connection, transaction) =>
        {
            foreach (var (id, state) in new[] { (1, "Opened"), (2, "Open"), (3, "Closed") })
            {
                connection.Execute(
                    transaction,
                    """INSERT INTO "DataRequests" ("Id", "Channel", "ConversationId", "PersonId", "Wish", "State", "Language", "AskedAt", "LinkHash", "LinkUntil") VALUES (@0, 'x', 'c', 'p', 'Copy', @1, 0, @2, @3, @2)""",
                    (long)id, state, start, $"h{id}");
            }

            return 0;
        });

        Assert.Equal(0, await ExpireAsync(start.AddYears(-20)));
        Assert.Equal(0, await ExpireAsync(start.AddHours(23)));
        Assert.Equal(3, await ExpireAsync(start.AddHours(25)));
        Assert.Equal(0, await ExpireAsync(start.AddDays(29)));
        Assert.Equal(3, await ExpireAsync(start.AddYears(20)));
        Assert.Equal(0, await ExpireAsync(start.AddYears(20)));

        Task<int> ExpireAsync(DateTime now) => gate.WriteAsync((connection, transaction) => DataRequests.Expire(now, connection, transaction));
    }

    [Fact]
    public async Task Where_no_link_can_be_made_the_office_hands_the_copy_over_and_elsewhere_it_is_absolute()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using (var bare = new CoopBotHost())
        {
            Assert.Contains("Mintalah salinannya ke petugas dinas dengan nomor **D-0001**", (await new TeamsChat(bare, connector).Says("unduh salinan")).Text, StringComparison.Ordinal);
        }

        await using var host = new CoopBotHost(settings: ("CoopBot:PublicUrl", "https://chat.example.go.id"));
        var teams = new TeamsChat(host, connector);
        var link = DataOffice.LinkIn(await teams.Says(await host.AskedAsync(teams.Says, "download my data")));
        Assert.StartsWith("https://chat.example.go.id/data-saya/", link, StringComparison.Ordinal);
        using var answer = await _http.GetAsync(new Uri(host.Address, new Uri(link).AbsolutePath));
        Assert.Single(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["Alamat balasan"]!.AsArray());
    }

    [Theory]
    [InlineData("data saya", "Show")]
    [InlineData("data saya apa aja yg disimpan", "Show")]
    [InlineData("data ape jak kamek yg disimpan", "Show")]
    [InlineData("what data do you have about me", null)]
    [InlineData("my data", "Show")]
    [InlineData("show my data please", "Show")]
    [InlineData("hapus data saya", "Erase")]
    [InlineData("tolong hapus semua data saya dong min", "Erase")]
    [InlineData("padam data kamek", "Erase")]
    [InlineData("delete my data", "Erase")]
    [InlineData("hapus riwayat obrolan saya", "Erase")]
    [InlineData("unduh salinan", "Copy")]
    [InlineData("unduh data saya", "Copy")]
    [InlineData("data koperasi saya", null)]
    [InlineData("hapus data koperasi saya", null)]
    [InlineData("ubah data koperasi kami", null)]
    [InlineData("akun saya", null)]
    [InlineData("data umkm kalbar", null)]
    [InlineData("saya mau data jumlah koperasi", null)]
    public void Words_are_read(string said, string? intent) =>
        Assert.Equal(intent, MyDataWords.Read(new() { Key = new("webchat", "c", "p"), ActivityId = "a", Text = said, Now = DateTime.UnixEpoch })?.ToString());

    [Fact]
    public async Task Cooperatives_own_data_stays_with_the_link()
    {
        await using var host = await new CoopBotHost().WithCooperativesAsync();
        Assert.StartsWith("Akun ini perlu dihubungkan dulu", (await (await host.VisitAsync()).Says("data koperasi saya")).Text, StringComparison.Ordinal);
    }

    /// <summary>The parts of the list in alphabetical order: their own order is the tables'.</summary>
    private static string Sorted(string text)
    {
        var list = text["Yang tersimpan: ".Length..text.IndexOf(". ", StringComparison.Ordinal)];
        return "Yang tersimpan: " + string.Join(", ", list.Replace(", dan ", ", ", StringComparison.Ordinal).Replace(" dan ", ", ", StringComparison.Ordinal).Split(", ").Order(StringComparer.Ordinal));
    }
}
