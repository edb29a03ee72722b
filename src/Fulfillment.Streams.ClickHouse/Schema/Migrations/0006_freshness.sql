-- Freshness and counts by topic and partition.

CREATE TABLE IF NOT EXISTS fulfillment.freshness
(
    topic LowCardinality(String) COMMENT 'Topic',
    partition UInt32 COMMENT 'Partition of the topic',
    clock DateTime('UTC') COMMENT 'Event-time clock of the partition, UTC: complete up to here' CODEC(DoubleDelta, ZSTD(1)),
    last_event_at DateTime('UTC') COMMENT 'Newest event time seen, UTC' CODEC(DoubleDelta, ZSTD(1)),
    applied UInt64 COMMENT 'Events that changed something' CODEC(ZSTD(1)),
    duplicates UInt64 COMMENT 'Events already known' CODEC(ZSTD(1)),
    late UInt64 COMMENT 'Events older than what is retained' CODEC(ZSTD(1)),
    rejected UInt64 COMMENT 'Records that are no valid event; applied + duplicates + late + rejected = read' CODEC(ZSTD(1)),
    lag Int64 COMMENT 'Records in the partition not yet read; -1 where unknown' CODEC(ZSTD(1)),
    version UInt64 COMMENT 'Which write of the key this is: the highest wins' CODEC(DoubleDelta, ZSTD(1)),
    is_deleted UInt8 COMMENT '1 where the row was taken back and must not be seen'
)
ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY (topic, partition)
COMMENT 'How far each partition is, and what became of its records';

CREATE OR REPLACE VIEW fulfillment.v_freshness
(
    topic LowCardinality(String) COMMENT 'Topic',
    partition UInt32 COMMENT 'Partition of the topic',
    clock DateTime('UTC') COMMENT 'Event-time clock of the partition, UTC: complete up to here',
    last_event_at DateTime('UTC') COMMENT 'Newest event time seen, UTC',
    applied UInt64 COMMENT 'Events that changed something',
    duplicates UInt64 COMMENT 'Events already known',
    late UInt64 COMMENT 'Events older than what is retained',
    rejected UInt64 COMMENT 'Records that are no valid event; applied + duplicates + late + rejected = read',
    lag Int64 COMMENT 'Records in the partition not yet read; -1 where unknown'
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
