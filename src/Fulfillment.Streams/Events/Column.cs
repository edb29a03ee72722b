namespace Fulfillment.Streams.Events;

/// <summary>One field of every event in a batch. Grows with the batch and keeps its memory across batches. Not thread-safe.</summary>
/// <param name="absent">What a row holds until it is set.</param>
public sealed class Column<T>(T absent) : IColumn
{
    private T[] values = new T[256];

    /// <summary>The value of a row, by reference.</summary>
    public ref T this[int row] => ref values[row];

    void IColumn.Clear(int from, int to)
    {
        if (to > values.Length)
        {
            Array.Resize(ref values, Math.Max(to, values.Length * 2));
        }

        values.AsSpan(from..to).Fill(absent);
    }
}
