using System.Globalization;
using System.Text;
using CoopBot.Conversation;
using CsCheck;

namespace CoopBot.Tests.Conversation;

/// <summary>Cleaning and masking, over texts that nobody would think of.</summary>
public sealed class MessageTextTests
{
    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.Char.Array[0, 300].Select(chars => new string(chars)),
        Gen.OneOfConst("a\u0301\u0302\u0303\u0304\u0305\u0306", "\ud83d", "\udc00", "😀", "\0", "\u202e", "\u200b", "\r\n", "\t", " ", "koperasi", "6101", "23", "\u0344", "e\u0328").Array[0, 60].Select(string.Concat),
        Gen.Char['0', '9'].Array[0, 40].Select(chars => new string(chars)),
        Gen.OneOfConst("6171091204880017 ", "😀", "a\u0301", "x").Array[900, 4_500].Select(string.Concat));

    private static readonly Gen<string> Separator = Gen.OneOfConst("", "", "", " ", ".", "-", "/", ",", " - ", "..", "\u00a0", "_", "\n", "\t", "–", "*", "|");

    [Fact] // Fault 35
    public void Cleaned_text_is_bounded_without_control_characters_and_stays_as_it_is() => AnyText.Sample(raw =>
    {
        var (text, _) = MessageText.Clean(raw);

        Assert.InRange(text.Length, 0, MessageText.MaxLength);
        Assert.All(text.EnumerateRunes(), rune => Assert.True(
            rune.Value == '\n' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate), $"U+{rune.Value:X}"));
        Assert.Equal(text, MessageText.Clean(text).Text);
    }, iter: 2_000);

    [Theory]
    [InlineData(200_000, 'x')]
    [InlineData(200_000, '\u0301')]
    [InlineData(200_000, '\ud83d')]
    [InlineData(200_000, '7')]
    [InlineData(200_000, '\uFDFA')] // the ligature that grows eighteenfold when taken apart
    public void Very_long_text_is_cut(int length, char of) =>
        Assert.InRange(MessageText.Clean(new string(of, length)).Text.Length, 0, MessageText.MaxLength);

    [Fact]
    public void Sixteen_digits_never_survive_whatever_stands_between_them() =>
        Gen.Select(Gen.Char['0', '9'].Array[16, 20], Separator.Array[20], Gen.OneOfConst("", "nik ", "no:", "ktp=", "a"), Gen.OneOfConst("", " ya", ".", "b")).Sample((digits, gaps, before, after) =>
        {
            var number = string.Concat(digits.Select((digit, at) => at == 0 ? digit.ToString() : gaps[at] + digit));

            var (text, found) = MessageText.Clean(before + number + after);

            Assert.True(found, number);
            Assert.Contains(PersonalNumbers.Mask, text, StringComparison.Ordinal);
            Assert.InRange(text.Count(char.IsDigit), 0, 3);
        }, iter: 20_000);

    [Fact]
    public void Text_without_sixteen_digits_is_left_as_it_was() =>
        Gen.Select(Gen.OneOfConst("UU 25/1992", "4.592 koperasi", "Rp2.500.000", "081234567890", "3275070060001", "14 Maret 2026", "65,2 persen", "PMK 219/2019").Array[1, 3], Gen.OneOfConst(" dan ", " lalu ", " atau ")).Sample((parts, between) =>
        {
            var text = string.Join(between, parts);

            Assert.Equal((text, false), PersonalNumbers.Hide(text));
        });

    [Fact]
    public void Personal_number_beside_words_leaves_the_words() =>
        Assert.Equal(($"cek {PersonalNumbers.Mask} di Sambas", true), PersonalNumbers.Hide("cek 6171-0912-0488-0017 di Sambas"));
}
