using System.Globalization;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Worker.Page.Api;

/// <summary>"Now" and "today" as the data knows them: a replay of last year has its today in last year.</summary>
/// <param name="Now">The furthest clock of any input, unix milliseconds.</param>
/// <param name="Calendar">The shop's local days.</param>
internal sealed record ShopClock(long Now, ShopCalendar Calendar)
{
    /// <summary>The shop-local day that contains <see cref="Now"/>.</summary>
    public int Today { get; } = Calendar.DayOf(Now);

    /// <summary>The shop's time zone by its tz database name.</summary>
    public string Zone => Calendar.Zone.Id;

    /// <summary>A local day as a date.</summary>
    public static DateOnly Date(int day) => DateOnly.FromDayNumber(new DateOnly(1970, 1, 1).DayNumber + day);

    /// <summary>A local day as a ClickHouse Date parameter.</summary>
    public static string DateParameter(int day) => Date(day).ToString("O", CultureInfo.InvariantCulture);

    /// <summary>The first instant of a local day as a ClickHouse DateTime parameter.</summary>
    public string StartParameter(int day) => TimeParameter(Calendar.StartOf(day));

    /// <summary>An instant as a ClickHouse DateTime parameter: unix seconds.</summary>
    public static string TimeParameter(long unixMilliseconds) =>
        Math.Max(0, EventTime.FloorDivide(unixMilliseconds, 1000)).ToString(CultureInfo.InvariantCulture);
}
