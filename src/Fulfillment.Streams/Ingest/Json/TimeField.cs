using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest.Json.Scan;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Ingest.Json;

/// <summary>
/// A point in time, kept as Unix milliseconds: an RFC 3339 string, or an integer that is Unix seconds below
/// 10^11 and milliseconds from there on (by magnitude; negative before 1970). An empty string counts as absent.
/// </summary>
internal sealed class TimeField<T>(string name, Func<T, Column<long>> column, bool required = false, long unit = 1)
    : Field<T>(name, required)
    where T : Columns
{
    private const long FirstMilliseconds = 100_000_000_000;

    /// <inheritdoc/>
    public override ValueShape Shape => new(ValueKind.Time, Unit: unit);

    /// <inheritdoc/>
    public override ScanTarget TargetIn(T columns, int depth) => new(column(columns));

    /// <inheritdoc/>
    public override Outcome Read(ref JsonCursor json, T columns, int row)
    {
        var outcome = Read(ref json, columns.Text, out var time);
        column(columns)[row] = outcome == Outcome.Present ? time - EventTime.FloorRemainder(time, unit) : Absent.Number;
        return outcome;
    }

    private static Outcome Read(ref JsonCursor json, Utf8Arena scratch, out long time)
    {
        time = 0;
        switch (json.Peek())
        {
            case (byte)'"':
                if (!NumberText.Read(ref json, scratch, out var text))
                {
                    return Outcome.Failed;
                }

                if (text.IsEmpty)
                {
                    return Outcome.Absent;
                }

                return Rfc3339.TryParse(text, out time) ? InRange(ref json, time) : Refuse(ref json, RejectReason.BadTime);
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                if (!json.Number(out var digits, out _))
                {
                    return Outcome.Failed;
                }

                if (ExactDecimal.Parse(digits, 0, out time) is { } fault)
                {
                    return Refuse(ref json, fault == RejectReason.NotInteger ? RejectReason.BadTime : fault);
                }

                time *= time is > -FirstMilliseconds and < FirstMilliseconds ? 1000 : 1;
                return InRange(ref json, time);
            case (byte)'n':
                return Null(ref json);
            default:
                return WrongType(ref json);
        }
    }

    private static Outcome InRange(ref JsonCursor json, long time) =>
        time is >= Rfc3339.Earliest and <= Rfc3339.Latest ? Outcome.Present : Refuse(ref json, RejectReason.OutOfRange);
}
