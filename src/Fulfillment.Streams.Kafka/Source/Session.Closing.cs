using Confluent.Kafka;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Kafka.Source;

/// <summary>
/// How lanes are given up. In a rebalance they are written while the group decides who has them next: those that come back go on
/// where they were, and a new owner waits for the others by itself, for as long as it is worth. So the members do not wait for each
/// other's writing, and none is late for the group because of it.
/// </summary>
internal sealed partial class Session
{
    private static readonly TimeSpan CommitTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Lanes that have no reader and are still being written. While the group decides, they may come back.</summary>
    private readonly SortedSet<int> released = [];
    private bool isDeciding;
    private bool isLeaving;

    private void Revoked()
    {
        if (isLeaving && open.Count == lanes)
        {
            CloseAll(LaneClosing.Drain); // nobody else is there to wait for them, and the group can be told the very end
            return;
        }

        isDeciding = !isLeaving;
        if (open.Count > 0)
        {
            released.UnionWith(CloseSoon(options.StopAtEnd ? LaneClosing.Drain : LaneClosing.HandOver));
        }
    }

    private void CloseAll(LaneClosing closing)
    {
        CloseReleased(closing);
        if (open.Count == 0)
        {
            return;
        }

        var all = CloseSoon(closing);
        foreach (var lane in all)
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

        Forget(all);
    }

    private int[] CloseSoon(LaneClosing closing)
    {
        var all = open.Keys.ToArray();
        open.Clear();
        KafkaMetrics.Rebalanced(closing == LaneClosing.Lost ? "lost" : "revoked");
        Log.Closing(logger, closing, all.Length, string.Join(", ", all));
        host.CloseSoon(all, closing);
        return all;
    }

    /// <summary>Closes released lanes that are written. The others are looked at again.</summary>
    private void CloseEnded()
    {
        if (released.Count > 0)
        {
            foreach (var lane in released.Where(host.HasEnded).ToArray())
            {
                host.Close(lane, LaneClosing.HandOver);
                released.Remove(lane);
            }
        }
    }

    /// <summary>Closes all released lanes, waiting where they are not lost until they are written.</summary>
    private void CloseReleased(LaneClosing closing)
    {
        Forget(released);
        host.CloseSoon(released, closing);
        foreach (var lane in released)
        {
            host.Close(lane, closing);
        }

        released.Clear();
    }

    /// <summary>What lanes finish from now on is another's to tell.</summary>
    private void Forget(IEnumerable<int> lanes)
    {
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
