using System.Globalization;
using System.Text;
using Fulfillment.Streams.Ingest.Json.Scan;

namespace Fulfillment.Streams.Tests.Ingest.Json.Scan;

public sealed class DigitsTests
{
    [Theory]
    [InlineData("0", 0, 0)]
    [InlineData("7", 7, 700_000)]
    [InlineData("12", 12, 120_000)]
    [InlineData("000009", 9, 9)]
    [InlineData("999999", 999_999, 999_999)]
    public void Digits_are_a_number_or_decimals(string text, long number, long millionths)
    {
        var digits = Load(text, out var count);
        Assert.Equal((text.Length, number, millionths), (count, Digits.Number(digits, count), Digits.Millionths(digits, count)));
    }

    [Fact]
    public void Up_to_eight_digits_are_read_at_once()
    {
        var random = new Random(1);
        for (var i = 0; i < 10_000; i++)
        {
            var text = random.Next(100_000_000).ToString(CultureInfo.InvariantCulture);
            var digits = Load(text, out var count);
            Assert.Equal((text.Length, text), (count, Digits.Number(digits, count).ToString(CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public void Any_other_byte_ends_the_digits()
    {
        for (var other = 0; other < 256; other++)
        {
            for (var place = 0; place < 8; place++)
            {
                var bytes = Enumerable.Repeat((byte)'9', 8).ToArray();
                bytes[place] = (byte)other;
                Digits.Load(ref bytes[0], out var count);
                Assert.Equal(other is >= '0' and <= '9' ? 8 : place, count);
            }
        }
    }

    private static ulong Load(string text, out int count) => Digits.Load(ref Encoding.ASCII.GetBytes(text + ",\0\0\0\0\0\0\0")[0], out count);
}
