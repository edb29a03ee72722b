using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Ingest.Protobuf;
using Fulfillment.Streams.Messages;
using Fulfillment.Streams.Tests.Ingest.Json;
using Fulfillment.Streams.Tests.Ingest.Json.Scan;
using static Fulfillment.Streams.Tests.Ingest.Protobuf.Messages;

namespace Fulfillment.Streams.Tests.Ingest.Protobuf;

/// <summary>Messages become the rows that the same events in JSON become, and are refused for the same reasons.</summary>
public sealed class MessageTests
{
    public static TheoryData<Topic> Topics => [.. TopicNames.All];

    [Theory]
    [MemberData(nameof(Topics))]
    public void The_same_event_in_both_formats_makes_the_same_row(Topic topic)
    {
        var (json, message) = (Decoding.Decode(topic, Samples.Of(topic)), Decode(topic, Sample(topic)));
        Assert.Empty(message.Rejected.Select(letter => letter.Reason));
        Assert.Equal(1, message.Events.Count);
        Assert.Null(ColumnDifference.Between(message.Events, json.Events, 0));
    }

    [Fact]
    public void Formats_may_take_turns_in_a_batch()
    {
        using var raw = Raw(Topic.Orders, Sample(Topic.Orders));
        raw.Add(101, System.Text.Encoding.UTF8.GetBytes(Samples.Order));
        raw.Add(102, Sample(Topic.Orders)); // does not say that it is a message
        raw.Add(103, System.Text.Encoding.UTF8.GetBytes(Samples.Order), RecordFormat.Protobuf);
        using var batch = Decoding.Decoder().Decode(raw);
        Assert.Equal([100L, 101L], Enumerable.Range(0, batch.Events.Count).Select(row => batch.Events.Offset[row]));
        Assert.Equal([(102L, "invalid_utf8", RecordFormat.Json), (103L, "not_protobuf", RecordFormat.Protobuf)], batch.Rejected.Select(l => (l.Offset, l.Reason, l.Format)));
    }

    [Fact]
    public void Zero_is_a_value_and_nothing_is_not()
    {
        var zero = Accept(Order(o => (o.HandlingDays, o.IsSample, o.BuyerId) = (0, true, "")));
        Assert.Equal((0L, 1L, null), (zero.HandlingDays[0], zero.IsSample[0], zero.Text(zero.BuyerId[0])));
        var none = Accept(Order(o =>
        {
            o.ClearHandlingDays();
            o.ClearIsSample();
            o.Lines.Clear();
        }));
        Assert.Equal((Absent.Number, Absent.Number, -1), (none.HandlingDays[0], none.IsSample[0], none.LineCount[0]));
    }

    [Fact]
    public void What_follows_from_other_fields_follows_here_too()
    {
        var c = Accept(Order(o => (o.Status, o.Region) = ("CANCEL", " ca\n")));
        Assert.Equal(("CANCELLED", "CA"), (c.Text(c.Status[0]), c.Text(c.Region[0])));
    }

    [Fact]
    public void The_last_of_a_repeated_field_wins_and_lists_go_on()
    {
        byte[] twice = [.. Sample(Topic.Orders), .. Order(o => o.OrderId = "later")];
        var c = Accept(twice);
        Assert.Equal(("later", 4), (c.Text(c.OrderId[0]), c.LineCount[0]));
        byte[] emptied = [.. Sample(Topic.Orders), (4 << 3) | 2, 0];
        Assert.Equal("missing_field: order_id", Reason(emptied));
    }

    [Fact]
    public void Unknown_fields_are_passed_over()
    {
        byte[] more =
        [
            0x98, 0x06, 0x96, 0x01, // 99, a varint
            0xA1, 0x06, 1, 2, 3, 4, 5, 6, 7, 8, // 100, 64 bits
            0xAA, 0x06, 3, 0xFF, 0xFE, 0xFD, // 101, bytes
            0xB5, 0x06, 1, 2, 3, 4, // 102, 32 bits
            .. Sample(Topic.Orders),
        ];
        Accept(more);
    }

    [Theory]
    [InlineData("missing_field: event_id")]
    [InlineData("missing_field: status")]
    [InlineData("missing_field: lines[1].sku")]
    [InlineData("negative: handling_days")]
    [InlineData("negative: lines[0].quantity")]
    [InlineData("out_of_range: handling_days")]
    [InlineData("out_of_range: event_time")]
    [InlineData("out_of_range: create_time")]
    [InlineData("out_of_range: lines[0].quantity")]
    [InlineData("too_long: buyer_id")]
    [InlineData("too_large")]
    public void Impossible_values_are_refused_by_name(string reason) => Assert.Equal(reason, Reason(Order(o =>
    {
        switch (reason)
        {
            case "missing_field: event_id": o.ClearEventId(); break;
            case "missing_field: status": o.Status = ""; break;
            case "missing_field: lines[1].sku": o.Lines[1].ClearSku(); break;
            case "negative: handling_days": o.HandlingDays = -1; break;
            case "negative: lines[0].quantity": o.Lines[0].Quantity = long.MinValue; break;
            case "out_of_range: handling_days": o.HandlingDays = 3661; break;
            case "out_of_range: event_time": o.EventTimeMs = 946_684_799_999; break;
            case "out_of_range: create_time": o.CreateTimeMs = 253_402_300_800_000; break;
            case "out_of_range: lines[0].quantity": (o.Lines[0].Quantity, o.Lines[0].UnitPriceMicros) = (1_000_000, 1_000_000_000_001); break;
            case "too_long: buyer_id": o.BuyerId = new string('b', 1025); break;
            case "too_large": o.CancelReason = new string('r', 1 << 20); break;
            default: throw new ArgumentOutOfRangeException(nameof(reason));
        }
    })));

    [Fact]
    public void Bytes_that_are_no_message_are_refused()
    {
        var sample = Sample(Topic.Orders);
        Assert.Equal("empty", Reason([]));
        Assert.Equal("not_protobuf", Reason(sample[..^1]));
        Assert.Equal("not_protobuf", Reason([.. sample, 0, 0])); // field 0
        Assert.Equal("not_protobuf", Reason([.. sample, (30 << 3) & 0x7F | 0x80 | 3, 1, 1])); // a group
        Assert.Equal("not_protobuf", Reason([.. sample, 13 << 3, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1])); // 11 bytes of integer
        Assert.Equal("wrong_type: handling_days", Reason([.. sample, (13 << 3) | 2, 1, (byte)'2']));
        Assert.Equal("wrong_type: order_id", Reason([.. sample, 4 << 3, 1]));
        Assert.Equal("not_protobuf", Reason([.. sample, (13 << 3) | 2, 9]));
        Assert.Equal("invalid_utf8: order_id", Reason([.. sample, (4 << 3) | 2, 1, 0xFF]));
        Assert.Equal("not_protobuf", Reason([.. sample, 0xB2, 0x01, 2, (2 << 3) | 2, 5])); // a line whose sku is longer than the line
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void A_message_is_routed_as_the_same_event_in_json(Topic topic)
    {
        var (json, message) = (System.Text.Encoding.UTF8.GetBytes(Samples.Of(topic)), Sample(topic));
        Assert.Equal(RecordKey.Of(json), RecordKey.Of(message, RecordFormat.Protobuf));
        Assert.Equal(RecordKey.ShopOf(json), RecordKey.ShopOf(message, RecordFormat.Protobuf));
    }

    [Fact]
    public void A_record_without_shop_is_routed_too()
    {
        Assert.Equal(new RecordKey(0, Absent.Number), RecordKey.Of([0xFF, 0xFF], RecordFormat.Protobuf));
        Assert.Null(RecordKey.ShopOf([], RecordFormat.Protobuf));
        Assert.Null(RecordKey.ShopOf([(2 << 3) | 2, 9, 1], RecordFormat.Protobuf));
    }

    [Fact]
    public void Nothing_is_allocated_for_an_accepted_message()
    {
        using var raw = Raw(Topic.Orders, Enumerable.Repeat(Sample(Topic.Orders), 500));
        var decoder = Decoding.Decoder();
        decoder.Decode(raw).Dispose();
        var one = Allocated.ByOne(() => decoder.Decode(raw).Dispose());
        Assert.True(one < 500, $"{one} bytes for a batch of 500 messages");
    }
}
