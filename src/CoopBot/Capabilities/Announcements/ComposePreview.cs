using CoopBot.Conversation;
using CoopBot.Staff;
using Microsoft.Extensions.Options;

namespace CoopBot.Capabilities.Announcements;

/// <summary>A draft as its author sees it before it goes: how it looks, whom it reaches now, what to heed, and what may be done with it.</summary>
internal sealed class ComposePreview(AnnouncementStore store, AnnouncementWords words, IOptions<OfficeOptions> office, IOptions<AnnouncementsOptions> options, OfficeCalendar calendar)
{
    /// <summary>Nobody has such a number.</summary>
    public static Reply NotThere(Turn turn, long id) => Reply.Plain(turn, ComposeTexts.NotThere.Format(turn.Language, Announcement.NumberOf(id)), turn.State, ComposeTexts.New);

    /// <summary>The preview.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="one">A draft, or what waits for approval.</param>
    /// <param name="me">Who looks.</param>
    /// <param name="note">What to say first; null for nothing.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<Reply> ShowAsync(Turn turn, Announcement one, StaffMember me, string? note, CancellationToken cancellation)
    {
        var language = turn.Language;
        var isFollowUp = one.FollowUp != AnnouncementFollowUp.None;
        var samples = await store.SampleAsync(one, cancellation);
        var count = await store.EstimateAsync(one, cancellation);
        var declined = isFollowUp ? 0 : await store.DeclinedAsync(Audience.Of(one.Audience), one.Kind, cancellation);
        var values = samples is [var (channel, person), ..] ? await words.ValuesAsync(channel, person, cancellation) : AnnouncementTemplate.NoValues;
        var day = Wording.LocalDate(one.SendAt > turn.Now ? one.SendAt.Value : turn.Now);
        var shown = AnnouncementReplies.Of(one, values, Language.Indonesian, office.Value.Name, day, dress: AnnouncementReplies.DressOf(one));
        var people = People(count, language);
        var draft = ComposeForm.Of(one).Draft(one);
        var title = (one.State == AnnouncementState.Draft ? ComposeTexts.Previewed : ComposeTexts.Awaiting).Format(language, one.Number, one.Title);
        if (isFollowUp)
        {
            title += $" ({AnnouncementTerms.FollowUp(one)})";
        }

        string[] warnings = [.. note is null ? [] : new[] { note }, .. Rules(one, me, language), .. AnnouncementWarnings.Of(draft, turn.Now, options.Value, calendar).Select(warning => warning.In(language))];
        var facts = new List<Fact>
        {
            new(ComposeTexts.Recipients.In(language), AnnouncementTerms.To(one)),
            new(ComposeTexts.WhenSent.In(language), one.SendAt is { } at ? ProgressCard.When(at, language) : ComposeTexts.AtOnce.In(language)),
        };
        if (samples.Count > 0)
        {
            facts.Insert(1, new(ComposeTexts.Samples.In(language), string.Join(", ", samples.Select(sample => $"{AnnouncementTerms.Channel(sample.Channel)} {AnnouncementsApi.Masked(sample.PersonId)}"))));
        }

        var reach = ComposeTexts.For.Format(language, people);
        var others = declined == 0 ? "" : ComposeTexts.Declined.Format(language, Wording.Number(declined, language)) + ".";
        return new(string.Join('\n', [$"**{title}**", .. warnings, $"{reach}. {ComposeTexts.NothingSent.In(language)}", .. others.Length > 0 ? [others] : Array.Empty<string>()]))
        {
            Language = language,
            Card = new(title, ComposeTexts.NothingSent.In(language), reach, facts, others) { Warnings = warnings, Shown = shown },
            Choices = [.. Buttons(turn, one, me, people)],
            State = turn.State,
        };
    }

    /// <summary>Another publisher has to agree, since whoever looks wrote or changed it.</summary>
    public bool NeedsAnother(Announcement one, StaffMember me) => options.Value.TwoPeople && (me.Identity == one.CreatedBy || me.Identity == one.ChangedBy);

    /// <summary>"412 orang".</summary>
    public static string People(int count, Language language) => (count == 1 ? ComposeTexts.Person : ComposeTexts.People).Format(language, Wording.Number(count, language));

    private IEnumerable<string> Rules(Announcement one, StaffMember me, Language language)
    {
        if (!me.Is(StaffRole.Publisher))
        {
            yield return (one.State == AnnouncementState.Draft ? ComposeTexts.PublishersOnly : ComposeTexts.WaitsForPublisher).In(language);
        }
        else if (NeedsAnother(one, me))
        {
            yield return ComposeTexts.NeedsAnother.In(language);
        }

        if (one.FollowUp == AnnouncementFollowUp.Correction)
        {
            yield return ComposeTexts.AlsoStopped.In(language);
        }
    }

    private IEnumerable<Choice> Buttons(Turn turn, Announcement one, StaffMember me, string people)
    {
        var language = turn.Language;
        Choice Button(Bilingual label, ComposeWant want) => new(label.Format(language, people), ComposeWish.Says(want, language, one.Id, one.Version));
        if (me.Is(StaffRole.Publisher) && !NeedsAnother(one, me))
        {
            var isLater = one.SendAt > turn.Now;
            yield return one.State == AnnouncementState.Draft ? Button(isLater ? ComposeTexts.Schedule : ComposeTexts.Send, ComposeWant.Send)
                : Button(isLater ? ComposeTexts.ApproveLater : ComposeTexts.Approve, ComposeWant.Send);
        }
        else if (one.State == AnnouncementState.Draft)
        {
            yield return Button(ComposeTexts.Submit, ComposeWant.Submit);
        }

        if (one.FollowUp == AnnouncementFollowUp.None)
        {
            yield return Button(ComposeTexts.Change, ComposeWant.Change);
        }

        yield return Button(ComposeTexts.Drop, ComposeWant.Drop);
    }
}
