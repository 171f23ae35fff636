using CoopBot.Conversation;
using CoopBot.People;
using Microsoft.Extensions.Options;

namespace CoopBot.Capabilities.Cooperatives;

/// <summary>What people can say about their own cooperative: link it by an officer's code, see it, unlink it.</summary>
public static class MembershipChat
{
    /// <summary>Maps "hubungkan koperasi", a code, "data koperasi saya", "lepas koperasi", "keluar".</summary>
    public static ChatRoutes MapMembership(this ChatRoutes chat)
    {
        var own = chat.Services.GetRequiredService<OwnCooperatives>();
        var linking = new Linking(
            chat.Services.GetRequiredService<LinkCodes>(), chat.Services.GetRequiredService<Memberships>(), chat.Services.GetRequiredService<CooperativeLookUp>());
        var office = chat.Services.GetRequiredService<IOptions<OfficeOptions>>();
        return chat
            .Map("membership-private", (turn, _) => new(!turn.IsPersonal && MembershipWords.Read(turn) is not null ? PersonalMatters.NotHere(turn, isOfCooperative: true) : null))
            .Map("membership-yes", async (turn, cancellation) => turn.Offered() is { } code && SaysYes(turn, MembershipTexts.YesLink) ? await linking.LinkAsync(turn, code, cancellation) : null)
            .Map("membership-no", (turn, _) => new(turn.Offered() is not null && SaysNo(turn) ? Plain(turn, MembershipTexts.NotMine) : null))
            .Map("membership-leave-yes", async (turn, cancellation) => turn.OfferedToLeave() is { } cooperative && SaysYes(turn, MembershipTexts.YesLeave) ? await own.LeaveAsync(turn, cooperative, cancellation) : null)
            .Map("membership-leave-no", (turn, _) => new(turn.OfferedToLeave() is not null && SaysNo(turn) ? Plain(turn, MembershipTexts.Kept) : null))
            .Map("membership-later", (turn, _) => new(turn.AwaitsCode() && (turn.Says(MembershipTexts.LaterButton) || turn.Says("nanti", "nanti dulu", "later")) ? Plain(turn, MembershipTexts.Later) : null))
            .Map("membership", async (turn, cancellation) => turn.IsPersonal && MembershipWords.Read(turn, turn.AwaitsCode()) is { } said ? said switch
            {
                { Code: { } code } => await linking.OfferAsync(turn, code, cancellation),
                { Intent: MembershipIntent.Show } => await own.ShowAsync(turn, said.Rest, cancellation),
                { Intent: MembershipIntent.Leave } => await own.AskLeaveAsync(turn, said.Rest, cancellation),
                { Intent: MembershipIntent.HowTo } => HowTo(turn, office.Value),
                _ => await linking.AskAsync(turn, cancellation),
            } : null)
            .Map("membership-malformed", (turn, _) => new(turn.IsPersonal && turn.AwaitsCode() && MembershipWords.IsNearlyCode(turn) ? MembershipNotes.AskingCode(turn, MembershipTexts.Malformed) : null))
            .Map("membership-log-out", async (turn, cancellation) => turn.Says("keluar", "log out", "logout", "sign out", "keluar akun") ? await own.LogOutAsync(turn, cancellation) : null);
    }

    private static bool SaysYes(Turn turn, Bilingual button) => turn.SaysYes(button) || turn.Says("hubungkan", "lepaskan", "lepas", "ya lepas", "link it", "yes link", "unlink it");

    private static bool SaysNo(Turn turn) => turn.SaysNo(MembershipTexts.NotMyCooperative) || turn.Says("bukan", "salah", "bukan koperasi kami");

    private static Reply Plain(Turn turn, Bilingual text) => Reply.Plain(turn, text, turn.State.WithoutMembershipNotes(), Phrases.AskOfficer, Phrases.Menu);

    private static Reply HowTo(Turn turn, OfficeOptions office)
    {
        var contact = office.Contact is { Length: > 0 } known ? MembershipTexts.Contact.Format(turn.Language, known) : "";
        return MembershipNotes.AskingCode(turn, MembershipTexts.AskCode) with
        {
            Text = MembershipTexts.HowTo.Format(turn.Language, contact),
            Suggestions = Bilingual.Each(turn.Language, Phrases.AskOfficer, MembershipTexts.LaterButton),
        };
    }
}

/// <summary>From a code to a link.</summary>
internal sealed class Linking(LinkCodes codes, Memberships memberships, CooperativeLookUp lookUp)
{
    /// <summary>Asks for a code, or says until when none is looked at.</summary>
    public async Task<Reply> AskAsync(Turn turn, CancellationToken cancellation)
    {
        var (left, until) = await codes.TriesAsync(turn.Key, turn.Now, cancellation);
        return left <= 0 ? Locked(turn, until) : MembershipNotes.AskingCode(turn, MembershipTexts.AskCode);
    }

    /// <summary>Shows whose code it is, before anything is linked; the same words for an unknown, used, withdrawn and expired one (fault 48).</summary>
    public async Task<Reply> OfferAsync(Turn turn, string typed, CancellationToken cancellation)
    {
        var (left, until) = await codes.TriesAsync(turn.Key, turn.Now, cancellation);
        return left <= 0 ? Locked(turn, until)
            : await codes.FindAsync(typed, turn.Now, cancellation) is not { } code ? Wrong(turn, left - 1, until)
            : await lookUp.ReadAsync(code.CooperativeId, cancellation) is not { } cooperative ? Reply.Plain(turn, MembershipTexts.Gone, turn.State, Phrases.AskOfficer)
            : new Reply(
                MembershipTexts.Confirm.Format(turn.Language, cooperative.Name, CooperativeFields.PlaceAndMark(cooperative, turn.Language))
                + (turn.Key.Channel == "msteams" ? "" : MembershipTexts.ConfirmShared.In(turn.Language)))
            {
                Language = turn.Language,
                Suggestions = Bilingual.Each(turn.Language, MembershipTexts.YesLink, MembershipTexts.NotMyCooperative),
                State = turn.State.Offering(code.Id),
            };
    }

    /// <summary>Links, with the code used up in the same transaction; who comes second hears that it does not match.</summary>
    public async Task<Reply> LinkAsync(Turn turn, long codeId, CancellationToken cancellation)
    {
        var (left, until) = await codes.TriesAsync(turn.Key, turn.Now, cancellation);
        if (left <= 0)
        {
            return Locked(turn, until);
        }

        if (await codes.FindAsync(codeId, turn.Now, cancellation) is not { } code)
        {
            return Wrong(turn, left - 1, until);
        }

        if (await lookUp.ReadAsync(code.CooperativeId, cancellation) is not { } cooperative)
        {
            return Reply.Plain(turn, MembershipTexts.Gone, turn.State.WithoutMembershipNotes(), Phrases.AskOfficer);
        }

        return new(MembershipTexts.Linked.Format(turn.Language, cooperative.Name, CooperativeFields.PlaceAndMark(cooperative, turn.Language)))
        {
            Language = turn.Language,
            Suggestions = Bilingual.Each(turn.Language, MembershipTexts.Mine, MembershipTexts.Remind, MembershipTexts.Leave),
            State = turn.State.WithoutMembershipNotes(),
            Effects = [memberships.Link(code, turn.Key, turn.Now)],
        };
    }

    private Reply Wrong(Turn turn, int left, DateTime until) => (left > 0
        ? MembershipNotes.AskingCode(turn, MembershipTexts.Wrong) with { Text = MembershipTexts.Wrong.Format(turn.Language, left) }
        : Locked(turn, until)) with
    {
        Effects = [codes.Wrong(turn.Key, turn.Now)],
    };

    private static Reply Locked(Turn turn, DateTime until) => Reply.Plain(turn, MembershipTexts.NotLinked, turn.State.WithoutMembershipNotes(), Phrases.AskOfficer, Phrases.Menu) with
    {
        Text = MembershipTexts.Locked.Format(turn.Language, Wording.Time(until)),
    };
}
