using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest.Json.Scan;

namespace Fulfillment.Streams.Ingest.Json;

/// <summary>An array of identities.</summary>
internal sealed class IdListField<T, TItems>(string name, Func<T, ListColumns<TItems>> columns, Func<TItems, Column<Utf8Slice>> column)
    : ListField<T, TItems>(name, columns)
    where T : Columns
    where TItems : Columns
{
    /// <inheritdoc/>
    public override ValueShape Shape => new(ValueKind.Ids, Max: Bounds.IdBytes);

    /// <inheritdoc/>
    public override ScanTarget TargetIn(T owner, int depth)
    {
        var list = ListIn(owner);
        return new ScanTarget(column(list.Items), list.Items, list.Start, list.Count);
    }

    /// <inheritdoc/>
    protected override bool Element(ref JsonCursor json, TItems items, int row)
    {
        var outcome = TextField<TItems>.Read(ref json, TextKind.Id, items.Text, out column(items)[row]);
        return outcome == Outcome.Present || (outcome == Outcome.Absent && json.Fail(RejectReason.MissingField));
    }
}
