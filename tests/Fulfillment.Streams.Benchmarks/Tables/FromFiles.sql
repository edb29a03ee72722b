-- A contender: ClickHouse alone makes the views out of the same files, each file read once, aggregated on the way in.
-- {events}, {codes} and {statuses} are put in: the directory, and which code of which carrier means what.

CREATE DATABASE views;

CREATE TABLE views.order_facts ENGINE = MergeTree ORDER BY (shop_id, order_id) AS
SELECT
    shop_id, order_id,
    argMax(if(status = 'CANCEL', 'CANCELLED', status), event_time) AS status,
    argMaxIf(region, event_time, region != '') AS region,
    argMaxIf(buyer_id, event_time, buyer_id != '') AS buyer_id,
    argMaxIf(fulfillment_type, event_time, fulfillment_type != '') AS fulfillment_type,
    argMax(create_time, if(create_time IS NULL, NULL, event_time)) AS create_time,
    argMax(paid_time, if(paid_time IS NULL, NULL, event_time)) AS paid_time,
    argMax(is_sample, if(is_sample IS NULL, NULL, event_time)) AS is_sample,
    argMaxIf(lines, event_time, notEmpty(lines)) AS lines,
    min(event_time) AS first_event_at,
    max(event_time) AS last_event_at,
    minOrNullIf(event_time, status = 'AWAITING_COLLECTION') AS label_at,
    minOrNullIf(event_time, status = 'IN_TRANSIT') AS accepted_at,
    minOrNullIf(event_time, status IN ('CANCEL', 'CANCELLED')) AS cancelled_at,
    groupArrayIf(event_time, status = 'DELIVERED') AS delivered
FROM file('{events}/orders.ndjson', 'JSONEachRow', $$
    shop_id LowCardinality(String), order_id String, event_time DateTime64(3, 'UTC'), status LowCardinality(String),
    region LowCardinality(String), buyer_id String, fulfillment_type LowCardinality(String),
    create_time Nullable(DateTime64(3, 'UTC')), paid_time Nullable(DateTime64(3, 'UTC')), is_sample Nullable(Bool),
    lines Array(Tuple(line_id String, sku String, quantity UInt64, unit_price Decimal(18, 6)))$$)
GROUP BY shop_id, order_id
SETTINGS date_time_input_format = 'best_effort', input_format_skip_unknown_fields = 1, prefer_column_name_to_alias = 1;

CREATE TABLE views.packages ENGINE = MergeTree ORDER BY (shop_id, order_id, package_id) AS
WITH transform(concat(status, '|', carrier), {codes}, {statuses}, 'UNKNOWN') AS code
SELECT
    shop_id, order_id, package_id,
    max(event_time) AS last_event_at,
    minOrNullIf(event_time, code = 'LABEL_CREATED') AS label_at,
    minOrNullIf(event_time, code IN ('ACCEPTED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'AVAILABLE_FOR_PICKUP', 'ATTEMPT_FAILED', 'DELIVERED', 'RETURNING', 'RETURNED', 'LOST')) AS accepted_at,
    minOrNullIf(event_time, code IN ('ATTEMPT_FAILED', 'AVAILABLE_FOR_PICKUP', 'DELIVERED')) AS first_attempt_at,
    maxIf(event_time, code IN ('RETURNING', 'RETURNED')) AS corrected_at,
    groupArrayIf(event_time, code = 'DELIVERED') AS delivered
FROM file('{events}/tracking.ndjson', 'JSONEachRow', $$
    shop_id LowCardinality(String), order_id String, package_id String, event_time DateTime64(3, 'UTC'),
    status LowCardinality(String), carrier LowCardinality(String)$$)
GROUP BY shop_id, order_id, package_id
SETTINGS date_time_input_format = 'best_effort', input_format_skip_unknown_fields = 1, prefer_column_name_to_alias = 1;

CREATE TABLE views.ad_cells ENGINE = MergeTree ORDER BY (shop_id, campaign_id, region, hour) AS
SELECT
    shop_id, campaign_id, adgroup_id, sku, region, toStartOfHour(hour) AS hour, max(event_time) AS last_event_at,
    argMax((spend, impressions, clicks, conversions, gmv), (revision, event_time)) AS latest
FROM file('{events}/ad-spend.ndjson', 'JSONEachRow', $$
    shop_id LowCardinality(String), campaign_id String, adgroup_id String, sku String, region LowCardinality(String),
    hour DateTime('UTC'), event_time DateTime64(3, 'UTC'), spend Decimal(18, 6), impressions UInt64, clicks UInt64,
    conversions UInt64, gmv Decimal(18, 6), revision UInt32$$)
GROUP BY shop_id, campaign_id, adgroup_id, sku, region, hour
SETTINGS date_time_input_format = 'best_effort', input_format_skip_unknown_fields = 1, prefer_column_name_to_alias = 1;

CREATE TABLE views.levels ENGINE = MergeTree ORDER BY (shop_id, sku) AS
SELECT
    shop_id, sku, warehouse_id, max(event_time) AS last_event_at, arraySort(groupArray((event_time, on_hand))) AS levels
FROM file('{events}/stock.ndjson', 'JSONEachRow', $$
    shop_id LowCardinality(String), sku String, warehouse_id LowCardinality(String), event_time DateTime64(3, 'UTC'), on_hand Int64$$)
GROUP BY shop_id, sku, warehouse_id
SETTINGS date_time_input_format = 'best_effort', input_format_skip_unknown_fields = 1, prefer_column_name_to_alias = 1;

CREATE TABLE views.other_events ENGINE = MergeTree ORDER BY shop_id AS
SELECT shop_id, max(event_time) AS last_event_at
FROM file('{events}/{returns,plans}.ndjson', 'JSONEachRow', $$shop_id LowCardinality(String), event_time DateTime64(3, 'UTC')$$)
GROUP BY shop_id
SETTINGS date_time_input_format = 'best_effort', input_format_skip_unknown_fields = 1;
