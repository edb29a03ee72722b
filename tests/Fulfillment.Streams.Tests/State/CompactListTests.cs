using System.Runtime.CompilerServices;
using FsCheck.Xunit;
using Fulfillment.Streams.State;

namespace Fulfillment.Streams.Tests.State;

/// <summary>It is a list like any other.</summary>
public sealed class CompactListTests
{
    [Property(MaxTest = 500)]
    public void It_holds_what_a_list_holds((bool IsAdded, byte Place, int Item)[] steps)
    {
        var (compact, list) = (new CompactList<int>(), new List<int>());
        foreach (var (isAdded, place, item) in steps)
        {
            var at = place % (list.Count + 1);
            if (isAdded)
            {
                compact.Insert(at, item);
                list.Insert(at, item);
            }
            else
            {
                var count = Math.Min(Math.Abs(item % 3), list.Count - at);
                compact.RemoveRange(at, count);
                list.RemoveRange(at, count);
            }

            Assert.Equal(list, compact.All.ToArray());
        }

        compact.Clear();
        Assert.Equal(0, compact.Count);
    }

    [Fact]
    public void What_was_removed_is_not_kept_alive()
    {
        var list = new CompactList<object>();
        var held = Fill(ref list);
        list.RemoveAt(0);
        GC.Collect();
        Assert.False(held.TryGetTarget(out _));
        Assert.Equal(1, list.Count);
    }

    [Fact]
    public void Places_that_are_none_are_refused()
    {
        var list = new CompactList<int>();
        list.Insert(0, 7);
        Assert.Throws<ArgumentOutOfRangeException>(() => list.Insert(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => list.Insert(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => list.RemoveRange(0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => list.RemoveAt(-1));
        Assert.Throws<IndexOutOfRangeException>(() => list[1]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<object> Fill(ref CompactList<object> list)
    {
        var first = new object();
        list.Insert(0, first);
        list.Insert(1, new object());
        return new WeakReference<object>(first);
    }
}
