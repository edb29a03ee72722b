using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Windows;

/// <summary>
/// One window per local day of a shop: 24 hours, or 23 and 25 where daylight saving changes. Half-open: local midnight
/// belongs to the day that it begins.
/// </summary>
public readonly record struct LocalDayWindows : IPanes
{
    private readonly ShopCalendar _calendar;

    /// <summary>The local days of <paramref name="calendar"/>.</summary>
    public LocalDayWindows(ShopCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        _calendar = calendar;
    }

    /// <summary>Whose days these are.</summary>
    public ShopCalendar Calendar => _calendar;

    /// <inheritdoc/>
    public long StartOf(long time) => _calendar.StartOf(_calendar.DayOf(time));

    /// <inheritdoc/>
    public long EndOf(long start) => _calendar.EndOf(_calendar.DayOf(start));

    /// <inheritdoc/>
    public long FirstStart(long time) => StartOf(time);

    /// <inheritdoc/>
    public long NextStart(long start) => EndOf(start);

    /// <inheritdoc/>
    public long PreviousStart(long start) => StartOf(start - 1); // not index − 1: a skipped date has no time in it

    /// <summary>The window that contains <paramref name="time"/>.</summary>
    public TimeWindow WindowOf(long time)
    {
        var day = _calendar.DayOf(time);
        return new TimeWindow(_calendar.StartOf(day), _calendar.EndOf(day));
    }
}
