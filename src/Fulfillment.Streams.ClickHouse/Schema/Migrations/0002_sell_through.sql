-- Sell-through by SKU, shop-local day and window length.
-- Years as partitions: a replay of years touches a handful, and day is part of the key.

CREATE TABLE IF NOT EXISTS fulfillment.sell_through
(
    shop_id LowCardinality(String) COMMENT 'Shop the row belongs to',
    sku String COMMENT 'Stock keeping unit',
    day Date COMMENT 'Last shop-local day of the window' CODEC(DoubleDelta, ZSTD(1)),
    window_days UInt8 COMMENT 'Length of the window in shop-local days: 1, 7, 30 or 90, ending with day',
    units_sold UInt64 COMMENT 'Units sold in the window; cancelled orders and samples do not count, returns do not un-sell' CODEC(ZSTD(1)),
    revenue Decimal(18, 6) COMMENT 'Unit price x quantity of the units sold' CODEC(ZSTD(1)),
    on_hand_end Nullable(Int64) COMMENT 'On hand over all warehouses at the end of day; NULL where no level is known' CODEC(ZSTD(1)),
    average_on_hand Nullable(Float64) COMMENT 'Time-weighted mean of on hand over the known part of the window; NULL where no level is known' CODEC(ZSTD(1)),
    days_in_stock Float64 COMMENT 'Days of the window with known on hand above 0; the whole window where no level is known' CODEC(ZSTD(1)),
    units_per_day_in_stock Float64 COMMENT 'units_sold / days_in_stock; 0 where that is 0' CODEC(ZSTD(1)),
    sell_through Float64 COMMENT 'units_sold / (units_sold + on_hand_end), 0 to 1; 0 where nothing was sold' CODEC(ZSTD(1)),
    turnover Float64 COMMENT 'units_sold / average_on_hand; 0 where that is 0 or unknown' CODEC(ZSTD(1)),
    sell_through_amazon Nullable(Float64) COMMENT '90-day windows only: units_sold / mean of on hand at 0, 30, 60 and 90 days before the end of day' CODEC(ZSTD(1)),
    version UInt64 COMMENT 'Which write of the key this is: the highest wins' CODEC(DoubleDelta, ZSTD(1)),
    is_deleted UInt8 COMMENT '1 where the row was taken back and must not be seen'
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYear(day)
ORDER BY (shop_id, sku, day, window_days)
COMMENT 'Sell-through and turnover by SKU over the 1, 7, 30 and 90 shop-local days ending with day';

CREATE OR REPLACE VIEW fulfillment.v_sell_through
(
    shop_id LowCardinality(String) COMMENT 'Shop the row belongs to',
    sku String COMMENT 'Stock keeping unit',
    day Date COMMENT 'Last shop-local day of the window',
    window_days UInt8 COMMENT 'Length of the window in shop-local days: 1, 7, 30 or 90, ending with day',
    units_sold UInt64 COMMENT 'Units sold in the window; cancelled orders and samples do not count, returns do not un-sell',
    revenue Decimal(18, 4) COMMENT 'Unit price x quantity of the units sold',
    on_hand_end Nullable(Int64) COMMENT 'On hand over all warehouses at the end of day; NULL where no level is known',
    average_on_hand Nullable(Float64) COMMENT 'Time-weighted mean of on hand over the known part of the window; NULL where no level is known',
    days_in_stock Float64 COMMENT 'Days of the window with known on hand above 0; the whole window where no level is known',
    units_per_day_in_stock Float64 COMMENT 'units_sold / days_in_stock; 0 where that is 0',
    sell_through Float64 COMMENT 'units_sold / (units_sold + on_hand_end), 0 to 1; 0 where nothing was sold',
    turnover Float64 COMMENT 'units_sold / average_on_hand; 0 where that is 0 or unknown',
    sell_through_amazon Nullable(Float64) COMMENT '90-day windows only: units_sold / mean of on hand at 0, 30, 60 and 90 days before the end of day'
)
AS SELECT
    t.shop_id AS shop_id,
    t.sku AS sku,
    t.day AS day,
    t.window_days AS window_days,
    t.units_sold AS units_sold,
    CAST(round(t.revenue, 4) AS Decimal(18, 4)) AS revenue,
    t.on_hand_end AS on_hand_end,
    t.average_on_hand AS average_on_hand,
    t.days_in_stock AS days_in_stock,
    t.units_per_day_in_stock AS units_per_day_in_stock,
    t.sell_through AS sell_through,
    t.turnover AS turnover,
    t.sell_through_amazon AS sell_through_amazon
FROM fulfillment.sell_through AS t FINAL
COMMENT 'Sell-through and turnover by SKU over the 1, 7, 30 and 90 shop-local days ending with day';
