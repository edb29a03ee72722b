using FsCheck;
using FsCheck.Xunit;
using Fulfillment.Streams.Analytics.Deadlines;
using NodaTime;
using NodaTime.Text;

namespace Fulfillment.Streams.Tests.Analytics.Deadlines;

public sealed class BusinessCalendarTests
{
    private static readonly BusinessCalendar Calendar = DispatchPolicy.TikTokUs.Calendar;

    [Theory] // As published by the US Office of Personnel Management.
    [InlineData(2021, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31")] // 12-31 is New Year's Day of 2022
    [InlineData(2022, "01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26")]
    [InlineData(2023, "01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25")]
    [InlineData(2024, "01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25")]
    [InlineData(2025, "01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25")]
    [InlineData(2026, "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25")]
    [InlineData(2027, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31")]
    [InlineData(2028, "01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25")]
    public void Federal_holidays_are_kept_on_their_observed_dates(int year, string expected)
    {
        var first = Calendar.DayOf(new LocalDate(year, 1, 1));
        var off = Enumerable.Range(first, Calendar.DayOf(new LocalDate(year + 1, 1, 1)) - first)
            .Where(day => Calendar.After(day, 0) != day)
            .Select(BusinessCalendar.Date)
            .Where(date => date.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday))
            .Select(date => date.ToString("MM-dd", null));

        Assert.Equal(expected, string.Join(' ', off));
    }

    [Fact]
    public void Juneteenth_was_no_holiday_before_2021()
    {
        var friday = Calendar.DayOf(new LocalDate(2020, 6, 19));

        Assert.Equal(friday, Calendar.After(friday, 0));
    }

    [Fact]
    public void A_day_begins_at_local_midnight_and_holds_it()
    {
        var midnight = InstantPattern.ExtendedIso.Parse("2026-03-09T07:00:00Z").Value.ToUnixTimeMilliseconds(); // first midnight of daylight time

        Assert.Equal(new LocalDate(2026, 3, 9), BusinessCalendar.Date(Calendar.DayOf(midnight)));
        Assert.Equal(new LocalDate(2026, 3, 8), BusinessCalendar.Date(Calendar.DayOf(midnight - 1)));
        Assert.Equal(midnight, Calendar.StartMs(Calendar.DayOf(midnight)));
    }

    [Property(MaxTest = 2000)]
    public bool Days_are_those_of_the_time_zone_database(uint minutes)
    {
        var ms = Instant.FromUtc(2000, 1, 2, 0, 0).ToUnixTimeMilliseconds() + (minutes % (69 * 365 * 1440) * 60_000L);
        var local = Instant.FromUnixTimeMilliseconds(ms).InZone(Calendar.Zone).Date;
        var day = Calendar.DayOf(ms);

        return BusinessCalendar.Date(day) == local
            && Calendar.CutoffMs(day) == Calendar.Zone.AtLeniently(local + new LocalTime(23, 59, 59)).ToInstant().ToUnixTimeMilliseconds();
    }

    [Theory]
    [InlineData("America/Los_Angeles")]
    [InlineData("America/Sao_Paulo")] // daylight saving used to begin at midnight
    [InlineData("Australia/Lord_Howe")] // half an hour of it
    [InlineData("Asia/Kathmandu")]
    [InlineData("Pacific/Apia")] // had no 2011-12-30
    public void Every_sixth_hour_of_any_zone_falls_on_its_local_date(string id)
    {
        var zone = DateTimeZoneProviders.Tzdb[id];
        var calendar = new BusinessCalendar(zone, new LocalTime(23, 59, 59), [], []);
        for (var at = Instant.FromUtc(2000, 1, 2, 0, 0); at < Instant.FromUtc(2069, 12, 31, 0, 0); at += Duration.FromHours(6))
        {
            var date = at.InZone(zone).Date;
            var day = calendar.DayOf(at.ToUnixTimeMilliseconds());
            if (BusinessCalendar.Date(day) != date || calendar.CutoffMs(day) != zone.AtLeniently(date + new LocalTime(23, 59, 59)).ToInstant().ToUnixTimeMilliseconds())
            {
                Assert.Fail($"{at} is {date}, not {BusinessCalendar.Date(day)}");
            }
        }
    }

    [Property(MaxTest = 1000)]
    public bool Counting_one_by_one_gives_the_same(ushort start, byte count)
    {
        var day = start % 25_000;
        var walked = day;
        for (var left = (int)count; left > 0;)
        {
            walked++;
            left -= Calendar.After(walked, 0) == walked ? 1 : 0;
        }

        return Calendar.After(day, count) == (count == 0 ? Calendar.After(day, 0) : walked);
    }

    [Property(MaxTest = 1000)]
    public bool A_deadline_never_falls_on_a_weekend_or_holiday_nor_before_the_order(uint minutes, byte type, byte handling, uint release)
    {
        var start = Instant.FromUtc(2024, 1, 1, 0, 0).ToUnixTimeMilliseconds();
        var created = start + (minutes % (3 * 365 * 1440) * 60_000L);
        var order = new OrderPromise(created, (OrderType)(type % 5), handling % 20, created + (release % (60 * 1440) * 60_000L));
        var deadlines = DispatchPolicy.TikTokUs.For(order);

        return deadlines.DispatchMs <= deadlines.AutoCancelMs
            && new[] { deadlines.DispatchMs, deadlines.AutoCancelMs, deadlines.DeliverByMs }.All(ms =>
                ms > created && Calendar.DayOf(ms) is var day && Calendar.After(day, 0) == day && Calendar.CutoffMs(day) == ms);
    }

    [Property(MaxTest = 1000)]
    public bool A_later_order_never_has_an_earlier_deadline_under_one_edition(uint minutes, ushort later)
    {
        var start = Instant.FromUtc(2026, 2, 1, 0, 0).ToUnixTimeMilliseconds();
        var created = start + (minutes % (365 * 1440) * 60_000L);
        var first = DispatchPolicy.TikTokUs.For(new OrderPromise(created, OrderType.Normal));
        var second = DispatchPolicy.TikTokUs.For(new OrderPromise(created + (later * 60_000L), OrderType.Normal));

        return first.DispatchMs <= second.DispatchMs && first.DeliverByMs <= second.DeliverByMs;
    }

    [Fact]
    public void Impossible_arguments_are_named()
    {
        Assert.Throws<ArgumentOutOfRangeException>("businessDays", () => Calendar.After(0, -1));
        Assert.Throws<ArgumentOutOfRangeException>("businessDays", () => Calendar.After(0, int.MaxValue / 2));
        Assert.Throws<ArgumentOutOfRangeException>("day", () => Calendar.After(-1, 1));
    }
}
