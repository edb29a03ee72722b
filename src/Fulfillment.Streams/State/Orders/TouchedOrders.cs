using System.Runtime.InteropServices;
using Fulfillment.Streams.Analytics.Deadlines;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.State.Packed;

namespace Fulfillment.Streams.State.Orders;

/// <summary>
/// The orders of a lane that changed since the last flush: the record each had before, and what came and went meanwhile. Some hundred
/// bytes each and no object, because a lane that is behind touches tens of thousands between two flushes. Not thread-safe.
/// </summary>
internal sealed class TouchedOrders(PackedOrders orders, DispatchPolicy policy, Vocabulary words)
{
    private const int None = -1;
    private const int LeastKept = 1 << 10;
    private const int Patience = 64; // small flushes in a row after which memory is given back
    private const int RecordsAhead = 8; // of the one that is read, whose memory is asked for

    private readonly List<(PassedEnd End, int Next)> _ends = [];
    private readonly List<(PassedSale Sale, int Next)> _sales = [];
    private readonly OrderTouch _reading = new();
    private readonly PackedPages _before = new();
    private Touched[] _touched = new Touched[LeastKept];
    private int _smallFlushes;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>One of them, with its facts before the first change and after the last; valid until the next is asked for.</summary>
    public OrderTouch this[int index]
    {
        get
        {
            ForeseeFrom(index);
            ref var touched = ref _touched[index];
            var before = touched.Before == PackedPages.None ? default : _before[touched.Before];
            _reading.Begin(touched.Shop, before, orders[touched.Number], touched.Events, policy, words);
            for (var end = touched.Ends; end != None; end = _ends[end].Next)
            {
                _reading.Pass(_ends[end].End);
            }

            for (var sale = touched.Sales; sale != None; sale = _sales[sale].Next)
            {
                _reading.Pass(_sales[sale].Sale);
            }

            return _reading;
        }
    }

    /// <summary>Asks for the memory of what an order that was touched before has here.</summary>
    public void Foresee(int number)
    {
        if (orders.TouchOf(number) is > 0 and var place)
        {
            Prefetch.Of(ref _touched[place - 1]);
        }
    }

    /// <summary>Notes that an event is about to change an order: the first keeps its record as it is.</summary>
    /// <returns>Its index, until the flush ends.</returns>
    public int Touch(Shop shop, int number)
    {
        ref var place = ref orders.TouchOf(number);
        if (place == 0)
        {
            var record = orders[number];
            if (Count == _touched.Length)
            {
                Array.Resize(ref _touched, 2 * Count);
            }

            _touched[Count] = new Touched
            {
                Shop = shop, Number = number, Before = record.IsEmpty ? PackedPages.None : _before.Add(number, record), Ends = None, Sales = None,
            };
            place = ++Count;
        }

        _touched[place - 1].Events++;
        return place - 1;
    }

    /// <summary>Whether an event touched an order before the one that is being merged.</summary>
    public bool WasTouchedBefore(int index) => _touched[index].Events > 1;

    /// <summary>Notes moments at which stages of an order may have ended.</summary>
    public void Pass(int index, List<PassedEnd> ends)
    {
        foreach (var end in CollectionsMarshal.AsSpan(ends))
        {
            _ends.Add((end, _touched[index].Ends));
            _touched[index].Ends = _ends.Count - 1;
        }
    }

    /// <summary>Notes a sale that an event replaced.</summary>
    public void Pass(int index, in PassedSale sale)
    {
        _sales.Add((sale, _touched[index].Sales));
        _touched[index].Sales = _sales.Count - 1;
    }

    /// <summary>Ends a flush: no order is touched any more. Memory that many flushes in a row did not need is given back, by halves.</summary>
    public void Settle()
    {
        foreach (ref var touched in _touched.AsSpan(0, Count))
        {
            orders.TouchOf(touched.Number) = 0;
            if (touched.Before != PackedPages.None)
            {
                _before.Remove(touched.Before);
            }
        }

        _before.Compact(static (_, _) => { }); // nothing is left that could move
        _smallFlushes = Count < _touched.Length / 4 ? _smallFlushes + 1 : 0;
        if (_touched.Length > LeastKept && _smallFlushes >= Patience)
        {
            _smallFlushes = 0;
            _touched = new Touched[_touched.Length / 2];
            _ends.Capacity = Math.Max(LeastKept, Math.Min(_ends.Capacity, 2 * _ends.Count));
            _sales.Capacity = Math.Max(LeastKept, Math.Min(_sales.Capacity, 2 * _sales.Count));
        }
        else
        {
            Array.Clear(_touched, 0, Count); // lets go of shops
        }

        Count = 0;
        _ends.Clear();
        _sales.Clear();
    }

    /// <summary>Asks for the memory of those that come after one.</summary>
    private void ForeseeFrom(int index)
    {
        if (index + (2 * RecordsAhead) < Count)
        {
            orders.Foresee(_touched[index + (2 * RecordsAhead)].Number);
        }

        if (index + RecordsAhead < Count)
        {
            orders.ForeseeRecord(_touched[index + RecordsAhead].Number);
        }
    }

    private struct Touched
    {
        public Shop Shop;
        public int Number;
        public int Events;
        public uint Before; // its record of before; none where there was no order
        public int Ends; // the last noted, which leads to those before it
        public int Sales; // the same
    }
}
