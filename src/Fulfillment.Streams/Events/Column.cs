namespace Fulfillment.Streams.Events;

/// <summary>One field of every event in a batch. Grows with the batch and keeps its memory across batches. Not thread-safe.</summary>
/// <param name="absent">What a row holds until it is set.</param>
public sealed class Column<T>(T absent) : IColumn
{
    private T[] values = new T[256];

    /// <summary>The value of a row, by reference.</summary>
    public ref T this[int row] => ref values[row];

    void IColumn.Clear(int row) => Clear(row);

    internal void Clear(int row)
    {
        if (row >= values.Length)
        {
            Array.Resize(ref values, values.Length * 2);
        }

        values[row] = absent;
    }
}
