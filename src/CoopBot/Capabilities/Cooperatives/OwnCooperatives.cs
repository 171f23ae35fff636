using CoopBot.Conversation;
using CoopBot.People;

namespace CoopBot.Capabilities.Cooperatives;

/// <summary>A person's own cooperatives: what they may see of them, and how a link ends. Only ever in a private chat.</summary>
public sealed class OwnCooperatives(Memberships memberships, CooperativeLookUp lookUp)
{
    /// <summary>
    /// One: its card. Several: a choice. None, or none that is still open: how to get a code. Null where the words name none of the
    /// person's own: the sentence is about something else, and of another's cooperative only the public record is found (faults 46, 47).
    /// </summary>
    public async Task<Reply?> ShowAsync(Turn turn, IReadOnlyList<string> words, CancellationToken cancellation)
    {
        var own = await OfAsync(turn.Key, cancellation);
        if (words.Count > 0)
        {
            if (MembershipReplies.Named(own, words, turn) is not { } named)
            {
                return null;
            }

            own = [named];
        }

        var open = own.Where(one => one.Link.IsOpen(turn.Now)).ToList();
        return (own.Count, open) switch
        {
            (0, _) => MembershipNotes.AskingCode(turn, MembershipTexts.NotLinked),
            (_, []) => MembershipNotes.AskingCode(turn, MembershipTexts.Stale),
            (_, [{ Record: null }]) => Reply.Plain(turn, MembershipTexts.NoRecord, turn.State, Phrases.AskOfficer, MembershipTexts.Leave),
            (_, [var one]) => MembershipReplies.Own(one, (await memberships.OfAsync(one.Link.CooperativeId, cancellation)).Count, turn) with
            {
                Effects = [memberships.Shown(turn.Key, [one.Link.CooperativeId])],
            },
            _ => MembershipReplies.Several(
                open, MembershipTexts.Which.Format(turn.Language, Wording.Number(open.Count, turn.Language)), MembershipTexts.Mine, turn),
        };
    }

    /// <summary>Asks before a link ends; which one, where there are several. Null where the words name none of the person's own.</summary>
    public async Task<Reply?> AskLeaveAsync(Turn turn, IReadOnlyList<string> words, CancellationToken cancellation)
    {
        var own = await OfAsync(turn.Key, cancellation);
        if (own.Count > 0 && words.Count > 0)
        {
            own = MembershipReplies.Named(own, words, turn) is { } named ? [named] : [];
        }

        switch (own)
        {
            case [] when words.Count > 0:
                return null;
            case []:
                return Reply.Plain(turn, MembershipTexts.NoneLinked, turn.State, MembershipTexts.LinkAnother, Phrases.Menu);
            case [var one]:
                return new(MembershipTexts.ConfirmLeave.Format(turn.Language, $"**{MembershipReplies.Name(one, turn.Language)}**"))
                {
                    Language = turn.Language,
                    Suggestions = Bilingual.Each(turn.Language, MembershipTexts.YesLeave, Phrases.Cancel),
                    State = turn.State.Leaving(one.Link.CooperativeId),
                };
            default:
                return MembershipReplies.Several(own, MembershipTexts.WhichToLeave.In(turn.Language), MembershipTexts.Leave, turn);
        }
    }

    /// <summary>Ends a link that the person has just said to end.</summary>
    public async Task<Reply> LeaveAsync(Turn turn, long cooperativeId, CancellationToken cancellation)
    {
        var own = (await OfAsync(turn.Key, cancellation)).FirstOrDefault(one => one.Link.CooperativeId == cooperativeId);
        // A page shows what was said before, private fields among it; an account of Teams keeps its own.
        var isPage = own is not null && turn.Key.Channel != "msteams";
        return new(own is null
            ? MembershipTexts.NoneLinked.In(turn.Language)
            : MembershipTexts.Left.Format(turn.Language, $"**{MembershipReplies.Name(own, turn.Language)}**") + (isPage ? MembershipTexts.Emptied.In(turn.Language) : ""))
        {
            Language = turn.Language,
            Suggestions = Bilingual.Each(turn.Language, Phrases.Menu),
            State = turn.State.WithoutMembershipNotes().With(CooperativeNotes.Nik, null),
            Effects = [memberships.Unlink(turn.Key, cooperativeId)],
            ClearsTranscript = isPage,
        };
    }

    /// <summary>"keluar" where a person is only a cookie: all links end and what was shown goes. Null where there is none, or the channel has accounts.</summary>
    public async Task<Reply?> LogOutAsync(Turn turn, CancellationToken cancellation)
    {
        if (turn.Key.Channel == "msteams" || await memberships.OfAsync(turn.Key, cancellation) is not { Count: > 0 } own)
        {
            return null;
        }

        return new(MembershipTexts.LoggedOut.Format(turn.Language, Wording.Number(own.Count, turn.Language)))
        {
            Language = turn.Language,
            State = ConversationState.Empty,
            Effects = [.. own.Select(link => memberships.Unlink(turn.Key, link.CooperativeId))],
            ClearsTranscript = true,
        };
    }

    private async Task<IReadOnlyList<OwnCooperative>> OfAsync(ConversationKey key, CancellationToken cancellation)
    {
        var own = new List<OwnCooperative>();
        foreach (var link in await memberships.OfAsync(key, cancellation))
        {
            own.Add(new(link, await lookUp.ReadAsync(link.CooperativeId, cancellation)));
        }

        return own;
    }
}
