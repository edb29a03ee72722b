namespace Fulfillment.Streams.State;

/// <summary>
/// A list for what state holds by the ten thousand. It grows by a sixteenth, where <see cref="List{T}"/> doubles and leaves up to half
/// of its memory unused, and is no object of its own. Not thread-safe; a copy is not a list of its own, so keep it in one field.
/// </summary>
internal struct CompactList<T>()
{
    private const int SmallestGrowth = 2;

    private T[] _items = [];
    private int _count;

    /// <summary>Number of items.</summary>
    public readonly int Count => _count;

    /// <summary>All items in their order, until one is inserted or removed.</summary>
    public readonly Span<T> All => _items.AsSpan(0, _count);

    /// <summary>The item at a place.</summary>
    /// <exception cref="IndexOutOfRangeException">There is none.</exception>
    public readonly ref T this[int index] => ref All[index];

    /// <summary>Adds an item at a place; those from there on move up.</summary>
    /// <param name="index">From 0 to <see cref="Count"/>.</param>
    /// <param name="item">The item.</param>
    public void Insert(int index, T item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)index, (uint)_count);
        if (_count == _items.Length)
        {
            Array.Resize(ref _items, _count + (_count / 16) + SmallestGrowth);
        }

        Array.Copy(_items, index, _items, index + 1, _count - index);
        _items[index] = item;
        _count++;
    }

    /// <summary>Removes the item at a place.</summary>
    public void RemoveAt(int index) => RemoveRange(index, 1);

    /// <summary>Removes items from a place on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many.</exception>
    public void RemoveRange(int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _count - index);
        Array.Copy(_items, index + count, _items, index, _count - index - count);
        _count -= count;
        Array.Clear(_items, _count, count); // so that nothing is kept alive from there
    }

    /// <summary>Removes all.</summary>
    public void Clear() => RemoveRange(0, _count);
}
