using System.Runtime.CompilerServices;

namespace Fulfillment.Streams.Windows;

/// <summary>The panes of times that come about in order: remembers the last, as the next time is mostly in it, too.</summary>
/// <remarks>A mutable struct: keep it in a field or a local that is not read-only. Not thread-safe.</remarks>
/// <param name="panes">The panes.</param>
public struct WindowCursor<TPanes>(TPanes panes)
    where TPanes : struct, IPanes
{
    private long _start;
    private ulong _length; // none yet

    /// <summary>The start of the pane that contains <paramref name="time"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long StartOf(long time)
    {
        if ((ulong)(time - _start) >= _length)
            Move(time);
        return _start;
    }

    private void Move(long time)
    {
        _start = panes.StartOf(time);
        _length = (ulong)(panes.EndOf(_start) - _start);
    }
}
