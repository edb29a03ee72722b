using System.Text;
using Fulfillment.Streams.Analytics.Deadlines;
using NodaTime;

namespace Fulfillment.Streams.Tests.Analytics.Deadlines;

public sealed class DispatchPolicyFileTests
{
    private const string Normal = """{ "NORMAL": { "dispatch": "order + 1", "auto_cancel": "dispatch + 3", "deliver_by": "order + 4" } }""";

    [Fact]
    public void Another_region_is_another_file()
    {
        var policy = Parse(File(zone: "Asia/Tokyo", cutoff: "17:00:00", holidays: """[{ "name": "Mountain Day", "month": 8, "day": 11 }]"""));

        // Monday 2026-08-10 12:00 in Tokyo; Tuesday is closed, so Wednesday 17:00 = 08:00Z.
        var deadlines = policy.For(new(Instant.FromUtc(2026, 8, 10, 3, 0).ToUnixTimeMilliseconds(), OrderType.Custom, 9));
        Assert.Equal(Instant.FromUtc(2026, 8, 12, 8, 0).ToUnixTimeMilliseconds(), deadlines.DispatchMs);
        Assert.Equal(Instant.FromUtc(2026, 8, 17, 8, 0).ToUnixTimeMilliseconds(), deadlines.AutoCancelMs);
        Assert.Equal(Instant.FromUtc(2026, 8, 17, 8, 0).ToUnixTimeMilliseconds(), deadlines.DeliverByMs);
    }

    [Fact]
    public void Single_days_can_be_closed()
    {
        var policy = Parse(File(closed: """["2026-08-11"]"""));

        var deadlines = policy.For(new(Instant.FromUtc(2026, 8, 10, 12, 0).ToUnixTimeMilliseconds(), OrderType.Normal));
        Assert.Equal(new LocalDate(2026, 8, 12), BusinessCalendar.Date(policy.Calendar.DayOf(deadlines.DispatchMs)));
    }

    [Fact]
    public void The_built_in_policy_has_both_editions()
    {
        Assert.Equal("tiktok-us", DispatchPolicy.TikTokUs.Name);
        Assert.Equal([DispatchClock.Label, DispatchClock.CarrierScan], DispatchPolicy.TikTokUs.Editions.Select(e => e.Clock));
        Assert.Equal((3, 15), (DispatchPolicy.TikTokUs.Editions[1][OrderType.Backorder].HandlingMin, DispatchPolicy.TikTokUs.Editions[1][OrderType.Backorder].HandlingMax));
    }

    [Fact]
    public void An_unknown_zone_is_named() => Refuses(File(zone: "Mars/Olympus"), "dispatch policy 'test': time_zone 'Mars/Olympus' is not in the IANA time-zone database");

    [Fact]
    public void A_misspelt_rule_is_named() => Refuses(
        File(types: Normal.Replace("order + 1", "ordr + 1", StringComparison.Ordinal)),
        "dispatch policy 'test': rules of 2026-01-01, NORMAL: 'ordr + 1' is not a deadline: write order, handling, release or dispatch, '+', and 0 to 366 business days, for example 'order + 2'");

    [Fact]
    public void Dispatch_cannot_count_from_itself() => Refuses(
        File(types: Normal.Replace("order + 1", "dispatch + 1", StringComparison.Ordinal)),
        "dispatch policy 'test': rules of 2026-01-01, NORMAL: dispatch cannot count from itself");

    [Fact]
    public void An_unknown_order_type_is_named() => Refuses(
        File(types: Normal.Replace("NORMAL", "NORML", StringComparison.Ordinal)),
        "dispatch policy 'test': rules of 2026-01-01: 'NORML' is not an order type; known are NORMAL, PRE_ORDER, BACKORDER, CUSTOM, MADE_TO_ORDER");

    [Fact]
    public void Normal_orders_need_a_rule() => Refuses(
        File(types: "{}"), "dispatch policy 'test': rules of 2026-01-01: types must have NORMAL, which also serves the types not listed");

    [Fact]
    public void Editions_must_ascend() => Refuses(
        File(rules: $"{Edition("2026-01-02", Normal)}, {Edition("2026-01-01", Normal)}"),
        "dispatch policy 'test': rules[1].valid_from must be later than the one before");

    [Fact]
    public void No_edition_is_no_policy() => Refuses(File(rules: ""), "dispatch policy 'test': rules: at least one edition is needed");

    [Fact]
    public void A_holiday_is_a_date_or_a_weekday() => Refuses(
        File(holidays: """[{ "name": "Feast", "month": 8, "day": 11, "weekday": "Monday", "nth": 1 }]"""),
        "dispatch policy 'test': holidays[0] 'Feast' needs month 1 to 12 and either day 1 to 31 or weekday with nth 1 to 4 or -1");

    [Fact]
    public void A_week_without_business_days_is_refused() => Refuses(
        File(weekend: """["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]"""),
        "dispatch policy 'test': weekend, holidays and closed leave too few business days; about one day in two is needed");

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{ "name": "x", "nmae": "y" }""")]
    public void What_is_not_a_policy_is_a_format_error(string json) => Assert.Throws<FormatException>(() => Parse(json));

    private static void Refuses(string json, string message) => Assert.Equal(message, Assert.Throws<FormatException>(() => Parse(json)).Message);

    private static DispatchPolicy Parse(string json) => DispatchPolicy.Parse(Encoding.UTF8.GetBytes(json));

    private static string Edition(string from, string types) =>
        $$"""{ "valid_from": "{{from}}", "dispatch_clock": "LABEL", "types": {{types}} }""";

    private static string File(
        string zone = "Etc/UTC",
        string cutoff = "23:59:59",
        string weekend = """["Saturday", "Sunday"]""",
        string holidays = "[]",
        string closed = "[]",
        string types = Normal,
        string? rules = null) =>
        $$"""
        { "name": "test", "time_zone": "{{zone}}", "cutoff": "{{cutoff}}", "weekend": {{weekend}}, "holidays": {{holidays}},
          "closed": {{closed}}, "rules": [{{rules ?? Edition("2026-01-01", types)}}] }
        """;
}
