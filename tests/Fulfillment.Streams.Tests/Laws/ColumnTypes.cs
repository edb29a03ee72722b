namespace Fulfillment.Streams.Tests.Laws;

/// <summary>How a column is written in RowBinary.</summary>
internal enum ColumnType
{
    String,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    Int64,
    Float64,
    DateTime,
    NullableInt64,
    NullableFloat64,
    NullableDateTime,
}

/// <summary>The types of the columns the engine writes, by name: a name means the same in every table.</summary>
internal static class ColumnTypes
{
    private static readonly Dictionary<string, ColumnType> ByName = new()
    {
        ["shop_id order_id sku status region buyer_id fulfillment_type dispatch_deadline_source campaign_id stage"] = ColumnType.String,
        ["granularity distribution risk topic"] = ColumnType.String,
        ["created_at paid_at dispatch_deadline hour as_of window_start clock last_event_at"] = ColumnType.DateTime,
        ["label_at accepted_at first_attempt_at delivered_at cancelled_at deliver_by sells_out_at"] = ColumnType.NullableDateTime,
        ["units units_sold impressions clicks conversions inbound_units suggested_order_units parcels on_time"] = ColumnType.UInt64,
        ["late applied duplicates rejected version"] = ColumnType.UInt64,
        ["revenue spend gmv on_hand lag"] = ColumnType.Int64,
        ["is_late_dispatch is_late_delivery is_deleted window_days"] = ColumnType.UInt8,
        ["day"] = ColumnType.UInt16,
        ["partition"] = ColumnType.UInt32,
        ["on_hand_end"] = ColumnType.NullableInt64,
        ["average_on_hand sell_through_amazon"] = ColumnType.NullableFloat64,
        ["days_in_stock units_per_day_in_stock sell_through turnover roas"] = ColumnType.Float64,
        ["p50_hours p90_hours p95_hours mean_hours min_hours max_hours"] = ColumnType.Float64,
        ["lead_time_days demand_per_day demand_variance_per_day stockout_probability days_of_cover"] = ColumnType.Float64,
        ["safety_stock reorder_point"] = ColumnType.Float64,
    };

    private static readonly Dictionary<string, ColumnType> OfOne = ByName
        .SelectMany(p => p.Key.Split(' ').Select(name => (name, p.Value)))
        .ToDictionary(p => p.name, p => p.Value);

    private static readonly Dictionary<string, int> KeyLengths = new()
    {
        ["orders"] = 2,
        ["sell_through"] = 4,
        ["stockout_risk"] = 2,
        ["stockout_risk_history"] = 3,
        ["delivery_latency"] = 5,
        ["ad_performance"] = 4,
        ["freshness"] = 2,
    };

    public static ColumnType Of(string column) => OfOne.TryGetValue(column, out var type)
        ? type
        : throw new InvalidOperationException($"The laws do not know column {column} yet: add its type to {nameof(ColumnTypes)}.");

    /// <summary>How many of a table's first columns are its key.</summary>
    public static int KeyLength(string table) => KeyLengths.TryGetValue(table, out var length)
        ? length
        : throw new InvalidOperationException($"The laws do not know table {table} yet: add its key length to {nameof(ColumnTypes)}.");
}
