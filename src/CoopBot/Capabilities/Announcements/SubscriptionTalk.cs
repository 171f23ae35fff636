using CoopBot.Conversation;

namespace CoopBot.Capabilities.Announcements;

/// <summary>What is said of having announcements or not, each with what changes.</summary>
internal sealed class SubscriptionTalk(Subscriptions subscriptions)
{
    /// <summary>What is on and off, with a number for each change.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="first">What to say before it.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<Reply> OfferAsync(Turn turn, Bilingual? first, CancellationToken cancellation)
    {
        var (language, chosen) = (turn.Language, await subscriptions.OfAsync(turn.Key, cancellation));
        var topics = AnnouncementTopic.All.Select(topic => (
            Line: (chosen.Topics.Contains(topic.Key) ? AnnouncementTexts.TopicOn : AnnouncementTexts.TopicOff).Format(language, topic.Title.In(language)),
            Says: (chosen.Topics.Contains(topic.Key) ? AnnouncementTexts.UnsubscribeFrom : AnnouncementTexts.SubscribeTo).Format(language, Word(topic, language)))).ToList();
        var all = AnnouncementTexts.AllButton.In(language);
        string[] lines =
        [
            first?.In(language) ?? "",
            chosen.StoppedAt is { } since ? AnnouncementTexts.AreOff.Format(language, Wording.Date(Wording.LocalDate(since), language)) : AnnouncementTexts.AreOn.In(language),
            AnnouncementTexts.TopicsHead.In(language),
            .. topics.Select((topic, index) => $"{Wording.Number(index + 1, language)}. {topic.Line}"),
            $"{Wording.Number(topics.Count + 1, language)}. {all}",
        ];
        return new(string.Join('\n', lines.Where(line => line.Length > 0)))
        {
            Language = language,
            // More than a card's buttons: pressed on an announcement, this must not take its place.
            Choices = [.. topics.Select(topic => new Choice(topic.Says, topic.Says)), new(all, all)],
            Suggestions = [all, (chosen.StoppedAt is null ? AnnouncementTexts.StopButton : AnnouncementTexts.ResumeButton).In(language), Phrases.Menu.In(language)],
            State = turn.State,
        };
    }

    /// <summary>No announcement of any kind.</summary>
    public Reply Stop(Turn turn) => Plain(turn, AnnouncementTexts.Stopped, [AnnouncementTexts.ResumeButton, Phrases.Menu]) with { Effects = [subscriptions.All(turn.Key, wanted: false, turn.Now)] };

    /// <summary>Announcements again; topics as they were.</summary>
    public Reply Resume(Turn turn) => Plain(turn, AnnouncementTexts.Resumed, [AnnouncementReplies.SettingsButton, Phrases.Menu]) with { Effects = [subscriptions.All(turn.Key, wanted: true, turn.Now)] };

    /// <summary>A topic, or all. Who had stopped everything wants announcements again, and is told what that means.</summary>
    public async Task<Reply> SubscribeAsync(Turn turn, AnnouncementTopic? topic, CancellationToken cancellation)
    {
        IReadOnlyList<AnnouncementTopic> topics = topic is null ? AnnouncementTopic.All : [topic];
        var hadStopped = (await subscriptions.OfAsync(turn.Key, cancellation)).StoppedAt is not null;
        var stop = topic is null ? new Bilingual("berhenti", "stop").In(turn.Language) : AnnouncementTexts.UnsubscribeFrom.Format(turn.Language, Word(topic, turn.Language)).ToLowerInvariant();
        var reply = Plain(turn, AnnouncementTexts.Subscribed, [AnnouncementReplies.SettingsButton, Phrases.Menu], $"**{string.Join(", ", topics.Select(one => one.Title.In(turn.Language)))}**", stop);
        var subscribe = subscriptions.Topics(turn.Key, topics, wanted: true, turn.Now);
        return hadStopped
            ? reply with { Text = $"{reply.Text} {AnnouncementTexts.AndOthers.In(turn.Language)}", Effects = [subscriptions.All(turn.Key, wanted: true, turn.Now), subscribe] }
            : reply with { Effects = [subscribe] };
    }

    /// <summary>A topic no more.</summary>
    public Reply Unsubscribe(Turn turn, AnnouncementTopic topic) =>
        Plain(turn, AnnouncementTexts.Unsubscribed, [AnnouncementReplies.SettingsButton, AnnouncementTexts.StopButton], $"**{topic.Title.In(turn.Language)}**") with { Effects = [subscriptions.Topics(turn.Key, [topic], wanted: false, turn.Now)] };

    /// <summary>The one word of a topic that may be typed.</summary>
    private static string Word(AnnouncementTopic topic, Language language) => language == Language.English ? topic.Title.En.Split(' ')[0] : topic.Key;

    private static Reply Plain(Turn turn, Bilingual text, IReadOnlyList<Bilingual> suggestions, params ReadOnlySpan<object?> values) =>
        new(text.Format(turn.Language, values)) { Language = turn.Language, Suggestions = [.. suggestions.Select(say => say.In(turn.Language))], State = turn.State };
}
