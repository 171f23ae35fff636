using CoopBot.Conversation;
using CoopBot.Staff;
using CoopBot.Storage;
using Microsoft.Extensions.Options;

namespace CoopBot.Capabilities.Announcements;

/// <summary>Writing announcements in a private chat of Teams: by staff whose role, read anew at each message, allows it.</summary>
public static class AnnouncementWriting
{
    private const string Teams = "msteams";

    /// <summary>Maps "buat pengumuman", its form, and the buttons of a preview and of a progress card.</summary>
    public static ChatRoutes MapAnnouncementWriting(this ChatRoutes chat)
    {
        var services = chat.Services;
        var store = services.GetRequiredService<AnnouncementStore>();
        var options = services.GetRequiredService<IOptions<AnnouncementsOptions>>();
        var office = services.GetRequiredService<IOptions<OfficeOptions>>();
        var members = services.GetRequiredService<StaffMembers>();
        var database = services.GetRequiredService<Database>();
        var preview = new ComposePreview(store, services.GetRequiredService<AnnouncementWords>(), office, options, services.GetRequiredService<OfficeCalendar>());
        var orders = new ComposeOrders(store, services.GetRequiredService<AnnouncementReport>(), preview, office);
        var forms = new ComposeTalk(database, store, orders);
        return chat.Map("announcement-writing", async (turn, cancellation) => turn.Kind != TurnKind.Message || ComposeWish.Read(turn) is not { } wish ? null
            : Refusal(turn, wish, members.OfTeams(turn.Key.Person)) is var (isRefused, refusal) && isRefused ? refusal
            : Placed(turn, await AnswerAsync(turn, wish, members.OfTeams(turn.Key.Person)!, forms, orders, cancellation)));
    }

    /// <summary>A card in place of a progress card ends the watch over that one.</summary>
    private static Reply Placed(Turn turn, Reply reply) =>
        turn.Card is not null && (reply.Card is not null || reply.Form is not null) && reply.Effects.Count == 0 ? reply with { Effects = [AnnouncementWatches.Leave(turn)] } : reply;

    private static async Task<Reply> AnswerAsync(Turn turn, ComposeWish wish, StaffMember me, ComposeTalk forms, ComposeOrders orders, CancellationToken cancellation) => wish.Want switch
    {
        _ when turn.IsFormTooLong => Reply.Plain(turn, ComposeTexts.TooLong, turn.State),
        ComposeWant.Show when turn.Form is not null => await forms.StoreAsync(turn, wish, me, cancellation),
        ComposeWant.New => forms.New(turn),
        ComposeWant.List => await forms.ListAsync(turn, cancellation),
        ComposeWant.Change => await forms.ChangeAsync(turn, wish.Id!.Value, me, cancellation),
        _ => await orders.DoAsync(turn, wish, me, cancellation),
    };

    /// <summary>Why it is not done here or by this person. A phrase that means something else to others is left to that.</summary>
    private static (bool Is, Reply? Reply) Refusal(Turn turn, ComposeWish wish, StaffMember? me) =>
        turn.Key.Channel != Teams ? (true, wish is { Want: ComposeWant.New, IsBare: false } ? Reply.Plain(turn, ComposeTexts.Elsewhere, turn.State, Phrases.Menu) : null)
        : !turn.IsPrivate ? (true, wish.IsBare ? null : Reply.Plain(turn, turn.PrivateChat is { } link ? $"{ComposeTexts.InPrivate.In(turn.Language)} [{ComposeTexts.OpenChat.In(turn.Language)}]({link})" : ComposeTexts.InPrivate.In(turn.Language), turn.State))
        : me?.Is(StaffRole.Editor) == true && !turn.IsGuest ? (false, null)
        : (true, wish.IsBare ? null : Reply.Plain(turn, me?.Role is null ? ComposeTexts.StaffOnly : ComposeTexts.EditorsOnly, turn.State, AnnouncementTexts.LastButton, Phrases.Menu));
}
