namespace CoopBot.Documents;

/// <summary>A dot for each value and no line between them: for counts that are not one series.</summary>
public static class DotChart
{
    /// <summary>Draws each row's values as dots, at most two a row.</summary>
    /// <returns>A PNG of 640 × 440 pixels, opaque.</returns>
    public static byte[] Png(Chart chart)
    {
        using var sheet = new ChartSheet(chart, marks: .7);
        for (var at = 0; at < sheet.Rows.Count; at++)
        {
            // The smaller is numbered on its left, the larger on its right: near ones do not write over each other.
            var values = sheet.Rows[at].Values.Take(2).OrderBy(value => value.Number).ToList();
            for (var which = 0; which < values.Count; which++)
            {
                var (x, middle) = (sheet.Left + (values[which].Number * sheet.Scale), sheet.Middle(at));
                sheet.Dot(x, middle, values[which].Color);
                if (which < values.Count - 1)
                {
                    sheet.NumberBefore(values[which].Text, x - 12, middle);
                }
                else
                {
                    sheet.Number(values[which].Text, x + 12, middle);
                }
            }
        }

        return sheet.Png();
    }
}
