-- A contender: ClickHouse reads the broker itself; materialized views keep aggregate states, merged when they are read.
-- A block may be read twice when a consumer joins, so that offsets tell what was read, and not counts.
-- {broker} and {group} are put in, and what FromFiles takes.

CREATE DATABASE views;

CREATE TABLE views.orders_queue
(
    shop_id LowCardinality(String), order_id String, event_time DateTime64(3, 'UTC'), status LowCardinality(String),
    region LowCardinality(String), buyer_id String, fulfillment_type LowCardinality(String),
    create_time Nullable(DateTime64(3, 'UTC')), paid_time Nullable(DateTime64(3, 'UTC')), is_sample Nullable(Bool),
    lines Array(Tuple(line_id String, sku String, quantity UInt64, unit_price Decimal(18, 6))))
ENGINE = Kafka
SETTINGS kafka_broker_list = '{broker}', kafka_topic_list = 'orders', kafka_group_name = '{group}-orders', kafka_format = 'JSONEachRow',
    kafka_num_consumers = 1, kafka_thread_per_consumer = 1, kafka_max_block_size = 65536, kafka_flush_interval_ms = 500, kafka_poll_timeout_ms = 100,
    date_time_input_format = 'best_effort', input_format_skip_unknown_fields = 1;

CREATE MATERIALIZED VIEW views.orders_states ENGINE = AggregatingMergeTree ORDER BY (shop_id, order_id, topic, part) AS
SELECT
    shop_id, order_id,
    argMaxState(if(status = 'CANCEL', 'CANCELLED', status), event_time) AS status,
    argMaxIfState(region, event_time, region != '') AS region,
    argMaxIfState(buyer_id, event_time, buyer_id != '') AS buyer_id,
    argMaxIfState(fulfillment_type, event_time, fulfillment_type != '') AS fulfillment_type,
    argMaxState(create_time, if(create_time IS NULL, NULL, event_time)) AS create_time,
    argMaxState(paid_time, if(paid_time IS NULL, NULL, event_time)) AS paid_time,
    argMaxState(is_sample, if(is_sample IS NULL, NULL, event_time)) AS is_sample,
    argMaxIfState(lines, event_time, notEmpty(lines)) AS lines,
    minState(event_time) AS first_event_at,
    maxState(event_time) AS last_event_at,
    minOrNullIfState(event_time, status = 'AWAITING_COLLECTION') AS label_at,
    minOrNullIfState(event_time, status = 'IN_TRANSIT') AS accepted_at,
    minOrNullIfState(event_time, status IN ('CANCEL', 'CANCELLED')) AS cancelled_at,
    groupArrayIfState(event_time, status = 'DELIVERED') AS delivered,
    _topic AS topic, _partition AS part, maxState(_offset) AS offset
FROM views.orders_queue
GROUP BY shop_id, order_id, topic, part
SETTINGS prefer_column_name_to_alias = 1;

CREATE TABLE views.tracking_queue
(
    shop_id LowCardinality(String), order_id String, package_id String, event_time DateTime64(3, 'UTC'),
    status LowCardinality(String), carrier LowCardinality(String))
ENGINE = Kafka
SETTINGS kafka_broker_list = '{broker}', kafka_topic_list = 'tracking', kafka_group_name = '{group}-tracking', kafka_format = 'JSONEachRow',
    kafka_num_consumers = 1, kafka_thread_per_consumer = 1, kafka_max_block_size = 65536, kafka_flush_interval_ms = 500, kafka_poll_timeout_ms = 100,
    date_time_input_format = 'best_effort', input_format_skip_unknown_fields = 1;

CREATE MATERIALIZED VIEW views.tracking_states ENGINE = AggregatingMergeTree ORDER BY (shop_id, order_id, package_id, topic, part) AS
WITH transform(concat(status, '|', carrier), {codes}, {statuses}, 'UNKNOWN') AS code
SELECT
    shop_id, order_id, package_id,
    maxState(event_time) AS last_event_at,
    minOrNullIfState(event_time, code = 'LABEL_CREATED') AS label_at,
    minOrNullIfState(event_time, code IN ('ACCEPTED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'AVAILABLE_FOR_PICKUP', 'ATTEMPT_FAILED', 'DELIVERED', 'RETURNING', 'RETURNED', 'LOST')) AS accepted_at,
    minOrNullIfState(event_time, code IN ('ATTEMPT_FAILED', 'AVAILABLE_FOR_PICKUP', 'DELIVERED')) AS first_attempt_at,
    maxIfState(event_time, code IN ('RETURNING', 'RETURNED')) AS corrected_at,
    groupArrayIfState(event_time, code = 'DELIVERED') AS delivered,
    _topic AS topic, _partition AS part, maxState(_offset) AS offset
FROM views.tracking_queue
GROUP BY shop_id, order_id, package_id, topic, part
SETTINGS prefer_column_name_to_alias = 1;

CREATE TABLE views.ads_queue
(
    shop_id LowCardinality(String), campaign_id String, adgroup_id String, sku String, region LowCardinality(String),
    hour DateTime('UTC'), event_time DateTime64(3, 'UTC'), spend Decimal(18, 6), impressions UInt64, clicks UInt64,
    conversions UInt64, gmv Decimal(18, 6), revision UInt32)
ENGINE = Kafka
SETTINGS kafka_broker_list = '{broker}', kafka_topic_list = 'ad-spend', kafka_group_name = '{group}-ads', kafka_format = 'JSONEachRow',
    kafka_num_consumers = 1, kafka_thread_per_consumer = 1, kafka_max_block_size = 65536, kafka_flush_interval_ms = 500, kafka_poll_timeout_ms = 100,
    date_time_input_format = 'best_effort', input_format_skip_unknown_fields = 1;

CREATE MATERIALIZED VIEW views.ads_states ENGINE = AggregatingMergeTree ORDER BY (shop_id, campaign_id, region, hour, adgroup_id, sku, topic, part) AS
SELECT
    shop_id, campaign_id, adgroup_id, sku, region, toStartOfHour(hour) AS hour, maxState(event_time) AS last_event_at,
    argMaxState((spend, impressions, clicks, conversions, gmv), (revision, event_time)) AS latest,
    _topic AS topic, _partition AS part, maxState(_offset) AS offset
FROM views.ads_queue
GROUP BY shop_id, campaign_id, adgroup_id, sku, region, hour, topic, part
SETTINGS prefer_column_name_to_alias = 1;

CREATE TABLE views.stock_queue
(
    shop_id LowCardinality(String), sku String, warehouse_id LowCardinality(String), event_time DateTime64(3, 'UTC'), on_hand Int64)
ENGINE = Kafka
SETTINGS kafka_broker_list = '{broker}', kafka_topic_list = 'stock', kafka_group_name = '{group}-stock', kafka_format = 'JSONEachRow',
    kafka_num_consumers = 1, kafka_thread_per_consumer = 1, kafka_max_block_size = 65536, kafka_flush_interval_ms = 500, kafka_poll_timeout_ms = 100,
    date_time_input_format = 'best_effort', input_format_skip_unknown_fields = 1;

CREATE MATERIALIZED VIEW views.stock_states ENGINE = AggregatingMergeTree ORDER BY (shop_id, sku, warehouse_id, topic, part) AS
SELECT
    shop_id, sku, warehouse_id, maxState(event_time) AS last_event_at, groupArrayState((event_time, on_hand)) AS levels,
    _topic AS topic, _partition AS part, maxState(_offset) AS offset
FROM views.stock_queue
GROUP BY shop_id, sku, warehouse_id, topic, part
SETTINGS prefer_column_name_to_alias = 1;

CREATE TABLE views.others_queue
(shop_id LowCardinality(String), event_time DateTime64(3, 'UTC'))
ENGINE = Kafka
SETTINGS kafka_broker_list = '{broker}', kafka_topic_list = 'returns,plans', kafka_group_name = '{group}-others', kafka_format = 'JSONEachRow',
    kafka_num_consumers = 1, kafka_thread_per_consumer = 1, kafka_max_block_size = 65536, kafka_flush_interval_ms = 500, kafka_poll_timeout_ms = 100,
    date_time_input_format = 'best_effort', input_format_skip_unknown_fields = 1;

CREATE MATERIALIZED VIEW views.others_states ENGINE = AggregatingMergeTree ORDER BY (shop_id, topic, part) AS
SELECT shop_id, maxState(event_time) AS last_event_at,
    _topic AS topic, _partition AS part, maxState(_offset) AS offset
FROM views.others_queue
GROUP BY shop_id, topic, part
SETTINGS prefer_column_name_to_alias = 1;

CREATE VIEW views.order_facts AS
SELECT shop_id, order_id,
    argMaxMerge(status) AS status,
    argMaxIfMerge(region) AS region,
    argMaxIfMerge(buyer_id) AS buyer_id,
    argMaxIfMerge(fulfillment_type) AS fulfillment_type,
    argMaxMerge(create_time) AS create_time,
    argMaxMerge(paid_time) AS paid_time,
    argMaxMerge(is_sample) AS is_sample,
    argMaxIfMerge(lines) AS lines,
    minMerge(first_event_at) AS first_event_at,
    maxMerge(last_event_at) AS last_event_at,
    minOrNullIfMerge(label_at) AS label_at,
    minOrNullIfMerge(accepted_at) AS accepted_at,
    minOrNullIfMerge(cancelled_at) AS cancelled_at,
    groupArrayIfMerge(delivered) AS delivered
FROM views.orders_states GROUP BY shop_id, order_id
SETTINGS prefer_column_name_to_alias = 1;

CREATE VIEW views.packages AS
SELECT shop_id, order_id, package_id,
    maxMerge(last_event_at) AS last_event_at,
    minOrNullIfMerge(label_at) AS label_at,
    minOrNullIfMerge(accepted_at) AS accepted_at,
    minOrNullIfMerge(first_attempt_at) AS first_attempt_at,
    maxIfMerge(corrected_at) AS corrected_at,
    groupArrayIfMerge(delivered) AS delivered
FROM views.tracking_states GROUP BY shop_id, order_id, package_id
SETTINGS prefer_column_name_to_alias = 1;

CREATE VIEW views.ad_cells AS
SELECT shop_id, campaign_id, adgroup_id, sku, region, hour,
    maxMerge(last_event_at) AS last_event_at,
    argMaxMerge(latest) AS latest
FROM views.ads_states GROUP BY shop_id, campaign_id, adgroup_id, sku, region, hour
SETTINGS prefer_column_name_to_alias = 1;

CREATE VIEW views.levels AS
SELECT shop_id, sku, warehouse_id,
    maxMerge(last_event_at) AS last_event_at,
    arraySort(groupArrayMerge(levels)) AS levels
FROM views.stock_states GROUP BY shop_id, sku, warehouse_id
SETTINGS prefer_column_name_to_alias = 1;

CREATE VIEW views.other_events AS
SELECT shop_id,
    maxMerge(last_event_at) AS last_event_at
FROM views.others_states GROUP BY shop_id
SETTINGS prefer_column_name_to_alias = 1;
