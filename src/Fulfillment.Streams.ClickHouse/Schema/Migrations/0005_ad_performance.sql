-- Ad performance by campaign, region and hour; restatements replace.

CREATE TABLE IF NOT EXISTS fulfillment.ad_performance
(
    shop_id LowCardinality(String) COMMENT 'Shop the row belongs to',
    campaign_id String COMMENT 'Campaign',
    region LowCardinality(String) COMMENT 'Two-letter state the ads ran in; ZZ where unknown',
    hour DateTime('UTC') COMMENT 'Start of the hour, UTC' CODEC(DoubleDelta, ZSTD(1)),
    spend Decimal(18, 6) COMMENT 'Spend, latest restatement of every ad group and SKU added up' CODEC(ZSTD(1)),
    impressions UInt64 COMMENT 'Times shown' CODEC(ZSTD(1)),
    clicks UInt64 COMMENT 'Clicks' CODEC(ZSTD(1)),
    conversions UInt64 COMMENT 'Orders the platform attributes' CODEC(ZSTD(1)),
    gmv Decimal(18, 6) COMMENT 'Sales the platform attributes' CODEC(ZSTD(1)),
    roas Float64 COMMENT 'gmv / spend; 0 where spend is 0' CODEC(ZSTD(1)),
    version UInt64 COMMENT 'Which write of the key this is: the highest wins' CODEC(DoubleDelta, ZSTD(1)),
    is_deleted UInt8 COMMENT '1 where the row was taken back and must not be seen'
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYear(hour)
ORDER BY (shop_id, campaign_id, region, hour)
COMMENT 'Ad spend and attributed sales by campaign, region and hour, latest restatement';

CREATE OR REPLACE VIEW fulfillment.v_ad_performance
(
    shop_id LowCardinality(String) COMMENT 'Shop the row belongs to',
    campaign_id String COMMENT 'Campaign',
    region LowCardinality(String) COMMENT 'Two-letter state the ads ran in; ZZ where unknown',
    hour DateTime('UTC') COMMENT 'Start of the hour, UTC',
    spend Decimal(18, 4) COMMENT 'Spend, latest restatement of every ad group and SKU added up',
    impressions UInt64 COMMENT 'Times shown',
    clicks UInt64 COMMENT 'Clicks',
    conversions UInt64 COMMENT 'Orders the platform attributes',
    gmv Decimal(18, 4) COMMENT 'Sales the platform attributes',
    roas Float64 COMMENT 'gmv / spend; 0 where spend is 0'
)
AS SELECT
    t.shop_id AS shop_id,
    t.campaign_id AS campaign_id,
    t.region AS region,
    t.hour AS hour,
    CAST(round(t.spend, 4) AS Decimal(18, 4)) AS spend,
    t.impressions AS impressions,
    t.clicks AS clicks,
    t.conversions AS conversions,
    CAST(round(t.gmv, 4) AS Decimal(18, 4)) AS gmv,
    t.roas AS roas
FROM fulfillment.ad_performance AS t FINAL
COMMENT 'Ad spend and attributed sales by campaign, region and hour, latest restatement';
