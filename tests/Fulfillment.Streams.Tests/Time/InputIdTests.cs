using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Tests.Time;

public sealed class InputIdTests
{
    [Theory]
    [InlineData("orders", 1, "orders", 2)]
    [InlineData("orders", 9, "tracking", 0)]
    [InlineData("Z", 0, "a", 0)] // ordinal: capitals first
    public void Inputs_are_ordered_by_topic_then_partition(string topic, int partition, string laterTopic, int laterPartition)
    {
        InputId first = new(topic, partition), later = new(laterTopic, laterPartition);
        var same = new InputId(topic, partition);

        Assert.Equal([true, true, false, false], [first < later, first <= later, first > later, first >= later]);
        Assert.Equal([false, false, true, true], [later < first, later <= first, later > first, later >= first]);
        Assert.Equal([false, true, false, true], [first < same, first <= same, first > same, first >= same]);
        Assert.Equal($"{topic}[{partition}]", first.ToString());
    }
}
