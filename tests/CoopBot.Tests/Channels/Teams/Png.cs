using System.Buffers.Binary;
using System.IO.Compression;

namespace CoopBot.Tests.Channels.Teams;

/// <summary>Writes PNG files, right and odd ones, for the tests of icons. Their checksums stay zero: nothing here reads them.</summary>
internal static class Png
{
    /// <summary>A picture of 8 bits a sample; <paramref name="pixel"/> gives the samples of one, <paramref name="filter"/> how rows are written.</summary>
    public static byte[] Write(int width, int height, byte colour, Func<int, int, byte[]> pixel, byte filter = 0, byte interlace = 0, params (string Type, byte[] Data)[] extra)
    {
        var step = pixel(0, 0).Length;
        var rows = new byte[height, width * step];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var samples = pixel(x, y);
                for (var i = 0; i < step; i++)
                {
                    rows[y, (x * step) + i] = samples[i];
                }
            }
        }

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                zlib.WriteByte(filter);
                for (var i = 0; i < width * step; i++)
                {
                    int left = i >= step ? rows[y, i - step] : 0, above = y > 0 ? rows[y - 1, i] : 0, corner = i >= step && y > 0 ? rows[y - 1, i - step] : 0;
                    var guess = filter switch { 1 => left, 2 => above, 3 => (left + above) / 2, 4 => Nearest(left, above, corner), _ => 0 };
                    zlib.WriteByte((byte)(rows[y, i] - guess));
                }
            }
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = (8, colour, interlace);
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        foreach (var (type, data) in (IEnumerable<(string, byte[])>)[("IHDR", header), .. extra, ("IDAT", packed.ToArray()), ("IEND", [])])
        {
            var chunk = new byte[data.Length + 12];
            BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
            System.Text.Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
            data.CopyTo(chunk, 8);
            file.Write(chunk);
        }

        return file.ToArray();
    }

    /// <summary>White where the mark is, nothing elsewhere.</summary>
    public static byte[] Outline(int side = 32, byte grey = 255) => Write(side, side, 6, (x, y) => x > y ? [grey, grey, grey, 200] : [0, 0, 0, 0]);

    private static int Nearest(int left, int above, int corner)
    {
        var guess = left + above - corner;
        return new[] { left, above, corner }.MinBy(value => Math.Abs(guess - value));
    }
}
