using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using CoopBot.Conversation;
using CoopBot.Documents;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace CoopBot.Capabilities.Figures;

/// <summary>
/// The pictures of figures and their addresses. An address holds, sealed with the keys in the store, which figure of which list it
/// shows and until when: so a restart and a second process know it, nobody can guess or change one, and no table keeps them.
/// </summary>
public sealed class FigurePictures(FigureCounts counts, IDataProtectionProvider protection, IOptions<OfficeOptions> office, TimeProvider time) : IDisposable
{
    /// <summary>How long an address is good: as long as a card's buttons.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromDays(30);

    private const string Path = "/gambar/";
    private const int LongestToken = 1_000;
    private const int MostKept = 64;

    private readonly IDataProtector _tokens = protection.CreateProtector("CoopBot.Figure.Picture.v1");
    private readonly ConcurrentDictionary<string, byte[]> _drawn = [];

    // Drawing takes a processor for some 50 ms; whoever asks for many pictures at once must not take them all.
    private readonly SemaphoreSlim _brush = new(1);

    /// <summary>Where a channel finds the picture of a figure of this list; null where it has no address that it could open.</summary>
    public string? Address(FigureQuery query, int generation, string channel) =>
        office.Value.Link(Path + _tokens.Protect(string.Create(CultureInfo.InvariantCulture, $"{(time.GetUtcNow() + GoodFor).ToUnixTimeSeconds()} {generation} {query}")), channel);

    /// <summary>The picture of a token and how long it is still good; null where the token is not ours or has ended, or its list is gone.</summary>
    public async Task<(byte[] Png, TimeSpan GoodFor)?> ReadAsync(string token, CancellationToken cancellation)
    {
        if (Open(token)?.Split(' ', 3) is not [var until, var list, var text] || FigureQuery.Parse(text) is not { } query)
        {
            return null;
        }

        var left = DateTimeOffset.FromUnixTimeSeconds(long.Parse(until, CultureInfo.InvariantCulture)) - time.GetUtcNow();
        var figure = left > TimeSpan.Zero ? await FigureAsync(query, int.Parse(list, CultureInfo.InvariantCulture), cancellation) : null;
        return figure is null ? null : (await DrawAsync(figure, cancellation), left);
    }

    /// <summary>The figure of a list, or of the current one; null where there are no records.</summary>
    public async Task<Figure?> FigureAsync(FigureQuery query, int? generation, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        return query.Topic == FigureTopic.Totals ? OfficialFigures.Totals(query.Language)
            : await counts.ReadAsync(generation, cancellation) is { } counted ? RecordFigures.Of(counted, query) : null;
    }

    /// <summary>Draws a figure as PNG, 640 × 440.</summary>
    public async Task<byte[]> DrawAsync(Figure figure, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(figure);
        if (_drawn.TryGetValue(figure.AltText, out var known))
        {
            return known;
        }

        await _brush.WaitAsync(cancellation);
        try
        {
            if (_drawn.Count >= MostKept)
            {
                _drawn.Clear();
            }

            return _drawn.GetOrAdd(figure.AltText, _ => FigureDrawing.Png(figure));
        }
        finally
        {
            _brush.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _brush.Dispose();

    private string? Open(string token)
    {
        try
        {
            return token.Length > LongestToken ? null : _tokens.Unprotect(token);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>A figure as a chart.</summary>
internal static class FigureDrawing
{
    /// <summary>Bars; dots for what is not one series.</summary>
    public static byte[] Png(Figure figure) => figure.IsSeries
        ? DotChart.Png(Chart(figure, row => new(row.Label, [Value(figure, row, 1, ChartColor.Navy), Value(figure, row, 0, ChartColor.All)], row.Source)))
        : BarChart.Png(Chart(figure, row => new(row.Label, [new(row.Numbers[0] ?? 0, figure.Number(row, 0), Color(row.Tone))])));

    private static Chart Chart(Figure figure, Func<FigureRow, ChartRow> row) => new(figure.Title, figure.Subtitle, figure.Source, [.. figure.Rows.Select(row)]);

    // Each dot says what it is, so that no legend is needed.
    private static ChartValue Value(Figure figure, FigureRow row, int column, ChartColor color) =>
        new(row.Numbers[column] ?? 0, $"{figure.Number(row, column)} {figure.Columns[column].ToLowerInvariant()}", color);

    private static ChartColor Color(FigureTone tone) => tone switch
    {
        FigureTone.Active => ChartColor.Navy,
        FigureTone.Inactive => ChartColor.Sky,
        FigureTone.Unknown => ChartColor.Grey,
        _ => ChartColor.All,
    };
}
