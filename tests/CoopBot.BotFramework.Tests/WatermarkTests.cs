using CoopBot.BotFramework.DirectLine;
using CsCheck;

namespace CoopBot.BotFramework.Tests;

public sealed class WatermarkTests
{
    [Fact]
    public void What_was_written_is_read() =>
        Gen.Long[0, long.MaxValue].Sample(sequence => Watermark.TryParse(Watermark.Format(sequence), out var read) && read == sequence);

    [Theory]
    [InlineData(0)]
    [InlineData(999_999_999_999_999_999)]
    [InlineData(long.MaxValue)]
    public void The_ends_are_read(long sequence)
    {
        Assert.True(Watermark.TryParse(Watermark.Format(sequence), out var read));
        Assert.Equal(sequence, read);
    }

    [Fact]
    public void No_text_throws_and_what_is_read_is_never_negative() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["0123456789+-. e\0"], 0, 25]).Sample(text =>
        {
            var read = Watermark.TryParse(text, out var sequence);
            Assert.True(sequence >= 0 && (read || sequence == 0));
        });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Nothing_is_the_beginning(string? text)
    {
        Assert.True(Watermark.TryParse(text, out var read));
        Assert.Equal(0, read);
    }
}
