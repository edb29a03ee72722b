using Confluent.Kafka;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Kafka.Source;

internal sealed partial class Session
{
    private static readonly TimeSpan CommitTimeout = TimeSpan.FromSeconds(5);

    private void CloseAll(LaneClosing closing)
    {
        if (open.Count == 0)
        {
            return;
        }

        var lanes = open.Keys.ToArray();
        open.Clear();
        KafkaMetrics.Rebalanced(closing == LaneClosing.Drain ? "revoked" : "lost");
        Log.Closing(logger, closing, lanes.Length, string.Join(", ", lanes));
        host.CloseSoon(lanes, closing);
        foreach (var lane in lanes)
        {
            if (closing == LaneClosing.Lost)
            {
                committer.Release(lane);
            }

            host.Close(lane, closing);
        }

        if (closing == LaneClosing.Drain)
        {
            // Before the lanes leave: the group shows the next owner, and lag monitors, how far they came.
            errors.OnCommit(committer.SendAndWait(CommitTimeout));
        }

        foreach (var lane in lanes)
        {
            committer.Release(lane);
            lag.Remove(lane);
        }
    }

    /// <summary>Leaves the group after a failure, so that others need not wait for the session to time out.</summary>
    private void Leave()
    {
        try
        {
            consumer.Close();
        }
        catch (KafkaException)
        {
            // The failure that brought us here is the one to report.
        }
    }
}
