using System.Globalization;
using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.Ingest.Json;

/// <summary>Where the elements of an array go.</summary>
/// <param name="Items">The columns of the elements.</param>
/// <param name="Start">First element of a row.</param>
/// <param name="Count">Number of elements of a row; −1 where absent.</param>
internal readonly record struct ListColumns<TItems>(TItems Items, Column<int> Start, Column<int> Count)
    where TItems : Columns;

/// <summary>An optional array; each element becomes a row of columns of its own.</summary>
internal abstract class ListField<T, TItems>(string name, Func<T, ListColumns<TItems>> columns) : Field<T>(name, required: false)
    where T : Columns
    where TItems : Columns
{
    /// <inheritdoc/>
    public sealed override Outcome Read(ref JsonCursor json, T owner, int row)
    {
        var list = columns(owner);
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

    /// <summary>Reads the element that comes next into a row; false where it was refused.</summary>
    protected abstract bool Element(ref JsonCursor json, TItems items, int row);
}

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
