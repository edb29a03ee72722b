using Fulfillment.Streams.Time;
using NodaTime;
using NodaTime.Text;

namespace Fulfillment.Streams.Tests.Time;

public sealed class ShopCalendarTests
{
    private const long Hour = 3_600_000;
    private static readonly ShopCalendar LosAngeles = ShopCalendar.Default;

    [Theory]
    [InlineData("2026-03-07", 24, "2026-03-07T08:00:00Z")]
    [InlineData("2026-03-08", 23, "2026-03-08T08:00:00Z")]
    [InlineData("2026-03-09", 24, "2026-03-09T07:00:00Z")]
    [InlineData("2026-11-01", 25, "2026-11-01T07:00:00Z")]
    [InlineData("2026-11-02", 24, "2026-11-02T08:00:00Z")]
    public void Days_in_Los_Angeles_have_the_length_that_daylight_saving_gives_them(string date, int hours, string start)
    {
        var day = ShopCalendar.IndexOf(LocalDatePattern.Iso.Parse(date).Value);

        Assert.Equal(hours * Hour, LosAngeles.LengthOf(day));
        Assert.Equal(Ms(start), LosAngeles.StartOf(day));
        Assert.Equal(Ms(start) + hours * Hour, LosAngeles.EndOf(day));
    }

    [Theory]
    [InlineData("2026-03-09T06:59:59.999Z", "2026-03-08")]
    [InlineData("2026-03-09T07:00:00Z", "2026-03-09")]
    [InlineData("2026-11-02T07:59:59.999Z", "2026-11-01")]
    [InlineData("2026-11-02T08:00:00Z", "2026-11-02")]
    [InlineData("1969-12-31T23:00:00Z", "1969-12-31")]
    [InlineData("1970-01-01T07:59:59.999Z", "1969-12-31")]
    [InlineData("1970-01-01T08:00:00Z", "1970-01-01")]
    [InlineData("1901-05-05T12:00:00Z", "1901-05-05")]
    [InlineData("2400-05-05T12:00:00Z", "2400-05-05")]
    public void Midnight_belongs_to_the_day_it_begins(string time, string date) =>
        Assert.Equal(date, LocalDatePattern.Iso.Format(ShopCalendar.DateOf(LosAngeles.DayOf(Ms(time)))));

    [Theory]
    [InlineData("America/Los_Angeles")]
    [InlineData("UTC")]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("Pacific/Pago_Pago")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("America/Sao_Paulo")]
    [InlineData("America/New_York")]
    public void Day_is_the_date_on_the_wall(string zoneId)
    {
        var calendar = ShopCalendar.ForZone(zoneId);
        var zone = DateTimeZoneProviders.Tzdb[zoneId];
        for (var time = Ms("1999-12-31T00:00:00Z"); time < Ms("2027-01-02T00:00:00Z"); time += 13 * Hour + 1_234)
        {
            var date = Instant.FromUnixTimeMilliseconds(time).InZone(zone).Date;
            Assert.Equal(date, ShopCalendar.DateOf(calendar.DayOf(time)));
        }
    }

    [Fact]
    public void Day_begins_at_one_where_midnight_is_skipped()
    {
        var calendar = ShopCalendar.ForZone("America/Sao_Paulo");
        var day = ShopCalendar.IndexOf(new LocalDate(2018, 11, 4));

        Assert.Equal(Ms("2018-11-04T03:00:00Z"), calendar.StartOf(day)); // 01:00-02:00
        Assert.Equal(23 * Hour, calendar.LengthOf(day));
    }

    [Fact]
    public void Date_that_a_zone_skips_has_no_time_in_it()
    {
        var calendar = ShopCalendar.ForZone("Pacific/Apia");
        var skipped = ShopCalendar.IndexOf(new LocalDate(2011, 12, 30));

        Assert.Equal(0, calendar.LengthOf(skipped));
        Assert.Equal(skipped + 1, calendar.DayOf(calendar.StartOf(skipped)));
        Assert.Equal(skipped - 1, calendar.DayOf(calendar.StartOf(skipped) - 1));
    }

    [Fact]
    public void Repeated_time_before_midnight_stays_with_the_day_that_had_begun()
    {
        // St. John's, 2010-11-07: at 00:01 clocks went back to 23:01 of the day before.
        var calendar = ShopCalendar.ForZone("America/St_Johns");
        var day = ShopCalendar.IndexOf(new LocalDate(2010, 11, 7));
        var midnight = Ms("2010-11-07T02:30:00Z");

        Assert.Equal(midnight, calendar.StartOf(day));
        Assert.Equal(day, calendar.DayOf(midnight + 30 * 60_000));
        Assert.Equal(25 * Hour, calendar.LengthOf(day));
    }

    [Fact]
    public void Day_zero_is_the_first_of_January_1970()
    {
        Assert.Equal(new LocalDate(1970, 1, 1), ShopCalendar.DateOf(0));
        Assert.Equal(0, ShopCalendar.IndexOf(new LocalDate(1970, 1, 1)));
        Assert.Equal(8 * Hour, LosAngeles.StartOf(0));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void Times_beyond_the_calendar_are_refused(long time) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LosAngeles.DayOf(time));

    [Fact]
    public void Unknown_zone_is_refused() =>
        Assert.Throws<NodaTime.TimeZones.DateTimeZoneNotFoundException>(() => ShopCalendar.ForZone("America/Gotham"));

    private static long Ms(string time) => InstantPattern.ExtendedIso.Parse(time).Value.ToUnixTimeMilliseconds();
}
