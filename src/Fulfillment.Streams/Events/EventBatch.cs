using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Events;

/// <summary>
/// One decoded <see cref="RawBatch"/>: accepted events in the columns of its topic, rejects as values.
/// <c>Read = Events.Count + Rejected.Count</c>. Not thread-safe; handed from stage to stage. The last stage
/// disposes it, which gives its columns to a later batch: nothing may hold on to them.
/// </summary>
/// <param name="topic">The topic all records came from.</param>
/// <param name="partition">The partition all records came from.</param>
/// <param name="nextOffset">Offset to resume from once this batch is applied.</param>
/// <param name="events">The accepted events; its concrete type follows from the topic.</param>
public sealed class EventBatch(Topic topic, int partition, long nextOffset, EventColumns events) : IDisposable
{
    private ColumnPool? pool;

    internal EventBatch(Topic topic, int partition, long nextOffset, EventColumns events, ColumnPool pool)
        : this(topic, partition, nextOffset, events) => this.pool = pool;

    /// <summary>The topic all records came from.</summary>
    public Topic Topic { get; } = topic;

    /// <summary>The partition all records came from.</summary>
    public int Partition { get; } = partition;

    /// <summary>Offset to resume from once this batch is applied.</summary>
    public long NextOffset { get; } = nextOffset;

    /// <summary>The accepted events.</summary>
    public EventColumns Events { get; } = events;

    /// <summary>The records that are no events, each with its reason and original bytes.</summary>
    public List<DeadLetter> Rejected { get; } = [];

    /// <summary>The records it was decoded from, where they are still needed; disposed with the batch.</summary>
    public RawBatch? Raw { get; set; }

    /// <summary>Rows that are further behind the lane clock than the retention: counted and kept apart, not applied.</summary>
    public HashSet<int> Late { get; } = [];

    /// <summary>Returns the columns to the decoder they came from, if any; may be called more than once.</summary>
    public void Dispose()
    {
        Raw?.Dispose();
        Interlocked.Exchange(ref pool, null)?.Return(Topic, Events);
    }

    /// <summary>Columns of the right kind for a topic.</summary>
    public static EventColumns NewColumns(Topic topic) => topic switch
    {
        Topic.Orders => new OrderColumns(),
        Topic.AdSpend => new AdSpendColumns(),
        Topic.Tracking => new TrackingColumns(),
        Topic.Stock => new StockColumns(),
        Topic.Returns => new ReturnColumns(),
        Topic.Plans => new PlanColumns(),
        _ => throw new ArgumentOutOfRangeException(nameof(topic), topic, "There are six topics."),
    };
}
