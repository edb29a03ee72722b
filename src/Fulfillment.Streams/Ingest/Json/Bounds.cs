namespace Fulfillment.Streams.Ingest.Json;

/// <summary>
/// The largest values taken for real. They keep integer arithmetic on accepted events from overflowing and
/// loops over days from running away; everything above them is <see cref="RejectReason.OutOfRange"/>.
/// </summary>
public static class Bounds
{
    /// <summary>Bytes in a record: 1 MiB.</summary>
    public const int RecordBytes = 1 << 20;

    /// <summary>Bytes in an identity or code.</summary>
    public const int IdBytes = 1024;

    /// <summary>An amount of money, also the total of an order line: 10^12 units of the currency, in micros.</summary>
    public const long Money = 1_000_000_000_000 * Micros;

    /// <summary>A count: units, impressions, revisions.</summary>
    public const long Count = 1_000_000_000_000;

    /// <summary>Days of handling or lead time: about ten years.</summary>
    public const long Days = 3_660;

    /// <summary>The factor of a demand uplift.</summary>
    public const long Uplift = 1_000_000;

    /// <summary>Micros in one.</summary>
    public const long Micros = 1_000_000;

    /// <summary>The earliest <c>event_time</c>: 2000-01-01T00:00:00Z, Unix milliseconds.</summary>
    public const long EarliestEvent = 946_684_800_000;

    /// <summary>How far an <c>event_time</c> may be ahead of the clock: one day.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(1);
}
