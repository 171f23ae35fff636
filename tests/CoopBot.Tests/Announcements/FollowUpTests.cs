using System.Net;
using System.Text.Json.Nodes;
using CoopBot.Capabilities.Announcements;
using CoopBot.Tests.Cooperatives;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Announcements;

/// <summary>Corrections and recalls of what was sent, by the API, with a channel on this machine that can change its messages.</summary>
public sealed class FollowUpTests : IAsyncLifetime
{
    private readonly TestStore _store = new();
    private FakeConnector _connector = null!;
    private CoopBotHost _host = null!;
    private AnnouncementOffice _office = null!;

    public async ValueTask InitializeAsync()
    {
        _connector = await FakeConnector.StartAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _office.Dispose();
        await _host.DisposeAsync();
        await _connector.DisposeAsync();
        _store.Dispose();
    }

    [Fact] // Fault 77
    public async Task Correction_changes_the_messages_in_place_and_the_old_text_stays_on_record()
    {
        var chats = await ChatsAsync(2);
        var wrong = await SentAsync();
        var messages = (await _office.RowsAsync(wrong)).ToDictionary(row => row.ConversationId!, row => row.SentId);

        var (status, draft) = await CorrectAsync(wrong, key: "koreksi-1");
        Assert.Equal((HttpStatusCode.Created, wrong, "correction", "draft", 2), (status, (long)draft["follows"]!, (string)draft["followUp"]!, (string)draft["state"]!, (int)draft["audienceCount"]!));
        Assert.Equal((HttpStatusCode.Created, (long)draft["id"]!), ((await CorrectAsync(wrong, key: "koreksi-1")) is var again ? again.Status : default, (long)again.Body["id"]!));
        Assert.Equal(0, _connector.Edits);
        var right = await SendAsync(draft);

        Assert.Equal((2, 2), ((await _office.InAsync(right, "finished")) is var counts ? counts.Audience : 0, counts.Sent));
        foreach (var _ in chats)
        {
            var edit = await _connector.NextEditAsync();
            Assert.Equal(messages[edit.Conversation], edit.Id);
            var card = edit.Answer!.Card!.ToJsonString();
            Assert.Contains("Kantor tutup hari Senin.", card, StringComparison.Ordinal);
            Assert.Matches(@"Diperbaiki \d+ \w+ \d{4}, \d\d\.\d\d WIB\.", card);
            Assert.Contains($"Sudah saya baca P-{right}", card, StringComparison.Ordinal);
        }

        Assert.Equal((0, 0), (_connector.Waiting, _connector.Edits));
        Assert.Equal("Kantor tutup hari Jumat.", _host.Scalar($"SELECT \"Text\" FROM \"Announcements\" WHERE \"Id\" = {wrong}"));
        Assert.Equal(2, (await _office.InAsync(wrong, "finished")).Sent);
        Assert.Equal([.. messages.Values.Order()], (await _office.RowsAsync(right)).Select(row => row.SentId).Order());
        Assert.Equal(1, _host.Audited("announcement.correction", $"P-{right}"));
    }

    [Fact]
    public async Task Correction_of_a_correction_goes_through_the_newest_and_the_old_one_says_so()
    {
        await ChatsAsync(1);
        var first = await SentAsync();
        var message = (await _office.RowAsync(first)).SentId;
        var second = await SendAsync((await CorrectAsync(first)).Body);
        await _office.InAsync(second, "finished");
        await _connector.NextEditAsync();

        foreach (var order in new[] { "recall", "remind" })
        {
            var (status, refused) = await _office.CallAsync(HttpMethod.Post, $"/{first}/{order}");
            Assert.Equal(HttpStatusCode.Conflict, status);
            Assert.Contains($"is P-{second}", (string)refused["error"]!, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.Conflict, (await CorrectAsync(first)).Status);
        var third = await SendAsync((await CorrectAsync(second, "Kantor tutup hari Rabu.")).Body);
        await _office.InAsync(third, "finished");
        Assert.Equal((message, true), ((await _connector.NextEditAsync()) is var edit ? edit.Id : "", edit.Answer!.Fallback.Contains("Rabu", StringComparison.Ordinal)));

        var recall = await RecallAsync(third);
        await _office.InAsync(recall, "finished");
        Assert.Equal((message, null), ((await _connector.NextEditAsync()) is var last ? last.Id : "", last.Answer));
        Assert.Equal((0, 0), (_connector.Waiting, _connector.Edits));
    }

    [Fact]
    public async Task Recall_takes_the_messages_back_at_once_and_once()
    {
        await ChatsAsync(2);
        var id = await SentAsync();
        var draft = await CorrectAsync(id);

        var recall = await RecallAsync(id);

        Assert.Equal((2, 2), ((await _office.InAsync(recall, "finished")) is var counts ? counts.Audience : 0, counts.Sent));
        var messages = (await _office.RowsAsync(id)).Select(row => row.SentId).Order().ToList();
        Assert.Equal(messages, new[] { await _connector.NextEditAsync(), await _connector.NextEditAsync() }.Where(edit => edit.Answer is null).Select(edit => edit.Id).Order());
        Assert.Equal(recall, await RecallAsync(id));
        Assert.Equal((0, 0), (_connector.Waiting, _connector.Edits));
        Assert.Equal(1, _host.Audited("announcement.recalled", $"P-{recall}"));

        // What holds no more is neither corrected, nor reminded of, nor sent to those it could not reach.
        Assert.Equal("cancelled", (string)(await _office.CallAsync(HttpMethod.Get, $"/{draft.Body["id"]}")).Body["state"]!);
        Assert.Equal(HttpStatusCode.Conflict, (await _office.CallAsync(HttpMethod.Post, $"/{draft.Body["id"]}/send")).Status);
        Assert.Contains($"was recalled (P-{recall})", (string)(await CorrectAsync(id)).Body["error"]!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await _office.CallAsync(HttpMethod.Post, $"/{id}/remind")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await _office.CallAsync(HttpMethod.Post, $"/{id}/retry-failed")).Status);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(400)]
    public async Task Where_a_message_cannot_be_changed_a_new_one_says_it(int status)
    {
        var chat = (await ChatsAsync(1))[0];
        var id = await SentAsync();
        _connector.EditRefusal = status;
        var right = await SendAsync((await CorrectAsync(id)).Body);

        Assert.Equal(1, (await _office.InAsync(right, "finished")).Sent);
        var said = await chat.Next();
        Assert.Equal("Koreksi pengumuman: Kantor tutup.", said.Text);
        Assert.Contains("Kantor tutup hari Senin.", said.Fallback, StringComparison.Ordinal);

        Assert.Equal(1, (await _office.InAsync(await RecallAsync(right), "finished")).Sent);
        Assert.Matches(@"^Pengumuman \*\*Kantor tutup\*\* tanggal \d+ \w+ \d{4} ditarik oleh dinas; mohon abaikan\.$", (await chat.Next()).Text);
        Assert.Equal(0, _connector.Waiting);
    }

    [Fact]
    public async Task Copy_in_doubt_is_corrected_and_recalled_by_a_message()
    {
        var chat = (await ChatsAsync(1))[0];
        var id = await SentAsync();
        _host.Put(id, "\"State\" = 'Uncertain', \"SentId\" = NULL, \"SentAt\" = NULL, \"Doubts\" = 3");

        Assert.Equal(1, (await _office.InAsync(await SendAsync((await CorrectAsync(id)).Body), "finished")).Sent);

        Assert.Equal("Koreksi pengumuman: Kantor tutup.", (await chat.Next()).Text);
        Assert.Equal(0, _connector.Edits);
    }

    [Fact]
    public async Task Correction_stops_the_rest_which_then_gets_the_right_text_only()
    {
        var chats = await ChatsAsync(3);
        // One of them waits some seconds to be tried again.
        _connector.RefuseOnce(429);
        var id = await _office.SendAsync(AnnouncementOffice.Draft());
        await _office.UntilAsync(id, counts => counts is { Sent: 2, Pending: 1 });
        var waits = (await _office.RowsAsync(id)).Single(row => row.State == DeliveryState.Pending).PersonId;
        foreach (var _ in chats.Skip(1))
        {
            await _connector.NextAsync();
        }

        var right = await SendAsync((await CorrectAsync(id)).Body);

        Assert.Equal((3, 3), ((await _office.InAsync(right, "finished")) is var counts ? counts.Audience : 0, counts.Sent));
        Assert.Equal((2, 1), ((await _office.InAsync(id, "cancelled")) is var old ? old.Sent : 0, old.Cancelled));
        var said = new Answer(await _connector.NextAsync());
        Assert.Equal("Kantor tutup.", said.Text);
        Assert.Contains("Kantor tutup hari Senin.", said.Fallback, StringComparison.Ordinal);
        Assert.EndsWith(chats.Single(chat => chat.Conversation == (string)said.Activity["conversation"]!["id"]!).Person!, waits, StringComparison.Ordinal);
        Assert.Equal((0, 2), (_connector.Waiting, _connector.Edits));
    }

    [Fact] // Faults 82, 85
    public async Task Change_in_place_is_silent_and_so_goes_in_quiet_hours_and_to_who_said_berhenti_but_a_message_does_not()
    {
        var chats = await ChatsAsync(2);
        var id = await SentAsync();
        await chats[0].Says("berhenti");
        _host.Scalar($"UPDATE \"AnnouncementDeliveries\" SET \"State\" = 'Uncertain', \"SentId\" = NULL WHERE \"AnnouncementId\" = {id} AND \"ConversationId\" = '{chats[1].Conversation}'");
        await StartAsync(("Announcements:QuietFrom", "00:00"), ("Announcements:QuietUntil", "23:59:59"));

        var recall = await RecallAsync(id);
        await _office.UntilAsync(recall, counts => counts.Sent == 1);

        Assert.Equal((chats[0].Conversation, null), ((await _connector.NextEditAsync()) is var edit ? edit.Conversation : "", edit.Answer));
        var waits = await RowAsync(recall, row => row.Reason == DeliveryReason.Quiet && !row.IsLeased);
        Assert.True(waits.DueAt > TimeProvider.System.GetUtcNow().UtcDateTime);
        Assert.Equal(0, _connector.Waiting);
    }

    [Fact] // Faults 68, 73
    public async Task Recall_waits_for_what_a_killed_process_held_and_is_finished_by_the_next()
    {
        var chats = await ChatsAsync(2);
        var id = await SentAsync();
        await StartAsync(isSending: false);
        // One copy is under way in a process that is no more, and so in doubt once its lease is over.
        _host.Scalar($"UPDATE \"Announcements\" SET \"State\" = 'Sending' WHERE \"Id\" = {id}");
        _host.Scalar($"UPDATE \"AnnouncementDeliveries\" SET \"State\" = 'Pending', \"IsLeased\" = TRUE, \"Fence\" = 7, \"SentId\" = NULL, \"DueAt\" = '2099-01-01 00:00:00' WHERE \"AnnouncementId\" = {id} AND \"ConversationId\" = '{chats[0].Conversation}'");

        var recall = await RecallAsync(id);
        Assert.Equal(("preparing", "cancelling"), (await StateAsync(recall), await StateAsync(id)));
        Assert.Empty(await _office.RowsAsync(recall));
        // Killed here, it is taken up by whoever comes next.
        await StartAsync();

        Assert.Equal((2, 2), ((await _office.InAsync(recall, "finished")) is var counts ? counts.Audience : 0, counts.Sent));
        Assert.Equal((1, 1), ((await _office.InAsync(id, "cancelled")) is var old ? old.Sent : 0, old.Uncertain));
        Assert.Equal(chats[1].Conversation, (await _connector.NextEditAsync()).Conversation);
        Assert.Contains("ditarik oleh dinas", (await chats[0].Next()).Text, StringComparison.Ordinal);
    }

    [Fact] // Fault 61
    public async Task Deletion_whose_answer_was_lost_is_repeated_without_a_message()
    {
        await ChatsAsync(1);
        var id = await SentAsync();
        _connector.IsBreaking = true;
        var recall = await RecallAsync(id);
        await RowAsync(recall, row => row.Doubts == 1 && !row.IsLeased);
        _connector.IsBreaking = false;
        _connector.EditRefusal = 404;
        _host.Put(recall, "\"DueAt\" = '2020-01-01 00:00:00'");

        Assert.Equal(1, (await _office.InAsync(recall, "finished")).Sent);
        Assert.Equal(0, _connector.Waiting);
    }

    [Fact] // Fault 68
    public async Task Copy_that_was_in_doubt_may_stand_there_twice_so_that_its_recall_is_said_as_well()
    {
        var chat = (await ChatsAsync(1))[0];
        var id = await SentAsync();
        _host.Scalar($"UPDATE AnnouncementDeliveries SET Doubts = 1 WHERE AnnouncementId = {id}");

        await _office.InAsync(await RecallAsync(id), "finished");

        Assert.Null((await _connector.NextEditAsync()).Answer);
        Assert.Contains("ditarik oleh dinas", (await chat.Next()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_says_the_same_corrects_nothing_and_the_old_one_names_what_followed()
    {
        await ChatsAsync(1);
        var id = await SentAsync();
        var draft = AnnouncementOffice.Draft();
        draft.Remove("audience");
        var (status, body) = await _office.CallAsync(HttpMethod.Post, $"/{id}/correct", draft);
        Assert.Equal((HttpStatusCode.Conflict, $"It says the same as P-{id}, so there is nothing to correct."), (status, (string)body["error"]!));

        var right = await SendAsync((await CorrectAsync(id)).Body);
        await _office.InAsync(right, "finished");
        var recall = await RecallAsync(right);
        await _office.InAsync(recall, "finished");

        var old = (await _office.CallAsync(HttpMethod.Get, $"/{id}")).Body;
        Assert.Equal((right, recall), ((long)old["correctedBy"]!, (long)old["recalledBy"]!));
        Assert.Null((await _office.CallAsync(HttpMethod.Get, $"/{recall}")).Body["recalledBy"]);
    }

    [Fact]
    public async Task Web_chat_is_told_by_a_message_and_shows_the_old_text_no_more_when_it_is_opened_again()
    {
        var here = await _host.VisitAsync();
        await here.Says("halo");
        var id = await SentAsync();
        Assert.Contains(await here.UntilAsync(answer => answer.Text == "Kantor tutup."), answer => answer.Fallback.Contains("hari Jumat", StringComparison.Ordinal));

        var right = await SendAsync((await CorrectAsync(id)).Body);
        await _office.InAsync(right, "finished");
        var talk = await here.UntilAsync(answer => answer.Text == "Koreksi pengumuman: Kantor tutup.");
        Assert.DoesNotContain(talk, answer => answer.All.Contains("hari Jumat", StringComparison.Ordinal));
        Assert.Contains(talk, answer => answer.Text == "Pengumuman **Kantor tutup** sudah diperbaiki. Yang benar ada di bawah.");

        await _office.InAsync(await RecallAsync(right), "finished");
        talk = await here.UntilAsync(answer => answer.Text.Contains("ditarik oleh dinas", StringComparison.Ordinal));
        Assert.DoesNotContain(talk, answer => answer.All.Contains("hari Senin", StringComparison.Ordinal));
        Assert.Equal(2, talk.Count(answer => answer.Text == "Pengumuman **Kantor tutup** (ditarik)."));
    }

    [Fact]
    public async Task What_cannot_be_is_refused_in_words_that_say_what_to_do()
    {
        var draft = await _office.CreateAsync(AnnouncementOffice.Draft());
        Assert.Contains("was never sent", (string)(await _office.CallAsync(HttpMethod.Post, $"/{draft}/recall")).Body["error"]!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _office.CallAsync(HttpMethod.Post, "/999/recall")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await CorrectAsync(999)).Status);

        await ChatsAsync(1);
        var id = await SentAsync();
        var (status, body) = await _office.CallAsync(HttpMethod.Post, $"/{id}/correct", AnnouncementOffice.Draft());
        Assert.Equal((HttpStatusCode.BadRequest, true), (status, ((string)body["error"]!).Contains("leave audience", StringComparison.Ordinal)));
        var written = (long)(await CorrectAsync(id)).Body["id"]!;
        Assert.Contains($"being written: P-{written}", (string)(await CorrectAsync(id)).Body["error"]!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _office.CallAsync(HttpMethod.Put, $"/{written}", new JsonObject { ["title"] = "Kantor buka", ["text"] = "Kantor buka." })).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await KeyTwiceAsync(id));

        using var editor = await AnnouncementOffice.OfAsync(_host, CoopBot.Staff.StaffRole.Editor);
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.CallAsync(HttpMethod.Post, $"/{id}/recall")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.CallAsync(HttpMethod.Post, $"/{id}/remind")).Status);

        async Task<HttpStatusCode> KeyTwiceAsync(long of)
        {
            await _office.CallAsync(HttpMethod.Post, "", AnnouncementOffice.Draft(), key: "k");
            return (await CorrectAsync(of, key: "k")).Status;
        }
    }

    [Fact]
    public async Task Reminder_goes_to_those_who_have_not_read_and_nobody_is_pestered()
    {
        var chats = await ChatsAsync(3);
        var id = await SentAsync();
        await chats[0].Says($"baca P-{id}");
        await chats[1].Says("berhenti");

        var (status, reminder) = await _office.CallAsync(HttpMethod.Post, $"/{id}/remind");
        Assert.Equal((HttpStatusCode.Accepted, "reminder", id, 1), (status, (string)reminder["followUp"]!, (long)reminder["follows"]!, (int)reminder["audienceCount"]!));
        var said = await chats[2].Next();
        Assert.Equal("Pengingat: Kantor tutup.", said.Text);
        Assert.Contains($"Sudah saya baca P-{id}", said.Card!.ToJsonString(), StringComparison.Ordinal);
        var number = (long)reminder["id"]!;
        await _office.InAsync(number, "finished");
        Assert.Contains("less than 24 hours", (string)(await _office.CallAsync(HttpMethod.Post, $"/{id}/remind")).Body["error"]!, StringComparison.Ordinal);

        _host.Scalar($"UPDATE \"Announcements\" SET \"StartedAt\" = '2020-01-01 00:00:00' WHERE \"Id\" = {number}");
        await chats[2].Invokes(chats[2].Press(said.Card!["actions"]![0]!));
        Assert.Equal(2, (await _office.UntilAsync(id, counts => counts.Acknowledged == 2)).Acknowledged);
        Assert.Contains("has read it", (string)(await _office.CallAsync(HttpMethod.Post, $"/{id}/remind")).Body["error"]!, StringComparison.Ordinal);

        // The reminder is a message with that text too: it is taken back with the other.
        Assert.Equal(3, (await _office.InAsync(await RecallAsync(id), "finished")).Sent);
        Assert.Equal((4, 0), (_connector.Edits, _connector.Waiting));
    }

    [Fact]
    public async Task Where_two_have_to_agree_a_reminder_waits_for_the_other_and_a_recall_does_not()
    {
        await StartAsync(("Announcements:TwoPeople", "true"));
        await ChatsAsync(1);
        using var other = await AnnouncementOffice.OfAsync(_host);
        var id = await _office.CreateAsync(AnnouncementOffice.Draft());
        Assert.Equal(HttpStatusCode.Accepted, (await other.CallAsync(HttpMethod.Post, $"/{id}/send")).Status);
        await _connector.NextAsync();
        await _office.InAsync(id, "finished");

        var (_, reminder) = await _office.CallAsync(HttpMethod.Post, $"/{id}/remind");
        Assert.Equal("awaitingApproval", (string)reminder["state"]!);
        Assert.Contains("waits for another publisher", (string)(await _office.CallAsync(HttpMethod.Post, $"/{id}/remind")).Body["error"]!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await other.CallAsync(HttpMethod.Put, $"/{reminder["id"]}", AnnouncementOffice.Draft())).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await other.CallAsync(HttpMethod.Post, $"/{reminder["id"]}/send")).Status);
        Assert.Equal("Pengingat: Kantor tutup.", new Answer(await _connector.NextAsync()).Text);

        await _office.InAsync(await RecallAsync(id), "finished");
    }

    [Fact] // Fault 80
    public async Task Who_could_not_be_reached_and_has_written_since_is_queued_again()
    {
        var chat = (await ChatsAsync(1))[0];
        _connector.RefuseOnce(404);
        var id = await _office.SendAsync(AnnouncementOffice.Draft());
        Assert.Equal(1, (await _office.InAsync(id, "finished")).Unreachable);
        Assert.Equal(HttpStatusCode.Accepted, (await _office.CallAsync(HttpMethod.Post, $"/{id}/retry-failed")).Status);
        Assert.Equal(1, (await _office.InAsync(id, "finished")).Unreachable);

        await chat.Says("halo");
        Assert.Equal(HttpStatusCode.Accepted, (await _office.CallAsync(HttpMethod.Post, $"/{id}/retry-failed")).Status);

        Assert.Equal(1, (await _office.InAsync(id, "finished")).Sent);
        Assert.Equal("Kantor tutup.", (await chat.Next()).Text);
    }

    [Fact]
    public async Task Readers_of_english_get_the_action_in_english()
    {
        var chat = (await ChatsAsync(1))[0];
        await chat.Says("hello, what can you do?");
        await _office.SendAsync(AnnouncementOffice.Draft(("titleEn", "Office closed"), ("textEn", "The office is closed."), ("action", "Datang sebelum Jumat."), ("actionEn", "Come before Friday.")));
        var english = (await chat.Next()).Fallback;
        Assert.Contains("Come before Friday.", english, StringComparison.Ordinal);
        Assert.DoesNotContain("Datang", english, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await _office.CallAsync(HttpMethod.Post, "", AnnouncementOffice.Draft(("actionEn", "Come.")))).Status);
    }

    private async Task StartAsync(params (string, string)[] settings) => await StartAsync(isSending: true, settings);

    /// <summary>The same store in a process that has just started.</summary>
    private async Task StartAsync(bool isSending, params (string, string)[] settings)
    {
        if (_host is not null)
        {
            _office.Dispose();
            await _host.DisposeAsync();
        }

        _host = new CoopBotHost(isSending ? null : AnnouncingOffice.WithoutSender, _store.ConnectionString, [("Announcements:RatePerSecond", "0"), .. settings]);
        _office = await AnnouncementOffice.OfAsync(_host);
    }

    private async Task<List<TeamsChat>> ChatsAsync(int people)
    {
        var chats = new List<TeamsChat>();
        for (var person = 0; person < people; person++)
        {
            chats.Add(new(_host, _connector));
            await chats[person].Says("halo");
        }

        return chats;
    }

    /// <summary>An announcement that everybody in Teams has got.</summary>
    private async Task<long> SentAsync()
    {
        var id = await _office.SendAsync(AnnouncementOffice.Draft());
        var counts = await _office.InAsync(id, "finished");
        for (var taken = _connector.Waiting; taken > 0; taken--)
        {
            await _connector.NextAsync();
        }

        Assert.Equal(counts.Audience, counts.Sent);
        return id;
    }

    private Task<(HttpStatusCode Status, JsonObject Body)> CorrectAsync(long id, string text = "Kantor tutup hari Senin.", string? key = null) =>
        _office.CallAsync(HttpMethod.Post, $"/{id}/correct", new JsonObject { ["title"] = "Kantor tutup", ["text"] = text }, key);

    private async Task<long> SendAsync(JsonObject draft)
    {
        Assert.Equal("", (string?)draft["error"] ?? "");
        Assert.Equal(HttpStatusCode.Accepted, (await _office.CallAsync(HttpMethod.Post, $"/{draft["id"]}/send")).Status);
        return (long)draft["id"]!;
    }

    private async Task<long> RecallAsync(long id)
    {
        var (status, body) = await _office.CallAsync(HttpMethod.Post, $"/{id}/recall");
        Assert.Equal((HttpStatusCode.Accepted, "recall", ""), (status, (string?)body["followUp"], (string?)body["error"] ?? ""));
        return (long)body["id"]!;
    }

    private async Task<string> StateAsync(long id) => (string)(await _office.CallAsync(HttpMethod.Get, $"/{id}")).Body["state"]!;

    private async Task<AnnouncementDelivery> RowAsync(long id, Predicate<AnnouncementDelivery> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            if ((await _office.RowsAsync(id)).FirstOrDefault(row => isSo(row)) is { } row)
            {
                return row;
            }

            // The sender notes it on its own thread; a row has no event.
            await Task.Delay(20, patience.Token);
        }
    }
}
