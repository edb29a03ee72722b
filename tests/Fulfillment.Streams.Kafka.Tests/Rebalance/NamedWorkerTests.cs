using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Kafka.Tests.Rebalance;

public sealed class NamedWorkerTests(BrokerProcess broker) : IClassFixture<BrokerProcess>
{
    [Theory]
    [InlineData("a name", 0)]
    [InlineData(null, 1)]
    public void A_worker_with_a_name_that_stops_leaves_the_others_alone_until_its_session_ends(string? name, int rebalances)
    {
        var options = broker.Topics(2, o => (o.StopAtEnd, o.SessionTimeout) = (false, TimeSpan.FromSeconds(6)));
        var named = broker.Nothing();
        (named.StopAtEnd, named.SessionTimeout, named.GroupInstanceId) = (false, options.SessionTimeout, name);
        (named.GroupId, named.TopicPrefix) = (options.GroupId, options.TopicPrefix);
        var (staying, stopping) = (new RecordingHost(), new RecordingHost());
        using var stays = new Running(options, staying);
        stays.Until(() => staying.OpenLanes.Count == 2, "all lanes");
        using var stops = new Running(named, stopping);
        stops.Until(() => staying.OpenLanes.Count == 1 && stopping.OpenLanes.Count == 1, "a lane each");
        var before = staying.Story.Count;

        stops.Stop();
        var stopped = TimeProvider.System.GetTimestamp();
        if (rebalances == 0)
        {
            // Heartbeats would say otherwise: several pass while these are written and read one after another.
            var lane = staying.OpenLanes.Single();
            for (var n = 1; TimeProvider.System.GetElapsedTime(stopped) < TimeSpan.FromSeconds(1.5); n++)
            {
                Written.One(options, Topic.Orders, lane, "{}");
                stays.Until(() => staying.Count >= n, "a record of the lane that stayed");
            }
        }
        else
        {
            stays.Until(() => staying.OpenLanes.Count == 2, "a rebalance, after which its lane comes back beside the other");
        }

        Assert.Equal(rebalances, staying.Story.Skip(before).Count(step => step.StartsWith("reopen", StringComparison.Ordinal)));
        Assert.Equal(stopping.Story.Count / 2, stopping.Story.Count(step => step.EndsWith("Drain", StringComparison.Ordinal)));
        stays.Stop();
    }
}
