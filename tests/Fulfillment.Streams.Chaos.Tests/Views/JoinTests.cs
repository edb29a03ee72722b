using Fulfillment.Streams.Chaos.Tests.Trials;
using Fulfillment.Streams.Tests.Analytics.Oracle;
using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Chaos.Tests.Views;

/// <summary>
/// R8. Orders, the scans of their packages and their deliveries, put together in the state as events come, are what asking
/// the whole list of events finds. Deadlines that no event states come from the policy file, which both read.
/// </summary>
public sealed class JoinTests
{
    [Fact, Trait("Property", "R8")]
    public void Orders_joined_with_their_scans_are_what_brute_force_finds() =>
        Trial.Of("R8", inShort: 120, inFull: 5_000).Run(one =>
        {
            Said[] events = [.. one.StoryWhere(HasScannedOrder).Where(e => e is OrderSaid or ScanSaid)];
            var again = events.Where(_ => one.Random.Next(5) == 0);
            var batches = events.Concat(again).Shuffled(one.Random).InBatches(one.Random);
            var cut = one.Random.Next(batches.Count + 1);
            using var first = new LaneRun();
            first.FeedBatches(batches.Take(cut), one.Random);
            using var second = first.Restarted();
            second.FeedBatches(batches.Skip(cut), one.Random).Settle().Balanced(first);

            var shops = OracleViews.Shops(events).ToArray();
            OracleTests.Compare("orders", shops.SelectMany(OracleViews.Orders), second.Tables);
            OracleTests.Compare("delivery_latency", shops.SelectMany(OracleViews.DeliveryLatency), second.Tables);
        }).Record();

    private static bool HasScannedOrder(IReadOnlyList<Said> story) => story.OfType<OrderSaid>().Select(o => (o.Shop, o.OrderId))
        .Intersect(story.OfType<ScanSaid>().Select(s => (s.Shop, s.OrderId))).Any();
}
