using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest.Json.Scan;

namespace Fulfillment.Streams.Ingest.Json;

/// <summary>
/// An exact number between two bounds: a JSON number (exponents included) or a string of digits. <c>3.0</c> is 3.
/// An empty string counts as absent.
/// </summary>
/// <param name="name">The property's name.</param>
/// <param name="column">Where it goes.</param>
/// <param name="decimals">Decimals kept: 6 for money and other fractions (millionths), 0 for counts.</param>
/// <param name="min">The smallest value, in the column's unit.</param>
/// <param name="max">The largest value, in the column's unit.</param>
/// <param name="required">Whether an object without it is refused.</param>
internal sealed class NumberField<T>(string name, Func<T, Column<long>> column, int decimals, long min, long max, bool required)
    : Field<T>(name, required)
    where T : Columns
{
    /// <inheritdoc/>
    public override ValueShape Shape => new(decimals == 0 ? ValueKind.Whole : ValueKind.Millionths, min, max);

    /// <inheritdoc/>
    public override ScanTarget TargetIn(T columns, int depth) => new(column(columns));

    /// <inheritdoc/>
    public override Outcome Read(ref JsonCursor json, T columns, int row)
    {
        var outcome = Read(ref json, columns.Text, out var value);
        column(columns)[row] = outcome == Outcome.Present ? value : Absent.Number;
        return outcome;
    }

    private Outcome Read(ref JsonCursor json, Utf8Arena scratch, out long value)
    {
        value = 0;
        ReadOnlySpan<byte> text;
        switch (json.Peek())
        {
            case (byte)'"':
                if (!NumberText.Read(ref json, scratch, out text))
                {
                    return Outcome.Failed;
                }

                break;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                if (!json.Number(out text, out _))
                {
                    return Outcome.Failed;
                }

                break;
            case (byte)'n':
                return Null(ref json);
            default:
                return WrongType(ref json);
        }

        if (text.IsEmpty)
        {
            return Outcome.Absent;
        }

        var fault = ExactDecimal.Parse(text, decimals, out value);
        if (value < 0 && min == 0)
        {
            fault ??= RejectReason.Negative;
        }

        if (value < min || value > max)
        {
            fault ??= RejectReason.OutOfRange;
        }

        return fault is null ? Outcome.Present : Refuse(ref json, fault);
    }
}
