namespace CoopBot.Records;

/// <summary>How far two words are apart: letters changed, left out, added, or swapped with the neighbour.</summary>
internal static class Spelling
{
    private const int Longest = 48;

    /// <summary>The distance, or <paramref name="limit"/> + 1 where it is larger than <paramref name="limit"/>.</summary>
    public static int Distance(ReadOnlySpan<char> one, ReadOnlySpan<char> two, int limit)
    {
        var far = limit + 1;
        if (Math.Abs(one.Length - two.Length) > limit || one.Length > Longest || two.Length > Longest)
        {
            return far;
        }

        Span<int> before = stackalloc int[Longest + 1];
        Span<int> last = stackalloc int[Longest + 1];
        Span<int> row = stackalloc int[Longest + 1];
        for (var column = 0; column <= two.Length; column++)
        {
            last[column] = column;
        }

        for (var line = 1; line <= one.Length; line++)
        {
            // Further than the limit from the diagonal no way leads back.
            var from = Math.Max(1, line - limit);
            var until = Math.Min(two.Length, line + limit);
            row[from - 1] = from == 1 ? line : far;
            var best = row[from - 1];
            for (var column = from; column <= until; column++)
            {
                var change = last[column - 1] + (one[line - 1] == two[column - 1] ? 0 : 1);
                var above = column < line + limit ? last[column] : far;
                var steps = Math.Min(change, Math.Min(above, row[column - 1]) + 1);
                if (line > 1 && column > 1 && one[line - 1] == two[column - 2] && one[line - 2] == two[column - 1])
                {
                    steps = Math.Min(steps, before[column - 2] + 1);
                }

                row[column] = steps;
                best = Math.Min(best, steps);
            }

            if (best > limit)
            {
                return far;
            }

            var spare = before;
            before = last;
            last = row;
            row = spare;
        }

        return Math.Min(last[two.Length], far);
    }
}
