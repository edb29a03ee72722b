using System.Globalization;
using System.Numerics;
using System.Text;
using FsCheck.Xunit;
using Fulfillment.Streams.Ingest.Json;

namespace Fulfillment.Streams.Tests.Ingest.Json;

/// <summary>Money and counts are exact or refused; big integers say which.</summary>
public sealed class ExactDecimalTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("19.99", 19_990_000)]
    [InlineData("0.000001", 1)]
    [InlineData("-0.000001", -1)]
    [InlineData("1.0000000000000000000000", 1_000_000)]
    [InlineData("0.1000000000", 100_000)]
    [InlineData("1e3", 1_000_000_000)]
    [InlineData("1.5E+2", 150_000_000)]
    [InlineData("125e-6", 125)]
    [InlineData("1250e-7", 125)]
    [InlineData("0e999999999999999999999", 0)]
    [InlineData("0.00e-999999999999999999999", 0)]
    [InlineData("9223372036854.775807", long.MaxValue)]
    [InlineData("-9223372036854.775807", -long.MaxValue)]
    [InlineData("+5", 5_000_000)]
    [InlineData("007.50", 7_500_000)]
    [InlineData(".5", 500_000)]
    [InlineData("5.", 5_000_000)]
    public void Numbers_are_exact_to_the_millionth(string text, long micros) => Assert.Equal((null, micros), Parse(text, 6));

    [Theory]
    [InlineData("0.0000001", RejectReason.TooManyDecimals)]
    [InlineData("1.23456789", RejectReason.TooManyDecimals)]
    [InlineData("1e-7", RejectReason.TooManyDecimals)]
    [InlineData("1e-99999999999999999999", RejectReason.TooManyDecimals)]
    [InlineData("123456789012345678901234567890.0000001", RejectReason.TooManyDecimals)]
    [InlineData("9223372036854.775808", RejectReason.OutOfRange)]
    [InlineData("10000000000000", RejectReason.OutOfRange)]
    [InlineData("123456789012345678901234567890", RejectReason.OutOfRange)]
    [InlineData("1e99999999999999999999", RejectReason.OutOfRange)]
    [InlineData("", RejectReason.BadNumber)]
    [InlineData(".", RejectReason.BadNumber)]
    [InlineData("-", RejectReason.BadNumber)]
    [InlineData("+", RejectReason.BadNumber)]
    [InlineData("e5", RejectReason.BadNumber)]
    [InlineData("1e", RejectReason.BadNumber)]
    [InlineData("1e+", RejectReason.BadNumber)]
    [InlineData("1e5.0", RejectReason.BadNumber)]
    [InlineData("1.2.3", RejectReason.BadNumber)]
    [InlineData("--1", RejectReason.BadNumber)]
    [InlineData(" 1", RejectReason.BadNumber)]
    [InlineData("1 ", RejectReason.BadNumber)]
    [InlineData("1,000", RejectReason.BadNumber)]
    [InlineData("$5", RejectReason.BadNumber)]
    [InlineData("0x10", RejectReason.BadNumber)]
    [InlineData("NaN", RejectReason.BadNumber)]
    [InlineData("Infinity", RejectReason.BadNumber)]
    [InlineData("١٢", RejectReason.BadNumber)]
    public void What_cannot_be_exact_is_refused(string text, string reason) => Assert.Equal(reason, Parse(text, 6).Fault);

    [Theory]
    [InlineData("3.0", null, 3)]
    [InlineData("30e-1", null, 3)]
    [InlineData("3.5", RejectReason.NotInteger, 0)]
    [InlineData("9223372036854775807", null, long.MaxValue)]
    [InlineData("9223372036854775808", RejectReason.OutOfRange, 0)]
    public void Counts_are_whole(string text, string? fault, long value) => Assert.Equal((fault, value), Parse(text, 0));

    [Property(MaxTest = 5000)]
    public bool Agrees_with_big_integers(int seed)
    {
        var random = new System.Random(seed);
        var digits = string.Concat(Enumerable.Range(0, random.Next(1, 24)).Select(_ => "00000123456789"[random.Next(14)]));
        var point = random.Next(0, digits.Length + 1);
        var exponent = random.Next(3) == 0 ? random.Next(-12, 13) : 0;
        var text = (random.Next(2) == 0 ? "-" : "") + digits[..point] + (point < digits.Length ? "." : "") + digits[point..]
            + (exponent == 0 ? "" : "e" + exponent.ToString(CultureInfo.InvariantCulture));

        // value × 10^6 = digits × 10^shift
        var shift = 6 + exponent - (digits.Length - point);
        var significand = BigInteger.Parse(digits, CultureInfo.InvariantCulture) * (text[0] == '-' ? -1 : 1);
        var scaled = shift >= 0 ? significand * BigInteger.Pow(10, shift) : BigInteger.DivRem(significand, BigInteger.Pow(10, -shift), out _);
        var exact = shift >= 0 || significand % BigInteger.Pow(10, -shift) == 0;
        return Parse(text, 6) switch
        {
            (null, var value) => exact && value == scaled,
            (RejectReason.TooManyDecimals, _) => !exact,
            (RejectReason.OutOfRange, _) => BigInteger.Abs(scaled) > long.MaxValue,
            _ => false,
        };
    }

    private static (string? Fault, long Value) Parse(string text, int decimals) =>
        (ExactDecimal.Parse(Encoding.UTF8.GetBytes(text), decimals, out var value), value);
}
