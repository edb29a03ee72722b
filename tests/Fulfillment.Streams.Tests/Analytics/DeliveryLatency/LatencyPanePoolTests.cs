using FsCheck.Xunit;
using Fulfillment.Streams.Analytics.DeliveryLatency;
using Fulfillment.Streams.State.Orders;
using Fulfillment.Streams.Windows;

namespace Fulfillment.Streams.Tests.Analytics.DeliveryLatency;

/// <summary>Panes that expired become those of other windows: nothing of the old ones shows, and days that go by allocate nothing.</summary>
public sealed class LatencyPanePoolTests
{
    private const long Day = 86_400_000;
    private readonly LatencyPanePool _pool = new();

    [Property]
    public void A_pane_that_was_another_reads_like_a_new_one(byte[][] lives, byte[] taken)
    {
        var others = _pool.Pane(); // lives on beside them and must keep its values
        Fill(others, [7, 3, 5, 1, 9], []);
        foreach (var durations in lives)
        {
            var pane = _pool.Pane();
            Fill(pane, durations, taken);
            pane.Settle(_pool);
            Assert.Equal(durations.Select(d => (int)d).Order(), pane.Sorted.ToArray());
            Assert.Equal((durations.Length, durations.Length, durations.Sum(d => d)), (pane.Count, (int)pane.OnTime, (int)pane.Seconds));
            pane.Add(Of(0), -1, _pool); // taken back and not read again
            _pool.Return(pane);
        }

        others.Settle(_pool);
        Assert.Equal([1, 3, 5, 7, 9], others.Sorted.ToArray());
    }

    [Fact]
    public void Days_that_come_and_go_allocate_nothing()
    {
        const int kept = 10;
        var panes = new PaneTable<LatencyKey, LatencyPane>();
        for (var day = 0; day < 3 * kept; day++)
        {
            Pass(panes, day, kept);
        }

        var next = 3 * kept;
        var allocated = Allocated.ByOne(() =>
        {
            for (var day = next; day < next + (2 * kept); day++)
            {
                Pass(panes, day, kept);
            }

            next += 2 * kept;
        });
        Assert.True(allocated < 16 << 10, $"{allocated} bytes for {2 * kept} days of {StagesOfDay} panes.");
    }

    [Fact]
    public void It_keeps_only_so_many()
    {
        foreach (var pane in Enumerable.Range(0, LatencyPanePool.PanesKept + 10).Select(_ => new LatencyPane()).ToArray())
        {
            _pool.Return(pane);
        }

        Assert.Equal(LatencyPanePool.PanesKept, _pool.Panes);
    }

    private const int StagesOfDay = 500;

    /// <summary>A day of panes of one to five stages begins, and one that is no longer kept ends.</summary>
    private void Pass(PaneTable<LatencyKey, LatencyPane> panes, int day, int kept)
    {
        for (var region = 0; region < StagesOfDay; region++)
        {
            var pane = panes.Touch(new LatencyKey(1, region, Stage.Transit), day * Day, out _) ??= _pool.Pane();
            for (var stage = 0; stage <= region % 5; stage++)
            {
                pane.Add(Of(stage), 1, _pool);
            }
        }

        panes.ClearTouched();
        panes.Expire(TumblingWindows.Hourly, day * Day, kept * Day, _pool.Return);
    }

    private void Fill(LatencyPane pane, byte[] durations, byte[] taken)
    {
        foreach (var seconds in durations.Concat(taken))
        {
            pane.Add(Of(seconds), 1, _pool);
        }

        foreach (var seconds in taken)
        {
            pane.Add(Of(seconds), -1, _pool);
        }
    }

    private static StageEnd Of(int seconds) => new(Stage.Transit, 0, seconds, Promise.OnTime);
}
