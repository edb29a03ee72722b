using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Windows;

public sealed partial class PaneTable<TKey, TAcc>
{
    private readonly PriorityQueue<Window, long> _byStart = new();
    private readonly List<Window> _kept = [];

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
        var before = Count;
        while (_byStart.TryPeek(out var window, out var start) && EventTime.Add(windows.EndOf(start), retention) <= clock)
        {
            _byStart.Dequeue();
            FreeUntouched(window, removed);
        }
        foreach (var window in _kept)
            _byStart.Enqueue(window, window.Start);
        _kept.Clear();
        return before - Count;
    }

    private void FreeUntouched(Window window, Action<TAcc>? removed)
    {
        var slot = window.First;
        Empty(window);
        while (slot != NoSlot)
        {
            ref var cell = ref CellAt(slot);
            var next = cell.Next;
            if (cell.IsTouched)
            {
                Link(window, slot);
            }
            else
            {
                removed?.Invoke(cell.Value);
                Free(slot);
            }
            slot = next;
        }
        if (window.First == NoSlot)
            Close(window);
        else
            _kept.Add(window);
    }
}
