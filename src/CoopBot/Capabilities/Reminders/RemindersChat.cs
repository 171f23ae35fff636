using CoopBot.Conversation;
using CoopBot.People;
using CoopBot.Records;
using CoopBot.Storage;

namespace CoopBot.Capabilities.Reminders;

/// <summary>What people can say about reminders: have them, stop them, ask for one again, say that the RAT is planned.</summary>
public static class RemindersChat
{
    private static readonly string[] _on = ["nyalakan pengingat", "hidupkan pengingat", "aktifkan pengingat", "ingatkan saya", "ingatkan kami", "ya ingatkan", "mau diingatkan", "nyalekan pengingat", "turn on reminders", "remind me"];
    private static readonly string[] _off = ["matikan pengingat", "stop pengingat", "hentikan pengingat", "jangan ingatkan", "jangan ingatkan lagi", "berhenti ingatkan", "matiken pengingat", "nonaktifkan pengingat", "turn off reminders", "stop reminders", "stop reminding me"];
    private static readonly string[] _again = ["ingatkan lagi", "ingatkan lagi nanti", "ingatkan nanti", "remind me again", "remind me later"];
    private static readonly string[] _planned = ["sudah dijadwalkan", "rat sudah dijadwalkan", "sudah dijadwal", "already planned"];
    private static readonly string[] _status = ["pengingat", "pengingat saya", "atur pengingat", "reminders", "my reminders"];

    /// <summary>Maps "nyalakan pengingat", "matikan pengingat", "ingatkan lagi", "sudah dijadwalkan", "pengingat saya".</summary>
    public static ChatRoutes MapReminders(this ChatRoutes chat)
    {
        var talk = new ReminderTalk(
            chat.Services.GetRequiredService<Memberships>(), chat.Services.GetRequiredService<DueReminders>(), chat.Services.GetRequiredService<OfficeCalendar>(),
            chat.Services.GetRequiredService<Database>());
        return chat
            .Map("reminders-private", (turn, _) => new(!turn.IsPersonal && (turn.Says(_on) || turn.Says(_off) || turn.Says(_again) || turn.Says(_status)) ? PersonalMatters.NotHere(turn) : null))
            .Map("reminders-again", async (turn, cancellation) => turn.IsPersonal && turn.Says(_again) ? await talk.AgainAsync(turn, cancellation) : null)
            .Map("reminders-planned", async (turn, cancellation) => turn.IsPersonal && turn.Says(_planned) ? await talk.PlannedAsync(turn, cancellation) : null)
            .Map("reminders-on", async (turn, cancellation) => turn.IsPersonal && turn.Says(_on) ? await talk.OnAsync(turn, cancellation) : null)
            .Map("reminders-off", async (turn, cancellation) => turn.IsPersonal && turn.Says(_off) ? await talk.OffAsync(turn, cancellation) : null)
            .Map("reminders", async (turn, cancellation) => turn.IsPersonal && turn.Says(_status) ? await talk.StatusAsync(turn, cancellation) : null);
    }
}

/// <summary>The replies, each with what changes.</summary>
internal sealed class ReminderTalk(Memberships memberships, DueReminders reminders, OfficeCalendar calendar, Database database)
{
    public async Task<Reply> OnAsync(Turn turn, CancellationToken cancellation) => await memberships.OfAsync(turn.Key, cancellation) is { Count: > 0 } links
        ? Plain(turn, calendar.IsSet ? ReminderTexts.On : ReminderTexts.OnWithoutCalendar, [ReminderTexts.OffButton, Phrases.Menu], await NamesAsync(links, turn.Language, cancellation)) with
        {
            Effects = [memberships.Remind(turn.Key, turn.Language, turn.Now)],
        }
        : Plain(turn, ReminderTexts.NotLinked, [ReminderTexts.LinkButton, Phrases.AskOfficer]);

    public async Task<Reply> OffAsync(Turn turn, CancellationToken cancellation) => await memberships.OfAsync(turn.Key, cancellation) is { Count: > 0 } links
        ? Plain(turn, ReminderTexts.Off, [ReminderTexts.OnButton, Phrases.Menu], await NamesAsync(links, turn.Language, cancellation)) with
        {
            Effects = [memberships.DoNotRemind(turn.Key)],
        }
        : Plain(turn, ReminderTexts.StatusOff, [ReminderTexts.LinkButton, Phrases.Menu]);

    public async Task<Reply> StatusAsync(Turn turn, CancellationToken cancellation)
    {
        var links = await memberships.OfAsync(turn.Key, cancellation);
        return links.Count == 0 ? Plain(turn, ReminderTexts.NotLinked, [ReminderTexts.LinkButton, Phrases.AskOfficer])
            : links.Where(link => link.RemindersSince is not null).ToList() is { Count: > 0 } on ? Plain(turn, ReminderTexts.Status, [ReminderTexts.OffButton, Phrases.Menu], await NamesAsync(on, turn.Language, cancellation))
            : Plain(turn, ReminderTexts.StatusOff, [ReminderTexts.OnButton, Phrases.Menu]);
    }

    public async Task<Reply> AgainAsync(Turn turn, CancellationToken cancellation)
    {
        var last = await reminders.LastAsync(turn.Key, turn.Now, cancellation);
        var on = calendar.WorkdayFrom(Wording.LocalDate(turn.Now.Add(DueReminders.Pause)));
        var open = last.Where(reminder => reminder.Deadline > on).ToList();
        return last.Count == 0 ? Plain(turn, ReminderTexts.None, [ReminderTexts.OnButton, Phrases.Menu])
            : open.Count == 0 ? Plain(turn, ReminderTexts.TooLate, [Phrases.AskOfficer, Phrases.Menu], Wording.Day(last.Max(reminder => reminder.Deadline), turn.Language))
            : Plain(turn, ReminderTexts.Again, [ReminderTexts.PlannedButton, ReminderTexts.OffButton], Wording.Day(on, turn.Language)) with { Effects = [DueReminders.Again(open, on)] };
    }

    public async Task<Reply?> PlannedAsync(Turn turn, CancellationToken cancellation)
    {
        var last = await reminders.LastAsync(turn.Key, turn.Now, cancellation);
        var rats = last.Where(reminder => reminder.Kind == DeadlineKind.Rat).ToList();
        return rats.Count > 0 ? Plain(turn, ReminderTexts.Planned, [Phrases.AskOfficer, Phrases.Menu], Wording.Day(rats[0].Deadline, turn.Language)) with
        {
            Effects = [.. rats.Select(reminder => memberships.RatPlanned(turn.Key, reminder.CooperativeId, reminder.Deadline))],
        }
            : last.Count > 0 ? Plain(turn, ReminderTexts.PlannedNothing, [ReminderTexts.AgainButton, Phrases.Menu]) : null;
    }

    private static Reply Plain(Turn turn, Bilingual text, IReadOnlyList<Bilingual> suggestions, params ReadOnlySpan<object?> values) =>
        Reply.Plain(turn, text.Format(turn.Language, values), turn.State, [.. suggestions]);

    private async Task<string> NamesAsync(IReadOnlyList<Membership> links, Language language, CancellationToken cancellation)
    {
        var names = new List<string>();
        foreach (var link in links)
        {
            var record = await database.ReadAsync(connection => CooperativeRows.ReadAsync(link.CooperativeId, connection, cancellation), cancellation);
            names.Add(record is null ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"K-{link.CooperativeId}") : $"**{ReminderReplies.Name(record, language)}**");
        }

        return string.Join("; ", names);
    }
}
