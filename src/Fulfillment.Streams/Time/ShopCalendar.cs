using NodaTime;

namespace Fulfillment.Streams.Time;

/// <summary>
/// The local days of a shop: unix milliseconds ↔ day index, where day 0 is 1970-01-01 in the shop's time zone.
/// Days are half-open, [<see cref="StartOf"/>, <see cref="EndOf"/>), cover time without gap or overlap, and last
/// 23 or 25 hours where daylight saving changes.
/// </summary>
/// <remarks>
/// <para>A day begins at the first instant that bears its date: 01:00 where midnight is skipped. Where clocks go back
/// across midnight, the repeated part stays with the new day, so that days remain intervals. A date that a zone skips
/// altogether is a day of length 0.</para>
/// <para>Thread-safe. Days of 1970 to 2106 are computed once, in blocks, on first use; then a lookup reads an array.
/// Others ask NodaTime each time.</para>
/// </remarks>
public sealed class ShopCalendar
{
    private const int BlockBits = 9;
    private const int BlockDays = 1 << BlockBits;
    private const int BlockMask = BlockDays - 1;
    private const int CachedDays = 98 * BlockDays;

    private static readonly LocalDate Epoch = new(1970, 1, 1);

    private static readonly long Earliest = Instant.FromUtc(-9997, 1, 1, 0, 0).ToUnixTimeMilliseconds();
    private static readonly long Latest = Instant.FromUtc(9998, 12, 31, 0, 0).ToUnixTimeMilliseconds();

    private readonly long[]?[] _blocks = new long[CachedDays / BlockDays][];

    /// <summary>The calendar of a time zone.</summary>
    public ShopCalendar(DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        Zone = zone;
    }

    /// <summary>The calendar of a shop that names no time zone: America/Los_Angeles, the platform's own.</summary>
    public static ShopCalendar Default { get; } = ForZone("America/Los_Angeles");

    /// <summary>The shop's time zone.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>The calendar of a time zone by its name in the tz database, such as <c>America/New_York</c>.</summary>
    /// <exception cref="NodaTime.TimeZones.DateTimeZoneNotFoundException">There is no such zone.</exception>
    public static ShopCalendar ForZone(string zoneId) => new(DateTimeZoneProviders.Tzdb[zoneId]);

    /// <summary>The index of the local day that contains <paramref name="time"/>.</summary>
    /// <param name="time">Unix milliseconds.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is outside the years −9997 to 9998.</exception>
    public int DayOf(long time)
    {
        if ((ulong)time >= CachedDays * (ulong)EventTime.MillisecondsPerDay && (time < Earliest || time > Latest))
            throw new ArgumentOutOfRangeException(nameof(time), time, "The calendar knows the years -9997 to 9998.");
        // Local dates are within a day of the UTC date, so this guess is off by one at most (or by a skipped day).
        var day = (int)EventTime.FloorDivide(time, EventTime.MillisecondsPerDay);
        while (StartOf(day) > time)
            day--;
        while (StartOf(day + 1) <= time)
            day++;
        return day;
    }

    /// <summary>The first instant of a local day, unix milliseconds.</summary>
    /// <param name="day">Days since 1970-01-01.</param>
    public long StartOf(int day)
    {
        if ((uint)day >= CachedDays)
            return Compute(day);
        var block = Volatile.Read(ref _blocks[day >> BlockBits]) ?? ComputeBlock(day >> BlockBits);
        return block[day & BlockMask];
    }

    /// <summary>The first instant after a local day: the start of the next one, unix milliseconds.</summary>
    /// <param name="day">Days since 1970-01-01.</param>
    public long EndOf(int day) => StartOf(day + 1);

    /// <summary>How long a local day lasts, milliseconds: 24 hours, or 23 or 25 where daylight saving changes.</summary>
    /// <param name="day">Days since 1970-01-01.</param>
    public long LengthOf(int day) => EndOf(day) - StartOf(day);

    /// <summary>The date of a day index.</summary>
    /// <param name="day">Days since 1970-01-01.</param>
    public static LocalDate DateOf(int day) => Epoch.PlusDays(day);

    /// <summary>The day index of a date: days since 1970-01-01.</summary>
    public static int IndexOf(LocalDate date) => Period.DaysBetween(Epoch, date);

    private long[] ComputeBlock(int index)
    {
        var block = new long[BlockDays];
        for (var i = 0; i < BlockDays; i++)
            block[i] = Compute((index << BlockBits) + i);
        // Two threads may both get here; they compute equal blocks, so whichever stays is right.
        Volatile.Write(ref _blocks[index], block);
        return block;
    }

    private long Compute(int day)
    {
        // MapLocal instead of AtStartOfDay, which throws on a date that the zone skips altogether.
        var mapping = Zone.MapLocal(DateOf(day).AtMidnight());
        var start = mapping.Count == 0 ? mapping.EarlyInterval.End : mapping.First().ToInstant();
        return start.ToUnixTimeMilliseconds();
    }
}
