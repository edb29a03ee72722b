using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Xunit;
using Fulfillment.Streams.Ingest.Json;

namespace Fulfillment.Streams.Tests.Ingest.Json;

/// <summary>The fast parser against the one of .NET, and what each of RFC 3339's freedoms gives.</summary>
public sealed class Rfc3339Tests
{
    [Theory]
    [InlineData("1970-01-01T00:00:00Z", 0)]
    [InlineData("1970-01-01t00:00:00.001z", 1)]
    [InlineData("1970-01-01 00:00:01Z", 1000)]
    [InlineData("1970-01-01T00:00:00-00:00", 0)]
    [InlineData("1970-01-01T00:00:00+23:59", -86_340_000)]
    [InlineData("1970-01-01T00:00:00.5Z", 500)]
    [InlineData("1970-01-01T00:00:00.123456789012345678901234567890Z", 123)]
    [InlineData("1970-01-01T00:00:00.9999999Z", 999)]
    [InlineData("1969-12-31T23:59:59.999Z", -1)]
    [InlineData("2000-02-29T12:00:00Z", 951_825_600_000)]
    [InlineData("2026-03-08T20:00:00-08:00", 1_773_028_800_000)]
    [InlineData("0000-01-01T00:00:00Z", Rfc3339.Earliest)]
    [InlineData("9999-12-31T23:59:59.999Z", Rfc3339.Latest)]
    public void Times_are_read_to_the_millisecond(string text, long expected) => Assert.Equal(expected, Parse(text));

    [Theory]
    [InlineData("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.999Z")]
    [InlineData("2016-12-31T15:59:60.75-08:00", "2016-12-31T23:59:59.999Z")]
    [InlineData("1990-06-30T23:59:60Z", "1990-06-30T23:59:59.999Z")]
    public void A_leap_second_stays_in_its_minute(string text, string expected) => Assert.Equal(Parse(expected), Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("2026-03-08")]
    [InlineData("2026-03-08T20:00:00")]
    [InlineData("2026-03-08T20:00Z")]
    [InlineData("2026-03-08T20:00:00.Z")]
    [InlineData("2026-03-08T20:00:00,5Z")]
    [InlineData("2026-03-08T20:00:00+0800")]
    [InlineData("2026-03-08T20:00:00+08")]
    [InlineData("2026-03-08T20:00:00+24:00")]
    [InlineData("2026-03-08T20:00:00+08:60")]
    [InlineData("2026-03-08T20:00:00Z ")]
    [InlineData(" 2026-03-08T20:00:00Z")]
    [InlineData("2026-03-08T20:00:00ZZ")]
    [InlineData("2026-03-08T24:00:00Z")]
    [InlineData("2026-03-08T20:60:00Z")]
    [InlineData("2026-03-08T20:00:61Z")]
    [InlineData("2026-03-08T12:00:60Z")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("1900-02-29T00:00:00Z")]
    [InlineData("2026-04-31T00:00:00Z")]
    [InlineData("2026-00-10T00:00:00Z")]
    [InlineData("2026-13-10T00:00:00Z")]
    [InlineData("2026-01-00T00:00:00Z")]
    [InlineData("-026-01-01T00:00:00Z")]
    [InlineData("20x6-01-01T00:00:00Z")]
    [InlineData("202x-01-01T00:00:00Z")]
    [InlineData("2026-1-01T00:00:00ZZ")]
    [InlineData("2026/01/01T00:00:00Z")]
    [InlineData("1772856000")]
    public void Anything_else_is_no_time(string text) => Assert.False(Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Property(MaxTest = 2000)]
    public bool Agrees_with_the_framework(DateTimeOffset time, byte digits)
    {
        var text = time.ToString($"yyyy-MM-ddTHH:mm:ss{(digits % 8 == 0 ? "" : "." + new string('f', digits % 8))}zzz", CultureInfo.InvariantCulture);
        var expected = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
        return Parse(text) == Math.DivRem(expected.UtcTicks - DateTime.UnixEpoch.Ticks, TimeSpan.TicksPerMillisecond) switch
        {
            (var quotient, < 0) => quotient - 1, // truncation is towards the past, also before 1970
            (var quotient, _) => quotient,
        };
    }

    [Fact]
    public void Every_day_of_four_centuries_agrees_with_the_framework()
    {
        for (var day = new DateTime(1800, 1, 1, 0, 0, 0, DateTimeKind.Utc); day.Year < 2201; day = day.AddDays(1))
        {
            Assert.Equal(new DateTimeOffset(day).ToUnixTimeMilliseconds(), Parse(day.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)));
        }
    }

    [Property(MaxTest = 300)]
    public void Whatever_it_takes_the_framework_takes_too(int seed)
    {
        var random = new System.Random(seed);
        var text = Encoding.UTF8.GetBytes("2024-02-29T23:59:59.250+13:30");
        for (var change = 0; change < 3; change++)
        {
            text[random.Next(text.Length)] = (byte)"0123456789TtZz:-+. "[random.Next(19)];
            if (Rfc3339.TryParse(text, out var time))
            {
                var again = DateTimeOffset.FromUnixTimeMilliseconds(time);
                Assert.InRange(again.Year, 0, 9999);
            }
        }
    }

    private static long Parse(string text)
    {
        Assert.True(Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out var time), text);
        return time;
    }
}
