namespace Fulfillment.Streams.Events;

/// <summary>A column of any type, as its owner sees it.</summary>
internal interface IColumn
{
    /// <summary>Makes room for the rows from <paramref name="from"/> up to, but not including, <paramref name="to"/> and sets them to absent.</summary>
    void Clear(int from, int to);
}
