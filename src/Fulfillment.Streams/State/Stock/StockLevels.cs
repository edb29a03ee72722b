using Fulfillment.Streams.Events;
using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.Time;
using System.IO.Hashing;

namespace Fulfillment.Streams.State.Stock;

/// <summary>What stock events said about one SKU: levels per warehouse, lead time, arrivals. Not thread-safe.</summary>
internal sealed class StockLevels(Sku sku) : ITracked
{
    private readonly Dictionary<int, WarehouseLevels> _warehouses = [];
    private readonly Dictionary<int, StockDay> _days = [];
    private uint _mark;
    private (int First, int Last) _remembered = (int.MaxValue, int.MinValue);
    private (Stamp By, long Microdays) _leadTime = (Stamp.None, Absent.Number);
    private (Stamp By, long Microdays) _leadTimeSd = (Stamp.None, Absent.Number);

    /// <inheritdoc/>
    public ref uint Mark => ref _mark;

    /// <inheritdoc/>
    public bool IsForgotten => Sku.IsForgotten;

    /// <summary>Whose levels these are.</summary>
    public Sku Sku { get; } = sku;

    /// <summary>Whether any level was ever known.</summary>
    public bool IsKnown => _warehouses.Count > 0;

    /// <summary>Lead time in days, or null.</summary>
    public double? LeadTimeDays => Days(_leadTime.Microdays);

    /// <summary>Standard deviation of the lead time in days, or null.</summary>
    public double? LeadTimeSdDays => Days(_leadTimeSd.Microdays);

    /// <summary>Expected arrivals over all warehouses, as the latest levels said.</summary>
    public (long Eta, long Quantity)[] Inbound()
    {
        (long, long)[] all = [];
        foreach (var levels in _warehouses.Values)
        {
            all = all.Length == 0 ? levels.Inbound : levels.Inbound.Length == 0 ? all : [.. all, .. levels.Inbound];
        }

        return all;
    }

    /// <summary>The sum of the latest levels at a time; null where none is known by then.</summary>
    public long? OnHandAt(long time)
    {
        long? sum = null;
        foreach (var levels in _warehouses.Values)
        {
            var index = levels.IndexAfter(time);
            sum = index == 0 ? sum : (sum ?? 0) + levels.Points[index - 1].OnHand;
        }

        return sum;
    }

    /// <summary>Merges one level; gives the stretch of time whose level changed, or null.</summary>
    public (long From, long Until)? Apply(StockColumns events, int row, Symbols symbols)
    {
        var time = events.EventTime[row];
        var eventId = events.Text[events.EventId[row]];
        MergeLeadTime(ref _leadTime, events.LeadTimeMicrodays[row], time, eventId);
        MergeLeadTime(ref _leadTimeSd, events.LeadTimeSdMicrodays[row], time, eventId);
        var warehouse = symbols.Of(events.Text[events.WarehouseId[row]]);
        if (!_warehouses.TryGetValue(warehouse, out var levels))
        {
            _warehouses.Add(warehouse, levels = new WarehouseLevels());
        }

        var inbound = new (long, long)[Math.Max(0, events.InboundCount[row])];
        for (var i = 0; i < inbound.Length; i++)
        {
            var at = events.InboundStart[row] + i;
            inbound[i] = (events.Inbound.Eta[at], events.Inbound.Quantity[at]);
        }

        var point = new LevelPoint(time, XxHash3.HashToUInt64(eventId), events.OnHand[row]);
        return levels.Add(point, inbound) is { } until ? (time, until) : null;
    }

    /// <summary>Forgets what was remembered of days from a day to another, both included.</summary>
    public void DaysChanged(int from, int to)
    {
        var last = Math.Min(to, _remembered.Last);
        for (var day = Math.Max(from, _remembered.First); day <= last; day++)
        {
            _days.Remove(day);
        }
    }

    /// <summary>The day's stock as the levels known now tell it. Days with changes are remembered until a level of theirs changes.</summary>
    public StockDay Day(int day, ShopCalendar calendar)
    {
        long start = calendar.StartOf(day), end = calendar.EndOf(day);
        if (FirstChangeFrom(start + 1) >= end)
        {
            var level = OnHandAt(start);
            return new StockDay(level is null ? 0 : 1, level > 0 ? 1 : 0, level ?? 0);
        }

        if (!_days.TryGetValue(day, out var stock))
        {
            _days.Add(day, stock = Between(start, end, end - start));
            _remembered = (Math.Min(_remembered.First, day), Math.Max(_remembered.Last, day));
        }

        return stock;
    }

    /// <summary>The sum over days from <paramref name="first"/> to <paramref name="last"/>; stretches without a change cost one step.</summary>
    public StockDay Days(int first, int last, ShopCalendar calendar)
    {
        long known = 0, inStock = 0;
        Int128 unitDays = 0;
        double knownParts = 0, inStockParts = 0, unitParts = 0;
        for (var day = first; day <= last;)
        {
            var start = calendar.StartOf(day);
            var change = FirstChangeFrom(start + 1);
            var until = change >= calendar.EndOf(last) ? last + 1 : calendar.DayOf(change);
            if (until == day)
            {
                var stock = Day(day++, calendar);
                knownParts += stock.Known;
                inStockParts += stock.InStock;
                unitParts += stock.UnitDays;
            }
            else
            {
                var level = OnHandAt(start);
                known += level is null ? 0 : until - day;
                inStock += level > 0 ? until - day : 0;
                unitDays += (Int128)(level ?? 0) * (until - day);
                day = until;
            }
        }

        return new StockDay(known + knownParts, inStock + inStockParts, (double)unitDays + unitParts);
    }

    /// <summary>The stock over a stretch of time, as parts of a day of <paramref name="dayLength"/> milliseconds.</summary>
    public StockDay Between(long start, long end, long dayLength)
    {
        var at = start;
        long known = 0, inStock = 0;
        Int128 unitMilliseconds = 0;
        var level = OnHandAt(start);
        for (var change = FirstChangeFrom(start + 1); change < end; change = FirstChangeFrom(change + 1))
        {
            Count(change - at);
            (at, level) = (change, OnHandAt(change));
        }

        Count(end - at);
        double length = dayLength;
        return new StockDay(known / length, inStock / length, (double)unitMilliseconds / length);

        void Count(long milliseconds)
        {
            known += level is null ? 0 : milliseconds;
            inStock += level > 0 ? milliseconds : 0;
            unitMilliseconds += (Int128)(level ?? 0) * milliseconds;
        }
    }

    /// <summary>Time of the earliest level held.</summary>
    public long FirstKnownAt
    {
        get
        {
            var first = long.MaxValue;
            foreach (var levels in _warehouses.Values)
            {
                first = levels.Count == 0 ? first : Math.Min(first, levels.Points[0].Time);
            }

            return first;
        }
    }

    /// <summary>Time of the latest level at or before a time; <see cref="long.MinValue"/> where there is none.</summary>
    public long LastChangeAt(long time)
    {
        var last = long.MinValue;
        foreach (var levels in _warehouses.Values)
        {
            var index = levels.IndexAfter(time);
            last = index == 0 ? last : Math.Max(last, levels.Points[index - 1].Time);
        }

        return last;
    }

    /// <summary>Time of the earliest level at or after a time; <see cref="long.MaxValue"/> where there is none.</summary>
    public long FirstChangeFrom(long time)
    {
        var first = long.MaxValue;
        foreach (var levels in _warehouses.Values)
        {
            var index = levels.IndexAfter(time - 1);
            first = index == levels.Count ? first : Math.Min(first, levels.Points[index].Time);
        }

        return first;
    }

    /// <summary>Forgets levels that ended before a time.</summary>
    public void ForgetBefore(long time)
    {
        _days.Clear();
        foreach (var levels in _warehouses.Values)
        {
            levels.ForgetBefore(time);
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(_warehouses.Count);
        foreach (var (warehouse, levels) in _warehouses)
        {
            writer.Write7BitEncodedInt(warehouse);
            levels.Write(writer);
        }

        foreach (var (by, microdays) in new[] { _leadTime, _leadTimeSd })
        {
            by.Write(writer);
            writer.Write(microdays);
        }
    }

    /// <summary>Takes the levels from a snapshot, in place of what is held.</summary>
    public void Read(BinaryReader reader)
    {
        _warehouses.Clear();
        for (var count = reader.Read7BitEncodedInt(); count > 0; count--)
        {
            _warehouses.Add(reader.Read7BitEncodedInt(), WarehouseLevels.Read(reader));
        }

        _leadTime = (Stamp.Read(reader), reader.ReadInt64());
        _leadTimeSd = (Stamp.Read(reader), reader.ReadInt64());
    }

    private static void MergeLeadTime(ref (Stamp By, long Microdays) held, long microdays, long time, ReadOnlySpan<byte> eventId)
    {
        if (microdays == Absent.Number)
        {
            return;
        }

        var challenge = held.By.Challenge(time, eventId);
        if (challenge > 0 || (challenge == 0 && microdays > held.Microdays))
        {
            held = (new Stamp(time, eventId.ToArray()), microdays);
        }
    }

    private static double? Days(long microdays) => microdays == Absent.Number ? null : microdays / 1e6;
}
