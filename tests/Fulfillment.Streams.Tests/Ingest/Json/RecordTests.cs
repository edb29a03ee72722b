using System.Text;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Ingest.Json;
using static Fulfillment.Streams.Tests.Ingest.Json.Decoding;

namespace Fulfillment.Streams.Tests.Ingest.Json;

/// <summary>Records as a whole: what is no event, what repeats, what is left behind.</summary>
public sealed class RecordTests
{
    private const string Plan = """{"event_id":"p","shop_id":"s","event_time":1772856000,"plan_id":"p","sku":"A","kind":"AD","starts_at":1,"ends_at":2""";

    [Theory]
    [InlineData("", "empty")]
    [InlineData(" ", "not_json")]
    [InlineData("null", "not_an_object")]
    [InlineData("[1,{\"a\":[]}]", "not_an_object")]
    [InlineData("\"text\"", "not_an_object")]
    [InlineData("[1", "not_json")]
    [InlineData("7 8", "not_json")]
    [InlineData("nul", "not_json")]
    [InlineData("NaN", "not_json")]
    [InlineData("{", "not_json")]
    [InlineData("{}", "missing_field: event_id")]
    [InlineData("{} x", "missing_field: event_id")]
    [InlineData("{\"event_id\"}", "not_json")]
    [InlineData("{\"event_id\":}", "not_json")]
    [InlineData("{\"a\":1,}", "not_json")]
    [InlineData("{a:1}", "not_json")]
    [InlineData("{'a':1}", "not_json")]
    [InlineData("{\"a\":01}", "not_json")]
    [InlineData("{\"a\":1.}", "not_json")]
    [InlineData("{\"a\":-}", "not_json")]
    [InlineData("{\"a\":+1}", "not_json")]
    [InlineData("{\"a\":\"\\x\"}", "not_json")]
    [InlineData("{\"a\":\"\\u12g4\"}", "not_json")]
    [InlineData("{\"a\":\"tab\there\"}", "not_json")]
    [InlineData("{\"a\":\"open}", "not_json")]
    [InlineData("{\"a\":[1 2]}", "not_json")]
    [InlineData("{\"a\":[1}]", "not_json")]
    [InlineData("{\"a\":{\"b\":1]}", "not_json")]
    [InlineData("// comment\n{}", "not_json")]
    [InlineData("{\"event_id\":\"x", "not_json")]
    [InlineData("{\"event_id\":nuLl}", "not_json")]
    public void Records_that_are_no_event_say_why(string record, string reason) => Assert.Equal(reason, Reason(Topic.Orders, record));

    [Fact]
    public void Trailing_bytes_are_refused_and_white_space_is_not()
    {
        Accept<PlanColumns>(Topic.Plans, " \r\n\t" + Plan + "} \n");
        Assert.Equal("not_json", Reason(Topic.Plans, Plan + "}}"));
        Assert.Equal("not_json", Reason(Topic.Plans, Plan + "}\0"));
        Assert.Equal("not_json", Reason(Topic.Plans, Plan + "}{}"));
    }

    [Fact]
    public void A_byte_order_mark_is_skipped() => Accept<PlanColumns>(Topic.Plans, "\uFEFF" + Plan + "}");

    [Fact]
    public void Unknown_properties_are_skipped_whatever_they_hold() =>
        Accept<PlanColumns>(Topic.Plans, Plan + ""","x":{"a":[[],{},[{"b":"]}\"\\"}],-1.5e+3,true,false,null]},"":0,"\ud800":"\ud800"}""");

    [Fact]
    public void Property_names_may_be_escaped()
    {
        var plans = Accept<PlanColumns>(Topic.Plans, Plan + ""","\u0075plift":2,"\u0065\u0078\u0070\u0065\u0063\u0074\u0065\u0064\u005f\u0073\u0070\u0065\u006e\u0064":3}""");
        Assert.Equal((2_000_000, 3_000_000), (plans.UpliftMicros[0], plans.ExpectedSpend[0]));
    }

    [Fact]
    public void Of_repeated_properties_the_last_wins()
    {
        var plans = Accept<PlanColumns>(Topic.Plans, Plan + ",\"sku\":\"B\",\"uplift\":1,\"uplift\":null}");
        Assert.Equal(("B", Absent.Number), (plans.Text(plans.Sku[0]), plans.UpliftMicros[0]));
        Assert.Equal("missing_field: sku", Reason(Topic.Plans, Plan + ",\"sku\":null}"));
        Assert.Equal("wrong_type: sku", Reason(Topic.Plans, Plan + ",\"sku\":{},\"sku\":\"B\"}"));

        var stock = Accept<StockColumns>(Topic.Stock, Samples.Stock.Trim().TrimEnd('}') + ",\"inbound\":[{\"quantity\":9,\"eta\":0}]}");
        Assert.Equal((1, 1, 9), (stock.InboundCount[0], stock.Inbound.Count, stock.Inbound.Quantity[0]));
    }

    [Fact]
    public void A_record_may_have_one_mebibyte_and_no_more()
    {
        var room = Bounds.RecordBytes - Plan.Length - ",\"x\":\"\"}".Length;
        Accept<PlanColumns>(Topic.Plans, Plan + $",\"x\":\"{new string('x', room)}\"}}");
        Assert.Equal("too_large", Reason(Topic.Plans, Plan + $",\"x\":\"{new string('x', room + 1)}\"}}"));
    }

    [Fact]
    public void Invalid_utf8_is_refused_in_skipped_properties_too()
    {
        byte[][] records =
        [
            [.. Encoding.UTF8.GetBytes(Plan + ",\"x\":\""), 0xC3, 0x28, .. "\"}"u8],
            [.. Encoding.UTF8.GetBytes(Plan + ",\"x\":\""), 0xED, 0xA0, 0x80, .. "\"}"u8],
            [0xFF, 0xFE, (byte)'{'],
        ];
        using var raw = Raw(Topic.Plans, records);
        var batch = Decoder().Decode(raw);
        Assert.Equal(Enumerable.Repeat("invalid_utf8", 3), batch.Rejected.Select(letter => letter.Reason));
    }

    [Fact]
    public void Nesting_has_a_bound()
    {
        // The event is the first level.
        Accept<PlanColumns>(Topic.Plans, Plan + ",\"x\":" + new string('[', 63) + new string(']', 63) + "}");
        Assert.Equal("too_deep", Reason(Topic.Plans, Plan + ",\"x\":" + new string('[', 64) + new string(']', 64) + "}"));
        Assert.Equal("too_deep", Reason(Topic.Plans, new string('[', 1_000_000)));
        Assert.Equal("too_deep", Reason(Topic.Orders, "{\"lines\":[{\"line_id\":" + string.Concat(Enumerable.Repeat("{\"a\":", 200_000))));
    }

    [Fact]
    public void Dead_letters_carry_the_original_bytes_and_where_they_stood()
    {
        using var raw = Raw(Topic.Plans, Encoding.UTF8.GetBytes(Plan + "}"), "{ nope"u8.ToArray(), Encoding.UTF8.GetBytes(Plan + "}"));
        var batch = Decoder().Decode(raw);
        raw.Dispose();

        Assert.Equal((Topic.Plans, 3, 103L, 2), (batch.Topic, batch.Partition, batch.NextOffset, batch.Events.Count));
        Assert.Equal([100, 102], new[] { batch.Events.Offset[0], batch.Events.Offset[1] });
        var letter = Assert.Single(batch.Rejected);
        Assert.Equal((Topic.Plans, 3, 101, "not_json", Now), (letter.Topic, letter.Partition, letter.Offset, letter.Reason, letter.RejectedAt));
        Assert.Equal("{ nope"u8.ToArray(), letter.Payload.ToArray());
    }

    [Fact]
    public void A_rejected_event_leaves_no_trace()
    {
        var clean = (OrderColumns)Decode(Topic.Orders, Samples.Order, Samples.Order.Without("lines"), Samples.Order).Events;
        var mixed = (OrderColumns)Decode(
            Topic.Orders, Samples.Order, Samples.Order.Without("shop_id"), Samples.Order.Without("lines"), Samples.Order + "x", Samples.Order).Events;

        Assert.Equal((3, 4, clean.Text.Used), (mixed.Count, mixed.Lines.Count, mixed.Text.Used));
        Assert.Equal([0, 2, 2], new[] { mixed.LineStart[0], mixed.LineStart[1], mixed.LineStart[2] });
        Assert.Equal([2, -1, 2], new[] { mixed.LineCount[0], mixed.LineCount[1], mixed.LineCount[2] });
        Assert.Equal("l1", mixed.Text(mixed.Lines.LineId[2]));
    }

    [Fact]
    public void Disposing_a_batch_returns_its_columns_once()
    {
        var decoder = Decoder();
        using var raw = Raw(Topic.Plans, Encoding.UTF8.GetBytes(Plan + "}"));
        var first = decoder.Decode(raw);
        var columns = first.Events;
        first.Dispose();
        first.Dispose();
        Assert.Equal((0, 0), (columns.Count, columns.Text.Used));

        var second = decoder.Decode(raw);
        Assert.Same(columns, second.Events);
        Assert.Equal(1, second.Events.Count);
        Assert.NotSame(columns, decoder.Decode(raw).Events);
    }

    [Fact]
    public void Accepted_records_allocate_nothing_once_warm()
    {
        var decoder = Decoder();
        using var raw = Raw(Topic.Orders, Enumerable.Repeat(Encoding.UTF8.GetBytes(Samples.Order), 1000));
        for (var warm = 0; warm < 3; warm++)
        {
            decoder.Decode(raw).Dispose();
        }

        Assert.InRange(Allocated.ByOne(() => decoder.Decode(raw).Dispose()), 0, 500); // the batch itself, not its records
    }

    [Fact]
    public void Every_code_is_listed_once()
    {
        var constants = typeof(RejectReason).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
        Assert.Equal(constants.Order(), RejectReason.All.Order());
        Assert.Equal("wrong_type", RejectReason.CodeOf("wrong_type: lines[0].quantity"));
        Assert.Equal("empty", RejectReason.CodeOf("empty"));
    }
}
