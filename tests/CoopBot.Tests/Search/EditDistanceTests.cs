using CoopBot.Search;
using CsCheck;

namespace CoopBot.Tests.Search;

public sealed class EditDistanceTests
{
    [Fact]
    public void The_bounded_distance_equals_the_plain_one_up_to_its_limit() =>
        Gen.Select(Gen.Char['a', 'c'].Array[0, 9], Gen.Char['a', 'c'].Array[0, 9], Gen.Int[1, 3]).Sample((one, two, limit) =>
            Assert.Equal(Math.Min(Plain(one, two), limit + 1), EditDistance.Between(one, two, limit)), iter: 20_000);

    // The textbook's whole table.
    private static int Plain(char[] one, char[] two)
    {
        var table = new int[one.Length + 1, two.Length + 1];
        for (var line = 0; line <= one.Length; line++)
        {
            for (var column = 0; column <= two.Length; column++)
            {
                table[line, column] = line == 0 ? column : column == 0 ? line : Math.Min(
                    table[line - 1, column - 1] + (one[line - 1] == two[column - 1] ? 0 : 1),
                    Math.Min(table[line - 1, column], table[line, column - 1]) + 1);
                if (line > 1 && column > 1 && one[line - 1] == two[column - 2] && one[line - 2] == two[column - 1])
                {
                    table[line, column] = Math.Min(table[line, column], table[line - 2, column - 2] + 1);
                }
            }
        }

        return table[one.Length, two.Length];
    }
}
