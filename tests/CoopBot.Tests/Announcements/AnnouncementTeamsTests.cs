using System.Text.Json.Nodes;
using CoopBot.Tests.Cooperatives;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Announcements;

/// <summary>An announcement in Teams, over the wire: the card, its buttons in place, and what Teams tells of who has seen it.</summary>
public sealed class AnnouncementTeamsTests : IAsyncLifetime
{
    private FakeConnector _connector = null!;
    private CoopBotHost _host = null!;
    private TeamsChat _chat = null!;

    public async ValueTask InitializeAsync()
    {
        _connector = await FakeConnector.StartAsync();
        _connector.IdOf = number => $"{1_700_000_000_000 + number}";
        _host = new CoopBotHost();
        _chat = new(_host, _connector);
        await _chat.Says("halo");
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _connector.DisposeAsync();
    }

    [Fact] // Transcript 15, card 4.7
    public async Task Pressed_button_changes_the_card_in_place_and_the_first_time_counts()
    {
        var id = await _host.AnnounceAsync(change: draft => draft with { Action = "Daftar paling lambat 10 Desember 2026." });
        var card = (await _chat.Next()).Card!;
        Assert.Equal(["Sudah saya baca", "Tanya soal ini", "Atur pengumuman"], card["actions"]!.AsArray().Select(action => (string)action!["title"]!));
        await _host.CountedAsync(id, counts => counts.Sent == 1);

        var (_, first) = await _chat.Invokes(_chat.Press(card["actions"]![0]!));
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string)first["type"]!);
        Assert.Equal(["Tanya soal ini", "Atur pengumuman"], first["value"]!["actions"]!.AsArray().Select(action => (string)action!["title"]!));
        Assert.Matches(@"Dibaca pukul \d\d\.\d\d WIB\.", first["value"]!["body"]!.ToJsonString());
        Assert.Contains("Hari Koperasi ke-74", first["value"]!["body"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("10 Desember 2026", first["value"]!["body"]!.ToJsonString(), StringComparison.Ordinal);
        var counts = await _host.CountedAsync(id);
        Assert.Equal((1, 1, 1), (counts.Sent, counts.Read, counts.Acknowledged));
        var at = _host.Scalar("SELECT \"AcknowledgedAt\" FROM \"AnnouncementDeliveries\"");

        var (_, again) = await _chat.Invokes(_chat.Press(card["actions"]![0]!));
        Assert.Equal(first["value"]!["body"]!.ToJsonString(), again["value"]!["body"]!.ToJsonString());
        Assert.Equal(at, _host.Scalar("SELECT \"AcknowledgedAt\" FROM \"AnnouncementDeliveries\""));
        await NothingWasSent();
    }

    [Fact]
    public async Task Settings_and_a_question_leave_the_announcement_where_it_is()
    {
        var id = await _host.AnnounceAsync();
        var card = (await _chat.Next()).Card!;
        await _host.CountedAsync(id, counts => counts.Sent == 1);

        var (_, settings) = await _chat.Invokes(_chat.Press(card["actions"]![2]!));
        Assert.Equal("application/vnd.microsoft.activity.message", (string)settings["type"]!);
        Assert.Contains("4. ekspor: tidak", (await _chat.Next()).Text, StringComparison.Ordinal);

        var (_, ask) = await _chat.Invokes(_chat.Press(card["actions"]![1]!));
        Assert.Equal("application/vnd.microsoft.activity.message", (string)ask["type"]!);
        Assert.StartsWith($"Tulis pertanyaan soal pengumuman **P-{id}, Hari Koperasi ke-74**", (await _chat.Next()).Text, StringComparison.Ordinal);
        // A button of the card is no question, though one is being written.
        await _chat.Invokes(_chat.Press(card["actions"]![0]!));
        Assert.Equal(1, (await _host.CountedAsync(id)).Acknowledged);
        Assert.StartsWith($"Ini yang akan dikirim ke petugas: “Pengumuman P-{id} (Hari Koperasi ke-74): kapan itu?”", (await _chat.Says("kapan itu?")).Text, StringComparison.Ordinal);
        Assert.StartsWith("Terkirim.", (await _chat.Says("Kirim")).Text, StringComparison.Ordinal);
        Assert.Equal($"Pengumuman P-{id} (Hari Koperasi ke-74): kapan itu?", _host.Scalar("SELECT \"Text\" FROM \"Questions\""));
    }

    [Fact]
    public async Task What_teams_says_was_seen_is_noted_once_up_to_that_message_and_only_for_that_person()
    {
        var other = new TeamsChat(_host, _connector);
        await other.Says("halo");
        var first = await _host.AnnounceAsync("Pertama");
        await _host.CountedAsync(first, counts => counts.Sent == 2);
        var second = await _host.AnnounceAsync("Kedua");
        await _host.CountedAsync(second, counts => counts.Sent == 2);
        var last = (string)_host.Scalar($"SELECT \"SentId\" FROM \"AnnouncementDeliveries\" WHERE \"AnnouncementId\" = {first} AND \"ConversationId\" = '{_chat.Conversation}'")!;

        await SeenAsync(_chat, last);
        Assert.Equal((1, 0), ((await _host.CountedAsync(first)).Read, (await _host.CountedAsync(second)).Read));
        var at = _host.Scalar("SELECT \"ReadAt\" FROM \"AnnouncementDeliveries\" WHERE \"ReadAt\" IS NOT NULL");

        await SeenAsync(_chat, "1800000000000");
        Assert.Equal((1, 1), ((await _host.CountedAsync(first)).Read, (await _host.CountedAsync(second)).Read));
        Assert.Equal(at, _host.Scalar($"SELECT \"ReadAt\" FROM \"AnnouncementDeliveries\" WHERE \"AnnouncementId\" = {first} AND \"ReadAt\" IS NOT NULL"));
        Assert.Equal(0, (await _host.CountedAsync(first)).Acknowledged);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"1800000000000\"")]
    [InlineData("{}")]
    [InlineData("{\"lastReadMessageId\":1800000000000}")]
    [InlineData("{\"lastReadMessageId\":\"-1\"}")]
    [InlineData("{\"lastReadMessageId\":\"1e18\"}")]
    [InlineData("{\"lastReadMessageId\":\"99999999999999999999999999\"}")]
    [InlineData("{\"lastReadMessageId\":[\"1800000000000\"]}")]
    public async Task Receipt_that_is_none_notes_nothing(string value)
    {
        var id = await _host.AnnounceAsync();
        await _host.CountedAsync(id, counts => counts.Sent == 1);

        await _chat.Posts(_chat.Activity("event", ("name", "application/vnd.microsoft.readReceipt"), ("value", JsonNode.Parse(value))));

        Assert.Equal(0, (await _host.CountedAsync(id)).Read);
        await SeenAsync(_chat, "1800000000000");
        Assert.Equal(1, (await _host.CountedAsync(id)).Read);
    }

    [Fact]
    public async Task In_a_group_a_look_is_nobodys_and_nothing_of_ones_own_is_said()
    {
        var id = await _host.AnnounceAsync();
        await _host.CountedAsync(id, counts => counts.Sent == 1);
        await _chat.Next();
        var group = new TeamsChat(_host, _connector) { Kind = "groupChat", Person = _chat.Person, Conversation = _chat.Conversation };
        await SeenAsync(group, "1800000000000");
        Assert.Equal(0, (await _host.CountedAsync(id)).Read);

        foreach (var said in new[] { "berhenti", "langganan koperasi", "pengumuman terakhir", "atur pengumuman", "sudah saya baca" })
        {
            Assert.StartsWith("Mari lanjut di obrolan pribadi", (await group.Says(said)).Text, StringComparison.Ordinal);
        }

        Assert.Equal(0, _host.Count("Subscriptions"));
    }

    private static Task SeenAsync(TeamsChat chat, string last) => chat.Posts(chat.Activity("event", ("name", "application/vnd.microsoft.readReceipt"), ("value", new JsonObject { ["lastReadMessageId"] = last })));

    private async Task NothingWasSent()
    {
        Assert.Contains("Sama-sama", (await _chat.Says("terima kasih")).Text, StringComparison.Ordinal);
        Assert.Equal(0, _connector.Waiting);
    }
}
