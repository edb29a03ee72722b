using Fulfillment.Streams.Sink;
using Fulfillment.Streams.State;
using Fulfillment.Streams.State.Ads;
using Fulfillment.Streams.Windows;

namespace Fulfillment.Streams.Analytics.AdPerformance;

/// <summary>Ad spend and its return per campaign, region and hour, summed over the current statements of ad groups and SKUs.</summary>
internal sealed class AdRows(Vocabulary words) : IAnalytic
{
    private readonly PaneTable<AdCell, AdFigures> _hours = new();
    private long _firstKept = Events.Absent.Number;
    private readonly RowBuffer _rows = new(new TableColumns("ad_performance",
        "shop_id, campaign_id, region, hour, spend, impressions, clicks, conversions, gmv, roas" + RowVersion.Columns));

    /// <inheritdoc/>
    public IEnumerable<RowBuffer> Rows(Changes changes)
    {
        _rows.Clear();
        foreach (var (shop, key, change) in changes.Ads)
        {
            if (key.Hour >= _firstKept)
            {
                var region = key.Region == Symbols.Empty ? words.UnknownRegion : key.Region;
                _hours.Touch(new AdCell(shop.Symbol, key.Campaign, region), key.Hour, out _) += change;
            }
        }

        foreach (var slot in _hours.Touched)
        {
            Write(_hours.KeyOf(slot), _hours[slot], changes.Version);
        }

        _hours.ClearTouched();
        return [_rows];
    }

    /// <inheritdoc/>
    public void ForgetBefore(long time)
    {
        _firstKept = Math.Max(_firstKept, time);
        _hours.Expire(TumblingWindows.Hourly, time, 0);
    }

    /// <inheritdoc/>
    public void Write(BinaryWriter writer)
    {
        writer.Write(_firstKept);
        writer.Write(_hours.Count);
        foreach (var slot in _hours.InOrder(Comparer<AdCell>.Create(static (a, b) =>
            (a.Shop, a.Campaign, a.Region).CompareTo((b.Shop, b.Campaign, b.Region)))))
        {
            var (cell, hour) = _hours.KeyOf(slot);
            writer.Write7BitEncodedInt(cell.Shop);
            writer.Write7BitEncodedInt(cell.Campaign);
            writer.Write7BitEncodedInt(cell.Region);
            writer.Write(hour);
            _hours[slot].Write(writer);
        }
    }

    /// <inheritdoc/>
    public void Read(BinaryReader reader)
    {
        _firstKept = reader.ReadInt64();
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var cell = new AdCell(reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt());
            _hours.Touch(cell, reader.ReadInt64(), out _) = AdFigures.Read(reader);
        }

        _hours.ClearTouched();
    }

    private void Write(PaneKey<AdCell> key, in AdFigures figures, ulong version)
    {
        _rows.String(words.Symbols[key.Key.Shop]);
        _rows.String(words.Symbols[key.Key.Campaign]);
        _rows.String(words.Symbols[key.Key.Region]);
        _rows.DateTime(key.Start);
        _rows.Int64(figures.Spend);
        _rows.UInt64((ulong)figures.Impressions);
        _rows.UInt64((ulong)figures.Clicks);
        _rows.UInt64((ulong)figures.Conversions);
        _rows.Int64(figures.Gmv);
        _rows.Float64(figures.Spend > 0 ? figures.Gmv / (double)figures.Spend : 0);
        _rows.End(version, isDeleted: figures.Records == 0);
    }
}
