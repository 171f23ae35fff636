using System.Buffers.Binary;
using System.IO.Compression;

namespace CoopBot.Channels.Teams;

/// <summary>Just enough of PNG to tell an icon's size and colours without an image library. Sections are those of the W3C specification.</summary>
internal sealed class PngImage
{
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private readonly int _depth, _colour, _channels;
    private readonly byte[] _palette, _transparent, _rows;

    private PngImage(ReadOnlySpan<byte> header, byte[] palette, byte[] transparent, byte[] packed)
    {
        (Width, Height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header[4..]));
        (_depth, _colour, _palette, _transparent) = (header[8], header[9], palette, transparent);
        _channels = _colour switch { 0 or 3 => 1, 2 => 3, 4 => 2, 6 => 4, _ => throw new InvalidDataException("a colour type that PNG does not have") };
        if (header[12] != 0)
        {
            throw new InvalidDataException("it is interlaced; save it again without that");
        }

        if (_depth is not (1 or 2 or 4 or 8 or 16))
        {
            throw new InvalidDataException("a bit depth that PNG does not have");
        }

        _rows = Unfilter(packed);
    }

    public int Width { get; }

    public int Height { get; }

    private int BytesPerRow => ((Width * _channels * _depth) + 7) / 8;

    /// <summary>Width and height, before anything is unpacked; null where it is no PNG.</summary>
    public static (int Width, int Height)? SizeOf(ReadOnlySpan<byte> file) =>
        file.Length >= 33 && file.StartsWith(Signature) && file[12..16].SequenceEqual("IHDR"u8)
            ? (BinaryPrimitives.ReadInt32BigEndian(file[16..]), BinaryPrimitives.ReadInt32BigEndian(file[20..]))
            : null;

    /// <summary>Unpacks a file whose size <see cref="SizeOf"/> has found to be small.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or interlaced.</exception>
    public static PngImage Read(ReadOnlySpan<byte> file)
    {
        byte[] header = [], palette = [], transparent = [];
        using var packed = new MemoryStream();
        for (var rest = file[Signature.Length..]; rest.Length >= 12;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest);
            if (length < 0 || length > rest.Length - 12)
            {
                throw new InvalidDataException("it ends too early");
            }

            var type = rest[4..8];
            var data = rest.Slice(8, length);
            if (type.SequenceEqual("IHDR"u8) && header.Length == 0)
            {
                header = data.ToArray();
            }
            else if (type.SequenceEqual("PLTE"u8))
            {
                palette = data.ToArray();
            }
            else if (type.SequenceEqual("tRNS"u8))
            {
                transparent = data.ToArray();
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                packed.Write(data);
            }

            rest = rest[(length + 12)..];
        }

        return header.Length == 13 ? new(header, palette, transparent, packed.ToArray()) : throw new InvalidDataException("its header is damaged");
    }

    /// <summary>Red, green, blue and alpha, each 0 to 255 (sections 4.4 and 11.2).</summary>
    public (int R, int G, int B, int A) this[int x, int y]
    {
        get
        {
            if (_colour == 3)
            {
                var index = Sample(x, y, 0);
                return (index + 1) * 3 <= _palette.Length
                    ? (_palette[index * 3], _palette[(index * 3) + 1], _palette[(index * 3) + 2], index < _transparent.Length ? _transparent[index] : 255)
                    : throw new InvalidDataException("a colour that its palette does not have");
            }

            var isGrey = _colour is 0 or 4;
            var (r, g, b) = (Sample(x, y, 0), Sample(x, y, isGrey ? 0 : 1), Sample(x, y, isGrey ? 0 : 2));
            // Without an alpha channel, one colour may be declared transparent.
            var isHole = _colour is 0 or 2 && _transparent.Length == (isGrey ? 2 : 6)
                && r == Declared(0) && g == Declared(isGrey ? 0 : 1) && b == Declared(isGrey ? 0 : 2);
            var alpha = _colour is 4 or 6 ? Whole(Sample(x, y, _channels - 1)) : isHole ? 0 : 255;
            return (Whole(r), Whole(g), Whole(b), alpha);
        }
    }

    private int Declared(int channel) => BinaryPrimitives.ReadUInt16BigEndian(_transparent.AsSpan(channel * 2));

    private int Whole(int sample) => sample * 255 / ((1 << _depth) - 1);

    private int Sample(int x, int y, int channel)
    {
        var bit = ((x * _channels) + channel) * _depth;
        var at = (y * BytesPerRow) + (bit / 8);
        return _depth switch
        {
            16 => BinaryPrimitives.ReadUInt16BigEndian(_rows.AsSpan(at)),
            8 => _rows[at],
            _ => (_rows[at] >> (8 - _depth - (bit % 8))) & ((1 << _depth) - 1),
        };
    }

    /// <summary>Each row says by its first byte how it was made from its neighbours (section 9).</summary>
    private byte[] Unfilter(byte[] packed)
    {
        var (length, step) = (BytesPerRow, Math.Max(1, _channels * _depth / 8));
        var rows = new byte[length * Height];
        using var unpacked = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
        for (var y = 0; y < Height; y++)
        {
            var filter = unpacked.ReadByte();
            var row = rows.AsSpan(y * length, length);
            if (unpacked.ReadAtLeast(row, length, throwOnEndOfStream: false) < length)
            {
                throw new InvalidDataException("it ends too early");
            }

            for (var i = 0; i < length; i++)
            {
                var left = i >= step ? row[i - step] : 0;
                var above = y > 0 ? rows[((y - 1) * length) + i] : 0;
                var corner = i >= step && y > 0 ? rows[((y - 1) * length) + i - step] : 0;
                row[i] += (byte)(filter switch
                {
                    0 => 0,
                    1 => left,
                    2 => above,
                    3 => (left + above) / 2,
                    4 => Paeth(left, above, corner),
                    _ => throw new InvalidDataException("a filter that PNG does not have"),
                });
            }
        }

        return rows;
    }

    private static int Paeth(int left, int above, int corner)
    {
        var guess = left + above - corner;
        var (toLeft, toAbove, toCorner) = (Math.Abs(guess - left), Math.Abs(guess - above), Math.Abs(guess - corner));
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }
}
