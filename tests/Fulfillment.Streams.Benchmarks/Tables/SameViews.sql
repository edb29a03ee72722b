-- What both must agree on, one line a view. {database} is put in.
SELECT 'orders', count(), sum(units), sum(revenue), sum(cityHash64(toString(shop_id), order_id, toString(status), toString(region), buyer_id, toString(fulfillment_type),
    toUnixTimestamp(created_at), toUnixTimestamp(paid_at), ifNull(toUnixTimestamp(label_at), 0), ifNull(toUnixTimestamp(accepted_at), 0),
    ifNull(toUnixTimestamp(first_attempt_at), 0), ifNull(toUnixTimestamp(delivered_at), 0), ifNull(toUnixTimestamp(cancelled_at), 0)))
FROM {database}.v_orders
UNION ALL
SELECT 'ads', count(), sum(impressions + clicks + conversions), sum(spend), sum(cityHash64(toString(shop_id), campaign_id, toString(region), toUnixTimestamp(hour), toString(gmv)))
FROM {database}.v_ad_performance
UNION ALL
SELECT 'latency', count(), sum(parcels), round(sum(mean_hours), 4), sum(cityHash64(toString(shop_id), toString(region), toString(stage), toString(granularity), toUnixTimestamp(window_start), parcels, round(min_hours * 3600), round(max_hours * 3600)))
FROM {database}.v_delivery_latency
UNION ALL
SELECT 'sales', count(), sum(units_sold), sum(revenue), sum(cityHash64(toString(shop_id), sku, day, toUInt8(window_days), units_sold, ifNull(on_hand_end, -1), round(sell_through * 1e9)))
FROM {database}.v_sell_through
