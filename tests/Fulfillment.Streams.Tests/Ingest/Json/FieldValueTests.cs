using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest;
using static Fulfillment.Streams.Tests.Ingest.Json.Decoding;

namespace Fulfillment.Streams.Tests.Ingest.Json;

/// <summary>Which JSON values each kind of field takes, and what becomes of them.</summary>
public sealed class FieldValueTests
{
    [Theory]
    [InlineData("\"a\\u0062c\"", "abc")]
    [InlineData("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t")]
    [InlineData("\"\\ud83d\\uDE00\"", "😀")]
    [InlineData("\"商品-1\"", "商品-1")]
    [InlineData("576653688135258178", "576653688135258178")]
    [InlineData("-7", "-7")]
    [InlineData("\" padded \"", " padded ")]
    public void Identities_are_strings_or_integers(string json, string expected)
    {
        var orders = Accept<OrderColumns>(Topic.Orders, Samples.Order.With("order_id", json));
        Assert.Equal(expected, orders.Text(orders.OrderId[0]));
    }

    [Theory]
    [InlineData("order_id", "1.5", "wrong_type")]
    [InlineData("order_id", "true", "wrong_type")]
    [InlineData("order_id", "{\"id\":[1,{}]}", "wrong_type")]
    [InlineData("order_id", "\"\\ud83d\"", "invalid_utf8")]
    [InlineData("order_id", "\"\\ude00\\ud83d\"", "invalid_utf8")]
    [InlineData("status", "100", "wrong_type")]
    [InlineData("region", "12", "wrong_type")]
    [InlineData("event_time", "\"yesterday\"", "bad_time")]
    [InlineData("event_time", "1772856000.5", "bad_time")]
    [InlineData("event_time", "false", "wrong_type")]
    [InlineData("paid_time", "1e30", "out_of_range")]
    [InlineData("paid_time", "253402300800000", "out_of_range")]
    [InlineData("paid_time", "\"9999-12-31T23:59:59-00:01\"", "out_of_range")]
    [InlineData("handling_days", "-1", "negative")]
    [InlineData("handling_days", "2.5", "not_integer")]
    [InlineData("handling_days", "3661", "out_of_range")]
    [InlineData("handling_days", "\"two\"", "bad_number")]
    [InlineData("is_sample", "2", "wrong_type")]
    [InlineData("is_sample", "\"true\"", "wrong_type")]
    [InlineData("lines", "{}", "wrong_type")]
    public void Mistyped_and_impossible_values_are_refused(string field, string json, string code) =>
        Assert.Equal($"{code}: {field}", Reason(Topic.Orders, Samples.Order.With(field, json)));

    [Theory]
    [InlineData("[1]", "wrong_type: lines[0]")]
    [InlineData("[{}]", "missing_field: lines[0].line_id")]
    [InlineData("[{\"line_id\":\"1\",\"sku\":\"A\",\"quantity\":1,\"unit_price\":\"1\"},{\"line_id\":\"2\",\"sku\":\"A\",\"quantity\":\"x\",\"unit_price\":1}]", "bad_number: lines[1].quantity")]
    [InlineData("[{\"line_id\":\"1\",\"sku\":\"A\",\"quantity\":[],\"unit_price\":1}]", "wrong_type: lines[0].quantity")]
    [InlineData("[{\"line_id\":\"1\",\"sku\":\"A\",\"quantity\":-1,\"unit_price\":1}]", "negative: lines[0].quantity")]
    [InlineData("[{\"line_id\":\"1\",\"sku\":\"A\",\"quantity\":1,\"unit_price\":-0.01}]", "negative: lines[0].unit_price")]
    [InlineData("[{\"line_id\":\"1\",\"sku\":\"A\",\"quantity\":1,\"unit_price\":\"0.0000001\"}]", "too_many_decimals: lines[0].unit_price")]
    [InlineData("[{\"line_id\":\"1\",\"sku\":\"A\",\"quantity\":1000001,\"unit_price\":1000000}]", "out_of_range: lines[0].quantity")]
    [InlineData("[{\"line_id\":\"1\",\"sku\":\"A\",\"quantity\":1,\"unit_price\":\"1e13\"}]", "out_of_range: lines[0].unit_price")]
    public void Faults_inside_arrays_name_their_place(string lines, string reason) =>
        Assert.Equal(reason, Reason(Topic.Orders, Samples.Order.With("lines", lines)));

    [Theory]
    [InlineData("[\"l1\",null]", "missing_field: lines[1]")]
    [InlineData("[\"\"]", "missing_field: lines[0]")]
    [InlineData("[true]", "wrong_type: lines[0]")]
    public void Package_lines_are_identities(string lines, string reason) =>
        Assert.Equal(reason, Reason(Topic.Tracking, Samples.Tracking.With("lines", lines)));

    [Theory]
    [InlineData("[]", 0)]
    [InlineData("null", -1)]
    [InlineData("[7,\"l\"]", 2)]
    public void An_empty_list_differs_from_none(string lines, int count) =>
        Assert.Equal(count, Accept<TrackingColumns>(Topic.Tracking, Samples.Tracking.With("lines", lines)).LineCount[0]);

    [Theory]
    [InlineData("1772856000", 1_772_856_000_000)]
    [InlineData("1772856000123", 1_772_856_000_123)]
    [InlineData("99999999999", 99_999_999_999_000)]
    [InlineData("100000000000", 100_000_000_000)]
    [InlineData("-99999999999", long.MinValue)]
    [InlineData("-1", -1000)]
    [InlineData("-100000000000", -100_000_000_000)]
    [InlineData("0", 0)]
    [InlineData("1.7e9", 1_700_000_000_000)]
    [InlineData("\"2026-03-07T04:00:00\\u005a\"", 1_772_856_000_000)]
    public void Integers_are_seconds_or_milliseconds(string json, long expected)
    {
        var order = Samples.Order.With("create_time", json);
        if (expected == long.MinValue)
        {
            Assert.Equal("out_of_range: create_time", Reason(Topic.Orders, order));
            return;
        }

        Assert.Equal(expected, Accept<OrderColumns>(Topic.Orders, order).CreateTime[0]);
    }

    [Theory]
    [InlineData("\"1999-12-31T23:59:59.999Z\"", false)]
    [InlineData("\"2000-01-01T00:00:00Z\"", true)]
    [InlineData("\"2026-03-11T12:00:00Z\"", true)]
    [InlineData("\"2026-03-11T12:00:00.001Z\"", false)]
    [InlineData("-5", false)]
    public void Event_time_lies_between_2000_and_a_day_ahead(string json, bool accepted)
    {
        var batch = Decode(Topic.Orders, Samples.Order.With("event_time", json));
        Assert.Equal(accepted ? [] : ["out_of_range: event_time"], batch.Rejected.Select(letter => letter.Reason));
    }

    [Theory]
    [InlineData("\"2026-03-07T04:59:59.999Z\"", "2026-03-07T04:00:00Z")]
    [InlineData("\"1969-12-31T23:30:00Z\"", "1969-12-31T23:00:00Z")]
    [InlineData("\"2026-03-07T09:30:00+05:30\"", "2026-03-07T04:00:00Z")]
    public void The_hour_of_ad_spend_is_floored(string json, string hour) =>
        Assert.Equal(Ms(hour), Accept<AdSpendColumns>(Topic.AdSpend, Samples.AdSpend.With("hour", json)).Hour[0]);

    [Theory]
    [InlineData("\" ca \"", "CA")]
    [InlineData("\"c\\u0061\"", "CA")]
    [InlineData("\"California\"", "CALIFORNIA")]
    [InlineData("\"münchen\"", "MüNCHEN")]
    [InlineData("\"  \"", null)]
    [InlineData("\"\"", null)]
    public void Regions_are_trimmed_and_raised(string json, string? expected)
    {
        var orders = Accept<OrderColumns>(Topic.Orders, Samples.Order.With("region", json));
        Assert.Equal(expected, orders.Text(orders.Region[0]));
    }

    [Theory]
    [InlineData("CANCEL", "CANCELLED")]
    [InlineData("CANCELLED", "CANCELLED")]
    [InlineData("Cancel", "Cancel")]
    [InlineData("TELEPORTED", "TELEPORTED")]
    public void Unknown_statuses_are_kept_as_they_came(string status, string expected)
    {
        var orders = Accept<OrderColumns>(Topic.Orders, Samples.Order.With("status", $"\"{status}\""));
        Assert.Equal(expected, orders.Text(orders.Status[0]));
    }

    [Fact]
    public void Counts_come_as_numbers_or_digits()
    {
        Assert.Equal(3, Accept<AdSpendColumns>(Topic.AdSpend, Samples.AdSpend.With("clicks", "3.0")).Clicks[0]);
        Assert.Equal(3, Accept<AdSpendColumns>(Topic.AdSpend, Samples.AdSpend.With("clicks", "\"3\"")).Clicks[0]);
        Assert.Equal(5000, Accept<AdSpendColumns>(Topic.AdSpend, Samples.AdSpend.With("clicks", "5e3")).Clicks[0]);
    }

    [Fact]
    public void More_clicks_than_impressions_are_possible() =>
        Accept<AdSpendColumns>(Topic.AdSpend, Samples.AdSpend.With("clicks", "5000").With("impressions", "0"));

    [Fact]
    public void A_plan_may_end_when_it_starts_but_not_before()
    {
        Accept<PlanColumns>(Topic.Plans, Samples.Plan.With("ends_at", "\"2026-03-15T18:00:00-07:00\""));
        Assert.Equal("out_of_range: ends_at", Reason(Topic.Plans, Samples.Plan.With("ends_at", "\"2026-03-15T17:59:59-07:00\"")));
    }

    [Fact]
    public void Identities_have_a_longest_length()
    {
        Accept<OrderColumns>(Topic.Orders, Samples.Order.With("order_id", $"\"{new string('x', 1024)}\""));
        Assert.Equal("too_long: order_id", Reason(Topic.Orders, Samples.Order.With("order_id", $"\"{new string('x', 1025)}\"")));
        Accept<OrderColumns>(Topic.Orders, Samples.Order.With("cancel_reason", $"\"{new string('x', 100_000)}\""));
    }

    [Theory]
    [InlineData("\"USPS\"", "\"03\"", TrackingStatus.Accepted)]
    [InlineData("null", "\"InTransit_002\"", TrackingStatus.Accepted)]
    [InlineData("\"UPS\"", "\"no such code\"", TrackingStatus.Unknown)]
    public void Scans_carry_the_canonical_and_the_raw_status(string carrier, string status, TrackingStatus expected)
    {
        var scans = Accept<TrackingColumns>(Topic.Tracking, Samples.Tracking.With("carrier", carrier).With("status", status));
        Assert.Equal((expected, status.Trim('"')), (scans.Status[0], scans.Text(scans.RawStatus[0])));
    }
}
