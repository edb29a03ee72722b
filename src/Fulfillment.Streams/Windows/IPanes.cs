namespace Fulfillment.Streams.Windows;

/// <summary>
/// Windows without gap or overlap: every event belongs to exactly one, and each one's end is the next one's start.
/// Longer windows are built out of them.
/// </summary>
public interface IPanes : IWindows
{
    /// <summary>The start of the pane that contains <paramref name="time"/>.</summary>
    long StartOf(long time);

    /// <summary>The start of the pane before the one that starts at <paramref name="start"/>.</summary>
    long PreviousStart(long start);
}
