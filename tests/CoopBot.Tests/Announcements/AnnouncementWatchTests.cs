using System.Text.Json.Nodes;
using CoopBot.Capabilities.Announcements;
using CoopBot.Channels;
using CoopBot.Conversation;
using CoopBot.Tests.Cooperatives;
using CoopBot.Tests.Hosts;
using CoopBot.Tests.Staff;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static CoopBot.Tests.Announcements.StaffInTeams;

namespace CoopBot.Tests.Announcements;

/// <summary>The progress card of who sends an announcement in Teams: the very message is edited until it has ended.</summary>
public sealed class AnnouncementWatchTests : IAsyncLifetime
{
    // Noon in WIB, so that no quiet hours and no day's end comes in between.
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(TimeProvider.System.GetUtcNow().Date.AddHours(5), TimeSpan.Zero));
    private StaffInTeams _office = null!;
    private TeamsChat _chat = null!;

    public async ValueTask InitializeAsync()
    {
        _office = await StartAsync(services: services =>
        {
            // A test says when the service looks.
            services.Remove(services.Single(service => service.ImplementationType == typeof(ProgressEdits)));
            services.AddSingleton<ProgressEdits>().AddSingleton<TimeProvider>(_time);
        });
        _chat = _office.Of(1);
        await _office.Of(9).Says("halo");
    }

    public ValueTask DisposeAsync() => _office.DisposeAsync();

    [Fact] // Card 4.9
    public async Task Card_is_edited_where_it_stands_at_most_every_ten_seconds_when_something_changed_until_the_end()
    {
        var sent = await SentAsync();
        Assert.Equal(["Hentikan sisa 2"], Titles(sent));
        await LookAsync();
        Assert.Equal(0, _office.Connector.Edits);

        _office.Host.Put(1, "\"State\" = 'Sent', \"SentAt\" = '2026-11-26 02:00:00'");
        await LookAsync();
        Assert.Equal(0, _office.Connector.Edits);
        _time.Advance(TimeSpan.FromSeconds(10));
        await LookAsync();
        var change = await _office.Connector.NextEditAsync();
        var edit = change.Answer!.Activity;
        Assert.Equal(("kartu-1", _chat.Conversation), (change.Id, change.Conversation));
        Assert.Equal("Kantor tutup. 2 dari 2 terkirim.", (string)edit["text"]!);
        var card = edit["attachments"]![0]!["content"]!;
        Assert.Equal("Pengumuman Kantor tutup: terkirim 2, antre 0, tidak terjangkau 0, tidak pasti 0, gagal 0. Jumlah 2.", ((string)card["fallbackText"]!).Split('\n')[0]);
        Assert.Matches(@"Diperbarui pukul 12\.00 WIB\.", Read(card));

        // Nothing new: no edit, however often it is looked at.
        _time.Advance(TimeSpan.FromSeconds(11));
        await LookAsync();
        Assert.Equal(0, _office.Connector.Edits);

        _office.Host.Put(1, "\"State\" = CASE WHEN \"PersonId\" LIKE '%000009' THEN 'GaveUp' ELSE 'Uncertain' END, \"Reason\" = 'refused:400'");
        _office.Host.Scalar("UPDATE \"Announcements\" SET \"State\" = 'Finished', \"FinishedAt\" = '" + _time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss", null) + "'");
        _time.Advance(TimeSpan.FromSeconds(10));
        await LookAsync();
        var last = (await _office.Connector.NextEditAsync()).Answer!.Activity["attachments"]![0]!["content"]!;
        Assert.Contains("Selesai", Read(last), StringComparison.Ordinal);
        Assert.Contains("Tidak pasti: mungkin sudah diterima; bisa diterima dua kali.", Read(last), StringComparison.Ordinal);
        Assert.Contains("gagal 1. Jumlah 2.", (string)last["fallbackText"]!, StringComparison.Ordinal);
        Assert.Equal(["Kirim ulang 1 gagal"], Titles(last));
        Assert.Equal(0, _office.Host.Count("AnnouncementWatches"));
        await AdaptiveCards.AreValidAsync([card, last]);

        // Its button begins a new watch over the same message.
        var again = await PressAsync(_chat, last, "Kirim ulang", message: "kartu-1");
        Assert.Contains("antre 1", (string)again["fallbackText"]!, StringComparison.Ordinal);
        Assert.Equal("kartu-1", _office.Host.Scalar("SELECT \"MessageId\" FROM \"AnnouncementWatches\""));
        Assert.Equal(1, _office.Host.Audited("announcement.retried", "P-1"));
    }

    [Fact]
    public async Task Scheduled_one_says_when_and_stopped_one_that_it_was()
    {
        var day = DateOnly.FromDateTime(_time.GetUtcNow().DateTime).AddDays(1);
        var scheduled = await SentAsync(("kapan", "nanti"), ("tanggal", day.ToString("yyyy-MM-dd", null)), ("jam", "07:00"));
        Assert.Contains($"Dijadwalkan {Wording.Day(day, Language.Indonesian)} pukul 07.00 WIB", Read(scheduled), StringComparison.Ordinal);
        Assert.Equal(["Batalkan jadwal", "Ubah"], Titles(scheduled));

        await _office.Host.Service<AnnouncementStore>().CancelAsync(1, Identity(3), default);
        _time.Advance(TimeSpan.FromMinutes(1));
        await LookAsync();
        var edit = (await _office.Connector.NextEditAsync()).Answer!.Activity["attachments"]![0]!["content"]!;
        Assert.Contains("Dibatalkan sebelum dikirim", Read(edit), StringComparison.Ordinal);
        Assert.Empty(Titles(edit));
        Assert.Equal(0, _office.Host.Count("AnnouncementWatches"));
    }

    [Fact] // Fault 76
    public async Task Stop_on_the_card_stops_the_rest_and_only_a_publisher_has_it()
    {
        var sent = await SentAsync();
        _office.Host.Put(1, "\"State\" = CASE WHEN \"PersonId\" LIKE '%000009' THEN 'Sent' ELSE 'Pending' END");
        var stopped = await PressAsync(_chat, sent, "Hentikan sisa", message: "kartu-1");
        Assert.Equal(AnnouncementState.Cancelling, (await _office.Host.Service<AnnouncementStore>().FindAsync(1, default))!.State);
        Assert.Contains("Dihentikan", Read(stopped), StringComparison.Ordinal);
        Assert.Equal((1, 1), (_office.Host.Audited("announcement.stopped", "P-1"), _office.Host.Count("AnnouncementWatches")));

        _office.SetRole(1, "editor");
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Empty(Titles(await PressAsync(_chat, sent, "Hentikan sisa", message: "kartu-1")));
        Assert.Equal(1, _office.Host.Audited("announcement.stopped", "P-1"));
    }

    [Fact]
    public async Task Card_that_is_no_progress_card_any_more_is_left_alone()
    {
        var day = DateOnly.FromDateTime(_time.GetUtcNow().DateTime).AddDays(1);
        var scheduled = await SentAsync(("kapan", "nanti"), ("tanggal", day.ToString("yyyy-MM-dd", null)), ("jam", "07:00"));
        await PressAsync(_chat, scheduled, "Ubah", message: "kartu-1");

        Assert.Equal(0, _office.Host.Count("AnnouncementWatches"));
    }

    [Fact] // Faults 57, 59
    public async Task Channel_that_is_busy_is_asked_again_later_and_a_message_that_is_gone_is_given_up()
    {
        await SentAsync();
        _office.Host.Put(1, "\"State\" = 'Sent'");
        _time.Advance(TimeSpan.FromSeconds(10));
        _office.Connector.RefuseOnce(429);
        await UntilAsync(() => _office.Connector.Refused == 1);
        Assert.Equal((0, 1), (_office.Connector.Edits, _office.Host.Count("AnnouncementWatches")));

        _time.Advance(TimeSpan.FromSeconds(30));
        await LookAsync();
        await _office.Connector.NextEditAsync();

        _office.Host.Put(1, "\"State\" = 'Uncertain'");
        _office.Connector.RefuseOnce(404);
        _time.Advance(TimeSpan.FromSeconds(10));
        await UntilAsync(() => _office.Host.Count("AnnouncementWatches") == 0);
        Assert.Equal(0, _office.Connector.Edits);
    }

    [Fact] // Faults 68, 71
    public async Task Look_that_its_process_did_not_finish_is_taken_up_when_its_lease_is_over_and_two_at_once_edit_once()
    {
        await SentAsync();
        _office.Host.Put(1, "\"State\" = 'Sent'");
        var watches = _office.Host.Service<AnnouncementWatches>();
        // As if it had been killed in between: nothing is noted.
        _office.Host.Scalar("UPDATE \"AnnouncementWatches\" SET \"DueAt\" = '" + _time.GetUtcNow().Add(AnnouncementWatches.Lease).ToString("yyyy-MM-dd HH:mm:ss", null) + "', \"Fence\" = 7");
        _time.Advance(TimeSpan.FromSeconds(20));
        await LookAsync();
        Assert.Equal(0, _office.Connector.Edits);

        _time.Advance(AnnouncementWatches.Lease);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => LookAsync()));
        await _office.Connector.NextEditAsync();
        Assert.Null(await watches.TakeAsync(default));
        Assert.Equal(0, _office.Connector.Edits);
    }

    [Fact] // Fault 50
    public async Task Whoever_is_no_staff_any_more_sees_no_more_of_it()
    {
        await SentAsync();
        _office.SetRole(1, "none");
        _office.Host.Put(1, "\"State\" = 'Sent'");
        _time.Advance(TimeSpan.FromSeconds(10));
        await UntilAsync(() => _office.Host.Count("AnnouncementWatches") == 0);
        Assert.Equal(0, _office.Connector.Edits);
    }

    [Fact]
    public async Task Progress_asked_for_in_words_is_a_message_of_its_own_and_that_one_is_edited()
    {
        await SentAsync();
        var asked = await _chat.Says("kemajuan pengumuman P-1");
        Assert.Equal("Kantor tutup. 0 dari 2 terkirim.", asked.Text);
        await UntilAsync(() => _office.Host.Count("Turns", "\"SentId\" = '" + (string)asked.Activity["id"]! + "'") == 1);

        _office.Host.Put(1, "\"State\" = 'Sent'");
        _time.Advance(TimeSpan.FromSeconds(10));
        await LookAsync();
        string[] edited = [(await _office.Connector.NextEditAsync()).Id, (await _office.Connector.NextEditAsync()).Id];
        Assert.Equal(new[] { "kartu-1", (string)asked.Activity["id"]! }.Order(), edited.Order());
    }

    [Fact]
    public async Task With_the_sender_the_counts_come_to_their_end()
    {
        await using var office = await StartAsync(sends: true);
        var chat = office.Of(1);
        await PressAsync(chat, await PressAsync(chat, (await chat.Says("buat pengumuman")).Card!, "Pratinjau", Typed()), "Kirim ke", message: "kartu-2");
        await chat.Next();

        var last = await office.Connector.NextEditAsync();

        Assert.Contains("terkirim 1, antre 0, tidak terjangkau 0, tidak pasti 0, gagal 0. Jumlah 1.", last.Answer!.Fallback, StringComparison.Ordinal);
    }

    private async Task<JsonNode> SentAsync(params (string Id, string Value)[] more) =>
        await PressAsync(_chat, await PressAsync(_chat, (await _chat.Says("buat pengumuman")).Card!, "Pratinjau", Typed(more), "kartu-1"), more.Length == 0 ? "Kirim ke" : "Jadwalkan ke", message: "kartu-1");

    private Task<int> LookAsync() => _office.Host.Service<ProgressEdits>().EditAsync(default);

    private async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!isSo())
        {
            await LookAsync();
            // The sender and the commit of a turn run beside; a row tells of them, and a row has no event.
            await Task.Delay(20, patience.Token);
        }
    }
}
