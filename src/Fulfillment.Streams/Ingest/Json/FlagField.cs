using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest.Json.Scan;

namespace Fulfillment.Streams.Ingest.Json;

/// <summary>A flag, kept as 0 or 1: <c>true</c> and <c>false</c>, or the numbers 1 and 0.</summary>
internal sealed class FlagField<T>(string name, Func<T, Column<long>> column) : Field<T>(name, required: false)
    where T : Columns
{
    /// <inheritdoc/>
    public override ValueShape Shape => new(ValueKind.Flag);

    /// <inheritdoc/>
    public override ScanTarget TargetIn(T columns, int depth) => new(column(columns));

    /// <inheritdoc/>
    public override Outcome Read(ref JsonCursor json, T columns, int row)
    {
        var outcome = Read(ref json, out var value);
        column(columns)[row] = outcome == Outcome.Present ? value : Absent.Number;
        return outcome;
    }

    private static Outcome Read(ref JsonCursor json, out long value)
    {
        value = 1;
        switch (json.Peek())
        {
            case (byte)'t':
                return json.Literal("true"u8) ? Outcome.Present : Outcome.Failed;
            case (byte)'f':
                value = 0;
                return json.Literal("false"u8) ? Outcome.Present : Outcome.Failed;
            case (byte)'0' or (byte)'1':
                if (!json.Number(out var digit, out _))
                {
                    return Outcome.Failed;
                }

                value = digit[0] - '0';
                return digit.Length == 1 ? Outcome.Present : Refuse(ref json, RejectReason.WrongType);
            case (byte)'n':
                return Null(ref json);
            default:
                return WrongType(ref json);
        }
    }
}
