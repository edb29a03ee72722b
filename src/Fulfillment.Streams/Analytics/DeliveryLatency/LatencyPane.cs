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
    private readonly List<int> _sorted = [];

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

    private void Settle()
    {
        if (_removed.Count > 0)
        {
            TakeBack();
        }

        if (_added.Count > 0)
        {
            MergeFromTheBack();
        }
    }

    /// <summary>What was added and taken back since the last reading cancels out; the rest leaves the sorted list.</summary>
    private void TakeBack()
    {
        _added.Sort();
        _removed.Sort();
        Cancel(_added, _removed);
        Cancel(_sorted, _removed);
        _removed.Clear();
    }

    /// <summary>Drops from both ascending lists what they have in common.</summary>
    private static void Cancel(List<int> from, List<int> what)
    {
        int kept = 0, left = 0, next = 0;
        foreach (var value in CollectionsMarshal.AsSpan(from)) // a span, because what is kept moves up in the list itself
        {
            while (next < what.Count && what[next] < value)
            {
                what[left++] = what[next++];
            }

            if (next < what.Count && what[next] == value)
            {
                next++;
            }
            else
            {
                from[kept++] = value;
            }
        }

        while (next < what.Count)
        {
            what[left++] = what[next++];
        }

        CollectionsMarshal.SetCount(from, kept);
        CollectionsMarshal.SetCount(what, left);
    }

    private void MergeFromTheBack()
    {
        _added.Sort();
        int s = _sorted.Count - 1, a = _added.Count - 1;
        CollectionsMarshal.SetCount(_sorted, _sorted.Count + _added.Count);
        var to = CollectionsMarshal.AsSpan(_sorted);
        for (var i = to.Length - 1; a >= 0; i--)
        {
            to[i] = s >= 0 && to[s] > _added[a] ? to[s--] : _added[a--];
        }

        _added.Clear();
    }
}
