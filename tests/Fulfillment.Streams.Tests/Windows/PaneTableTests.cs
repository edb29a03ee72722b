using System.Runtime.CompilerServices;
using Fulfillment.Streams.Windows;

namespace Fulfillment.Streams.Tests.Windows;

public sealed class PaneTableTests
{
    private static readonly TumblingWindows Tens = new(10);
    private readonly PaneTable<string, long> _table = new();

    [Fact]
    public void Cell_is_new_once_and_then_keeps_its_value()
    {
        Add("a", 0, 5, expectNew: true);
        Add("a", 0, 7, expectNew: false);
        Add("a", 10, 1, expectNew: true);
        Add("b", 0, 2, expectNew: true);

        Assert.Equal(["a@0=12", "b@0=2", "a@10=1"], InOrder());
    }

    [Fact]
    public void Touched_lists_each_cell_once_in_order_of_first_touch()
    {
        Add("b", 0, 1);
        Add("a", 0, 1);
        Add("b", 0, 1);
        Assert.Equal(["b@0=2", "a@0=1"], Describe(_table.Touched.ToArray()));

        _table.ClearTouched();
        Assert.Equal(0, _table.Touched.Length);
        Add("a", 0, 1);
        Assert.Equal(["a@0=2"], Describe(_table.Touched.ToArray()));
    }

    [Fact]
    public void A_window_that_comes_back_right_after_it_expired_is_a_new_one()
    {
        Add("a", 0, 5);
        _table.ClearTouched();
        _table.Expire(Tens, 100, 0);
        Assert.Empty(InOrder());
        Add("a", 0, 7, expectNew: true);
        Assert.Equal(["a@0=7"], InOrder());
        Add("b", 50, 1);
        Assert.Equal(["a@0=7", "b@50=1"], InOrder());
    }

    [Fact]
    public void References_survive_growth()
    {
        ref var first = ref _table.Touch("first", 0, out _);
        for (var i = 0; i < 10_000; i++)
            _table.Touch($"k{i}", i, out _);

        first = 42;

        Assert.True(_table.TryGet("first", 0, out var value));
        Assert.Equal(42, value);
    }

    [Fact]
    public void Reading_neither_adds_nor_touches()
    {
        Add("a", 0, 5);
        _table.ClearTouched();

        Assert.Equal(5, _table.Find("a", 0));
        Assert.True(Unsafe.IsNullRef(ref _table.Find("a", 10)));
        Assert.False(_table.TryGet("b", 0, out _));
        Assert.Equal(1, _table.Count);
        Assert.Equal(0, _table.Touched.Length);
    }

    [Theory]
    [InlineData(14, 0)]
    [InlineData(15, 2)]
    [InlineData(24, 2)]
    [InlineData(25, 3)]
    public void Cells_expire_when_the_clock_reaches_end_plus_retention(long clock, int removed)
    {
        Add("a", 0, 1);
        Add("b", 0, 1);
        Add("a", 10, 1);
        _table.ClearTouched();

        Assert.Equal(removed, _table.Expire(Tens, clock, retention: 5));
        Assert.Equal(3 - removed, _table.Count);
    }

    [Fact]
    public void Touched_cell_outlives_its_retention_until_flushed()
    {
        Add("old", 0, 1);
        _table.ClearTouched();
        Add("fresh", 0, 1);

        Assert.Equal(1, _table.Expire(Tens, 1_000, retention: 0));
        Assert.Equal(["fresh@0=1"], InOrder());

        _table.ClearTouched();
        Assert.Equal(1, _table.Expire(Tens, 1_000, retention: 0));
        Assert.Equal(0, _table.Count);
    }

    [Fact]
    public void Freed_slots_are_used_again_from_zero()
    {
        for (var round = 0; round < 100; round++)
        {
            for (var key = 0; key < 50; key++)
                Add($"k{key}", round * 10, 1, expectNew: true);
            _table.ClearTouched();
            Assert.Equal(50, _table.Expire(Tens, round * 10 + 10, retention: 0));
        }
        Assert.Equal(0, _table.Count);
    }

    [Fact]
    public void Windows_are_found_by_their_start()
    {
        Add("a", 0, 1);
        Add("b", 10, 2);
        Add("c", 0, 3);

        Assert.Equal(["c@0=3", "a@0=1"], Describe(_table.SlotsAt(0)));
        Assert.Empty(_table.SlotsAt(20));
    }

    [Fact]
    public void Order_does_not_depend_on_history()
    {
        var other = new PaneTable<string, long>();
        string[] keys = ["Z", "a", "É", "b", "Ä", "aa"];
        foreach (var key in keys)
            Add(key, 0, 1);
        foreach (var key in keys.Reverse())
            other.Touch(key, 0, out _) = 1;

        Assert.Equal(["Z", "a", "aa", "b", "Ä", "É"], _table.InOrder().Select(s => _table.KeyOf(s).Key));
        Assert.Equal(_table.InOrder().Select(_table.KeyOf), other.InOrder().Select(other.KeyOf));
    }

    private void Add(string key, long start, long amount, bool? expectNew = null)
    {
        ref var sum = ref _table.Touch(key, start, out var added);
        sum += amount;
        if (expectNew is { } expected)
            Assert.Equal(expected, added);
    }

    private string[] InOrder() => Describe(_table.InOrder());

    private string[] Describe(IEnumerable<int> slots) =>
        slots.Select(slot => $"{_table.KeyOf(slot).Key}@{_table.KeyOf(slot).Start}={_table[slot]}").ToArray();
}
