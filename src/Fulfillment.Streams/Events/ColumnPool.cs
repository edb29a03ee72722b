using System.Collections.Concurrent;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Events;

/// <summary>Columns that grew to a batch's size, kept for the next one. Bounded; thread-safe.</summary>
internal sealed class ColumnPool
{
    /// <summary>Columns kept per topic.</summary>
    public const int Kept = 4;

    /// <summary>Columns whose text grew beyond this many bytes are not kept.</summary>
    public const int KeptTextBytes = 64 << 20;

    private readonly ConcurrentQueue<EventColumns>[] free = [.. TopicNames.All.Select(_ => new ConcurrentQueue<EventColumns>())];

    /// <summary>Empty columns of the right kind.</summary>
    public EventColumns Rent(Topic topic) => free[(int)topic].TryDequeue(out var columns) ? columns : EventBatch.NewColumns(topic);

    /// <summary>Takes columns back, emptied. Nobody may hold them any more.</summary>
    public void Return(Topic topic, EventColumns columns)
    {
        // Two threads may both pass and exceed the bound by one: it bounds memory, not a promise.
        if (columns.Text.Used > KeptTextBytes || free[(int)topic].Count >= Kept)
        {
            return;
        }

        columns.Truncate(0);
        columns.Text.Used = 0;
        free[(int)topic].Enqueue(columns);
    }
}
