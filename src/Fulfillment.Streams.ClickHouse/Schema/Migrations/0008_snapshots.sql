-- Snapshots of lanes and their epochs, for workers that share nothing but this database.
-- Each write of a blob is a partition of its own, so that deleting it is dropping a partition; it lives for minutes, so that
-- merging its parts would only copy them. Rows are on disk when an insert is answered: offsets move once they are.

CREATE TABLE IF NOT EXISTS fulfillment.snapshots
(
    lane UInt32 COMMENT 'Lane the blob belongs to',
    name String COMMENT 'Blob of the lane',
    put UInt64 COMMENT 'Which write of the blob this is: the highest whole one counts',
    nonce UInt64 COMMENT 'Random, one for each write',
    number UInt32 COMMENT 'Place of the row in the blob, from 0',
    total UInt32 COMMENT 'In the last row, the number of the blob\'s rows: it is whole when all are there; 0 in the others',
    length UInt64 COMMENT 'In the last row, the blob\'s length in bytes; 0 in the others',
    content String COMMENT 'Bytes of the blob; none in the last row' CODEC(LZ4),
    written_at DateTime('UTC') DEFAULT now('UTC') COMMENT 'When the row was written, UTC: what is torn a day later is taken away'
)
ENGINE = MergeTree
PARTITION BY (lane, nonce)
ORDER BY (lane, name, put, nonce, number)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, max_bytes_to_merge_at_max_space_in_pool = 1, old_parts_lifetime = 30
COMMENT 'Snapshots of lanes as named blobs, in rows of at most 1 MiB';

CREATE TABLE IF NOT EXISTS fulfillment.snapshot_epochs
(
    lane UInt32 COMMENT 'Lane that was asked for',
    epoch UInt32 COMMENT 'Assignment epoch that was asked for; rows that workers write carry it',
    nonce UInt64 COMMENT 'Who asked: random, one for each time. An epoch that two asked for belongs to neither or to the first',
    asked_at DateTime('UTC') DEFAULT now('UTC') COMMENT 'When, UTC'
)
ENGINE = MergeTree
ORDER BY (lane, epoch, nonce)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'Assignment epochs that workers asked for; never deleted, as an epoch must never be given twice';
