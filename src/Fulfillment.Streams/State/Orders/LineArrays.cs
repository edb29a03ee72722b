namespace Fulfillment.Streams.State.Orders;

/// <summary>
/// Arrays for the lines of an order that is being worked on. Each is filled once, so two references that are equal mean equal lines,
/// until <see cref="Clear"/> takes all of them back. Not thread-safe.
/// </summary>
internal sealed class LineArrays
{
    private const int Kept = 8;

    private readonly List<OrderLine[]> _arrays = [];
    private int _taken;

    /// <summary>An array to be filled, none of those taken since the last clearing.</summary>
    public OrderLine[] Take(int length)
    {
        if (length == 0)
        {
            return [];
        }

        for (var i = _taken; i < _arrays.Count; i++)
        {
            if (_arrays[i].Length == length)
            {
                (_arrays[_taken], _arrays[i]) = (_arrays[i], _arrays[_taken]);
                return _arrays[_taken++];
            }
        }

        var lines = new OrderLine[length];
        _arrays.Insert(_taken++, lines);
        return lines;
    }

    /// <summary>Takes all arrays back.</summary>
    public void Clear()
    {
        if (_arrays.Count > Kept)
        {
            _arrays.RemoveRange(Kept, _arrays.Count - Kept);
        }

        _taken = 0;
    }
}
