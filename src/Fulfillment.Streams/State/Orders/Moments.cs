using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.State.Orders;

/// <summary>A small set of moments, Unix milliseconds: distinct, ascending. A set commutes. Keeps its memory when cleared.</summary>
internal struct Moments()
{
    private long[] _moments = [];
    private int _count;

    /// <summary>All of them, until the next is added.</summary>
    public readonly ReadOnlySpan<long> All => _moments.AsSpan(0, _count);

    /// <summary>Adds a moment; true where it is new.</summary>
    public bool Add(long at)
    {
        var index = All.BinarySearch(at);
        if (index >= 0)
        {
            return false;
        }

        if (_count == _moments.Length)
        {
            Array.Resize(ref _moments, Math.Max(2, 2 * _count));
        }

        var after = _moments.AsSpan(~index, _count - ~index);
        after.CopyTo(_moments.AsSpan(~index + 1));
        _moments[~index] = at;
        _count++;
        return true;
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => _count = 0;

    /// <summary>The earliest moment after another, or absent.</summary>
    public readonly long FirstAfter(long time)
    {
        foreach (var moment in All)
        {
            if (moment > time)
            {
                return moment;
            }
        }

        return Absent.Number;
    }
}
