using NodaTime;

namespace Fulfillment.Streams.Analytics.Deadlines;

/// <summary>A yearly holiday: a fixed date, or the n-th weekday of a month.</summary>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">Day of the month of a fixed date; null for the n-th weekday.</param>
/// <param name="Weekday">The weekday of a moving one; null for a fixed date.</param>
/// <param name="Nth">1 to 4, or −1 for the month's last.</param>
/// <param name="FromYear">The first year it is kept.</param>
public sealed record HolidayRule(int Month, int? Day, IsoDayOfWeek? Weekday, int Nth, int FromYear)
{
    /// <summary>
    /// The day it is observed: a fixed date that falls on a Saturday is kept on the Friday before, on a Sunday on the Monday after
    /// (5 U.S.C. 6103(b) and Executive Order 11582).
    /// </summary>
    /// <param name="year">The year of the holiday itself; New Year's Day may be observed in the year before.</param>
    /// <returns>Null before <see cref="FromYear"/> and for a date the year does not have.</returns>
    public LocalDate? Observed(int year)
    {
        if (year < FromYear)
        {
            return null;
        }

        if (Weekday is { } weekday)
        {
            return Nth > 0
                ? LocalDate.FromYearMonthWeekAndDay(year, Month, Nth, weekday)
                : new LocalDate(year, Month, CalendarSystem.Iso.GetDaysInMonth(year, Month)).With(DateAdjusters.PreviousOrSame(weekday));
        }

        if (Day > CalendarSystem.Iso.GetDaysInMonth(year, Month))
        {
            return null;
        }

        var date = new LocalDate(year, Month, Day ?? 1);
        return date.DayOfWeek switch
        {
            IsoDayOfWeek.Saturday => date.PlusDays(-1),
            IsoDayOfWeek.Sunday => date.PlusDays(1),
            _ => date,
        };
    }
}
