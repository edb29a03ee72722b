using System.Numerics;

namespace Fulfillment.Streams.Ingest.Json;

/// <summary>
/// Decimal numbers, exponents included, to integers of a fixed number of decimals; exact or refused. Takes what
/// JSON takes, and in strings also a plus sign, leading zeros and a bare point on one side (<c>.5</c>, <c>5.</c>).
/// </summary>
internal static class ExactDecimal
{
    private static readonly ulong[] Powers = [.. Enumerable.Range(0, 20).Select(exponent => (ulong)BigInteger.Pow(10, exponent))];

    /// <summary>Reads a whole text.</summary>
    /// <param name="text">The digits.</param>
    /// <param name="decimals">How many decimals the result has: 6 gives millionths.</param>
    /// <param name="value">The number times 10^<paramref name="decimals"/>.</param>
    /// <returns>Null, or why it was refused.</returns>
    public static string? Parse(ReadOnlySpan<byte> text, int decimals, out long value)
    {
        value = 0;
        var at = 0;
        var negative = false;
        if (text.Length > 0 && text[0] is (byte)'-' or (byte)'+')
        {
            negative = text[0] == '-';
            at = 1;
        }

        // value = significand × 10^exponent; zeros at its end are held back, so that they never count as decimals.
        var significand = 0UL;
        int significant = 0, zeros = 0, digits = 0, afterPoint = 0;
        var point = false;
        for (; at < text.Length; at++)
        {
            var digit = (uint)(text[at] - '0');
            if (digit <= 9)
            {
                digits++;
                afterPoint += point ? 1 : 0;
                if (digit == 0)
                {
                    zeros += significant > 0 ? 1 : 0;
                    continue;
                }

                significant += zeros + 1;
                if (significant <= 19)
                {
                    significand = (significand * Powers[zeros + 1]) + digit;
                }

                zeros = 0;
            }
            else if (text[at] == '.' && !point)
            {
                point = true;
            }
            else
            {
                break;
            }
        }

        if (digits == 0 || !Exponent(text[at..], out var exponent))
        {
            return RejectReason.BadNumber;
        }

        if (significant == 0)
        {
            return null;
        }

        exponent += zeros - afterPoint + decimals;
        if (exponent < 0)
        {
            return decimals == 0 ? RejectReason.NotInteger : RejectReason.TooManyDecimals;
        }

        if (significant + exponent > 19)
        {
            return RejectReason.OutOfRange;
        }

        // At most 19 digits: below 10^19, which an unsigned 64-bit integer holds.
        var magnitude = significand * Powers[(int)exponent];
        if (magnitude > long.MaxValue)
        {
            return RejectReason.OutOfRange;
        }

        value = negative ? -(long)magnitude : (long)magnitude;
        return null;
    }

    /// <summary>Reads <c>e±n</c> or nothing; beyond ten million (no record is that long) it stops counting.</summary>
    private static bool Exponent(ReadOnlySpan<byte> text, out long exponent)
    {
        exponent = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        var signed = text.Length > 1 && text[1] is (byte)'+' or (byte)'-';
        var digits = text[(signed ? 2 : 1)..];
        if ((text[0] | 0x20) != 'e' || digits.IsEmpty || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        foreach (var digit in digits)
        {
            exponent = Math.Min((exponent * 10) + (digit - '0'), 10_000_000);
        }

        exponent = signed && text[1] == '-' ? -exponent : exponent;
        return true;
    }
}
