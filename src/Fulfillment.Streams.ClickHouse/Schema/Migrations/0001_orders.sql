-- Orders: one row an order with its merged facts and milestones.
-- Not partitioned: the key has no time, and a key must stay in one partition to be merged.

CREATE TABLE IF NOT EXISTS fulfillment.orders
(
    shop_id LowCardinality(String) COMMENT 'Shop the row belongs to',
    order_id String COMMENT 'Order',
    status LowCardinality(String) COMMENT 'Latest status; CANCELLED once all items are',
    region LowCardinality(String) COMMENT 'Two-letter state of the destination; ZZ where unknown',
    buyer_id String COMMENT 'Buyer; empty where unknown',
    fulfillment_type LowCardinality(String) COMMENT 'FULFILLMENT_BY_SELLER or FULFILLMENT_BY_TIKTOK',
    created_at DateTime('UTC') COMMENT 'When the buyer ordered, UTC; deadlines count from here' CODEC(DoubleDelta, ZSTD(1)),
    paid_at DateTime('UTC') COMMENT 'Moment of sale, UTC: payment, or creation where no payment time is known and the status is past UNPAID and ON_HOLD; 1970-01-01 while not sold' CODEC(DoubleDelta, ZSTD(1)),
    label_at Nullable(DateTime('UTC')) COMMENT 'First label, UTC; printing a label is not dispatch' CODEC(DoubleDelta, ZSTD(1)),
    accepted_at Nullable(DateTime('UTC')) COMMENT 'When carriers had all packages, UTC: the latest over packages of each one\'s earliest carrier scan' CODEC(DoubleDelta, ZSTD(1)),
    first_attempt_at Nullable(DateTime('UTC')) COMMENT 'First delivery attempt, successful or not, UTC' CODEC(DoubleDelta, ZSTD(1)),
    delivered_at Nullable(DateTime('UTC')) COMMENT 'When all packages were delivered, UTC: the earliest delivery of each that no correction follows' CODEC(DoubleDelta, ZSTD(1)),
    cancelled_at Nullable(DateTime('UTC')) COMMENT 'When the order was cancelled, UTC' CODEC(DoubleDelta, ZSTD(1)),
    dispatch_deadline DateTime('UTC') COMMENT 'Last second for the dispatch, UTC; dispatched at this second is in time' CODEC(DoubleDelta, ZSTD(1)),
    dispatch_deadline_source LowCardinality(String) COMMENT '\'platform\' where the platform sent the deadline, \'estimated\' where it follows from policy',
    deliver_by Nullable(DateTime('UTC')) COMMENT 'Last second for the delivery, UTC; NULL where no rule gives one' CODEC(DoubleDelta, ZSTD(1)),
    units UInt64 COMMENT 'Units ordered over all lines' CODEC(ZSTD(1)),
    revenue Decimal(18, 6) COMMENT 'Unit price x quantity over all lines, in the order\'s currency; refunds are not subtracted' CODEC(ZSTD(1)),
    is_late_dispatch UInt8 COMMENT '1 where the dispatch came after dispatch_deadline, or has not come and the clock is past it',
    is_late_delivery UInt8 COMMENT '1 where the delivery came after deliver_by, or has not come and the clock is past it',
    version UInt64 COMMENT 'Which write of the key this is: the highest wins' CODEC(DoubleDelta, ZSTD(1)),
    is_deleted UInt8 COMMENT '1 where the row was taken back and must not be seen'
)
ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY (shop_id, order_id)
COMMENT 'Orders with merged facts, milestones and deadlines, one row an order';

CREATE OR REPLACE VIEW fulfillment.v_orders
(
    shop_id LowCardinality(String) COMMENT 'Shop the row belongs to',
    order_id String COMMENT 'Order',
    status LowCardinality(String) COMMENT 'Latest status; CANCELLED once all items are',
    region LowCardinality(String) COMMENT 'Two-letter state of the destination; ZZ where unknown',
    buyer_id String COMMENT 'Buyer; empty where unknown',
    fulfillment_type LowCardinality(String) COMMENT 'FULFILLMENT_BY_SELLER or FULFILLMENT_BY_TIKTOK',
    created_at DateTime('UTC') COMMENT 'When the buyer ordered, UTC; deadlines count from here',
    paid_at DateTime('UTC') COMMENT 'Moment of sale, UTC: payment, or creation where no payment time is known and the status is past UNPAID and ON_HOLD; 1970-01-01 while not sold',
    label_at Nullable(DateTime('UTC')) COMMENT 'First label, UTC; printing a label is not dispatch',
    accepted_at Nullable(DateTime('UTC')) COMMENT 'When carriers had all packages, UTC: the latest over packages of each one\'s earliest carrier scan',
    first_attempt_at Nullable(DateTime('UTC')) COMMENT 'First delivery attempt, successful or not, UTC',
    delivered_at Nullable(DateTime('UTC')) COMMENT 'When all packages were delivered, UTC: the earliest delivery of each that no correction follows',
    cancelled_at Nullable(DateTime('UTC')) COMMENT 'When the order was cancelled, UTC',
    dispatch_deadline DateTime('UTC') COMMENT 'Last second for the dispatch, UTC; dispatched at this second is in time',
    dispatch_deadline_source LowCardinality(String) COMMENT '\'platform\' where the platform sent the deadline, \'estimated\' where it follows from policy',
    deliver_by Nullable(DateTime('UTC')) COMMENT 'Last second for the delivery, UTC; NULL where no rule gives one',
    units UInt64 COMMENT 'Units ordered over all lines',
    revenue Decimal(18, 4) COMMENT 'Unit price x quantity over all lines, in the order\'s currency; refunds are not subtracted',
    is_late_dispatch UInt8 COMMENT '1 where the dispatch came after dispatch_deadline, or has not come and the clock is past it',
    is_late_delivery UInt8 COMMENT '1 where the delivery came after deliver_by, or has not come and the clock is past it'
)
AS SELECT
    t.shop_id AS shop_id,
    t.order_id AS order_id,
    t.status AS status,
    t.region AS region,
    t.buyer_id AS buyer_id,
    t.fulfillment_type AS fulfillment_type,
    t.created_at AS created_at,
    t.paid_at AS paid_at,
    t.label_at AS label_at,
    t.accepted_at AS accepted_at,
    t.first_attempt_at AS first_attempt_at,
    t.delivered_at AS delivered_at,
    t.cancelled_at AS cancelled_at,
    t.dispatch_deadline AS dispatch_deadline,
    t.dispatch_deadline_source AS dispatch_deadline_source,
    t.deliver_by AS deliver_by,
    t.units AS units,
    CAST(round(t.revenue, 4) AS Decimal(18, 4)) AS revenue,
    t.is_late_dispatch AS is_late_dispatch,
    t.is_late_delivery AS is_late_delivery
FROM fulfillment.orders AS t FINAL
COMMENT 'Orders with merged facts, milestones and deadlines, one row an order';
