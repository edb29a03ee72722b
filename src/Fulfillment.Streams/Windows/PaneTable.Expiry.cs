using System.Runtime.InteropServices;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Windows;

public sealed partial class PaneTable<TKey, TAcc>
{
    private readonly Dictionary<long, int> _firstByStart = [];
    private readonly PriorityQueue<long, long> _starts = new();
    private readonly List<long> _kept = [];

    /// <summary>The slots of all windows that start at <paramref name="start"/>, the newest cell first.</summary>
    public IEnumerable<int> SlotsAt(long start)
    {
        for (var slot = _firstByStart.GetValueOrDefault(start, NoSlot); slot != NoSlot; slot = CellAt(slot).Next)
            yield return slot;
    }

    /// <summary>
    /// Removes the cells whose window ended <paramref name="retention"/> or longer before <paramref name="clock"/>:
    /// end + retention ≤ clock. Touched cells stay until they have been flushed and this is called again.
    /// </summary>
    /// <param name="windows">Tells the end of a window from its start.</param>
    /// <param name="clock">Unix milliseconds.</param>
    /// <param name="retention">Milliseconds, not negative.</param>
    /// <param name="removed">Gets the accumulator of each cell removed, which is the caller's then; null where nobody wants them.</param>
    /// <returns>How many cells were removed.</returns>
    public int Expire<TWindows>(in TWindows windows, long clock, long retention, Action<TAcc>? removed = null)
        where TWindows : struct, IWindows
    {
        var count = 0;
        while (_starts.TryPeek(out var start, out _) && EventTime.Add(windows.EndOf(start), retention) <= clock)
        {
            _starts.Dequeue();
            count += FreeUntouched(start, removed);
        }
        foreach (var start in _kept)
            _starts.Enqueue(start, start);
        _kept.Clear();
        return count;
    }

    private int FreeUntouched(long start, Action<TAcc>? removed)
    {
        var count = 0;
        var kept = NoSlot;
        var slot = _firstByStart[start];
        while (slot != NoSlot)
        {
            ref var cell = ref CellAt(slot);
            var next = cell.Next;
            if (cell.IsTouched)
            {
                cell.Next = kept;
                kept = slot;
            }
            else
            {
                removed?.Invoke(cell.Value);
                Free(slot);
                count++;
            }
            slot = next;
        }
        if (kept == NoSlot)
        {
            _firstByStart.Remove(start);
        }
        else
        {
            _firstByStart[start] = kept;
            _kept.Add(start);
        }
        return count;
    }

    private int Link(long start, int slot)
    {
        ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(_firstByStart, start, out var exists);
        var next = exists ? first : NoSlot;
        first = slot;
        if (!exists)
            _starts.Enqueue(start, start);
        return next;
    }
}
