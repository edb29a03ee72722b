using Fulfillment.Streams.Events;

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
