using CoopBot.Conversation;
using CoopBot.Staff;
using CoopBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace CoopBot.Capabilities.Announcements;

/// <summary>The form: empty, of a stored announcement, and stored. What was typed stays, whatever comes of it.</summary>
internal sealed class ComposeTalk(Database database, AnnouncementStore store, ComposeOrders orders)
{
    private const int Listed = 5;

    private static readonly IReadOnlyDictionary<string, string> _nothing = new Dictionary<string, string>();

    /// <summary>An empty form.</summary>
    public Reply New(Turn turn) => Form(turn, ComposeForm.Empty, FormOf.New(Guid.NewGuid()), ComposeTexts.Begin.In(turn.Language), []);

    /// <summary>The form of a stored one.</summary>
    public async Task<Reply> ChangeAsync(Turn turn, long id, StaffMember me, CancellationToken cancellation)
    {
        if (await store.FindAsync(id, cancellation) is not { } stored)
        {
            return ComposePreview.NotThere(turn, id);
        }

        var text = stored.State == AnnouncementState.Draft ? ComposeTexts.Changing : ComposeTexts.StartsAnew;
        return stored.FollowUp != AnnouncementFollowUp.None ? await orders.ShowAsync(turn, stored, me, ComposeTexts.FollowUpsElsewhere.In(turn.Language), cancellation)
            : stored.IsOpen ? Form(turn, ComposeForm.Of(stored), FormOf.Stored(id, stored.Version), text.Format(turn.Language, stored.Number), [])
            : await orders.ShowAsync(turn, stored, me, null, cancellation);
    }

    /// <summary>What has not been sent, the newest first.</summary>
    public async Task<Reply> ListAsync(Turn turn, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        var open = await db.Announcements.AsNoTracking()
            .Where(one => one.State == AnnouncementState.Draft || one.State == AnnouncementState.AwaitingApproval || one.State == AnnouncementState.Scheduled)
            .OrderByDescending(one => one.Id).Take(Listed).ToListAsync(cancellation);
        return open.Count == 0 ? Reply.Plain(turn, ComposeTexts.NoDrafts, turn.State, ComposeTexts.New) : new Reply(ComposeTexts.Drafts.In(turn.Language))
        {
            Language = turn.Language,
            Choices = [.. open.Select(one => new Choice(
                $"{one.Number}: {Wording.Label(one.Title)} ({ProgressCard.State(one.State).In(turn.Language)})", ComposeWish.Says(ComposeWant.Show, turn.Language, one.Id)))],
            State = turn.State,
        };
    }

    /// <summary>Stores what was filled in, and shows how it will look. The same press twice stores it once; a form that was stored changes what it made.</summary>
    public async Task<Reply> StoreAsync(Turn turn, ComposeWish wish, StaffMember me, CancellationToken cancellation)
    {
        var form = ComposeForm.Of(turn.Form!);
        var of = wish.Id is { } named ? FormOf.Stored(named, wish.Version ?? 0) : FormOf.New(Guid.TryParseExact(turn.Form!.GetValueOrDefault(ComposeForm.Key), "N", out var key) ? key : Guid.NewGuid());
        var requestKey = $"{me.Identity}:teams:{of.Key}";
        var before = of.Id is { } known ? await store.FindAsync(known, cancellation) : await MadeByAsync(requestKey, cancellation);
        if (before is null && of.Id is { } gone)
        {
            return Form(turn, form, FormOf.New(Guid.NewGuid()), ComposeTexts.Gone.Format(turn.Language, Announcement.NumberOf(gone)), []);
        }

        if (before is { FollowUp: not AnnouncementFollowUp.None })
        {
            return await orders.ShowAsync(turn, before, me, ComposeTexts.FollowUpsElsewhere.In(turn.Language), cancellation);
        }

        var draft = form.Draft(before);
        if (await ProblemsAsync(form, draft, turn.Now, cancellation) is { Count: > 0 } problems)
        {
            return Form(turn, form, of, NotStored(turn, problems), problems);
        }

        if (before is null)
        {
            if (await store.CreateAsync(draft, me.Identity, requestKey, AnnouncementForm.Hash(draft), cancellation) is { } created)
            {
                return await orders.ShowAsync(turn, created, me, null, cancellation);
            }

            // The form's first press was stored this very moment, with other words.
            before = (await MadeByAsync(requestKey, cancellation))!;
        }

        return AnnouncementForm.Hash(draft) == AnnouncementForm.Hash(ComposeForm.Of(before).Draft(before))
            ? await orders.ShowAsync(turn, before, me, null, cancellation)
            : await ChangeAsync(turn, form, draft, before.Id, of, me, cancellation);
    }

    private async Task<Reply> ChangeAsync(Turn turn, ComposeForm form, AnnouncementDraft draft, long id, FormOf of, StaffMember me, CancellationToken cancellation)
    {
        // What a new form made is its first version.
        var order = await store.ChangeAsync(id, of.Id is null ? 1 : of.Version, draft, me.Identity);
        var now = await store.FindAsync(id, cancellation);
        return (order, now) switch
        {
            (AnnouncementOrder.Done, { } stored) => await orders.ShowAsync(turn, stored, me, null, cancellation),
            (AnnouncementOrder.Changed, { } theirs) => Form(turn, form, FormOf.Stored(id, theirs.Version), Differences(turn, form, theirs), []),
            (_, null) => Form(turn, form, FormOf.New(Guid.NewGuid()), ComposeTexts.Gone.Format(turn.Language, Announcement.NumberOf(id)), []),
            (_, { } sent) => Form(turn, form, FormOf.New(Guid.NewGuid()), ComposeTexts.TooLate.Format(turn.Language, sent.Number), []),
        };
    }

    private async Task<IReadOnlyList<(string Field, Bilingual Problem)>> ProblemsAsync(ComposeForm form, AnnouncementDraft draft, DateTime now, CancellationToken cancellation)
    {
        var problems = form.Problems(draft, now);
        return problems.Count == 0 && draft.StartsAt is null && await store.EstimateAsync(draft.Audience!, draft.KindOrService, cancellation) == 0 ? [("untuk", ComposeTexts.NobodyFits)] : problems;
    }

    private async Task<Announcement?> MadeByAsync(string requestKey, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db.Announcements.AsNoTracking().FirstOrDefaultAsync(one => one.RequestKey == requestKey, cancellation);
    }

    private static string NotStored(Turn turn, IReadOnlyList<(string Field, Bilingual Problem)> problems) => string.Join(
        '\n', [ComposeTexts.NotStored.In(turn.Language), .. problems.Where(problem => problem.Field.Length == 0).Select(problem => ComposeTexts.InConsole.Format(turn.Language, problem.Problem.In(turn.Language)))]);

    private static string Differences(Turn turn, ComposeForm form, Announcement theirs) => string.Join(
        '\n', [ComposeTexts.ChangedSince.Format(turn.Language, theirs.Number), .. form.Differences(ComposeForm.Of(theirs), turn.Language).Select(one => ComposeTexts.Theirs.Format(turn.Language, one.Label, Wording.Quote(one.Theirs)))]);

    private static Reply Form(Turn turn, ComposeForm form, FormOf of, string text, IReadOnlyList<(string Field, Bilingual Problem)> problems)
    {
        var says = of.Id is { } id ? ComposeWish.Says(ComposeWant.Show, turn.Language, id, of.Version) : ComposeWish.Says(ComposeWant.Show, turn.Language);
        var hidden = of.Id is null ? new Dictionary<string, string> { [ComposeForm.Key] = of.Key } : _nothing;
        return new(text)
        {
            Language = turn.Language,
            Form = form.Show(turn.Language, problems),
            Choices = [new(ComposeTexts.Preview.In(turn.Language), says) { Sends = hidden }, new(ComposeTexts.Save.In(turn.Language), says) { Sends = hidden }],
            State = turn.State,
        };
    }

    /// <summary>What a form is of: a version of a stored announcement, or a new one by a key.</summary>
    private readonly record struct FormOf(long? Id, int Version, string Key)
    {
        public static FormOf New(Guid key) => new(null, 0, key.ToString("N"));

        public static FormOf Stored(long id, int version) => new(id, version, "");
    }
}
