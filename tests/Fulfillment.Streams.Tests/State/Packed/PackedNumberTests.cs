using FsCheck.Xunit;
using Fulfillment.Streams.State.Packed;
using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Tests.State.Packed;

[Laws(MaxTest = 500, QuietOnSuccess = true)]
public sealed class PackedNumberTests
{
    private static readonly long[] Edges = [0, 1, -1, 63, -64, 64, 127, 128, long.MinValue, long.MinValue + 1, long.MaxValue];

    [Property]
    public void What_is_written_is_read(long[] numbers, byte[] text, byte one)
    {
        var writer = new PackedWriter();
        writer.Byte(1);
        writer.Clear();
        foreach (var number in numbers.Concat(Edges))
        {
            writer.Signed(number);
            writer.Number((ulong)number);
        }

        writer.Text(text);
        writer.Byte(one);
        var reader = new PackedReader(writer.Written);
        foreach (var number in numbers.Concat(Edges))
        {
            Assert.Equal(number, reader.Signed());
            Assert.Equal((ulong)number, reader.Number());
        }

        var slice = reader.Text();
        Assert.True(writer.Written.Slice(slice.Start, slice.Length).SequenceEqual(text));
        Assert.Equal(one, reader.Byte());
        Assert.Equal(writer.Written.Length, reader.Position);
    }

    [Theory]
    [InlineData(0, 255)]
    [InlineData(0, 10_000)]
    [InlineData(200, 400)]
    public void A_text_of_any_length_finds_room(int before, int length)
    {
        var writer = new PackedWriter();
        var text = Enumerable.Range(0, length).Select(n => (byte)n).ToArray();
        for (var i = 0; i < before; i++)
        {
            writer.Byte(7);
        }

        writer.Text(text);
        Assert.Equal(text, writer.Written[^length..].ToArray());
    }
}
