using Fulfillment.Streams.Events;
using Fulfillment.Streams.Sink;
using Fulfillment.Streams.State;
using Fulfillment.Streams.Time;
using Fulfillment.Streams.Windows;

namespace Fulfillment.Streams.Analytics.StockoutRisk;

/// <summary>
/// Risk of running out, per SKU with a known level: written when the SKU changes, when its shop begins an hour, and for every
/// SKU of a shop that has gone quiet, so that at rest every row is as of the shop's clock. One row of history per hour.
/// </summary>
internal sealed class RiskRows(Vocabulary words, RiskOptions options) : IAnalytic
{
    private const string Figures =
        "as_of, on_hand, inbound_units, lead_time_days, demand_per_day, demand_variance_per_day, distribution, stockout_probability, " +
        "days_of_cover, sells_out_at, safety_stock, reorder_point, suggested_order_units, risk" + RowVersion.Columns;

    private const long LastOfHour = 3_599_999;

    private readonly DemandDays _days = new();
    private readonly List<long> _hours = [];
    private readonly RowBuffer[] _tables =
    [
        new(new TableColumns("stockout_risk", "shop_id, sku, " + Figures)),
        new(new TableColumns("stockout_risk_history", "shop_id, sku, hour, " + Figures)),
    ];

    private RowBuffer Now => _tables[0];

    private RowBuffer History => _tables[1];

    /// <inheritdoc/>
    public ReadOnlySpan<RowBuffer> Rows(Changes changes)
    {
        Now.Clear();
        History.Clear();
        foreach (var shop in changes.Shops)
        {
            var hour = TumblingWindows.Hourly.StartOf(shop.Clock);
            WriteDue(shop, hour, changes.Version);
            shop.RiskHour = hour;
        }

        return _tables;
    }

    private void WriteDue(Shop shop, long hour, ulong version)
    {
        if (!shop.IsSettling && shop.RiskHour >= hour)
        {
            foreach (var sku in shop.TouchedSkus)
            {
                WriteDue(shop, sku, hour, version);
            }

            return;
        }

        foreach (var sku in shop.Skus)
        {
            WriteDue(shop, sku, hour, version);
        }
    }

    private void WriteDue(Shop shop, Sku sku, long hour, ulong version)
    {
        var isDue = sku.IsTouched || sku.Risk.IsDue(hour) || shop.IsSettling;
        if (sku.Stock.IsKnown && isDue && sku.Risk.AsOf < shop.Clock | sku.IsTouched)
        {
            Write(shop, sku, hour, version);
        }
    }

    private void Write(Shop shop, Sku sku, long hour, ulong version)
    {
        _days.Begin(shop, sku);
        if (StockoutRiskAt.Of(sku, _days, shop.Clock, options) is not { } risk)
        {
            return;
        }

        Write(Now, shop, sku, null, risk, version);
        shop.WillWrite(sku);
        sku.Risk.AsOf = shop.Clock;
        _hours.Clear();
        sku.Risk.TakeHours(hour, _hours);
        foreach (var passed in _hours)
        {
            if (passed < hour && StockoutRiskAt.Of(sku, _days, passed + LastOfHour, options) is { } then)
            {
                Write(History, shop, sku, passed, then, version); // passed without a flush: as it was at its end
            }
        }

        if (sku.Risk.IsOpen(hour))
        {
            Write(History, shop, sku, hour, risk, version);
        }
    }

    private void Write(RowBuffer rows, Shop shop, Sku sku, long? hour, in StockoutRiskAt risk, ulong version)
    {
        rows.String(words.Symbols[shop.Symbol]);
        rows.String(words.Symbols[sku.Symbol]);
        if (hour is { } start)
        {
            rows.DateTime(start);
        }

        rows.DateTime(risk.AsOf);
        rows.Int64(risk.OnHand);
        rows.UInt64((ulong)risk.Inbound);
        rows.Float64(risk.LeadTimeDays);
        rows.Float64(risk.Demand.PerDay);
        rows.Float64(risk.Demand.VariancePerDay);
        rows.String(risk.Distribution);
        rows.Float64(risk.Probability);
        rows.Float64(risk.DaysOfCover);
        rows.NullableDateTime(risk.SellsOutAt ?? Absent.Number);
        rows.Float64(risk.SafetyStock);
        rows.Float64(risk.ReorderPoint);
        rows.UInt64((ulong)risk.SuggestedOrder);
        rows.String(risk.Risk);
        rows.End(version);
    }
}
