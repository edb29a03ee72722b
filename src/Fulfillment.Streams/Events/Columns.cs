using System.Runtime.InteropServices;

namespace Fulfillment.Streams.Events;

/// <summary>
/// Rows held column by column, sharing one arena for text. <see cref="AddRow"/> sets every column of the new
/// row to absent; <see cref="Truncate"/> takes rows back, so that a rejected event leaves no trace.
/// </summary>
public abstract class Columns(Utf8Arena text)
{
    private readonly List<Column<Utf8Slice>> texts = [];
    private readonly List<Column<long>> numbers = [];
    private readonly List<IColumn> others = [];

    /// <summary>Holds the text of all <see cref="Utf8Slice"/> columns.</summary>
    public Utf8Arena Text { get; } = text;

    /// <summary>Number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>Appends a row of absent fields and returns its index.</summary>
    public virtual int AddRow()
    {
        // By type: calls through the interface were a tenth of the time to decode an event.
        foreach (var column in CollectionsMarshal.AsSpan(texts))
        {
            column.Clear(Count);
        }

        foreach (var column in CollectionsMarshal.AsSpan(numbers))
        {
            column.Clear(Count);
        }

        foreach (var column in others)
        {
            column.Clear(Count);
        }

        return Count++;
    }

    /// <summary>Keeps the first <paramref name="count"/> rows.</summary>
    public virtual void Truncate(int count) => Count = count;

    private protected Column<T> Add<T>(T absent)
    {
        var column = new Column<T>(absent);
        others.Add(column);
        return column;
    }

    private protected Column<Utf8Slice> Slices()
    {
        var column = new Column<Utf8Slice>(Utf8Slice.Absent);
        texts.Add(column);
        return column;
    }

    private protected Column<long> Numbers()
    {
        var column = new Column<long>(Absent.Number);
        numbers.Add(column);
        return column;
    }
}
