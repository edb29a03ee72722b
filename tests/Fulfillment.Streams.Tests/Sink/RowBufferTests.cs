using Fulfillment.Streams.Events;
using Fulfillment.Streams.Sink;

namespace Fulfillment.Streams.Tests.Sink;

/// <summary>Each type as ClickHouse's documentation of RowBinary lays it out, byte by byte.</summary>
public sealed class RowBufferTests
{
    private readonly RowBuffer _rows = new(new TableColumns("t", "a, b"));

    [Theory]
    [InlineData(0, "00")]
    [InlineData(1, "01")]
    [InlineData(127, "7F")]
    [InlineData(128, "8001")]
    [InlineData(255, "FF01")]
    [InlineData(300, "AC02")]
    [InlineData(16_383, "FF7F")]
    [InlineData(16_384, "808001")]
    [InlineData(2_097_152, "80808001")]
    public void A_string_follows_its_length_in_groups_of_seven_bits(int length, string prefix)
    {
        _rows.String(Enumerable.Repeat((byte)'x', length).ToArray());

        var bytes = _rows.Bytes.Span;
        Assert.Equal(prefix, Convert.ToHexString(bytes[..(prefix.Length / 2)]));
        Assert.Equal(length, bytes.Length - (prefix.Length / 2));
        Assert.Equal(-1, bytes[(prefix.Length / 2)..].IndexOfAnyExcept((byte)'x'));
    }

    [Fact]
    public void Numbers_are_little_endian_and_follow_each_other()
    {
        _rows.UInt8(0xFE);
        _rows.UInt16(0x0102);
        _rows.UInt32(0x01020304);
        _rows.UInt64(0x0102030405060708);
        _rows.Int64(-2);
        _rows.Float64(1.5);
        _rows.Flag(true);
        _rows.Flag(false);

        Is("FE", "0201", "04030201", "0807060504030201", "FEFFFFFFFFFFFFFF", "000000000000F83F", "01", "00");
    }

    [Theory]
    [InlineData(0, "00000000")]
    [InlineData(999, "00000000")]
    [InlineData(1_000, "01000000")]
    [InlineData(1_999, "01000000")]
    [InlineData(1_700_000_000_000, "00F15365")]
    [InlineData(4_294_967_295_000, "FFFFFFFF")]
    [InlineData(4_294_967_296_000, "FFFFFFFF")]
    [InlineData(-1, "00000000")]
    [InlineData(-5_000, "00000000")]
    public void A_time_is_floored_to_the_second_and_held_between_1970_and_2106(long milliseconds, string expected)
    {
        _rows.DateTime(milliseconds);

        Is(expected);
    }

    [Fact]
    public void Null_is_one_byte_and_a_value_follows_a_zero()
    {
        _rows.NullableDateTime(Absent.Number);
        _rows.NullableDateTime(2_000);
        _rows.NullableFloat64(null);
        _rows.NullableFloat64(-0.0);
        _rows.NullableInt64(null);
        _rows.NullableInt64(3);

        Is("01", "00" + "02000000", "01", "00" + "0000000000000080", "01", "00" + "0300000000000000");
    }

    [Fact]
    public void Rows_are_counted_when_they_end_and_all_is_forgotten_when_cleared()
    {
        _rows.UInt8(1);
        Assert.Equal(0, _rows.Count);
        _rows.EndRow();
        _rows.UInt8(2);
        _rows.EndRow();
        Assert.Equal(2, _rows.Count);

        _rows.Clear();
        Assert.Equal(0, _rows.Count);
        Is("");
        _rows.UInt8(3);
        _rows.EndRow();
        Assert.Equal(1, _rows.Count);
        Is("03");
    }

    private void Is(params string[] fields) => Assert.Equal(string.Concat(fields), Convert.ToHexString(_rows.Bytes.Span));
}
