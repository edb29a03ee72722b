using System.Text;
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

    private readonly RowBuffer _rows = new(new TableColumns("stockout_risk", "shop_id, sku, " + Figures));
    private readonly RowBuffer _history = new(new TableColumns("stockout_risk_history", "shop_id, sku, hour, " + Figures));

    /// <inheritdoc/>
    public IEnumerable<RowBuffer> Rows(Changes changes)
    {
        _rows.Clear();
        _history.Clear();
        foreach (var shop in changes.Shops)
        {
            var hour = TumblingWindows.Hourly.StartOf(shop.Clock);
            foreach (var sku in shop.Skus)
            {
                var isDue = sku.IsTouched || sku.Risk.HistoryThrough < hour || changes.IsQuiet;
                if (sku.Stock.IsKnown && isDue && sku.Risk.AsOf < shop.Clock | sku.IsTouched)
                {
                    Write(shop, sku, hour, changes.Version);
                }
            }
        }

        return [_rows, _history];
    }

    private void Write(Shop shop, Sku sku, long hour, ulong version)
    {
        if (StockoutRiskAt.Of(shop, sku, shop.Clock, options) is not { } risk)
        {
            return;
        }

        Write(_rows, shop, sku, null, risk, version);
        sku.Risk.AsOf = shop.Clock;
        if (sku.LastActivityDay(shop.Today, shop.Calendar) < shop.Today - SellThrough.SellThroughCursor.ActiveDays)
        {
            return; // nothing happened for months: a history of it would say nothing either
        }

        var first = TumblingWindows.Hourly.StartOf(sku.Stock.FirstKnownAt);
        var cursor = sku.Risk;
        if (cursor.HistoryFrom != long.MaxValue)
        {
            WriteHours(shop, sku, first, cursor.HistoryFrom - 1, version);
        }

        WriteHours(shop, sku, Math.Max(first, cursor.HistoryThrough + 1), hour - 1, version);
        Write(_history, shop, sku, hour, risk, version);
        cursor.HistoryFrom = Math.Min(cursor.HistoryFrom, first);
        cursor.HistoryThrough = hour;
    }

    /// <summary>Hours that passed without a flush: each as it was at its end.</summary>
    private void WriteHours(Shop shop, Sku sku, long from, long to, ulong version)
    {
        for (var hour = TumblingWindows.Hourly.StartOf(from + 3_599_999); hour <= to; hour += 3_600_000)
        {
            if (StockoutRiskAt.Of(shop, sku, Math.Min(hour + 3_599_999, shop.Clock), options) is { } risk)
            {
                Write(_history, shop, sku, hour, risk, version);
            }
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
        rows.String(Encoding.UTF8.GetBytes(risk.OverLeadTime.Distribution));
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
