using Fulfillment.Streams.Worker.Hosting;

namespace Fulfillment.Streams.Worker.Tests.Hosting;

public sealed class HeapReserveTests
{
    private const string Heap = """
        55d0c0000000-55d0c0021000 rw-p 00000000 00:00 0                          [heap]
        7f0000000000-7f0000400000 r-xp 00000000 fe:00 1234                       /usr/lib/libsome.so
        7f0001000000-7f0001010000 rw-p 00000000 00:00 0
        7f0001010000-7f0001400000 ---p 00000000 00:00 0
        7f0001400000-7f0001410000 rw-p 00000000 00:00 0
        7f0001410000-7f0101400000 ---p 00000000 00:00 0
        7f0101400000-7f0101421000 rw-p 00000000 00:00 0

        """;

    private static readonly nuint OnHeap = unchecked((nuint)0x7f0001000100);

    [Fact]
    public void The_reserve_is_the_first_large_mapping_without_rights_behind_the_object()
    {
        var found = Find(Heap, OnHeap, long.MaxValue);

        Assert.Equal(unchecked((nuint)0x7f0001410000), found.Start);
        Assert.Equal((nuint)((0x7f0101400000 - 0x7f0001410000) / 2 / (2 << 20) * (2 << 20)), found.Length);
    }

    [Fact]
    public void No_more_of_it_is_taken_than_wanted() => Assert.Equal((nuint)(6 << 20), Find(Heap, OnHeap, 7 << 20).Length);

    [Theory]
    [InlineData("an object of no mapping", "7f0001000000-7f0001010000 rw-p", "7f0000f00000-7f0000f10000 rw-p")]
    [InlineData("a gap before it", "7f0001410000-7f0101400000 ---p", "7f0001420000-7f0101400000 ---p")]
    [InlineData("no large mapping", "7f0001410000-7f0101400000 ---p", "7f0001410000-7f0001420000 ---p")]
    [InlineData("one with rights", "7f0001410000-7f0101400000 ---p", "7f0001410000-7f0101400000 rw-p")]
    [InlineData("a file between", "7f0001400000-7f0001410000 rw-p 00000000 00:00 0", "7f0001400000-7f0001410000 rw-p 00000000 fe:00 7 /tmp/file")]
    public void Where_it_is_not_certain_there_is_none(string why, string mapping, string other)
    {
        Assert.Contains(mapping, Heap, StringComparison.Ordinal);
        Assert.True(Find(Heap.Replace(mapping, other, StringComparison.Ordinal), OnHeap, long.MaxValue) == default, why);
    }

    private static HeapReserve Find(string maps, nuint address, long most) =>
        HeapReserve.Find(maps.Split('\n', StringSplitOptions.RemoveEmptyEntries), address, most);
}
