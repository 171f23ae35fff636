namespace CoopBot.Channels.Teams;

/// <summary>The two icons of the package: ours, or the office's own where it meets what Teams asks.</summary>
internal static class TeamsIcon
{
    /// <summary>More is no icon; it also bounds what is read.</summary>
    private const int Largest = 1024 * 1024;

    /// <summary>The colour icon: any picture of 192 x 192.</summary>
    public static byte[] Color(string ours, string? own) => Read(own ?? ours, "Teams__ColorIcon", 192);

    /// <summary>The outline icon: 32 x 32, and nothing but white and transparent, since Teams lays it on bars of many colours.</summary>
    public static byte[] Outline(string ours, string? own)
    {
        var file = own ?? ours;
        var bytes = Read(file, "Teams__OutlineIcon", 32);
        try
        {
            var image = PngImage.Read(bytes);
            var pixels = Enumerable.Range(0, 32 * 32).Select(at => (X: at % 32, Y: at / 32)).Select(at => (At: at, Is: image[at.X, at.Y])).ToList();
            if (pixels.FirstOrDefault(pixel => pixel.Is is not ((255, 255, 255, _) or (_, _, _, 0))) is { Is.A: > 0 } other)
            {
                throw new TeamsPackageException($"Teams__OutlineIcon: {file} has a pixel that is neither white nor transparent, at {other.At.X}, {other.At.Y} from the top left; draw the mark in white on a transparent ground.");
            }

            if (pixels.All(pixel => pixel.Is.A == 0) || pixels.All(pixel => pixel.Is.A > 0))
            {
                throw new TeamsPackageException($"Teams__OutlineIcon: {file} shows nothing; draw the mark in white on a transparent ground.");
            }
        }
        catch (InvalidDataException damaged)
        {
            throw new TeamsPackageException($"Teams__OutlineIcon: {file} cannot be read as a PNG ({damaged.Message}); save it again.", damaged);
        }

        return bytes;
    }

    private static byte[] Read(string file, string setting, int side)
    {
        byte[] bytes;
        try
        {
            if (new FileInfo(file).Length > Largest)
            {
                throw new TeamsPackageException($"{setting}: {file} is larger than an icon can be; Teams takes a PNG of exactly {side} x {side}.");
            }

            bytes = File.ReadAllBytes(file);
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new TeamsPackageException($"{setting}: {file} cannot be opened; name a PNG of exactly {side} x {side}, or take the setting out to use ours.", unread);
        }

        return PngImage.SizeOf(bytes) switch
        {
            null => throw new TeamsPackageException($"{setting}: {file} is no PNG; Teams takes a PNG of exactly {side} x {side}."),
            var (width, height) when (width, height) != (side, side) => throw new TeamsPackageException($"{setting}: {file} is {width} x {height}; Teams takes a PNG of exactly {side} x {side}."),
            _ => bytes,
        };
    }
}
