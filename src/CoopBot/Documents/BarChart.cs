namespace CoopBot.Documents;

/// <summary>Horizontal bars from zero, each with its number at its end: lengths from one line are read most surely.</summary>
public static class BarChart
{
    /// <summary>Draws a row's first value as its bar.</summary>
    /// <returns>A PNG of 640 × 440 pixels, opaque.</returns>
    public static byte[] Png(Chart chart)
    {
        using var sheet = new ChartSheet(chart, marks: .82);
        for (var at = 0; at < sheet.Rows.Count; at++)
        {
            if (sheet.Rows[at].Values is [var value, ..])
            {
                sheet.Bar(sheet.Middle(at), value.Number * sheet.Scale, sheet.RowHeight * .68, value.Color);
                sheet.Number(value.Text, sheet.Left + (value.Number * sheet.Scale) + 6, sheet.Middle(at));
            }
        }

        return sheet.Png();
    }
}
