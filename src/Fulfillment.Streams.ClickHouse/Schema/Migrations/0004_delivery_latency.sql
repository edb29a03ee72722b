-- Delivery latency by region, stage and window.

CREATE TABLE IF NOT EXISTS fulfillment.delivery_latency
(
    shop_id LowCardinality(String) COMMENT 'Shop the row belongs to',
    region LowCardinality(String) COMMENT 'Two-letter state; ZZ where unknown; ALL for all regions together',
    stage LowCardinality(String) COMMENT '\'processing\' paid to accepted, \'transit\' accepted to delivered, \'order_to_delivery\' paid to delivered',
    granularity LowCardinality(String) COMMENT '\'1h\', \'1d\' or \'7d\'; days are shop-local and \'7d\' rolls daily',
    window_start DateTime('UTC') COMMENT 'Start of the window, UTC, inclusive; a parcel belongs to the window in which its stage ended' CODEC(DoubleDelta, ZSTD(1)),
    parcels UInt64 COMMENT 'Parcels whose stage ended in the window' CODEC(ZSTD(1)),
    p50_hours Float64 COMMENT 'Median hours, within 1 % of the exact nearest-rank value' CODEC(ZSTD(1)),
    p90_hours Float64 COMMENT '90th percentile, hours, within 1 %' CODEC(ZSTD(1)),
    p95_hours Float64 COMMENT '95th percentile, hours, within 1 %' CODEC(ZSTD(1)),
    mean_hours Float64 COMMENT 'Mean hours' CODEC(ZSTD(1)),
    min_hours Float64 COMMENT 'Shortest, hours; clock skew between systems counts as 0' CODEC(ZSTD(1)),
    max_hours Float64 COMMENT 'Longest, hours' CODEC(ZSTD(1)),
    on_time UInt64 COMMENT 'Delivered by deliver_by; order_to_delivery only, else 0' CODEC(ZSTD(1)),
    late UInt64 COMMENT 'Delivered after deliver_by; order_to_delivery only, else 0' CODEC(ZSTD(1)),
    version UInt64 COMMENT 'Which write of the key this is: the highest wins' CODEC(DoubleDelta, ZSTD(1)),
    is_deleted UInt8 COMMENT '1 where the row was taken back and must not be seen'
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYear(window_start)
ORDER BY (shop_id, region, stage, granularity, window_start)
COMMENT 'Delivery latency by region, stage and window, against the original promise';

CREATE OR REPLACE VIEW fulfillment.v_delivery_latency
(
    shop_id LowCardinality(String) COMMENT 'Shop the row belongs to',
    region LowCardinality(String) COMMENT 'Two-letter state; ZZ where unknown; ALL for all regions together',
    stage LowCardinality(String) COMMENT '\'processing\' paid to accepted, \'transit\' accepted to delivered, \'order_to_delivery\' paid to delivered',
    granularity LowCardinality(String) COMMENT '\'1h\', \'1d\' or \'7d\'; days are shop-local and \'7d\' rolls daily',
    window_start DateTime('UTC') COMMENT 'Start of the window, UTC, inclusive; a parcel belongs to the window in which its stage ended',
    parcels UInt64 COMMENT 'Parcels whose stage ended in the window',
    p50_hours Float64 COMMENT 'Median hours, within 1 % of the exact nearest-rank value',
    p90_hours Float64 COMMENT '90th percentile, hours, within 1 %',
    p95_hours Float64 COMMENT '95th percentile, hours, within 1 %',
    mean_hours Float64 COMMENT 'Mean hours',
    min_hours Float64 COMMENT 'Shortest, hours; clock skew between systems counts as 0',
    max_hours Float64 COMMENT 'Longest, hours',
    on_time UInt64 COMMENT 'Delivered by deliver_by; order_to_delivery only, else 0',
    late UInt64 COMMENT 'Delivered after deliver_by; order_to_delivery only, else 0'
)
AS SELECT
    t.shop_id AS shop_id,
    t.region AS region,
    t.stage AS stage,
    t.granularity AS granularity,
    t.window_start AS window_start,
    t.parcels AS parcels,
    t.p50_hours AS p50_hours,
    t.p90_hours AS p90_hours,
    t.p95_hours AS p95_hours,
    t.mean_hours AS mean_hours,
    t.min_hours AS min_hours,
    t.max_hours AS max_hours,
    t.on_time AS on_time,
    t.late AS late
FROM fulfillment.delivery_latency AS t FINAL
COMMENT 'Delivery latency by region, stage and window, against the original promise';
