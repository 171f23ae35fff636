using System.Buffers.Binary;
using System.IO.Compression;

namespace CoopBot.Documents;

/// <summary>
/// Writes a flat drawing as PNG with a palette (ISO/IEC 15948, colour type 3): a third of the bytes of a PNG in full colour. The
/// colours seen most are kept as they are; what smoothing puts between them becomes the nearest.
/// </summary>
internal static class PalettePng
{
    private const int MostColors = 64;
    private static readonly uint[] _crc = [.. Enumerable.Range(0, 256).Select(start => Enumerable.Range(0, 8).Aggregate((uint)start, (value, _) => (value >> 1) ^ ((value & 1) * 0xEDB88320u)))];

    /// <summary>The file's bytes.</summary>
    /// <param name="pixels">0xRRGGBB of each pixel, row by row.</param>
    /// <param name="width">Pixels in a row.</param>
    public static byte[] Write(ReadOnlySpan<int> pixels, int width)
    {
        var seen = new Dictionary<int, int>();
        foreach (var pixel in pixels)
        {
            seen[pixel] = seen.GetValueOrDefault(pixel) + 1;
        }

        var palette = seen.OrderByDescending(color => color.Value).ThenBy(color => color.Key).Take(MostColors).Select(color => color.Key).ToArray();
        var index = seen.Keys.ToDictionary(color => color, color => (byte)Array.IndexOf(palette, palette.MinBy(known => Distance(known, color))));

        var height = pixels.Length / width;
        var rows = new byte[height * (width + 1)];
        for (var y = 0; y < height; y++)
        {
            // The first byte of a row is its filter: none.
            for (var x = 0; x < width; x++)
            {
                rows[(y * (width + 1)) + 1 + x] = index[pixels[(y * width) + x]];
            }
        }

        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (8, 3);
        Chunk(file, "IHDR"u8, head);
        Chunk(file, "PLTE"u8, [.. palette.SelectMany(color => new[] { (byte)(color >> 16), (byte)(color >> 8), (byte)color })]);
        Chunk(file, "IDAT"u8, Packed(rows));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Packed(byte[] rows)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> name, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(name);
        file.Write(data);
        var crc = Crc(data, Crc(name, uint.MaxValue));
        BinaryPrimitives.WriteUInt32BigEndian(number, ~crc);
        file.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> data, uint crc)
    {
        foreach (var value in data)
        {
            crc = _crc[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return crc;
    }

    private static int Distance(int one, int other)
    {
        var (red, green, blue) = ((one >> 16) - (other >> 16), ((one >> 8) & 0xFF) - ((other >> 8) & 0xFF), (one & 0xFF) - (other & 0xFF));
        return (red * red) + (green * green) + (blue * blue);
    }
}
