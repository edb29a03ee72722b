using System.Numerics;

namespace Fulfillment.Streams.Windows;

/// <summary>
/// Arrays whose lengths are powers of two, for reuse by one owner: what is given back in one place is as long as what is asked for in
/// another, and none stays longer than its holder needs because a holder before it did. Bounded; not thread-safe.
/// </summary>
/// <param name="arrays">Arrays of one length kept at most.</param>
/// <param name="numbers">Numbers in them together, of one length.</param>
internal sealed class IntArrayPool(int arrays, int numbers)
{
    private readonly Stack<int[]>?[] _kept = new Stack<int[]>?[32]; // by the binary logarithm of their length

    /// <summary>An array to be filled; what is in it is of no meaning.</summary>
    /// <param name="length">A power of two.</param>
    public int[] Rent(int length) => _kept[BitOperations.Log2((uint)length)] is { Count: > 0 } kept ? kept.Pop() : new int[length];

    /// <summary>Takes back an array that <see cref="Rent"/> gave, or an empty one.</summary>
    public void Return(int[] array)
    {
        if (array.Length == 0)
            return;
        var kept = _kept[BitOperations.Log2((uint)array.Length)] ??= new();
        if (kept.Count < Math.Min(arrays, numbers / array.Length))
            kept.Push(array);
    }
}
