using System.Net;
using CoopBot.Capabilities.Announcements;
using CoopBot.Tests.Cooperatives;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Announcements;

/// <summary>What recipients meet of announcements that were corrected, withdrawn or came once more. Nothing sends here: a test says how far a copy has come.</summary>
public sealed class FollowUpTalkTests : IAsyncLifetime
{
    private CoopBotHost _host = null!;
    private Chat _chat = null!;

    public async ValueTask InitializeAsync()
    {
        _host = new CoopBotHost(AnnouncingOffice.WithoutSender);
        _chat = await _host.VisitAsync();
        await _chat.Says("halo");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // The right text is on its way only: what holds is shown all the same.
    public async Task Corrected_one_is_shown_once_and_with_the_right_text(bool hasCome)
    {
        var wrong = await SentAsync();
        var right = await CorrectedAsync(wrong, hasCome);

        var last = await _chat.Says("pengumuman terakhir");
        Assert.Contains("Acaranya 14 Juli.", last.All, StringComparison.Ordinal);
        Assert.DoesNotContain("12 Juli", last.All, StringComparison.Ordinal);
        Assert.DoesNotContain("Sebelumnya", last.All, StringComparison.Ordinal);
        var old = await _chat.Says($"pengumuman P-{wrong}");
        Assert.Contains("Koreksi pengumuman: Hari Koperasi", old.All, StringComparison.Ordinal);
        Assert.Contains("Acaranya 14 Juli.", old.All, StringComparison.Ordinal);
        Assert.Contains("Diperbaiki ", (await _chat.Says($"pengumuman P-{right}")).All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Button_of_the_old_copy_counts_for_that_and_answers_with_the_right_one()
    {
        var wrong = await SentAsync();
        var right = await CorrectedAsync(wrong, hasCome: true);

        var pressed = await _chat.Says($"Sudah saya baca P-{wrong}");
        Assert.Contains("Acaranya 14 Juli.", pressed.All, StringComparison.Ordinal);
        Assert.Contains($"Sudah saya baca P-{right}", pressed.Card!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((1, 0), ((await _host.CountedAsync(wrong)).Acknowledged, (await _host.CountedAsync(right)).Acknowledged));

        Assert.StartsWith("Tercatat dibaca", (await _chat.Says("baca")).Text, StringComparison.Ordinal);
        Assert.Equal(1, (await _host.CountedAsync(right)).Acknowledged);
        Assert.StartsWith($"Tulis pertanyaan soal pengumuman **P-{right}, Hari Koperasi**", (await _chat.Says($"Tanya soal ini P-{wrong}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_of_a_correction_is_nobodys_news()
    {
        var wrong = await SentAsync();
        var draft = await CorrectAsync(wrong);

        Assert.Contains("Acaranya 12 Juli.", (await _chat.Says("pengumuman terakhir")).All, StringComparison.Ordinal);
        Assert.StartsWith("Pengumuman dengan nomor itu", (await _chat.Says($"pengumuman P-{draft}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_withdrawn_one_is_shown_only_that_it_is()
    {
        var first = await SentAsync();
        var second = await SentAsync("Rapat anggota");
        var recall = (await _host.Service<AnnouncementFollowUps>().RecallAsync(first, AnnouncingOffice.Officer, default)).Id!.Value;
        await SettleAsync(recall, hasCome: true);

        var last = await _chat.Says("pengumuman terakhir");
        Assert.Contains("Rapat anggota", last.All, StringComparison.Ordinal);
        Assert.Matches($@"P-{first}, \d+ \w+ \d{{4}}: Hari Koperasi \(ditarik\)", last.All);
        Assert.DoesNotContain($"P-{recall}", last.All, StringComparison.Ordinal);
        foreach (var said in new[] { $"pengumuman P-{first}", $"Sudah saya baca P-{first}", $"pengumuman P-{recall}" })
        {
            var shown = (await _chat.Says(said)).All;
            Assert.Contains("(ditarik)", shown, StringComparison.Ordinal);
            Assert.Contains("Dinas menarik pengumuman ini pada", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("12 Juli", shown, StringComparison.Ordinal);
        }

        Assert.Equal((1, 0), ((await _host.CountedAsync(first)).Acknowledged, (await _host.CountedAsync(second)).Acknowledged));
    }

    [Fact]
    public async Task Read_on_a_reminder_counts_for_what_it_reminds_of()
    {
        var id = await SentAsync();
        var reminder = (await _host.Service<AnnouncementFollowUps>().RemindAsync(id, AnnouncingOffice.Officer, default)).Id!.Value;
        _host.Put(reminder, "\"State\" = 'Sent', \"SentAt\" = \"DueAt\"");

        Assert.DoesNotContain("Sebelumnya", (await _chat.Says("pengumuman terakhir")).All, StringComparison.Ordinal);
        Assert.StartsWith("Tercatat dibaca", (await _chat.Says($"Sudah saya baca P-{reminder}")).Text, StringComparison.Ordinal);
        Assert.Equal((1, 0), ((await _host.CountedAsync(id)).Acknowledged, (await _host.CountedAsync(reminder)).Acknowledged));
    }

    [Fact]
    public async Task Pressed_in_teams_the_old_card_becomes_the_right_one_or_says_that_it_was_withdrawn()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var host = new CoopBotHost(null, null, ("Announcements:RatePerSecond", "0"));
        var chat = new TeamsChat(host, connector);
        await chat.Says("halo");
        var wrong = await host.AnnounceAsync("Hari Koperasi", draft => draft with { Text = "Acaranya 12 Juli." });
        var card = (await chat.Next()).Card!;
        await host.CountedAsync(wrong, counts => counts.Sent == 1);
        // A client that keeps the old card.
        connector.EditRefusal = 405;
        var followUps = host.Service<AnnouncementFollowUps>();
        var right = (await followUps.CorrectAsync(wrong, new() { Title = "Hari Koperasi", Text = "Acaranya 14 Juli." }, AnnouncingOffice.Officer, null, null)).Id!.Value;
        Assert.Equal(AnnouncementOrder.Done, await host.Service<AnnouncementStore>().SendAsync(right, AnnouncingOffice.Officer, default));
        Assert.Equal("Koreksi pengumuman: Hari Koperasi.", (await chat.Next()).Text);
        await host.CountedAsync(right, counts => counts.Sent == 1);

        var (status, answer) = await chat.Invokes(chat.Press(card["actions"]![0]!));
        Assert.Equal((HttpStatusCode.OK, "application/vnd.microsoft.card.adaptive"), (status, (string)answer["type"]!));
        Assert.Contains("Acaranya 14 Juli.", answer.ToJsonString(), StringComparison.Ordinal);

        await followUps.RecallAsync(right, AnnouncingOffice.Officer, default);
        await chat.Next();
        (_, answer) = await chat.Invokes(chat.Press(card["actions"]![0]!));
        Assert.Contains("(ditarik)", answer["value"]!["body"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Juli", answer["value"]!["body"]!.ToJsonString(), StringComparison.Ordinal);
    }

    /// <summary>An announcement that has come to the visitor.</summary>
    private async Task<long> SentAsync(string title = "Hari Koperasi")
    {
        var id = await _host.AnnounceAsync(title, draft => draft with { Text = "Acaranya 12 Juli." });
        await SettleAsync(id, hasCome: true);
        return id;
    }

    private async Task<long> CorrectAsync(long wrong) =>
        (await _host.Service<AnnouncementFollowUps>().CorrectAsync(wrong, new() { Title = "Hari Koperasi", Text = "Acaranya 14 Juli." }, AnnouncingOffice.Officer, null, null)).Id!.Value;

    private async Task<long> CorrectedAsync(long wrong, bool hasCome)
    {
        var right = await CorrectAsync(wrong);
        Assert.Equal(AnnouncementOrder.Done, await _host.Service<AnnouncementStore>().SendAsync(right, AnnouncingOffice.Officer, default));
        await SettleAsync(right, hasCome);
        return right;
    }

    /// <summary>Its copies have come, or wait, and every one is accounted for as a sender would.</summary>
    private async Task SettleAsync(long id, bool hasCome)
    {
        var queue = _host.Service<AnnouncementQueue>();
        queue.Change();
        await queue.PrepareAsync(default);
        Assert.Equal(1, (await _host.CountedAsync(id)).Audience);
        if (hasCome)
        {
            _host.Put(id, "\"State\" = 'Sent', \"SentAt\" = \"DueAt\"");
            queue.Change();
            await queue.PrepareAsync(default);
        }
    }
}
