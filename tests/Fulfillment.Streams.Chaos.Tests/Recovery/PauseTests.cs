using System.Diagnostics;
using System.Globalization;
using Fulfillment.Streams.Chaos.Tests.Trials;
using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.State;
using Fulfillment.Streams.Tests.Laws;
using Xunit.Abstractions;

namespace Fulfillment.Streams.Chaos.Tests.Recovery;

/// <summary>How long a lane with many open orders stops for its snapshot, how large the snapshot is, and how long a restore takes.</summary>
public sealed class PauseTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Bar = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Generous = TimeSpan.FromMilliseconds(500); // of a short run beside other work

    [Fact, Trait("Property", "R16")]
    public void A_lane_never_stops_for_long_for_its_snapshot()
    {
        var orders = Scale.Of(inShort: 20_000, inFull: 1_000_000);
        using var first = new FedLane(orders);
        var whole = first.Snapshot();
        first.Feed(orders / 100);
        var next = first.Snapshot();
        var state = new StoredState("", Manifest.FormatVersion, [.. whole.Blobs, .. next.Blobs]);

        var restore = Stopwatch.StartNew();
        var lane = new Lane(0, 2, new LaneOptions(), new StandingTime(), (_, _) => -1);
        lane.Restore(state);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{orders:N0} orders: longest pause {Math.Max(whole.Longest.TotalMilliseconds, next.Longest.TotalMilliseconds):F1} ms; whole {whole.Bytes / 1e6:F1} MB in {whole.Total.TotalSeconds:F2} s of 5 ms steps, " +
            $"one more in a hundred {next.Bytes / 1e6:F2} MB in {next.Total.TotalSeconds:F3} s; restored in {restore.Elapsed.TotalSeconds:F2} s"));
        var longest = whole.Longest > next.Longest ? whole.Longest : next.Longest;
        Assert.True(longest <= (Scale.IsFull ? Bar : Generous), $"The lane stopped for {longest}.");
        Assert.Equal(first.Lane.Counters.Select(c => c.Applied), lane.Counters.Select(c => c.Applied));
        Assert.True(next.Bytes < whole.Bytes / 10, "What changed is not much less than all there is.");
    }
}
