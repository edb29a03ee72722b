using Fulfillment.Streams.Windows;

namespace Fulfillment.Streams.Tests.Windows;

public sealed class IntArrayPoolTests
{
    private readonly IntArrayPool _pool = new(arrays: 2, numbers: 64);

    [Theory]
    [InlineData(8, 2)] // no more arrays than that
    [InlineData(32, 2)]
    [InlineData(64, 1)] // nor numbers
    [InlineData(128, 0)]
    public void So_many_of_one_length_are_kept(int length, int kept)
    {
        int[][] given = [.. Enumerable.Range(0, 4).Select(_ => new int[length])];
        Array.ForEach(given, _pool.Return);
        Assert.Equal(kept, Enumerable.Range(0, 4).Select(_ => _pool.Rent(length)).Count(given.Contains));
    }

    [Fact]
    public void An_array_is_as_long_as_asked_for()
    {
        _pool.Return([]);
        _pool.Return(new int[16]);
        Assert.Equal([8, 16, 32], new[] { 8, 16, 32 }.Select(length => _pool.Rent(length).Length));
    }
}
