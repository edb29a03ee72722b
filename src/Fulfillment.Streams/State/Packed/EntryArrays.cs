namespace Fulfillment.Streams.State.Packed;

/// <summary>
/// Arrays of <see cref="PackedSet"/>s, for reuse by one owner whose sets come and go: what one outgrows or leaves behind, another grows
/// into. Bounded; not thread-safe.
/// </summary>
internal sealed class EntryArrays
{
    private const int PerLength = 2;
    private const int Longest = 1 << 17; // entries: longer ones come so seldom that the collector may have them

    private readonly Dictionary<int, Stack<ulong[]>> _kept = [];

    /// <summary>An array of zeros.</summary>
    public ulong[] Rent(int length)
    {
        if (!_kept.TryGetValue(length, out var kept) || !kept.TryPop(out var array))
        {
            return new ulong[length];
        }

        Array.Clear(array);
        return array;
    }

    /// <summary>Takes an array that nobody uses any more.</summary>
    public void Return(ulong[] array)
    {
        if (array.Length is 0 or > Longest)
        {
            return;
        }

        if (!_kept.TryGetValue(array.Length, out var kept))
        {
            _kept.Add(array.Length, kept = new());
        }

        if (kept.Count < PerLength)
        {
            kept.Push(array);
        }
    }
}
