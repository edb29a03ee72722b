using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.Tests.Snapshots;

public sealed class NativeBufferTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData((5 << 20) + 3)]
    public async Task It_is_so_many_bytes_of_nought_that_streams_read_and_write(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        using var buffer = new NativeBuffer(length);
        Assert.Equal(length, buffer.Memory.Length);
        Assert.Equal(-1, buffer.GetSpan().IndexOfAnyExcept((byte)0));

        using var source = new MemoryStream(bytes);
        await source.ReadExactlyAsync(buffer.Memory);
        using var target = new MemoryStream();
        await target.WriteAsync(buffer.Memory);

        Assert.True(bytes.AsSpan().SequenceEqual(target.ToArray()));
    }

    [Fact]
    public void What_was_given_back_is_not_touched_any_more()
    {
        var buffer = new NativeBuffer(10);
        ((IDisposable)buffer).Dispose();
        ((IDisposable)buffer).Dispose(); // changes nothing
        Assert.Throws<ObjectDisposedException>(() => buffer.GetSpan().Length);
        Assert.Throws<ObjectDisposedException>(() => buffer.Pin());
    }

    [Fact]
    public void Only_places_within_it_are_pinned()
    {
        using var buffer = new NativeBuffer(10);
        using (buffer.Pin(10))
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Pin(11));
            Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Pin(-1));
        }
    }
}
