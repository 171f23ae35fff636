using System.Data.Common;
using CoopBot.BotFramework.DirectLine;
using CoopBot.Conversation;
using CoopBot.People;
using CoopBot.Storage;

namespace CoopBot.Channels;

/// <summary>Ends a link for the office. In the web chat what was shown under it goes from the page in the same transaction, and a line says why.</summary>
public sealed class EndedLinks(Memberships memberships, DirectLineLog directLine, DirectLineSignals signals, TimeProvider time)
{
    private static readonly Bilingual Ended = new(
        "Dinas mengakhiri sambungan akun ini ke koperasi. Isi obrolan ini dihapus dari peramban.",
        "The office has ended this account's link to a cooperative. This talk is removed from the browser.");

    /// <summary>False where it has ended already, or is another cooperative's.</summary>
    public async Task<bool> EndAsync(long id, long cooperativeId, string by)
    {
        List<string> emptied = [];
        var ended = await memberships.EndAsync(id, cooperativeId, by, (link, connection, transaction) =>
        {
            emptied = link.Channel == DirectLineTurns.ChannelId ? Empty(link, connection, transaction) : [];
        });
        emptied.ForEach(signals.Notify);
        return ended;
    }

    private List<string> Empty(Membership link, DbConnection connection, DbTransaction transaction)
    {
        var conversations = new List<string>();
        using (var rows = connection.Query(transaction, """SELECT "Id" FROM "DirectLineConversations" WHERE "UserId" = @0""", link.PersonId))
        {
            while (rows.Read())
            {
                conversations.Add(rows.GetString(0));
            }
        }

        foreach (var conversation in conversations)
        {
            var last = DirectLineLog.LastOf(conversation, connection, transaction);
            DirectLineLog.Clear(conversation, null, connection, transaction);
            TurnLog.Clear(DirectLineTurns.ChannelId, conversation, "", connection, transaction);
            var line = ReplyActivity.Render(new(Ended.In(link.Language)) { Language = link.Language, ClearsTranscript = true }, ReplyTarget.WebChat(time.GetUtcNow().UtcDateTime));
            line.From = DirectLineTurns.Bot;
            line.Recipient = new() { Id = link.PersonId };
            directLine.BeginAnew(conversation, link.PersonId, last, line, connection, transaction);
        }

        return conversations;
    }
}
