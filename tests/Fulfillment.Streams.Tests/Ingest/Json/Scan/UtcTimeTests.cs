using System.Globalization;
using System.Text;
using Fulfillment.Streams.Ingest.Json;
using Fulfillment.Streams.Ingest.Json.Scan;

namespace Fulfillment.Streams.Tests.Ingest.Json.Scan;

/// <summary>What it takes for a time is one, and the same, for the general reader.</summary>
public sealed class UtcTimeTests
{
    [Fact]
    public void Every_day_of_the_calendar_is_read()
    {
        for (var day = new DateTime(1, 1, 1, 13, 47, 59, DateTimeKind.Utc); day.Year < 9999; day = day.AddDays(1))
        {
            var text = day.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            Assert.Equal((21, new DateTimeOffset(day).ToUnixTimeMilliseconds()), Read(text + '"'));
        }
    }

    [Theory]
    [InlineData("2026-03-07T04:05:06.7Z\"", 700)]
    [InlineData("2026-03-07T04:05:06.07Z\"", 70)]
    [InlineData("2026-03-07T04:05:06.789Z\"", 789)]
    [InlineData("2026-03-07T04:05:06.000Z\"", 0)]
    public void Up_to_three_decimals_are_read(string text, long milliseconds) =>
        Assert.Equal((text.Length, Decoding.Ms("2026-03-07T04:05:06Z") + milliseconds), Read(text));

    [Theory]
    [InlineData("2026-03-07T04:05:06Z ")]
    [InlineData("2026-03-07T04:05:06z\"")]
    [InlineData("2026-03-07T04:05:06+00:00\"")]
    [InlineData("2026-03-07T04:05:06.Z\"")]
    [InlineData("2026-03-07T04:05:06.1234Z\"")]
    [InlineData("2026-03-07T04:05:60Z\"")]
    [InlineData("2026-03-07T24:05:06Z\"")]
    [InlineData("2026-03-07T04:60:06Z\"")]
    [InlineData("2026-02-29T04:05:06Z\"")]
    [InlineData("2026-04-31T04:05:06Z\"")]
    [InlineData("2026-00-07T04:05:06Z\"")]
    [InlineData("2026-13-07T04:05:06Z\"")]
    [InlineData("2026-03-00T04:05:06Z\"")]
    [InlineData("2026-03-32T04:05:06Z\"")]
    [InlineData("0000-03-07T04:05:06Z\"")]
    [InlineData("2026-03-07 04:05:06Z\"")]
    [InlineData("")]
    public void Whatever_else_is_left_to_the_general_reader(string text) => Assert.Equal(0, Read(text).Length);

    [Fact]
    public void One_wrong_byte_is_never_taken_for_another_time()
    {
        var random = new Random(1);
        for (var i = 0; i < 200_000; i++)
        {
            var bytes = Encoding.ASCII.GetBytes("2024-02-29T23:59:59.125Z\"");
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            var (length, time) = Read(bytes);
            Assert.True(length == 0 || (Rfc3339.TryParse(bytes.AsSpan(0, length - 1), out var expected) && time == expected), Encoding.Latin1.GetString(bytes));
        }
    }

    private static (int Length, long Time) Read(string text) => Read(Encoding.ASCII.GetBytes(text));

    private static (int Length, long Time) Read(byte[] text)
    {
        byte[] readable = [.. text, .. new byte[64]];
        var length = UtcTime.Read(ref readable[0], out var time);
        return (length, length == 0 ? 0 : time);
    }
}
