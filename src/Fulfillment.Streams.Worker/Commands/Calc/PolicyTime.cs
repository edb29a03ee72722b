using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Fulfillment.Streams.Worker.Commands.Calc;

/// <summary>Moments as people type them and as the calculator prints them.</summary>
internal static class PolicyTime
{
    /// <summary>What <see cref="Parse"/> accepts, for a help text.</summary>
    public const string Accepted = "RFC 3339 with an offset or Z; without one, wall clock of the policy's zone (a date alone is its midnight); or Unix seconds or milliseconds";

    private const long FirstMillisecondValue = 100_000_000_000;

    private static readonly LocalDateTimePattern[] WallClocks =
    [
        LocalDateTimePattern.ExtendedIso,
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd' 'HH':'mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd' 'HH':'mm':'ss"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd"),
    ];

    /// <summary>Reads a moment, Unix milliseconds.</summary>
    /// <param name="text">See <see cref="Accepted"/>; a wall-clock time that daylight saving skips counts as that much later, one that it repeats as the first.</param>
    /// <param name="zone">The zone of wall-clock times.</param>
    /// <exception cref="FormatException">The text is not a moment.</exception>
    public static long Parse(string text, DateTimeZone zone)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var unix))
        {
            return Math.Abs(unix) < FirstMillisecondValue ? unix * 1000 : unix;
        }

        if (OffsetDateTimePattern.Rfc3339.Parse(text.ToUpperInvariant()) is { Success: true } withOffset)
        {
            return withOffset.Value.ToInstant().ToUnixTimeMilliseconds();
        }

        foreach (var pattern in WallClocks)
        {
            if (pattern.Parse(text) is { Success: true } wallClock)
            {
                return zone.AtLeniently(wallClock.Value).ToInstant().ToUnixTimeMilliseconds();
            }
        }

        throw new FormatException($"'{text}' is not a time; write {Accepted}");
    }

    /// <summary>RFC 3339 in UTC, for example 2026-03-11T06:59:59Z.</summary>
    public static string Utc(long unixMs) => InstantPattern.ExtendedIso.Format(Instant.FromUnixTimeMilliseconds(unixMs));

    /// <summary>Weekday and wall clock in a zone, for example Tue 2026-03-10 23:59:59.</summary>
    public static string WallClock(long unixMs, DateTimeZone zone) => Instant.FromUnixTimeMilliseconds(unixMs).InZone(zone)
        .ToString("ddd uuuu'-'MM'-'dd HH':'mm':'ss", CultureInfo.InvariantCulture);
}
