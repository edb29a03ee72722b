using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest.Json.Scan;

namespace Fulfillment.Streams.Ingest.Json;

/// <summary>An array of objects.</summary>
internal sealed class ObjectListField<T, TItems>(string name, Func<T, ListColumns<TItems>> columns, FieldSet<TItems> fields)
    : ListField<T, TItems>(name, columns)
    where T : Columns
    where TItems : Columns
{
    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, bool Required)> Elements => fields.Names;

    /// <inheritdoc/>
    public override ValueShape Shape => new(ValueKind.Objects);

    /// <inheritdoc/>
    public override ScanTarget TargetIn(T owner, int depth)
    {
        var list = ListIn(owner);
        return new ScanTarget(null, list.Items, list.Start, list.Count, fields.ScannerOf(list.Items, depth + 2), fields.MessagesOf(list.Items));
    }

    /// <inheritdoc/>
    protected override bool Element(ref JsonCursor json, TItems items, int row)
    {
        if (json.Peek() == (byte)'{')
        {
            return fields.Read(ref json, items, row);
        }

        WrongType(ref json);
        return false;
    }
}
