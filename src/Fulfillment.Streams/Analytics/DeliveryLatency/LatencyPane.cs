using System.Runtime.InteropServices;
using Fulfillment.Streams.State;
using Fulfillment.Streams.State.Orders;

namespace Fulfillment.Streams.Analytics.DeliveryLatency;

/// <summary>
/// The stages that ended within one pane: the exact multiset of their durations (4 bytes each, sorted), so quantiles are
/// exact, a stage can be taken back, and the order of arrival cannot matter. Changes gather unsorted and are merged in one
/// pass when the pane is read. Not thread-safe.
/// </summary>
internal sealed class LatencyPane
{
    private readonly List<int> _added = [];
    private readonly List<int> _removed = [];
    private List<int> _sorted = [];

    /// <summary>Stages in the pane.</summary>
    public int Count => _sorted.Count + _added.Count - _removed.Count;

    /// <summary>Sum of the durations, seconds.</summary>
    public long Seconds { get; private set; }

    /// <summary>Stages that kept their promise.</summary>
    public long OnTime { get; private set; }

    /// <summary>Stages that broke it.</summary>
    public long Late { get; private set; }

    /// <summary>The durations in seconds, ascending.</summary>
    public ReadOnlySpan<int> Sorted
    {
        get
        {
            Settle();
            return CollectionsMarshal.AsSpan(_sorted);
        }
    }

    /// <summary>Adds a stage, or takes one back that was added before.</summary>
    public void Add(in StageEnd stage, int sign)
    {
        (sign > 0 ? _added : _removed).Add(stage.Seconds);
        Seconds += sign * (long)stage.Seconds;
        OnTime += stage.Promise == Promise.OnTime ? sign : 0;
        Late += stage.Promise == Promise.Late ? sign : 0;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(OnTime);
        writer.Write(Late);
        writer.Write7BitEncodedInt(Sorted.Length);
        var last = 0;
        foreach (var seconds in Sorted)
        {
            writer.Write7BitEncodedInt(seconds - last);
            last = seconds;
        }
    }

    public static LatencyPane Read(BinaryReader reader)
    {
        var pane = new LatencyPane { OnTime = reader.ReadInt64(), Late = reader.ReadInt64() };
        var last = 0;
        for (var count = reader.Read7BitEncodedInt(); count > 0; count--)
        {
            last += reader.Read7BitEncodedInt();
            pane._sorted.Add(last);
            pane.Seconds += last;
        }

        return pane;
    }

    private void Settle()
    {
        if (_added.Count + _removed.Count == 0)
        {
            return;
        }

        _added.Sort();
        _removed.Sort();
        var merged = new List<int>(Count);
        int a = 0, r = 0;
        for (var s = 0; s < _sorted.Count || a < _added.Count;)
        {
            var fromSorted = s < _sorted.Count && (a == _added.Count || _sorted[s] <= _added[a]);
            var next = fromSorted ? _sorted[s++] : _added[a++];
            if (r < _removed.Count && _removed[r] == next)
            {
                r++;
            }
            else
            {
                merged.Add(next);
            }
        }

        _sorted = merged;
        _added.Clear();
        _removed.Clear();
    }
}
