using CoopBot.Channels.Teams;

namespace CoopBot.Tests.Channels.Teams;

/// <summary>What an office's drawing program may write, in all the ways that PNG knows.</summary>
public sealed class PngImageTests
{
    /// <summary>Five colour types, each with five filters.</summary>
    public static TheoryData<byte, byte> WaysToWrite => new(from colour in (byte[])[0, 2, 3, 4, 6] from filter in (byte[])[0, 1, 2, 3, 4] select (colour, filter));

    [Theory]
    [MemberData(nameof(WaysToWrite))]
    public void Pixels_are_read_whatever_the_colour_type_and_the_filter(byte colour, byte filter)
    {
        static byte At(int x, int y) => (byte)((x * 37) + (y * 91));
        var file = Png.Write(
            9, 7, colour,
            (x, y) => colour switch { 0 => [At(x, y)], 2 => [At(x, y), At(y, x), 7], 3 => [(byte)(At(x, y) % 3)], 4 => [At(x, y), At(y, x)], _ => [At(x, y), At(y, x), 7, At(x, x)] },
            filter, 0, ("PLTE", [1, 2, 3, 4, 5, 6, 7, 8, 9]), ("tRNS", colour == 3 ? [0, 100] : []));

        var image = PngImage.Read(file);

        Assert.Equal((9, 7), PngImage.SizeOf(file));
        foreach (var (x, y) in from x in Enumerable.Range(0, 9) from y in Enumerable.Range(0, 7) select (x, y))
        {
            var index = At(x, y) % 3;
            Assert.Equal(
                colour switch
                {
                    0 => (At(x, y), At(x, y), At(x, y), 255),
                    2 => (At(x, y), At(y, x), 7, 255),
                    3 => ((index * 3) + 1, (index * 3) + 2, (index * 3) + 3, index switch { 0 => 0, 1 => 100, _ => 255 }),
                    4 => (At(x, y), At(x, y), At(x, y), At(y, x)),
                    _ => (At(x, y), At(y, x), 7, At(x, x)),
                },
                image[x, y]);
        }
    }

    [Fact]
    public void One_colour_may_be_declared_transparent()
    {
        var image = PngImage.Read(Png.Write(2, 1, 0, (x, _) => [(byte)(x == 0 ? 0 : 255)], 0, 0, ("tRNS", [0, 0])));

        Assert.Equal(((0, 0, 0, 0), (255, 255, 255, 255)), (image[0, 0], image[1, 0]));
    }

    [Fact]
    public void Damaged_file_is_told_from_a_good_one_at_every_length()
    {
        var file = Png.Outline(8);

        Assert.Equal(8, PngImage.Read(file).Width);
        for (var length = 33; length < file.Length - 12; length++)
        {
            Assert.ThrowsAny<InvalidDataException>(() => PngImage.Read(file.AsSpan(0, length)));
        }

        Assert.Null(PngImage.SizeOf("GIF89a, and then some more bytes than a header has"u8));
    }
}
