using System.Globalization;
using System.Text;
using ScottPlot;
using SkiaSharp;

namespace CoopBot.Documents;

/// <summary>
/// The sheet that a chart is drawn on: 640 × 440 pixels, white, with title, subtitle, row labels and source in their places. One
/// unit of the plot is one pixel, from the top left; so the marks alone are left to the kinds of charts.
/// </summary>
internal sealed class ChartSheet : IDisposable
{
    public const int Width = 640;
    public const int Height = 440;

    private const int Margin = 16;
    private const int LongestText = 200;
    private const string Font = "CoopBot Source Sans 3";

    private static readonly Color Ink = Color.FromHex("#1B2326");
    private static readonly Color Ink2 = Color.FromHex("#4A5557");

    private readonly Plot _plot = new();
    private readonly Chart _chart;
    private readonly double _top;
    private readonly double _rowHeight;

    static ChartSheet()
    {
        // A bare machine has no typeface at all: this one lies beside the program.
        var folder = Path.Combine(AppContext.BaseDirectory, "fonts");
        Fonts.AddFontFile(Font, Path.Combine(folder, "SourceSans3_400Regular.ttf"), bold: false, italic: false);
        Fonts.AddFontFile(Font, Path.Combine(folder, "SourceSans3_700Bold.ttf"), bold: true, italic: false);
    }

    /// <summary>Lays out everything but the marks.</summary>
    /// <param name="chart">What is drawn.</param>
    /// <param name="marks">The share of the width beside the labels that the longest mark may take; the rest is for its number.</param>
    public ChartSheet(Chart chart, double marks)
    {
        ArgumentNullException.ThrowIfNull(chart);
        _chart = chart;
        Rows = [.. chart.Rows.Take(Chart.MostRows)];
        _plot.Axes.Frameless();
        _plot.HideGrid();
        _plot.FigureBackground.Color = Colors.White;
        _plot.DataBackground.Color = Colors.White;
        _plot.Axes.SetLimits(0, Width, Height, 0);

        double y = Margin - 4;
        foreach (var line in Wrapped(chart.Title, 25, 2))
        {
            Write(line, Margin, y, 25, Alignment.UpperLeft, bold: true);
            y += 30;
        }

        Write(Fitting(chart.Subtitle, 19, Width - (2 * Margin)), Margin, y, 19, Alignment.UpperLeft, Ink2);
        _top = y + 32;
        var bottom = Height - 34;
        Write(Fitting(chart.Source, 17, Width - (2 * Margin)), Margin, Height - 8, 17, Alignment.LowerLeft, Ink2);

        _rowHeight = Math.Min(84, (bottom - _top) / Math.Max(1, Rows.Count));
        TextSize = (float)Math.Min(20, _rowHeight * .82);
        var label = Math.Min(Width * .42, Rows.Select(row => Math.Max(Length(row.Label, TextSize), Length(row.Detail ?? "", DetailSize))).DefaultIfEmpty().Max());
        Left = Margin + label + 12;
        Longest = (Width - Margin - Left) * marks;
        Scale = Longest / Math.Max(1, Rows.SelectMany(row => row.Values).Select(value => value.Number).DefaultIfEmpty().Max());
        for (var at = 0; at < Rows.Count; at++)
        {
            var row = Rows[at];
            var middle = Middle(at);
            var room = Left - Margin - 12;
            Write(Fitting(row.Label, TextSize, room), Left - 12, middle - (row.Detail is null ? 0 : DetailSize * .6), TextSize, Alignment.MiddleRight);
            if (row.Detail is { } detail)
            {
                Write(Fitting(detail, DetailSize, room), Left - 12, middle + (TextSize * .6), DetailSize, Alignment.MiddleRight, Ink2);
            }
        }

        // Where zero is.
        Rectangle(Left - 2, _top, Left, _top + (Rows.Count * _rowHeight), Color.FromHex("#6E7B7C"));
    }

    public IReadOnlyList<ChartRow> Rows { get; }

    /// <summary>Where zero is.</summary>
    public double Left { get; }

    /// <summary>Pixels for each one counted.</summary>
    public double Scale { get; }

    /// <summary>The longest mark.</summary>
    public double Longest { get; }

    public double RowHeight => _rowHeight;

    public float TextSize { get; }

    private static float DetailSize => 16;

    /// <summary>The middle of a row.</summary>
    public double Middle(int row) => _top + ((row + .5) * _rowHeight);

    public void Bar(double middle, double length, double height, ChartColor color) => Rectangle(Left, middle - (height / 2), Left + length, middle + (height / 2), Of(color));

    public void Dot(double x, double middle, ChartColor color) => _plot.Add.Marker(x, middle, MarkerShape.FilledCircle, 15, Of(color));

    /// <summary>A number to the right of its mark.</summary>
    public void Number(string text, double x, double middle) => Write(Fitting(text, TextSize, Width - x - 2), x, middle, TextSize, Alignment.MiddleLeft);

    /// <summary>A number to the left of its mark.</summary>
    public void NumberBefore(string text, double x, double middle) => Write(Fitting(text, TextSize, Width), x, middle, TextSize, Alignment.MiddleRight);

    /// <summary>The picture as PNG: without transparency, since dark themes shine through it, and packed hard, since phones pay for it.</summary>
    public byte[] Png()
    {
        using var drawn = SKBitmap.Decode(_plot.GetImage(Width, Height).GetImageBytes(ImageFormat.Png));
        return PalettePng.Write([.. drawn.Pixels.Select(pixel => (pixel.Red << 16) | (pixel.Green << 8) | pixel.Blue)], Width);
    }

    public void Dispose() => _plot.Dispose();

    private void Rectangle(double left, double top, double right, double bottom, Color color)
    {
        var drawn = _plot.Add.Rectangle(left, right, bottom, top);
        drawn.FillColor = color;
        drawn.LineWidth = 0;
    }

    private void Write(string text, double x, double y, float size, Alignment alignment, Color? color = null, bool bold = false)
    {
        if (text.Length == 0)
        {
            return;
        }

        var drawn = _plot.Add.Text(text, x, y);
        drawn.LabelFontName = Font;
        drawn.LabelFontSize = size;
        drawn.LabelFontColor = color ?? Ink;
        drawn.LabelBold = bold;
        drawn.LabelAlignment = alignment;
        drawn.LabelPadding = 0;
    }

    private static Color Of(ChartColor color) => Color.FromHex(color switch
    {
        ChartColor.Navy => "#12436D",
        ChartColor.Sky => "#0F94E4",
        ChartColor.Orange => "#E0590B",
        ChartColor.Grey => "#767676",
        _ => "#2B6FA8",
    });

    private static double Length(string text, float size, bool bold = false)
    {
        using var font = new SKFont(Fonts.GetTypeface(Font, bold, italic: false), size);
        return font.MeasureText(Clean(text));
    }

    /// <summary>The text, or as much of it as there is room for (fault 106).</summary>
    private static string Fitting(string text, float size, double room, bool bold = false)
    {
        var clean = Clean(text);
        if (Length(clean, size, bold) <= room)
        {
            return clean;
        }

        var letters = StringInfo.GetTextElementEnumerator(clean);
        var fits = new StringBuilder();
        while (letters.MoveNext() && Length($"{fits}{letters.Current}…", size, bold) <= room)
        {
            fits.Append(letters.Current);
        }

        return $"{fits.ToString().TrimEnd()}…";
    }

    private static List<string> Wrapped(string text, float size, int most)
    {
        var (lines, line) = (new List<string>(), "");
        foreach (var word in Clean(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && lines.Count + 1 < most && Length(longer, size, bold: true) > Width - (2 * Margin))
            {
                lines.Add(line);
                longer = word;
            }

            line = longer;
        }

        lines.Add(Fitting(line, size, Width - (2 * Margin), bold: true));
        return lines;
    }

    /// <summary>One line without signs that turn the writing around, of bounded length; half a surrogate pair becomes a sign that can be drawn.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(Math.Min(text.Length, LongestText));
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                clean.Append(' ');
            }
            else if (category != UnicodeCategory.Format)
            {
                clean.Append(rune);
            }

            if (clean.Length >= LongestText)
            {
                break;
            }
        }

        return clean.ToString();
    }
}
