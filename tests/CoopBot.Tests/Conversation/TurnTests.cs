using CoopBot.Conversation;

namespace CoopBot.Tests.Conversation;

public sealed class TurnTests
{
    [Theory]
    [InlineData("p", true, false, true)]
    [InlineData("", true, false, false)]
    [InlineData("p", true, true, false)]
    [InlineData("p", false, false, false)]
    public void Personal_matters_are_for_somebody_known_alone_with_the_bot(string person, bool isPrivate, bool isGuest, bool isPersonal)
    {
        var turn = new Turn { Key = new("test", "c", person), ActivityId = "a", Text = "data saya", Now = DateTime.UnixEpoch, IsPrivate = isPrivate, IsGuest = isGuest };

        Assert.Equal(isPersonal, turn.IsPersonal);
    }
}
