using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.Tests.Memory;

namespace Fulfillment.Streams.Tests.Snapshots;

[Collection(HeldMemory.Alone)]
public sealed class ChangeListTests
{
    private readonly ChangeList<Entry> _changes = new(RecordKind.Order, (key, entry) => key.Write(entry.Number), (value, _) => value.Write(1));

    [Fact]
    public void An_entry_is_written_by_the_snapshot_after_its_change_and_by_no_other()
    {
        Entry[] entries = [.. Enumerable.Range(0, 10).Select(n => new Entry { Number = n })];
        Array.ForEach(entries, _changes.Touch);
        Assert.Equal(10, Written());
        Assert.Equal(0, Written());
        _changes.Touch(entries[3]);
        _changes.Touch(entries[3]);
        Assert.Equal(1, Written());
        Assert.Equal(0, Written());
    }

    [Fact]
    public void It_keeps_nothing_of_snapshots_that_are_done()
    {
        var held = new HeldMemory();
        Entry[] entries = [.. Enumerable.Range(0, 100_000).Select(n => new Entry { Number = n })];
        Array.ForEach(entries, _changes.Touch);
        Assert.Equal(entries.Length, Written());
        for (var i = 0; i < 1000; i++)
        {
            Array.ForEach(entries[..100], _changes.Touch);
            Assert.Equal(100, Written());
        }

        entries = [];
        Assert.InRange(held.Bytes, long.MinValue, 64 << 10);
    }

    private int Written()
    {
        var records = new StateRecords();
        _changes.Begin(records);
        while (_changes.Continue(32))
        {
        }

        return records.Count;
    }

    private sealed class Entry : ITracked
    {
        private uint _mark;

        public int Number { get; init; }

        public ref uint Mark => ref _mark;

        public bool IsForgotten => false;
    }
}
