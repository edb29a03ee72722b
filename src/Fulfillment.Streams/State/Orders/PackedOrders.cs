using Fulfillment.Streams.Events;
using Fulfillment.Streams.State.Packed;

namespace Fulfillment.Streams.State.Orders;

/// <summary>
/// The orders of a lane, each a record of bytes under a number that stays the same: some 100 bytes and no object. An event that speaks
/// of one unpacks it into an <see cref="Order"/> that is used again and again, and packs it when it is merged. Not thread-safe.
/// </summary>
internal sealed class PackedOrders
{
    private readonly PackedPages _pages = new();
    private readonly PackedWriter _writer = new();
    private readonly Stack<int> _free = [];
    private readonly Action<int, uint> _moved;
    private Entry[] _entries = [];
    private int _numbers;

    /// <summary>No orders.</summary>
    public PackedOrders() => _moved = (number, position) => _entries[number].Position = position;

    /// <summary>What an order is worked on with.</summary>
    public Order Working { get; } = new();

    /// <summary>The record of an order; empty where it was never packed.</summary>
    public ReadOnlySpan<byte> this[int number] => _entries[number].Position is var position and not PackedPages.None ? _pages[position] : default;

    /// <summary>When an order changed last; see <see cref="Snapshots.ChangeList{T}"/>.</summary>
    public ref uint MarkOf(int number) => ref _entries[number].Mark;

    /// <summary>Which of the orders touched since the last flush it is, counted from 1; 0 where it is none. Of <see cref="TouchedOrders"/>.</summary>
    public ref int TouchOf(int number) => ref _entries[number].Touch;

    /// <summary>Asks for the memory of what is kept of an order beside its record.</summary>
    public void Foresee(int number) => Prefetch.Of(ref _entries[number]);

    /// <summary>Asks for the memory of an order's record; best some time after <see cref="Foresee"/>.</summary>
    public void ForeseeRecord(int number)
    {
        if (_entries[number].Position is var position and not PackedPages.None)
        {
            _pages.Foresee(position);
        }
    }

    /// <summary>A number for an order that has no record yet.</summary>
    public int Add()
    {
        if (_free.TryPop(out var number))
        {
            return number;
        }

        if (_numbers == _entries.Length)
        {
            Array.Resize(ref _entries, _numbers + (_numbers / 4) + 64);
        }

        _entries[_numbers].Day = ushort.MaxValue;
        return _numbers++;
    }

    /// <summary>Keeps an order as it is now.</summary>
    public void Keep(int number, Order order) => Keep(number, Pack(order));

    /// <summary>The record of an order, until the next is packed.</summary>
    public ReadOnlySpan<byte> Pack(Order order)
    {
        order.Pack(_writer);
        return _writer.Written;
    }

    /// <summary>Keeps the record of an order.</summary>
    public void Keep(int number, ReadOnlySpan<byte> record)
    {
        ref var entry = ref _entries[number];
        entry.Position = entry.Position == PackedPages.None ? _pages.Add(number, record) : _pages.Replace(entry.Position, record);
        entry.Day = PackedOrder.DayOf(record);
    }

    /// <summary>Forgets an order; its number may become another's.</summary>
    public void Remove(int number)
    {
        ref var entry = ref _entries[number];
        _pages.Remove(entry.Position);
        (entry.Position, entry.Mark, entry.Day) = (PackedPages.None, 0, ushort.MaxValue);
        _free.Push(number);
    }

    /// <summary>Whether the newest event about an order may be older than a time. It takes no look at the record, so it can be asked of all.</summary>
    public bool MayBeSilentSince(long time, int number) => _entries[number].Day <= PackedOrder.DayOf(time);

    /// <summary>Gives back space that replaced and forgotten records took.</summary>
    public void Compact() => _pages.Compact(_moved);

    /// <summary>What is kept of an order beside its record: side by side, since an event needs all of it.</summary>
    private struct Entry
    {
        public uint Position;
        public uint Mark;
        public int Touch;
        public ushort Day;
    }
}
