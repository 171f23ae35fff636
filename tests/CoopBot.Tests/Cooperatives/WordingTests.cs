using CoopBot.Conversation;

namespace CoopBot.Tests.Cooperatives;

public sealed class WordingTests
{
    [Fact]
    public void Dates_and_numbers_read_as_people_write_them()
    {
        var date = new DateOnly(2026, 11, 23);
        Assert.Equal("23 November 2026", Wording.Date(date, Language.Indonesian));
        Assert.Equal("14 Maret 2026", Wording.Date(new(2026, 3, 14), Language.Indonesian));
        Assert.Equal("14 March 2026", Wording.Date(new(2026, 3, 14), Language.English));
        Assert.Equal("Senin, 23 November 2026", Wording.Day(date, Language.Indonesian));
        Assert.Equal("Mei 2021", Wording.Month(new(2021, 5, 31), Language.Indonesian));
        Assert.Equal("4.592", Wording.Number(4592, Language.Indonesian));
        Assert.Equal("4,592", Wording.Number(4592, Language.English));
        Assert.Equal("65,2 persen", Wording.Percent(2995m / 4592, Language.Indonesian));
        Assert.Equal("10.05 WIB", Wording.Time(new(2026, 11, 23, 3, 5, 0, DateTimeKind.Utc)));
        Assert.Equal(new DateOnly(2026, 11, 24), Wording.LocalDate(new(2026, 11, 23, 17, 0, 0, DateTimeKind.Utc)));
    }
}
