-- Comments that said other than what the columns hold.

ALTER TABLE fulfillment.orders
    COMMENT COLUMN paid_at 'Payment, UTC; 1970-01-01 where no payment time is known',
    COMMENT COLUMN accepted_at 'Earliest carrier scan of any package, UTC: the carrier has it',
    COMMENT COLUMN delivered_at 'Earliest delivery of any package that no correction follows, UTC',
    COMMENT COLUMN is_late_dispatch '1 where the dispatch came after dispatch_deadline; an order that is merely overdue is not late yet',
    COMMENT COLUMN is_late_delivery '1 where the delivery came after deliver_by; an order that is merely overdue is not late yet';

CREATE OR REPLACE VIEW fulfillment.v_orders
(
    shop_id LowCardinality(String) COMMENT 'Shop the row belongs to',
    order_id String COMMENT 'Order',
    status LowCardinality(String) COMMENT 'Latest status; CANCELLED once all items are',
    region LowCardinality(String) COMMENT 'Two-letter state of the destination; ZZ where unknown',
    buyer_id String COMMENT 'Buyer; empty where unknown',
    fulfillment_type LowCardinality(String) COMMENT 'FULFILLMENT_BY_SELLER or FULFILLMENT_BY_TIKTOK',
    created_at DateTime('UTC') COMMENT 'When the buyer ordered, UTC; deadlines count from here',
    paid_at DateTime('UTC') COMMENT 'Payment, UTC; 1970-01-01 where no payment time is known',
    label_at Nullable(DateTime('UTC')) COMMENT 'First label, UTC; printing a label is not dispatch',
    accepted_at Nullable(DateTime('UTC')) COMMENT 'Earliest carrier scan of any package, UTC: the carrier has it',
    first_attempt_at Nullable(DateTime('UTC')) COMMENT 'First delivery attempt, successful or not, UTC',
    delivered_at Nullable(DateTime('UTC')) COMMENT 'Earliest delivery of any package that no correction follows, UTC',
    cancelled_at Nullable(DateTime('UTC')) COMMENT 'When the order was cancelled, UTC',
    dispatch_deadline DateTime('UTC') COMMENT 'Last second for the dispatch, UTC; dispatched at this second is in time',
    dispatch_deadline_source LowCardinality(String) COMMENT '\'platform\' where the platform sent the deadline, \'estimated\' where it follows from policy',
    deliver_by Nullable(DateTime('UTC')) COMMENT 'Last second for the delivery, UTC; NULL where no rule gives one',
    units UInt64 COMMENT 'Units ordered over all lines',
    revenue Decimal(18, 4) COMMENT 'Unit price x quantity over all lines, in the order\'s currency; refunds are not subtracted',
    is_late_dispatch UInt8 COMMENT '1 where the dispatch came after dispatch_deadline; an order that is merely overdue is not late yet',
    is_late_delivery UInt8 COMMENT '1 where the delivery came after deliver_by; an order that is merely overdue is not late yet'
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

ALTER TABLE fulfillment.freshness
    COMMENT COLUMN applied 'Events accepted for the first time',
    COMMENT COLUMN lag 'What is not read yet: records of a Kafka partition, bytes of the embedded log; 0 is caught up, -1 unknown';

CREATE OR REPLACE VIEW fulfillment.v_freshness
(
    topic LowCardinality(String) COMMENT 'Topic',
    partition UInt32 COMMENT 'Partition of the topic',
    clock DateTime('UTC') COMMENT 'Event-time clock of the partition, UTC: complete up to here',
    last_event_at DateTime('UTC') COMMENT 'Newest event time seen, UTC',
    applied UInt64 COMMENT 'Events accepted for the first time',
    duplicates UInt64 COMMENT 'Events already known',
    late UInt64 COMMENT 'Events older than what is retained',
    rejected UInt64 COMMENT 'Records that are no valid event; applied + duplicates + late + rejected = read',
    lag Int64 COMMENT 'What is not read yet: records of a Kafka partition, bytes of the embedded log; 0 is caught up, -1 unknown'
)
AS SELECT
    t.topic AS topic,
    t.partition AS partition,
    t.clock AS clock,
    t.last_event_at AS last_event_at,
    t.applied AS applied,
    t.duplicates AS duplicates,
    t.late AS late,
    t.rejected AS rejected,
    t.lag AS lag
FROM fulfillment.freshness AS t FINAL
COMMENT 'How far each partition is, and what became of its records';
