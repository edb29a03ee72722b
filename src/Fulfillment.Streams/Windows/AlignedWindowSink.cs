using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Windows;

/// <summary>
/// Windows laid out independently of the events: a table with one cell per key and window, and the starts of the windows
/// not yet closed.
/// </summary>
internal abstract class AlignedWindowSink<T, TKey, TAcc, TOut, TCell, TWindows>(
    TWindows windows, WindowSpec<T, TKey, TAcc, TOut> spec, IObserver<ClockedBatch<WindowResult<TKey, TOut>>> observer)
    : WindowSink<T, TKey, TAcc, TOut>(spec, observer)
    where TKey : notnull
    where TWindows : struct, IWindows
{
    private readonly SortedSet<long> _open = [];
    private readonly List<int> _closing = [];

    protected TWindows Windows { get; } = windows;

    protected PaneTable<TKey, TCell> Cells { get; } = new();

    /// <summary>The value of a window now.</summary>
    protected abstract TOut ValueOf(int slot);

    /// <summary>Must be called for each cell that is added.</summary>
    protected void OnAdded(long start, long end)
    {
        if (EmitsOnClose && end > Clock)
            _open.Add(start);
    }

    protected override void Advance(long before)
    {
        foreach (var slot in Cells.Touched)
        {
            if (!EmitsOnClose || Windows.EndOf(Cells.KeyOf(slot).Start) <= before)
                EmitCell(slot);
        }
        Cells.ClearTouched();
        CloseUpTo(Clock);
        Cells.Expire(Windows, Clock, Spec.Retention);
    }

    protected override void CloseAll() => CloseUpTo(long.MaxValue);

    private void CloseUpTo(long clock)
    {
        while (_open.Count > 0 && Windows.EndOf(_open.Min) <= clock)
        {
            _closing.AddRange(Cells.SlotsAt(_open.Min));
            for (var i = _closing.Count - 1; i >= 0; i--) // oldest cell first
                EmitCell(_closing[i]);
            _closing.Clear();
            _open.Remove(_open.Min);
        }
    }

    private void EmitCell(int slot)
    {
        var (key, start) = Cells.KeyOf(slot);
        Results.Add(new WindowResult<TKey, TOut>(key, new TimeWindow(start, Windows.EndOf(start)), ValueOf(slot)));
    }
}
