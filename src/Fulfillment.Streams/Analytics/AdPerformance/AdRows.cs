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
    public ReadOnlySpan<RowBuffer> Rows(Changes changes)
    {
        _rows.Clear();
        foreach (var (shop, key, change) in changes.Ads)
        {
            Count(shop, key, change);
        }

        foreach (var slot in _hours.Touched)
        {
            Write(_hours.KeyOf(slot), _hours[slot], changes.Version);
        }

        _hours.ClearTouched();
        return new(in _rows);
    }

    /// <inheritdoc/>
    public void ForgetBefore(long time)
    {
        _firstKept = Math.Max(_firstKept, time);
        _hours.Expire(TumblingWindows.Hourly, time, 0);
    }

    /// <inheritdoc/>
    public void Restore(Shop shop, AdKey key, in AdFigures figures) => Count(shop, key, figures);

    /// <inheritdoc/>
    public void Restored() => _hours.ClearTouched();

    private void Count(Shop shop, AdKey key, in AdFigures change)
    {
        if (key.Hour >= _firstKept)
        {
            var region = key.Region == Symbols.Empty ? words.UnknownRegion : key.Region;
            _hours.Touch(new AdCell(shop.Symbol, key.Campaign, region), key.Hour, out _) += change;
        }
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
