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
    private uint[] _positions = [];
    private uint[] _marks = [];
    private ushort[] _days = [];
    private int[] _touches = [];
    private int _numbers;

    /// <summary>No orders.</summary>
    public PackedOrders() => _moved = (number, position) => _positions[number] = position;

    /// <summary>What an order is worked on with.</summary>
    public Order Working { get; } = new();

    /// <summary>The record of an order; empty where it was never packed.</summary>
    public ReadOnlySpan<byte> this[int number] => _positions[number] == PackedPages.None ? default : _pages[_positions[number]];

    /// <summary>When an order changed last; see <see cref="Snapshots.ChangeList{T}"/>.</summary>
    public ref uint MarkOf(int number) => ref _marks[number];

    /// <summary>Which of the orders touched since the last flush it is, counted from 1; 0 where it is none. Of <see cref="TouchedOrders"/>.</summary>
    public ref int TouchOf(int number) => ref _touches[number];

    /// <summary>A number for an order that has no record yet.</summary>
    public int Add()
    {
        if (_free.TryPop(out var number))
        {
            return number;
        }

        if (_numbers == _positions.Length)
        {
            var length = _numbers + (_numbers / 4) + 64;
            Array.Resize(ref _positions, length);
            Array.Resize(ref _marks, length);
            Array.Resize(ref _days, length);
            Array.Resize(ref _touches, length);
        }

        _days[_numbers] = ushort.MaxValue;
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
        ref var position = ref _positions[number];
        position = position == PackedPages.None ? _pages.Add(number, record) : _pages.Replace(position, record);
        _days[number] = PackedOrder.DayOf(record);
    }

    /// <summary>Forgets an order; its number may become another's.</summary>
    public void Remove(int number)
    {
        _pages.Remove(_positions[number]);
        (_positions[number], _marks[number], _days[number]) = (PackedPages.None, 0, ushort.MaxValue);
        _free.Push(number);
    }

    /// <summary>Whether the newest event about an order may be older than a time. It takes no look at the record, so it can be asked of all.</summary>
    public bool MayBeSilentSince(long time, int number) => _days[number] <= PackedOrder.DayOf(time);

    /// <summary>Gives back space that replaced and forgotten records took.</summary>
    public void Compact() => _pages.Compact(_moved);
}
