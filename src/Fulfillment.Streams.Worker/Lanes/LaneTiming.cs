using System.ComponentModel.DataAnnotations;

namespace Fulfillment.Streams.Worker.Lanes;

/// <summary>When lanes write and how much they hold.</summary>
public sealed class LaneTiming
{
    /// <summary>Wall time between flushes: how long an event may take to show in its views, under light load.</summary>
    /// <value>The default is 0.3 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:10:00")]
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromSeconds(0.3);

    /// <summary>
    /// Wall time between flushes at most, while events wait or the flush before is still being written: what is touched again
    /// meanwhile is written once. Below <see cref="FlushInterval"/> it has no effect.
    /// </summary>
    /// <value>The default is 10 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:10:00")]
    public TimeSpan FlushIntervalMax { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of records between flushes at most, once <see cref="FlushInterval"/> is over: bounds what a late flush holds.</summary>
    /// <value>The default is 128 MiB.</value>
    [Range(1 << 16, 1L << 40)]
    public long FlushBytesMax { get; set; } = 128 << 20;

    /// <summary>
    /// Bytes of records that wait before a lane, half of those still in Kafka or the log included, from which on it is behind, or a
    /// quarter of <see cref="BufferBytes"/> where that is less: it then gathers for up to <see cref="FlushIntervalMax"/>. With 0 it
    /// always does; a replay sets that, because nothing is the newer for being written early. A lane that has written nothing since it
    /// was opened is behind from an eighth of that on.
    /// </summary>
    /// <value>The default is 8 MiB.</value>
    [Range(0, 1L << 30)]
    public long BehindBytes { get; set; } = 8 << 20;

    /// <summary>Wall time between snapshots: how much is read again after a crash.</summary>
    /// <value>The default is 15 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan SnapshotInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// After a restart, how long rows may be held back while what was already written is read again, so that no view goes back in
    /// time.
    /// </summary>
    /// <value>The default is 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan CatchUpLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Where workers share lanes, how long one that is given a lane waits for the worker before to hand it over. Afterwards it takes the
    /// lane as the newest snapshot has it, and reads again what was read since.
    /// </summary>
    /// <value>The default is 1 second.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan HandOverLimit { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Bytes of undecoded records a lane may hold before its source is paused.</summary>
    /// <value>The default is 32 MiB.</value>
    [Range(1 << 16, 1 << 30)]
    public long BufferBytes { get; set; } = 32 << 20;

    /// <summary>How long a write is retried before the worker gives up; null retries for ever.</summary>
    /// <value>The default is for ever; a replay gives up after a minute.</value>
    public TimeSpan? GiveUpAfter { get; set; }
}
