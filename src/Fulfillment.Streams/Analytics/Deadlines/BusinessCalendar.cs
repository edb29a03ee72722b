using NodaTime;

namespace Fulfillment.Streams.Analytics.Deadlines;

/// <summary>
/// Local days, business days and cut-offs of one zone as tables, so that a deadline costs array reads and no time-zone arithmetic
/// (under 100 ns for an order's three). Covers 2000-01-01 to 2069-12-31; times outside count as the nearest covered day. Immutable, safe to share.
/// </summary>
/// <remarks>
/// N business days after a day are counted strictly after it, whether or not the day itself is one: Friday, Saturday and Sunday
/// all have Monday as their first. 0 business days after a day is the day itself or, where it is none, the next business day.
/// </remarks>
public sealed class BusinessCalendar
{
    private const long MillisecondsPerDay = 86_400_000;
    private static readonly LocalDate First = new(2000, 1, 1);
    private static readonly LocalDate Last = new(2069, 12, 31);

    // The longest deadline: a rule on top of handling days, and a cancellation counted from there; room for it behind the last covered day.
    private const int MaxReach = 3 * DeadlineTerm.MaxDays;
    private static readonly LocalDate End = Last.PlusDays(2 * MaxReach);

    private readonly long[] _dayStart; // Unix ms of local midnight, by day since First
    private readonly long[] _cutoff;   // Unix ms of the cut-off, by day since First
    private readonly int[] _rankAfter; // how many business days come on or before the day: the rank of the next one
    private readonly int[] _business;  // business days by rank
    private readonly int _lastDay = Period.DaysBetween(First, Last);

    /// <summary>Builds the tables; takes some milliseconds.</summary>
    /// <param name="zone">The zone of the days and of the cut-off.</param>
    /// <param name="cutoff">The wall-clock time a deadline ends; where daylight saving skips it, as much later.</param>
    /// <param name="weekend">The days of the week without business.</param>
    /// <param name="closed">The dates without business.</param>
    /// <exception cref="ArgumentException">Fewer than about half of the days are business days.</exception>
    public BusinessCalendar(DateTimeZone zone, LocalTime cutoff, IEnumerable<IsoDayOfWeek> weekend, IEnumerable<LocalDate> closed)
    {
        Zone = zone;
        var count = Period.DaysBetween(First, End);
        (_dayStart, _cutoff) = Clock(zone, cutoff, count);
        _rankAfter = new int[count];
        _business = BusinessDays(count, weekend.ToHashSet(), closed);
        for (int day = 0, rank = 0; day < count; day++)
        {
            rank += rank < _business.Length && _business[rank] == day ? 1 : 0;
            _rankAfter[day] = rank;
        }

        if (_business.Length - _rankAfter[_lastDay] < MaxReach)
        {
            throw new ArgumentException("business days are too rare: the calendar needs about one day in two");
        }
    }

    /// <summary>The zone of the days.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>Whether a moment lies on a covered day.</summary>
    /// <param name="unixMs">Unix milliseconds.</param>
    public bool Covers(long unixMs) => unixMs >= _dayStart[0] && unixMs < _dayStart[_lastDay + 1];

    /// <summary>The day a date is, counted from the first covered one.</summary>
    public int DayOf(LocalDate date) => Math.Clamp(Period.DaysBetween(First, date), 0, _lastDay);

    /// <summary>The local day a moment falls on; a moment at midnight belongs to the day that begins.</summary>
    /// <param name="unixMs">Unix milliseconds.</param>
    public int DayOf(long unixMs)
    {
        // Offsets change by hours, so the division by 24-hour days is at most one day off.
        var clamped = Math.Clamp(unixMs, _dayStart[0], _dayStart[_lastDay]);
        var day = (int)((clamped - _dayStart[0]) / MillisecondsPerDay);
        while (_dayStart[day] > clamped)
        {
            day--;
        }

        while (_dayStart[day + 1] <= clamped)
        {
            day++;
        }

        return day;
    }

    /// <summary>The <paramref name="businessDays"/>-th business day strictly after a day; for 0 the day itself or the next business day.</summary>
    /// <param name="day">A day of this calendar.</param>
    /// <param name="businessDays">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is negative or the sum lies behind the calendar's end.</exception>
    public int After(int day, int businessDays)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(businessDays);
        ArgumentOutOfRangeException.ThrowIfNegative(day);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(day, _rankAfter.Length);
        var rank = _rankAfter[day] + businessDays - 1;
        if (businessDays == 0 && (rank < 0 || _business[rank] != day))
        {
            rank++;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rank, _business.Length, nameof(businessDays));
        return _business[rank];
    }

    /// <summary>The cut-off of a day, Unix milliseconds.</summary>
    /// <param name="day">A day of this calendar.</param>
    public long CutoffMs(int day) => _cutoff[day];

    /// <summary>Midnight at the start of a day, Unix milliseconds.</summary>
    /// <param name="day">A day of this calendar.</param>
    public long StartMs(int day) => _dayStart[day];

    /// <summary>The date of a day.</summary>
    /// <param name="day">A day of this calendar.</param>
    public static LocalDate Date(int day) => First.PlusDays(day);

    private static (long[] Start, long[] Cutoff) Clock(DateTimeZone zone, LocalTime cutoff, int count)
    {
        var start = new long[count];
        var end = new long[count];
        var cutoffMs = cutoff.TickOfDay / TimeSpan.TicksPerMillisecond;
        var midnight = First.AtMidnight().InUtc().ToInstant().ToUnixTimeMilliseconds(); // as if the zone were UTC
        long offset = 0, sureFrom = long.MaxValue, sureUntil = long.MinValue;
        for (var day = 0; day < count; day++, midnight += MillisecondsPerDay)
        {
            start[day] = midnight - offset;
            end[day] = start[day] + cutoffMs;
            if (start[day] >= sureFrom && start[day] <= sureUntil)
            {
                continue;
            }

            var date = First.PlusDays(day);
            var first = zone.MapLocal(date.AtMidnight()); // unlike AtStartOfDay, knows dates a zone left out when it crossed the date line
            start[day] = (first.Count == 0 ? first.EarlyInterval.End : first.First().ToInstant()).ToUnixTimeMilliseconds();
            var last = zone.AtLeniently(date + cutoff).ToInstant();
            end[day] = last.ToUnixTimeMilliseconds();

            // Two days from either end of an interval no change of offset touches a day, and the zone need not be asked for it.
            var interval = zone.GetZoneInterval(last);
            offset = interval.WallOffset.Milliseconds;
            sureFrom = interval.HasStart ? interval.Start.ToUnixTimeMilliseconds() + (2 * MillisecondsPerDay) : long.MinValue;
            sureUntil = interval.HasEnd ? interval.End.ToUnixTimeMilliseconds() - (2 * MillisecondsPerDay) : long.MaxValue;
        }

        return (start, end);
    }

    private static int[] BusinessDays(int count, HashSet<IsoDayOfWeek> weekend, IEnumerable<LocalDate> closed)
    {
        var isOff = new bool[count];
        for (var ofWeek = 0; ofWeek < 7; ofWeek++)
        {
            for (var day = ofWeek; weekend.Contains(First.PlusDays(ofWeek).DayOfWeek) && day < count; day += 7)
            {
                isOff[day] = true;
            }
        }

        foreach (var date in closed.Where(date => date >= First && date < End))
        {
            isOff[Period.DaysBetween(First, date)] = true;
        }

        return [.. Enumerable.Range(0, count).Where(day => !isOff[day])];
    }
}
