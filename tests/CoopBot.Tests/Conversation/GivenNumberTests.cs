using CoopBot.Storage;
using CoopBot.Tests.Hosts;

namespace CoopBot.Tests.Conversation;

/// <summary>A number that somebody was given never means another thing, whatever was deleted since.</summary>
public sealed class GivenNumberTests
{
    [Fact]
    public async Task Number_of_a_deleted_ticket_or_request_is_not_given_again_after_a_restart()
    {
        using var store = new TestStore();
        await using (var host = new CoopBotHost(null, store.ConnectionString))
        {
            var chat = await host.VisitAsync();
            Assert.Equal("T-0001", await TicketAsync(chat));
            Assert.Equal("T-0002", await TicketAsync(chat));
            Assert.Contains("**D-0001**", (await chat.Says("unduh salinan data saya")).Text, StringComparison.Ordinal);
            await host.Service<WriteGate>().WriteAsync((connection, transaction) =>
                connection.Execute(transaction, """DELETE FROM "Questions" WHERE "Id" = 2""") + connection.Execute(transaction, """DELETE FROM "DataRequests" """));
        }

        await using var next = new CoopBotHost(null, store.ConnectionString);
        var other = await next.VisitAsync();

        Assert.Equal("T-0003", await TicketAsync(other));
        Assert.Contains("**D-0002**", (await other.Says("unduh salinan data saya")).Text, StringComparison.Ordinal);
    }

    private static async Task<string> TicketAsync(Chat chat)
    {
        await chat.Says("zonk wibble frobnicate");
        await chat.Says("tanya petugas");
        return (await chat.Says("kirim")).Bold.Split(" | ")[0];
    }
}
