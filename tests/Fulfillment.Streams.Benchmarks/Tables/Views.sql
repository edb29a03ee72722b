-- A contender's second half: the views out of what FromFiles or FromKafka has gathered per order, package, ad cell and shelf.

CREATE TABLE views.clocks ENGINE = MergeTree ORDER BY shop_id AS
SELECT shop_id, max(at) AS clock, toDate(toTimeZone(max(at), 'America/Los_Angeles')) AS today
FROM (
    SELECT shop_id, max(last_event_at) AS at FROM views.order_facts GROUP BY shop_id
    UNION ALL SELECT shop_id, max(last_event_at) FROM views.packages GROUP BY shop_id
    UNION ALL SELECT shop_id, max(last_event_at) FROM views.ad_cells GROUP BY shop_id
    UNION ALL SELECT shop_id, max(last_event_at) FROM views.levels GROUP BY shop_id
    UNION ALL SELECT shop_id, max(last_event_at) FROM views.other_events GROUP BY shop_id)
GROUP BY shop_id;

CREATE TABLE views.parcels ENGINE = MergeTree ORDER BY (shop_id, order_id) AS
SELECT
    shop_id, order_id,
    min(label_at) AS label_at, min(accepted_at) AS accepted_at, min(first_attempt_at) AS first_attempt_at, max(corrected_at) AS corrected_at,
    min(delivered_at) AS delivered_at,
    arraySort(groupArray((package_id, accepted_at, delivered_at))) AS parcels
FROM (
    SELECT *, arrayFilter(d -> d > corrected_at, delivered) AS standing, if(empty(standing), NULL, arrayMin(standing)) AS delivered_at
    FROM views.packages)
GROUP BY shop_id, order_id
SETTINGS prefer_column_name_to_alias = 1;

CREATE TABLE views.joined ENGINE = MergeTree ORDER BY (shop_id, order_id) AS
SELECT
    o.shop_id AS shop_id, o.order_id AS order_id, o.status AS status, if(o.region = '', 'ZZ', o.region) AS region, o.buyer_id AS buyer_id,
    o.fulfillment_type AS fulfillment_type, o.lines AS lines, o.is_sample AS is_sample,
    toDateTime(ifNull(o.create_time, o.first_event_at), 'UTC') AS created_at,
    if(o.paid_time IS NOT NULL, o.paid_time, if(o.status NOT IN ('UNPAID', 'ON_HOLD'), o.create_time, NULL)) AS started_at,
    toDateTime(ifNull(o.paid_time, toDateTime64(0, 3, 'UTC')), 'UTC') AS paid_at,
    arrayFilter(d -> d > p.corrected_at, o.delivered) AS standing,
    if(empty(standing), NULL, arrayMin(standing)) AS delivered_by_status,
    o.accepted_at AS accepted_by_status,
    toDateTime(least(ifNull(o.label_at, p.label_at), ifNull(p.label_at, o.label_at)), 'UTC') AS label_at,
    toDateTime(least(ifNull(o.accepted_at, p.accepted_at), ifNull(p.accepted_at, o.accepted_at)), 'UTC') AS accepted_at,
    toDateTime(p.first_attempt_at, 'UTC') AS first_attempt_at,
    toDateTime(least(ifNull(delivered_by_status, p.delivered_at), ifNull(p.delivered_at, delivered_by_status)), 'UTC') AS delivered_at,
    if(o.status = 'CANCELLED', toDateTime(o.cancelled_at, 'UTC'), NULL) AS cancelled_at,
    p.parcels AS parcels
FROM views.order_facts AS o LEFT JOIN views.parcels AS p ON o.shop_id = p.shop_id AND o.order_id = p.order_id
SETTINGS join_use_nulls = 0;

CREATE TABLE views.v_orders ENGINE = MergeTree ORDER BY (shop_id, order_id) AS
SELECT
    shop_id, order_id, status, region, buyer_id, fulfillment_type, created_at, paid_at, label_at, accepted_at, first_attempt_at, delivered_at, cancelled_at,
    arraySum(l -> l.3, lines) AS units, arraySum(l -> l.3 * l.4, lines) AS revenue
FROM views.joined;

CREATE TABLE views.v_ad_performance ENGINE = MergeTree ORDER BY (shop_id, campaign_id, region, hour) AS
SELECT
    shop_id, campaign_id, if(region = '', 'ZZ', region) AS region, hour, sum(latest.1) AS spend, sum(latest.2) AS impressions, sum(latest.3) AS clicks,
    sum(latest.4) AS conversions, sum(latest.5) AS gmv, if(spend > 0, toFloat64(gmv) / toFloat64(spend), 0) AS roas
FROM views.ad_cells
GROUP BY shop_id, campaign_id, region, hour;

CREATE TABLE views.v_delivery_latency ENGINE = MergeTree ORDER BY (shop_id, region, stage, granularity, window_start) AS
WITH
    stages AS (
        WITH
            if(empty(parcels), [('', NULL, NULL)]::Array(Tuple(String, Nullable(DateTime64(3, 'UTC')), Nullable(DateTime64(3, 'UTC')))), parcels) AS known,
            arrayExists(p -> p.2 IS NOT NULL, known) AS is_accepted,
            arrayExists(p -> p.3 IS NOT NULL, known) AS is_delivered,
            arrayMap(
                (p, i) -> (if(i = 1 AND NOT is_accepted, accepted_by_status, p.2), if(i = 1 AND NOT is_delivered, delivered_by_status, p.3)),
                known, arrayEnumerate(known)) AS milestones
        SELECT
            shop_id, region, stage.1 AS name, toDateTime(assumeNotNull(stage.3), 'UTC') AS ends,
            greatest(0, toInt64(toUnixTimestamp(ends)) - toInt64(toUnixTimestamp(toDateTime(assumeNotNull(stage.2), 'UTC')))) AS seconds,
            toDate(toTimeZone(ends, 'America/Los_Angeles')) AS day
        FROM views.joined
        ARRAY JOIN arrayFlatten(arrayMap(
            m -> [('processing', started_at, m.1), ('transit', m.1, m.2), ('order_to_delivery', started_at, m.2)], milestones)) AS stage
        WHERE stage.2 IS NOT NULL AND stage.3 IS NOT NULL),
    windows AS (
        SELECT
            shop_id, region, name, seconds,
            arrayConcat(
                [('1h', toStartOfHour(ends)), ('1d', toTimeZone(toDateTime(day, 'America/Los_Angeles'), 'UTC'))],
                arrayMap(back -> ('7d', toTimeZone(toDateTime(day - back, 'America/Los_Angeles'), 'UTC')), range(7))) AS starts
        FROM stages)
SELECT
    shop_id, at_region AS region, name AS stage, start.1 AS granularity, start.2 AS window_start,
    count() AS parcels, quantilesExact(0.5, 0.9, 0.95)(seconds / 3600) AS quantiles,
    quantiles[1] AS p50_hours, quantiles[2] AS p90_hours, quantiles[3] AS p95_hours,
    sum(seconds) / count() / 3600 AS mean_hours, min(seconds) / 3600 AS min_hours, max(seconds) / 3600 AS max_hours
FROM (SELECT shop_id, name, seconds, starts, arrayJoin([toString(region), 'ALL']) AS at_region FROM windows)
ARRAY JOIN starts AS start
GROUP BY shop_id, at_region, name, start.1, start.2
SETTINGS prefer_column_name_to_alias = 1;

CREATE TABLE views.v_sell_through ENGINE = MergeTree ORDER BY (shop_id, sku, day, window_days) AS
WITH
    sales AS (
        SELECT shop_id, line.2 AS sku, toDate(toTimeZone(assumeNotNull(started_at), 'America/Los_Angeles')) AS day, sum(line.3) AS units, sum(line.3 * line.4) AS revenue
        FROM views.joined ARRAY JOIN lines AS line
        WHERE status != 'CANCELLED' AND NOT ifNull(is_sample, false) AND started_at IS NOT NULL
        GROUP BY shop_id, sku, day),
    sold AS (SELECT shop_id, sku, min(day) AS first_day, groupArray((day, units, revenue)) AS days FROM sales GROUP BY shop_id, sku),
    stocked AS (
        SELECT shop_id, sku, min(toDate(toTimeZone(levels[1].1, 'America/Los_Angeles'))) AS first_day, groupArray(levels) AS warehouses
        FROM views.levels GROUP BY shop_id, sku),
    products AS (
        SELECT
            shop_id, sku, ifNull(sold.days, []) AS days, ifNull(stocked.warehouses, []) AS warehouses,
            least(if(empty(days), stocked.first_day, sold.first_day), if(empty(warehouses), sold.first_day, stocked.first_day)) AS first_day
        FROM sold FULL JOIN stocked USING (shop_id, sku))
SELECT
    shop_id, sku, first_day + back AS day, window_days,
    arraySum(s -> if(s.1 <= day AND s.1 > day - window_days, s.2, 0), days) AS units_sold,
    arraySum(s -> if(s.1 <= day AND s.1 > day - window_days, s.3, 0), days) AS revenue,
    arrayMap(w -> arrayLast(l -> l.1 < toDateTime64(toDateTime(day + 1, 'America/Los_Angeles'), 3), w), warehouses) AS at_end,
    if(arrayExists(l -> l.1 > toDateTime64(0, 3), at_end), arraySum(l -> l.2, at_end), NULL) AS on_hand_end,
    if(units_sold + greatest(0, ifNull(on_hand_end, 0)) > 0 AND on_hand_end IS NOT NULL, units_sold / (units_sold + greatest(0, on_hand_end)), 0) AS sell_through
FROM products INNER JOIN views.clocks USING (shop_id)
ARRAY JOIN range(toUInt32(today - first_day + 1)) AS back
ARRAY JOIN [1, 7, 30, 90] AS window_days
