namespace Fulfillment.Streams.Events;

/// <summary>A column of any type, as its owner sees it.</summary>
internal interface IColumn
{
    /// <summary>Makes room for a row and sets it to absent.</summary>
    void Clear(int row);
}
