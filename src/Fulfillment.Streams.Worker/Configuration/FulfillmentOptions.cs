using System.ComponentModel.DataAnnotations;
using Fulfillment.Streams.Kafka;
using Fulfillment.Streams.State;
using Fulfillment.Streams.Worker.Lanes;
using Fulfillment.Streams.Worker.Snapshots;

namespace Fulfillment.Streams.Worker.Configuration;

/// <summary>
/// Everything the worker can be told: <c>appsettings.json</c>, then environment (<c>Fulfillment__Lane__TimeZone</c>), then
/// command-line options, the later winning.
/// </summary>
public sealed class FulfillmentOptions
{
    /// <summary>The configuration section all settings are in.</summary>
    public const string Section = "Fulfillment";

    /// <summary>Directory of the embedded store: log, ClickHouse, dead letters, snapshots. With real servers, snapshots only.</summary>
    /// <value>The default is <c>fulfillment-store</c> below the current directory.</value>
    [Required]
    public string Store { get; set; } = "fulfillment-store";

    /// <summary>Lanes of a new embedded store; an existing one keeps the number it was made with.</summary>
    /// <value>The default is 4.</value>
    [Range(1, 256)]
    public int Lanes { get; set; } = 4;

    /// <summary>Bytes of each partition of the embedded log that stay on disk after they were applied.</summary>
    /// <value>The default is 1 GiB.</value>
    [Range(1L << 22, 1L << 50)]
    public long LogKeepBytes { get; set; } = 1L << 30;

    /// <summary>
    /// Where snapshots are kept: <c>ClickHouse</c> for workers that share a consumer group, <c>Store</c> for one that has it to itself.
    /// </summary>
    /// <value>The default, <c>Auto</c>, is ClickHouse where both Kafka and a ClickHouse server are used, and the store otherwise.</value>
    [EnumDataType(typeof(SnapshotPlace))]
    public SnapshotPlace Snapshots { get; set; } = SnapshotPlace.Auto;

    /// <summary>Whether to ask Linux for memory in pages of 2 MiB: faster, for a few hundredths more memory.</summary>
    /// <value>The default is true.</value>
    public bool HugePages { get; set; } = true;

    /// <summary>Addresses the worker listens on.</summary>
    public HttpOptions Http { get; } = new();

    /// <summary>Kafka, used when <c>Kafka:BootstrapServers</c> is set.</summary>
    public KafkaOptions Kafka { get; } = new();

    /// <summary>What a lane keeps and how it judges time.</summary>
    public LaneOptions Lane { get; } = new();

    /// <summary>When lanes write and how much they hold.</summary>
    public LaneTiming Timing { get; } = new();
}
