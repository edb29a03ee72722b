using System.Globalization;
using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.Ingest.Json;

/// <summary>An optional array; each element becomes a row of columns of its own.</summary>
internal abstract class ListField<T, TItems>(string name, Func<T, ListColumns<TItems>> columns) : Field<T>(name, required: false)
    where T : Columns
    where TItems : Columns
{
    /// <inheritdoc/>
    public sealed override Outcome Read(ref JsonCursor json, T owner, int row)
    {
        var list = ListIn(owner);
        list.Items.Truncate(list.Start[row]); // what an earlier property of the same name left
        list.Count[row] = -1;
        var next = json.Peek();
        if (next == (byte)'n')
        {
            return Null(ref json);
        }

        if (next != (byte)'[')
        {
            return WrongType(ref json);
        }

        if (json.Open((byte)']'))
        {
            do
            {
                var item = list.Items.AddRow();
                if (!Element(ref json, list.Items, item))
                {
                    var index = (item - list.Start[row]).ToString(CultureInfo.InvariantCulture);
                    json.Under($"[{index}]");
                    return Outcome.Failed;
                }
            }
            while (json.More((byte)']'));
        }

        list.Count[row] = list.Items.Count - list.Start[row];
        return json.Code is null ? Outcome.Present : Outcome.Failed;
    }

    /// <summary>The array's columns among those of a batch.</summary>
    protected ListColumns<TItems> ListIn(T owner) => columns(owner);

    /// <summary>Reads the element that comes next into a row; false where it was refused.</summary>
    protected abstract bool Element(ref JsonCursor json, TItems items, int row);
}
