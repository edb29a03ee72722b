namespace Fulfillment.Streams.Events;

/// <summary>
/// Rows held column by column, sharing one arena for text. <see cref="AddRow"/> sets every column of the new
/// row to absent; <see cref="Truncate"/> takes rows back, so that a rejected event leaves no trace.
/// </summary>
public abstract class Columns(Utf8Arena text)
{
    private readonly List<IColumn> columns = [];

    /// <summary>Holds the text of all <see cref="Utf8Slice"/> columns.</summary>
    public Utf8Arena Text { get; } = text;

    /// <summary>Number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>Appends a row of absent fields and returns its index.</summary>
    public virtual int AddRow()
    {
        foreach (var column in columns)
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
        columns.Add(column);
        return column;
    }

    private protected Column<Utf8Slice> Slices() => Add(Utf8Slice.Absent);

    private protected Column<long> Numbers() => Add(Absent.Number);
}
