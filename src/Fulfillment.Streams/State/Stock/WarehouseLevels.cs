namespace Fulfillment.Streams.State.Stock;

/// <summary>The levels of one SKU in one warehouse over time: a set of points, one a moment, so order and repetition do not matter.</summary>
internal sealed class WarehouseLevels
{
    private CompactList<LevelPoint> _points = new();

    /// <summary>Number of points held.</summary>
    public int Count => _points.Count;

    /// <summary>All points, oldest first.</summary>
    public ReadOnlySpan<LevelPoint> Points => _points.All;

    /// <summary>What is expected to arrive, as the latest level said.</summary>
    public (long Eta, long Quantity)[] Inbound { get; private set; } = [];

    /// <summary>
    /// Adds a point; gives the time until which levels changed (exclusive; <see cref="long.MaxValue"/> for the latest),
    /// or null where nothing did.
    /// </summary>
    public long? Add(LevelPoint point, ReadOnlySpan<(long Eta, long Quantity)> inbound)
    {
        var index = IndexAfter(point.Time);
        if (index > 0 && _points[index - 1].Time == point.Time)
        {
            var held = _points[index - 1];
            var against = (point.Rank, point.OnHand).CompareTo((held.Rank, held.OnHand));
            if (against == 0 && index == _points.Count && inbound.SequenceCompareTo(Inbound) > 0)
            {
                Inbound = inbound.ToArray(); // one event id with two contents: the greater, whichever came first
            }

            if (against <= 0)
            {
                return null;
            }

            _points[index - 1] = point;
        }
        else
        {
            _points.Insert(index++, point);
        }

        if (index == _points.Count)
        {
            Inbound = inbound.ToArray();
            return long.MaxValue;
        }

        return _points[index].Time;
    }

    /// <summary>The number of points at or before a time.</summary>
    public int IndexAfter(long time)
    {
        if (_points.Count == 0 || _points[_points.Count - 1].Time <= time)
        {
            return _points.Count; // nearly always: levels arrive about in order
        }

        int low = 0, high = _points.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = _points[middle].Time <= time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Forgets levels that ended before a time.</summary>
    public void ForgetBefore(long time) => _points.RemoveRange(0, Math.Max(0, IndexAfter(time) - 1));

    public void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(_points.Count);
        foreach (var point in _points.All)
        {
            writer.Write(point.Time);
            writer.Write(point.Rank);
            writer.Write7BitEncodedInt64(point.OnHand);
        }

        writer.Write7BitEncodedInt(Inbound.Length);
        foreach (var (eta, quantity) in Inbound)
        {
            writer.Write(eta);
            writer.Write7BitEncodedInt64(quantity);
        }
    }

    public static WarehouseLevels Read(BinaryReader reader)
    {
        var levels = new WarehouseLevels();
        for (var count = reader.Read7BitEncodedInt(); count > 0; count--)
        {
            levels._points.Insert(levels._points.Count, new LevelPoint(reader.ReadInt64(), reader.ReadUInt64(), reader.Read7BitEncodedInt64()));
        }

        levels.Inbound = new (long, long)[reader.Read7BitEncodedInt()];
        for (var i = 0; i < levels.Inbound.Length; i++)
        {
            levels.Inbound[i] = (reader.ReadInt64(), reader.Read7BitEncodedInt64());
        }

        return levels;
    }
}
