using System.Text;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.Sink;
using Fulfillment.Streams.State;
using Fulfillment.Streams.State.Orders;
using Fulfillment.Streams.Windows;

namespace Fulfillment.Streams.Analytics.DeliveryLatency;

/// <summary>
/// Delivery latency per region and stage: tumbling UTC hours, tumbling shop-local days, and seven shop-local days rolling
/// daily. A parcel belongs to the seven windows that contain its day, those that are not over yet included.
/// </summary>
internal sealed class LatencyRows : IAnalytic
{
    private const int RollingDays = 7;
    private static readonly byte[][] StageNames = [.. new[] { "processing", "transit", "order_to_delivery" }.Select(Encoding.UTF8.GetBytes)];

    private readonly Vocabulary _words;
    private readonly PaneTable<LatencyKey, LatencyPane> _hours = new();
    private readonly PaneTable<LatencyKey, LatencyPane> _days = new();
    private readonly LatencyPanePool _pool = new();
    private readonly List<(LatencyKey Key, int Day)> _touchedDays = [];
    private readonly LatencyPane?[] _week = new LatencyPane?[RollingDays];
    private readonly LatencySummary _summary;
    private readonly List<PassedEnd> _passed = [];
    private readonly Dictionary<int, Time.ShopCalendar> _calendars = [];
    private long _firstKept = Absent.Number;
    private readonly RowBuffer _rows = new(new TableColumns("delivery_latency",
        "shop_id, region, stage, granularity, window_start, parcels, p50_hours, p90_hours, p95_hours, mean_hours, min_hours, " +
        "max_hours, on_time, late" + RowVersion.Columns));

    public LatencyRows(Vocabulary words) => (_words, _summary) = (words, new LatencySummary(_pool));

    /// <inheritdoc/>
    public void Begin() => _rows.Clear();

    /// <inheritdoc/>
    public void Changed(OrderTouch order, ulong version)
    {
        if (order.AreStagesChanged)
        {
            Contribute(order);
        }

        if (order.BeganToCount)
        {
            _passed.Clear();
            new EndNotes(_passed).All(order.Order);
            Pass(order, _passed);
        }

        Pass(order, order.PassedEnds);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<RowBuffer> Rows(Changes changes)
    {
        WriteTouched(_hours, "1h"u8, changes.Version);
        GatherTouchedDays(changes);
        WriteTouched(_days, "1d"u8, changes.Version);
        WriteRolling(changes);
        return new(in _rows);
    }

    /// <inheritdoc/>
    public void ForgetBefore(long time)
    {
        _firstKept = Math.Max(_firstKept, time);
        _hours.Expire(TumblingWindows.Hourly, time, 0, _pool.Return);
        _days.Expire(TumblingWindows.Hourly, time, 0, _pool.Return);
    }

    /// <inheritdoc/>
    public void Restore(Shop shop, in OrderFacts facts)
    {
        foreach (var stage in facts.Stages)
        {
            TouchBoth(shop, facts.Region, stage, 1);
        }
    }

    /// <inheritdoc/>
    public void Restored()
    {
        _hours.ClearTouched();
        _days.ClearTouched();
    }

    /// <summary>
    /// Takes the stages before away and adds those after. One that is the same in both, as most are where a scan adds the next, stays
    /// where it is; its windows are written all the same, see <see cref="Pass"/>.
    /// </summary>
    private void Contribute(OrderTouch touch)
    {
        var before = touch.Before.Stages;
        var after = touch.After.Stages;
        var isSameRegion = touch.Before.Region == touch.After.Region;
        for (var i = 0; i < Math.Max(before.Length, after.Length); i++)
        {
            if (isSameRegion && i < before.Length && i < after.Length && before[i] == after[i])
            {
                TouchBoth(touch.Shop, touch.After.Region, before[i], 0);
                continue;
            }

            if (i < before.Length)
            {
                TouchBoth(touch.Shop, touch.Before.Region, before[i], -1);
            }

            if (i < after.Length)
            {
                TouchBoth(touch.Shop, touch.After.Region, after[i], 1);
            }
        }
    }

    /// <summary>Touches a stage under its region and under all regions together.</summary>
    private void TouchBoth(Shop shop, int region, in StageEnd stage, int sign)
    {
        var hour = TumblingWindows.Hourly.StartOf(stage.EndedAt);
        var day = shop.Calendar.StartOf(shop.Calendar.DayOf(stage.EndedAt));
        Touch(new LatencyKey(shop.Symbol, region, stage.Stage), hour, day, stage, sign);
        Touch(new LatencyKey(shop.Symbol, _words.AllRegions, stage.Stage), hour, day, stage, sign);
    }

    /// <summary>
    /// Writes the windows again that a run which crashed may have counted an order in, had it read the topics in another
    /// interleaving: under any region it was of, and where one end hides another.
    /// </summary>
    private void Pass(OrderTouch touch, List<PassedEnd> ends)
    {
        var regions = touch.Order.PastRegions;
        foreach (var (stage, endedAt) in ends)
        {
            if (touch.After.Region == Symbols.Empty || (regions.Length == 0 && IsIn(touch.After.Stages, stage, endedAt)))
            {
                continue; // no order event yet, or counted just now
            }

            var end = new StageEnd(stage, endedAt, 0, Promise.None);
            TouchBoth(touch.Shop, touch.After.Region, end, 0);
            foreach (var region in regions)
            {
                TouchBoth(touch.Shop, region, end, 0);
            }
        }
    }

    private static bool IsIn(ReadOnlySpan<StageEnd> stages, Stage stage, long endedAt)
    {
        foreach (var one in stages)
        {
            if (one.Stage == stage && one.EndedAt == endedAt)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds a stage to its windows (1), takes it back (−1) or has them written as they are (0).</summary>
    private void Touch(in LatencyKey key, long hour, long day, in StageEnd stage, int sign)
    {
        Touch(_hours, key, hour, stage, sign);
        Touch(_days, key, day, stage, sign);
    }

    private void Touch(PaneTable<LatencyKey, LatencyPane> panes, in LatencyKey key, long start, in StageEnd stage, int sign)
    {
        if (start < _firstKept)
        {
            return; // reaches beyond what is kept: its row stands as it was written
        }

        var pane = panes.Touch(key, start, out _) ??= _pool.Pane();
        if (sign != 0)
        {
            pane.Add(stage, sign, _pool);
        }
    }

    private void WriteTouched(PaneTable<LatencyKey, LatencyPane> panes, ReadOnlySpan<byte> granularity, ulong version)
    {
        foreach (var slot in panes.Touched)
        {
            var (key, start) = panes.KeyOf(slot);
            _summary.Clear();
            _summary.Add(panes[slot]);
            Write(key, granularity, start, version);
        }

        panes.ClearTouched();
    }

    private void GatherTouchedDays(Changes changes)
    {
        _touchedDays.Clear();
        if (_days.Touched.IsEmpty)
        {
            return;
        }

        _calendars.Clear();
        foreach (var shop in changes.Shops)
        {
            _calendars.Add(shop.Symbol, shop.Calendar);
        }

        foreach (var slot in _days.Touched)
        {
            var (key, start) = _days.KeyOf(slot);
            _touchedDays.Add((key, _calendars[key.Shop].DayOf(start)));
        }

        _touchedDays.Sort(static (a, b) => (a.Key.Shop, a.Key.Region, a.Key.Stage, a.Day).CompareTo((b.Key.Shop, b.Key.Region, b.Key.Stage, b.Day)));
    }

    /// <summary>Each window of seven days with a touched one, once, by sliding over the days of a key.</summary>
    private void WriteRolling(Changes changes)
    {
        LatencyKey? before = null;
        var next = int.MinValue;
        foreach (var (key, day) in _touchedDays)
        {
            next = key == before ? Math.Max(next, day - RollingDays + 1) : day - RollingDays + 1;
            before = key;
            var calendar = _calendars[key.Shop];
            for (var loaded = int.MinValue; next <= day; next++)
            {
                for (var d = Math.Max(next, loaded); d < next + RollingDays; d++)
                {
                    _week[d % RollingDays] = _days.TryGet(key, calendar.StartOf(d), out var pane) ? pane : null;
                }

                loaded = next + RollingDays;
                if (calendar.StartOf(next) < _firstKept)
                {
                    continue;
                }

                _summary.Clear();
                for (var d = next; d < next + RollingDays; d++)
                {
                    _summary.Add(_week[d % RollingDays]);
                }

                Write(key, "7d"u8, calendar.StartOf(next), changes.Version);
            }
        }
    }

    private void Write(in LatencyKey key, ReadOnlySpan<byte> granularity, long start, ulong version)
    {
        var any = _summary.Count > 0;
        _rows.String(_words.Symbols[key.Shop]);
        _rows.String(_words.Symbols[key.Region]);
        _rows.String(StageNames[(int)key.Stage]);
        _rows.String(granularity);
        _rows.DateTime(start);
        _rows.UInt64((ulong)_summary.Count);
        _rows.Float64(any ? _summary.QuantileHours(50) : 0);
        _rows.Float64(any ? _summary.QuantileHours(90) : 0);
        _rows.Float64(any ? _summary.QuantileHours(95) : 0);
        _rows.Float64(any ? _summary.MeanHours : 0);
        _rows.Float64(any ? _summary.MinHours : 0);
        _rows.Float64(any ? _summary.MaxHours : 0);
        _rows.UInt64((ulong)_summary.OnTime);
        _rows.UInt64((ulong)_summary.Late);
        _rows.End(version, isDeleted: !any);
    }
}
