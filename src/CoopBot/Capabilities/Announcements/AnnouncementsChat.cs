using CoopBot.Conversation;
using CoopBot.Staff;
using CoopBot.Storage;
using Microsoft.Extensions.Options;

namespace CoopBot.Capabilities.Announcements;

/// <summary>What people can say about announcements: that they have read one, a question, to see them again, to have them or not.</summary>
public static class AnnouncementsChat
{
    /// <summary>Maps "sudah saya baca", "tanya soal ini", "pengumuman terakhir", "atur pengumuman", "berhenti", "langganan ekspor".</summary>
    public static ChatRoutes MapAnnouncementTalk(this ChatRoutes chat)
    {
        var database = chat.Services.GetRequiredService<Database>();
        var inbox = new AnnouncementInbox(database);
        var received = new ReceivedTalk(inbox, chat.Services.GetRequiredService<AnnouncementWords>(), chat.Services.GetRequiredService<IOptions<OfficeOptions>>());
        var choices = new SubscriptionTalk(new Subscriptions(database, chat.Services.GetRequiredService<AuditTrail>()));
        return chat.Map("announcements", async (turn, cancellation) => turn.Kind != TurnKind.Message || AnnouncementWish.Read(turn) is not { } wish ? null
            : !turn.IsPersonal ? wish.IsBare ? null : PersonalMatters.NotHere(turn, isOfCooperative: false)
            : wish.Want switch
            {
                AnnouncementWant.Read => await received.ReadAsync(turn, wish, cancellation),
                AnnouncementWant.Ask => await received.AskAsync(turn, wish, cancellation),
                AnnouncementWant.Show => await received.ShowAsync(turn, wish, cancellation) ?? await choices.OfferAsync(turn, AnnouncementTexts.None, cancellation),
                AnnouncementWant.Settings => await choices.OfferAsync(turn, null, cancellation),
                AnnouncementWant.Stop => choices.Stop(turn),
                AnnouncementWant.Resume => choices.Resume(turn),
                AnnouncementWant.Subscribe => await choices.SubscribeAsync(turn, wish.Topic, cancellation),
                _ => choices.Unsubscribe(turn, wish.Topic!),
            });
    }
}
