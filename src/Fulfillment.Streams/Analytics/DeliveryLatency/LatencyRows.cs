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
internal sealed class LatencyRows(Vocabulary words) : IAnalytic
{
    private const int RollingDays = 7;
    private static readonly byte[][] StageNames = [.. new[] { "processing", "transit", "order_to_delivery" }.Select(Encoding.UTF8.GetBytes)];

    private readonly PaneTable<LatencyKey, LatencyPane> _hours = new();
    private readonly PaneTable<LatencyKey, LatencyPane> _days = new();
    private readonly HashSet<(LatencyKey Key, int Day)> _rolling = [];
    private readonly LatencySummary _summary = new();
    private long _firstKept = Absent.Number;
    private readonly RowBuffer _rows = new(new TableColumns("delivery_latency",
        "shop_id, region, stage, granularity, window_start, parcels, p50_hours, p90_hours, p95_hours, mean_hours, min_hours, " +
        "max_hours, on_time, late" + RowVersion.Columns));

    /// <inheritdoc/>
    public IEnumerable<RowBuffer> Rows(Changes changes)
    {
        _rows.Clear();
        foreach (var touch in changes.Orders)
        {
            if (touch.Before.Region != touch.After.Region || !touch.Before.Stages.SequenceEqual(touch.After.Stages))
            {
                Contribute(touch.Shop, touch.Before, -1);
                Contribute(touch.Shop, touch.After, 1);
            }
        }

        WriteTouched(_hours, "1h"u8, changes.Version);
        WriteTouched(_days, "1d"u8, changes.Version);
        WriteRolling(changes);
        return [_rows];
    }

    /// <inheritdoc/>
    public void ForgetBefore(long time)
    {
        _firstKept = Math.Max(_firstKept, time);
        _hours.Expire(TumblingWindows.Hourly, time, 0);
        _days.Expire(TumblingWindows.Hourly, time - (RollingDays * Time.EventTime.MillisecondsPerDay), 0);
    }

    /// <inheritdoc/>
    public void Write(BinaryWriter writer)
    {
        writer.Write(_firstKept);
        Write(writer, _hours);
        Write(writer, _days);
    }

    /// <inheritdoc/>
    public void Read(BinaryReader reader)
    {
        _firstKept = reader.ReadInt64();
        Read(reader, _hours);
        Read(reader, _days);
    }

    private void Contribute(Shop shop, in OrderFacts facts, int sign)
    {
        foreach (var stage in facts.Stages)
        {
            if (stage.EndedAt < _firstKept)
            {
                continue; // beyond retention: its rows stand as they were written
            }

            var hour = TumblingWindows.Hourly.StartOf(stage.EndedAt);
            var day = shop.Calendar.DayOf(stage.EndedAt);
            foreach (var region in (ReadOnlySpan<int>)[facts.Region, words.AllRegions])
            {
                var key = new LatencyKey(shop.Symbol, region, stage.Stage);
                Pane(_hours, key, hour).Add(stage, sign);
                Pane(_days, key, shop.Calendar.StartOf(day)).Add(stage, sign);
                for (var back = 0; back < RollingDays; back++)
                {
                    _rolling.Add((key, day - back));
                }
            }
        }
    }

    private static LatencyPane Pane(PaneTable<LatencyKey, LatencyPane> panes, LatencyKey key, long start) =>
        panes.Touch(key, start, out _) ??= new LatencyPane();

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

    private void WriteRolling(Changes changes)
    {
        if (_rolling.Count == 0)
        {
            return;
        }

        var calendars = changes.Shops.ToDictionary(s => s.Symbol, s => s.Calendar);
        foreach (var (key, day) in _rolling)
        {
            var calendar = calendars[key.Shop];
            _summary.Clear();
            for (var d = day; d < day + RollingDays; d++)
            {
                _summary.Add(_days.TryGet(key, calendar.StartOf(d), out var pane) ? pane : null);
            }

            Write(key, "7d"u8, calendar.StartOf(day), changes.Version);
        }

        _rolling.Clear();
    }

    private void Write(in LatencyKey key, ReadOnlySpan<byte> granularity, long start, ulong version)
    {
        var any = _summary.Count > 0;
        _rows.String(words.Symbols[key.Shop]);
        _rows.String(words.Symbols[key.Region]);
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

    private static void Write(BinaryWriter writer, PaneTable<LatencyKey, LatencyPane> panes)
    {
        writer.Write(panes.Count);
        foreach (var slot in panes.InOrder(Comparer<LatencyKey>.Create(static (a, b) =>
            (a.Shop, a.Region, a.Stage).CompareTo((b.Shop, b.Region, b.Stage)))))
        {
            var (key, start) = panes.KeyOf(slot);
            writer.Write7BitEncodedInt(key.Shop);
            writer.Write7BitEncodedInt(key.Region);
            writer.Write((byte)key.Stage);
            writer.Write(start);
            panes[slot].Write(writer);
        }
    }

    private static void Read(BinaryReader reader, PaneTable<LatencyKey, LatencyPane> panes)
    {
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var key = new LatencyKey(reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), (Stage)reader.ReadByte());
            panes.Touch(key, reader.ReadInt64(), out _) = LatencyPane.Read(reader);
        }

        panes.ClearTouched();
    }
}
