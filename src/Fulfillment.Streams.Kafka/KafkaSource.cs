using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Kafka.Source;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Kafka;

/// <summary>
/// Reads the topics as a member of a consumer group. Lane n is partition n of every topic: range assignment over
/// co-partitioned topics gives all of them to the same worker. Start offsets come from the lane's snapshot; the
/// group's committed offsets are for people and lag monitors.
/// </summary>
public sealed class KafkaSource : IEventSource
{
    private readonly KafkaOptions options;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly LagBoard lag = new();
    private volatile Session? session;

    /// <summary>Prepares a source; nothing is contacted before <see cref="Run"/>.</summary>
    /// <exception cref="ArgumentException">The options are wrong; the message lists every problem.</exception>
    public KafkaSource(KafkaOptions options, ILogger<KafkaSource> logger, TimeProvider time)
    {
        var problems = options.Problems();
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(options));
        }

        this.options = options;
        this.logger = logger;
        this.time = time;
    }

    /// <inheritdoc/>
    public void Run(ILaneHost host, CancellationToken cancellationToken)
    {
        using var run = new Session(options, host, lag, logger, time);
        session = run;
        try
        {
            run.Run(cancellationToken);
        }
        finally
        {
            session = null;
            lag.Clear();
        }
    }

    /// <inheritdoc/>
    public void Commit(int lane, LaneOffsets offsets) => session?.Commit(lane, offsets);

    /// <inheritdoc/>
    public long Lag(Topic topic, int partition) => lag[topic, partition];

    /// <inheritdoc/>
    public void Dispose()
    {
        // Everything native lives and dies within Run.
    }
}
