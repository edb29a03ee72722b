-- Stock-out risk by SKU: the latest, and its history by hour.

CREATE TABLE IF NOT EXISTS fulfillment.stockout_risk
(
    shop_id LowCardinality(String) COMMENT 'Shop the row belongs to',
    sku String COMMENT 'Stock keeping unit',
    as_of DateTime('UTC') COMMENT 'Clock at which the row was computed, UTC' CODEC(DoubleDelta, ZSTD(1)),
    on_hand Int64 COMMENT 'Sum over warehouses of the latest levels; below 0 where the platform oversold' CODEC(ZSTD(1)),
    inbound_units UInt64 COMMENT 'Units announced to arrive within the lead time' CODEC(ZSTD(1)),
    lead_time_days Float64 COMMENT 'Days from ordering more to having it' CODEC(ZSTD(1)),
    demand_per_day Float64 COMMENT 'Mean units a day; days without stock do not count' CODEC(ZSTD(1)),
    demand_variance_per_day Float64 COMMENT 'Variance of units a day' CODEC(ZSTD(1)),
    distribution LowCardinality(String) COMMENT 'Distribution of demand over the lead time: poisson, negative_binomial or normal',
    stockout_probability Float64 COMMENT 'P(demand over the lead time > on_hand + inbound_units), 0 to 1' CODEC(ZSTD(1)),
    days_of_cover Float64 COMMENT 'on_hand / demand_per_day' CODEC(ZSTD(1)),
    sells_out_at Nullable(DateTime('UTC')) COMMENT 'When stock is expected to be out for good, arrivals counted, UTC; NULL where it is not expected to' CODEC(DoubleDelta, ZSTD(1)),
    safety_stock Float64 COMMENT 'z x sqrt(lead time x demand variance + demand^2 x lead time variance), units' CODEC(ZSTD(1)),
    reorder_point Float64 COMMENT 'demand_per_day x lead_time_days + safety_stock, units' CODEC(ZSTD(1)),
    suggested_order_units UInt64 COMMENT 'Units to order now; 0 while stock and inbound are above the reorder point' CODEC(ZSTD(1)),
    risk LowCardinality(String) COMMENT 'OUT, CRITICAL, HIGH, MEDIUM or LOW',
    version UInt64 COMMENT 'Which write of the key this is: the highest wins' CODEC(DoubleDelta, ZSTD(1)),
    is_deleted UInt8 COMMENT '1 where the row was taken back and must not be seen'
)
ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY (shop_id, sku)
COMMENT 'Stock-out risk and reorder advice by SKU, latest';

CREATE TABLE IF NOT EXISTS fulfillment.stockout_risk_history
(
    shop_id LowCardinality(String) COMMENT 'Shop the row belongs to',
    sku String COMMENT 'Stock keeping unit',
    hour DateTime('UTC') COMMENT 'Start of the hour, UTC; the next hour begins the next row' CODEC(DoubleDelta, ZSTD(1)),
    as_of DateTime('UTC') COMMENT 'Clock at which the row was computed, UTC' CODEC(DoubleDelta, ZSTD(1)),
    on_hand Int64 COMMENT 'Sum over warehouses of the latest levels; below 0 where the platform oversold' CODEC(ZSTD(1)),
    inbound_units UInt64 COMMENT 'Units announced to arrive within the lead time' CODEC(ZSTD(1)),
    lead_time_days Float64 COMMENT 'Days from ordering more to having it' CODEC(ZSTD(1)),
    demand_per_day Float64 COMMENT 'Mean units a day; days without stock do not count' CODEC(ZSTD(1)),
    demand_variance_per_day Float64 COMMENT 'Variance of units a day' CODEC(ZSTD(1)),
    distribution LowCardinality(String) COMMENT 'Distribution of demand over the lead time: poisson, negative_binomial or normal',
    stockout_probability Float64 COMMENT 'P(demand over the lead time > on_hand + inbound_units), 0 to 1' CODEC(ZSTD(1)),
    days_of_cover Float64 COMMENT 'on_hand / demand_per_day' CODEC(ZSTD(1)),
    sells_out_at Nullable(DateTime('UTC')) COMMENT 'When stock is expected to be out for good, arrivals counted, UTC; NULL where it is not expected to' CODEC(DoubleDelta, ZSTD(1)),
    safety_stock Float64 COMMENT 'z x sqrt(lead time x demand variance + demand^2 x lead time variance), units' CODEC(ZSTD(1)),
    reorder_point Float64 COMMENT 'demand_per_day x lead_time_days + safety_stock, units' CODEC(ZSTD(1)),
    suggested_order_units UInt64 COMMENT 'Units to order now; 0 while stock and inbound are above the reorder point' CODEC(ZSTD(1)),
    risk LowCardinality(String) COMMENT 'OUT, CRITICAL, HIGH, MEDIUM or LOW',
    version UInt64 COMMENT 'Which write of the key this is: the highest wins' CODEC(DoubleDelta, ZSTD(1)),
    is_deleted UInt8 COMMENT '1 where the row was taken back and must not be seen'
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYear(hour)
ORDER BY (shop_id, sku, hour)
COMMENT 'Stock-out risk by SKU as it was known each hour';

CREATE OR REPLACE VIEW fulfillment.v_stockout_risk
(
    shop_id LowCardinality(String) COMMENT 'Shop the row belongs to',
    sku String COMMENT 'Stock keeping unit',
    as_of DateTime('UTC') COMMENT 'Clock at which the row was computed, UTC',
    on_hand Int64 COMMENT 'Sum over warehouses of the latest levels; below 0 where the platform oversold',
    inbound_units UInt64 COMMENT 'Units announced to arrive within the lead time',
    lead_time_days Float64 COMMENT 'Days from ordering more to having it',
    demand_per_day Float64 COMMENT 'Mean units a day; days without stock do not count',
    demand_variance_per_day Float64 COMMENT 'Variance of units a day',
    distribution LowCardinality(String) COMMENT 'Distribution of demand over the lead time: poisson, negative_binomial or normal',
    stockout_probability Float64 COMMENT 'P(demand over the lead time > on_hand + inbound_units), 0 to 1',
    days_of_cover Float64 COMMENT 'on_hand / demand_per_day',
    sells_out_at Nullable(DateTime('UTC')) COMMENT 'When stock is expected to be out for good, arrivals counted, UTC; NULL where it is not expected to',
    safety_stock Float64 COMMENT 'z x sqrt(lead time x demand variance + demand^2 x lead time variance), units',
    reorder_point Float64 COMMENT 'demand_per_day x lead_time_days + safety_stock, units',
    suggested_order_units UInt64 COMMENT 'Units to order now; 0 while stock and inbound are above the reorder point',
    risk LowCardinality(String) COMMENT 'OUT, CRITICAL, HIGH, MEDIUM or LOW'
)
AS SELECT
    t.shop_id AS shop_id,
    t.sku AS sku,
    t.as_of AS as_of,
    t.on_hand AS on_hand,
    t.inbound_units AS inbound_units,
    t.lead_time_days AS lead_time_days,
    t.demand_per_day AS demand_per_day,
    t.demand_variance_per_day AS demand_variance_per_day,
    t.distribution AS distribution,
    t.stockout_probability AS stockout_probability,
    t.days_of_cover AS days_of_cover,
    t.sells_out_at AS sells_out_at,
    t.safety_stock AS safety_stock,
    t.reorder_point AS reorder_point,
    t.suggested_order_units AS suggested_order_units,
    t.risk AS risk
FROM fulfillment.stockout_risk AS t FINAL
COMMENT 'Stock-out risk and reorder advice by SKU, latest';

CREATE OR REPLACE VIEW fulfillment.v_stockout_risk_history
(
    shop_id LowCardinality(String) COMMENT 'Shop the row belongs to',
    sku String COMMENT 'Stock keeping unit',
    hour DateTime('UTC') COMMENT 'Start of the hour, UTC; the next hour begins the next row',
    as_of DateTime('UTC') COMMENT 'Clock at which the row was computed, UTC',
    on_hand Int64 COMMENT 'Sum over warehouses of the latest levels; below 0 where the platform oversold',
    inbound_units UInt64 COMMENT 'Units announced to arrive within the lead time',
    lead_time_days Float64 COMMENT 'Days from ordering more to having it',
    demand_per_day Float64 COMMENT 'Mean units a day; days without stock do not count',
    demand_variance_per_day Float64 COMMENT 'Variance of units a day',
    distribution LowCardinality(String) COMMENT 'Distribution of demand over the lead time: poisson, negative_binomial or normal',
    stockout_probability Float64 COMMENT 'P(demand over the lead time > on_hand + inbound_units), 0 to 1',
    days_of_cover Float64 COMMENT 'on_hand / demand_per_day',
    sells_out_at Nullable(DateTime('UTC')) COMMENT 'When stock is expected to be out for good, arrivals counted, UTC; NULL where it is not expected to',
    safety_stock Float64 COMMENT 'z x sqrt(lead time x demand variance + demand^2 x lead time variance), units',
    reorder_point Float64 COMMENT 'demand_per_day x lead_time_days + safety_stock, units',
    suggested_order_units UInt64 COMMENT 'Units to order now; 0 while stock and inbound are above the reorder point',
    risk LowCardinality(String) COMMENT 'OUT, CRITICAL, HIGH, MEDIUM or LOW'
)
AS SELECT
    t.shop_id AS shop_id,
    t.sku AS sku,
    t.hour AS hour,
    t.as_of AS as_of,
    t.on_hand AS on_hand,
    t.inbound_units AS inbound_units,
    t.lead_time_days AS lead_time_days,
    t.demand_per_day AS demand_per_day,
    t.demand_variance_per_day AS demand_variance_per_day,
    t.distribution AS distribution,
    t.stockout_probability AS stockout_probability,
    t.days_of_cover AS days_of_cover,
    t.sells_out_at AS sells_out_at,
    t.safety_stock AS safety_stock,
    t.reorder_point AS reorder_point,
    t.suggested_order_units AS suggested_order_units,
    t.risk AS risk
FROM fulfillment.stockout_risk_history AS t FINAL
COMMENT 'Stock-out risk by SKU as it was known each hour';
