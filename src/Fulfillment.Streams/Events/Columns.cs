namespace Fulfillment.Streams.Events;

/// <summary>
/// Rows held column by column, sharing one arena for text. <see cref="AddRow"/> gives a row in which every column is
/// absent; <see cref="Truncate"/> takes rows back, so that a rejected event leaves no trace.
/// </summary>
public abstract class Columns(Utf8Arena text)
{
    /// <summary>
    /// Rows set to absent at a time. One by one, most of the time to decode an event went into it; with too many, they have
    /// left the processor's first cache before they are filled.
    /// </summary>
    private const int ClearedAtOnce = 64;

    private readonly List<IColumn> columns = [];
    private int cleared;

    /// <summary>Holds the text of all <see cref="Utf8Slice"/> columns.</summary>
    public Utf8Arena Text { get; } = text;

    /// <summary>Number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>Appends a row of absent fields and returns its index.</summary>
    public virtual int AddRow()
    {
        if (Count == cleared)
        {
            Clear();
        }

        return Count++;
    }

    /// <summary>Keeps the first <paramref name="count"/> rows.</summary>
    public virtual void Truncate(int count)
    {
        if (count < Count)
        {
            (Count, cleared) = (count, count);
        }
    }

    private protected Column<T> Add<T>(T absent)
    {
        var column = new Column<T>(absent);
        columns.Add(column);
        return column;
    }

    private protected Column<Utf8Slice> Slices() => Add(Utf8Slice.Absent);

    private protected Column<long> Numbers() => Add(Absent.Number);

    private void Clear()
    {
        cleared = Count + ClearedAtOnce;
        foreach (var column in columns)
        {
            column.Clear(Count, cleared);
        }
    }
}
