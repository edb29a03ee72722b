namespace Fulfillment.Streams.Windows;

/// <summary>
/// A family of windows laid out in time independently of the events: which windows contain an event follows from its
/// time alone. All times are unix milliseconds; windows are half-open. The windows that contain <c>t</c> are
/// <code>for (var s = windows.FirstStart(t); s &lt;= t; s = windows.NextStart(s)) … [s, windows.EndOf(s))</code>
/// </summary>
/// <remarks>
/// Starts and ends rise together: a later start has a later end. Implementations are immutable structs, so that a generic
/// operator over them is compiled without virtual calls. Event times are expected within ±<see cref="Time.EventTime.Bound"/>.
/// </remarks>
public interface IWindows
{
    /// <summary>The start of the earliest window that contains <paramref name="time"/>; later than it where none does.</summary>
    long FirstStart(long time);

    /// <summary>The start of the window after the one that starts at <paramref name="start"/>.</summary>
    long NextStart(long start);

    /// <summary>The end of the window that starts at <paramref name="start"/>; an event at the end is not inside.</summary>
    long EndOf(long start);
}
