using Fulfillment.Streams.Analytics.Deadlines;
using NodaTime;
using NodaTime.Text;

namespace Fulfillment.Streams.Tests.Analytics.Deadlines;

public sealed class DispatchPolicyTests
{
    private static readonly DispatchPolicy Policy = DispatchPolicy.TikTokUs;

    [Theory]
    [InlineData("2026-03-06T20:00:00", "2026-03-11T06:59:59Z", "2026-03-17T06:59:59Z")] // daylight saving begins 03-08
    [InlineData("2026-07-01T12:00:00", "2026-07-07T06:59:59Z", "2026-07-11T06:59:59Z")] // 07-03 is the observed holiday
    [InlineData("2026-11-24T12:00:00", "2026-11-28T07:59:59Z", "2026-12-04T07:59:59Z")] // Thanksgiving is skipped
    public void Normal_orders_of_the_published_examples(string ordered, string dispatch, string deliver)
    {
        var deadlines = Policy.For(new(Local(ordered), OrderType.Normal, HandlingDays: 2));

        Assert.Equal(dispatch, Utc(deadlines.DispatchMs));
        Assert.Equal(deliver, Utc(deadlines.DeliverByMs));
    }

    [Fact]
    public void Normal_orders_are_cancelled_after_7_business_days() =>
        Assert.Equal("2026-03-17", Date(Policy.For(new(Local("2026-03-06T20:00:00"), OrderType.Normal)).AutoCancelMs));

    [Theory]
    [InlineData(OrderType.Backorder, 5)]
    [InlineData(OrderType.Custom, 5)]
    [InlineData(OrderType.MadeToOrder, 5)]
    public void Handling_days_gain_one_from_2026_01_26(OrderType type, int handling)
    {
        // Friday 01-23 + 5 business days; Monday 01-26 + 5 + 1.
        var before = Policy.For(new(Local("2026-01-23T12:00:00"), type, handling));
        Assert.Equal(("2026-01-30", "2026-02-05", "2026-02-06"), (Date(before.DispatchMs), Date(before.AutoCancelMs), Date(before.DeliverByMs)));

        var after = Policy.For(new(Local("2026-01-26T12:00:00"), type, handling));
        Assert.Equal(("2026-02-03", "2026-02-09", "2026-02-09"), (Date(after.DispatchMs), Date(after.AutoCancelMs), Date(after.DeliverByMs)));
    }

    [Fact]
    public void The_edition_is_that_of_the_local_creation_date()
    {
        // 2026-01-26T07:59:59Z is still 01-25 in Los Angeles.
        Assert.Equal(DispatchClock.Label, Policy.RulesFor(Ms("2026-01-26T07:59:59Z")).Clock);
        Assert.Equal(DispatchClock.CarrierScan, Policy.RulesFor(Ms("2026-01-26T08:00:00Z")).Clock);
        Assert.Equal(new LocalDate(2026, 1, 26), Policy.RulesFor(Ms("2026-01-26T08:00:00Z")).ValidFrom);
    }

    [Fact]
    public void Another_policy_date_answers_what_if()
    {
        var order = new OrderPromise(Local("2026-01-23T12:00:00"), OrderType.Backorder, 5);

        Assert.Equal("2026-02-02", Date(Policy.For(order, new LocalDate(2026, 1, 26)).DispatchMs));
        Assert.Equal(Policy.For(order), Policy.For(order, new LocalDate(2026, 1, 25)));
    }

    [Fact]
    public void Pre_orders_count_from_the_release()
    {
        // Release on Monday 2026-03-02: +1 before the change of rules, +2 after, by the date of the order.
        var release = Local("2026-03-02T09:00:00");
        var old = Policy.For(new(Local("2026-01-20T12:00:00"), OrderType.PreOrder, ReleaseMs: release));
        Assert.Equal(("2026-03-03", "2026-03-10", "2026-03-10"), (Date(old.DispatchMs), Date(old.AutoCancelMs), Date(old.DeliverByMs)));

        var current = Policy.For(new(Local("2026-02-01T12:00:00"), OrderType.PreOrder, ReleaseMs: release));
        Assert.Equal(("2026-03-04", "2026-03-11", "2026-03-10"), (Date(current.DispatchMs), Date(current.AutoCancelMs), Date(current.DeliverByMs)));
    }

    [Fact]
    public void A_release_before_the_order_or_unknown_counts_as_the_order()
    {
        var ordered = Local("2026-02-03T12:00:00");
        var unknown = Policy.For(new(ordered, OrderType.PreOrder));

        Assert.Equal("2026-02-05", Date(unknown.DispatchMs));
        Assert.Equal(unknown, Policy.For(new(ordered, OrderType.PreOrder, ReleaseMs: Local("2026-01-05T12:00:00"))));
    }

    [Fact]
    public void Missing_handling_days_count_as_the_fewest_allowed()
    {
        var ordered = Local("2026-02-03T12:00:00");

        Assert.Equal(Policy.For(new(ordered, OrderType.Backorder, 3)), Policy.For(new(ordered, OrderType.Backorder)));
        Assert.Equal(Policy.For(new(ordered, OrderType.Backorder, 0)), Policy.For(new(ordered, OrderType.Backorder, int.MinValue)));
        Assert.Equal(Policy.For(new(ordered, OrderType.Backorder, 366)), Policy.For(new(ordered, OrderType.Backorder, int.MaxValue)));
    }

    [Theory]
    [InlineData("2026-05-15T09:00:00")] // Friday
    [InlineData("2026-05-16T09:00:00")] // Saturday
    [InlineData("2026-05-17T23:59:59.999")] // Sunday
    public void Friday_and_the_weekend_after_it_have_the_same_deadlines(string ordered) =>
        Assert.Equal("2026-05-19", Date(Policy.For(new(Local(ordered), OrderType.Normal)).DispatchMs));

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(0)]
    public void Absurd_times_still_have_an_answer(long ms)
    {
        var deadlines = Policy.For(new(ms, OrderType.PreOrder, 366, ms));

        Assert.True(deadlines.DispatchMs <= deadlines.AutoCancelMs);
    }

    [Fact]
    public void Names_on_the_wire_are_the_types_and_unknown_ones_are_normal()
    {
        Assert.Equal(OrderType.MadeToOrder, OrderTypes.FromUtf8("MADE_TO_ORDER"u8));
        Assert.Equal(OrderType.Normal, OrderTypes.FromUtf8("SOMETHING_NEW"u8));
        Assert.Equal(OrderType.Normal, OrderTypes.FromUtf8(default));
        Assert.All(Enum.GetValues<OrderType>(), t => Assert.True(OrderTypes.TryParse(OrderTypes.Name(t), out var back) && back == t));
        Assert.False(OrderTypes.TryParse("normal", out _));
    }

    private static long Local(string wallClock) =>
        LocalDateTimePattern.ExtendedIso.Parse(wallClock).Value.InZoneStrictly(Policy.Calendar.Zone).ToInstant().ToUnixTimeMilliseconds();

    private static long Ms(string utc) => InstantPattern.ExtendedIso.Parse(utc).Value.ToUnixTimeMilliseconds();

    private static string Utc(long ms) => InstantPattern.ExtendedIso.Format(Instant.FromUnixTimeMilliseconds(ms));

    private static string Date(long ms)
    {
        var local = Instant.FromUnixTimeMilliseconds(ms).InZone(Policy.Calendar.Zone).LocalDateTime;
        Assert.Equal(new LocalTime(23, 59, 59), local.TimeOfDay);
        return LocalDatePattern.Iso.Format(local.Date);
    }
}
