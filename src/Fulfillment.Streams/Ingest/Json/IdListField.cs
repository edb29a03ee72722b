using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.Ingest.Json;

/// <summary>An array of identities.</summary>
internal sealed class IdListField<T, TItems>(string name, Func<T, ListColumns<TItems>> columns, Func<TItems, Column<Utf8Slice>> column)
    : ListField<T, TItems>(name, columns)
    where T : Columns
    where TItems : Columns
{
    /// <inheritdoc/>
    protected override bool Element(ref JsonCursor json, TItems items, int row)
    {
        var outcome = TextField<TItems>.Read(ref json, TextKind.Id, items.Text, out column(items)[row]);
        return outcome == Outcome.Present || (outcome == Outcome.Absent && json.Fail(RejectReason.MissingField));
    }
}
