using NodaTime;

namespace Fulfillment.Streams.Generator;

/// <summary>
/// The shops' wall clock: when people buy, when lives are on, when a working day ends. All shops keep the
/// contract's default zone, America/Los_Angeles. Remembers the current hour; not thread-safe.
/// </summary>
internal sealed class ShopCalendar
{
    /// <summary>The highest value <see cref="DemandAt"/> gives.</summary>
    public const long DemandMax = 210 * 116;

    /// <summary>The mean of <see cref="DemandAt"/> over a week.</summary>
    public const long DemandMean = 10_000;

    // Per cent of the mean by local hour: quiet before dawn, a bump at lunch, the peak in the evening. Sum 2,400.
    private static readonly int[] ByHour = [70, 45, 30, 20, 15, 20, 35, 55, 75, 90, 100, 115, 130, 120, 110, 105, 110, 120, 140, 170, 200, 210, 185, 130];

    // Monday to Sunday; sum 700.
    private static readonly int[] ByDay = [94, 92, 93, 96, 100, 109, 116];

    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["America/Los_Angeles"];

    private long hour = long.MinValue;
    private long demand;

    /// <summary>How much is bought in the hour that holds this moment, as a share of <see cref="DemandMean"/>.</summary>
    public long DemandAt(long unixMs)
    {
        if (unixMs / Durations.Hour != hour)
        {
            var local = Local(unixMs);
            hour = unixMs / Durations.Hour;
            demand = ByHour[local.Hour] * ByDay[(int)local.DayOfWeek - 1];
        }

        return demand;
    }

    public static LocalDateTime Local(long unixMs) => Instant.FromUnixTimeMilliseconds(unixMs).InZone(Zone).LocalDateTime;

    /// <summary>The offset from UTC at this moment, in minutes.</summary>
    public static int OffsetMinutes(long unixMs) => Zone.GetUtcOffset(Instant.FromUnixTimeMilliseconds(unixMs)).Seconds / 60;

    public static long UnixMs(LocalDateTime local) => Zone.AtLeniently(local).ToInstant().ToUnixTimeMilliseconds();

    /// <summary>23:59:59 on the n-th weekday after the day of <paramref name="unixMs"/>; the platform's own holidays are not simulated.</summary>
    public static long EndOfBusinessDay(long unixMs, int days)
    {
        var date = Local(unixMs).Date;
        while (days > 0)
        {
            date = date.PlusDays(1);
            if (date.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday))
                days--;
        }

        return UnixMs(date.At(new LocalTime(23, 59, 59)));
    }

    /// <summary>Nobody packs on a Sunday: the same hour on Monday instead.</summary>
    public static long SkipSunday(long unixMs) =>
        Local(unixMs).DayOfWeek == IsoDayOfWeek.Sunday ? unixMs + Durations.Day : unixMs;
}
