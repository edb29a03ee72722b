using System.Buffers;
using System.Collections;
using System.Runtime.CompilerServices;

namespace Fulfillment.Streams.Ingest;

/// <summary>
/// A list in an array of the shared pool, for what is filled and forgotten many times a second: grown anew each time, its arrays would
/// be most of what ingest leaves to the collector. Not thread-safe.
/// </summary>
public sealed class PooledList<T> : IReadOnlyList<T>
    where T : struct
{
    private const int Least = 64;
    private T[] _items = [];

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">There is no such item.</exception>
    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return _items[index];
        }
    }

    /// <summary>Adds an item at the end.</summary>
    public void Add(T item)
    {
        if (Count == _items.Length)
        {
            Grow();
        }

        _items[Count++] = item;
    }

    /// <summary>Removes all items and keeps the memory.</summary>
    public void Clear() => Count = 0;

    /// <summary>Removes all items and lets others have the memory; the list may be used again.</summary>
    public void Release()
    {
        Return(_items);
        (_items, Count) = ([], 0);
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => _items.Take(Count).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Grow()
    {
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(Least, 2 * Count));
        _items.AsSpan(0, Count).CopyTo(larger);
        Return(_items);
        _items = larger;
    }

    private static void Return(T[] array)
    {
        if (array.Length > 0)
        {
            ArrayPool<T>.Shared.Return(array, clearArray: RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        }
    }
}
