using FsCheck.Xunit;
using Fulfillment.Streams.Tests.Laws;
using Fulfillment.Streams.Analytics.DeliveryLatency;
using Fulfillment.Streams.Analytics.SellThrough;
using Fulfillment.Streams.Analytics.StockoutRisk;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.State;
using Fulfillment.Streams.State.Orders;
using Fulfillment.Streams.State.Stock;

namespace Fulfillment.Streams.Tests.State;

/// <summary>Each piece of state by itself: merges commute, associate and are idempotent, and clever structures equal plain ones.</summary>
[Laws(MaxTest = 300, QuietOnSuccess = true)]
public sealed class MergeLaws
{
    private const long Hour = 3_600_000;

    [Property]
    public bool Of_two_stamps_one_is_later_whoever_asks(byte time, byte otherTime, byte[] id, byte[] otherId) =>
        Math.Sign(new Stamp(time, id).Challenge(otherTime, otherId)) == -Math.Sign(new Stamp(otherTime, otherId).Challenge(time, id))
        && new Stamp(time, id).Challenge(time, id) == 0 && Stamp.None.Challenge(time, id) > 0;

    [Property]
    public bool The_earliest_moment_commutes_associates_and_is_idempotent(short? a, short? b, short? c)
    {
        long A(short? m) => m ?? Absent.Number;
        return Milestones.Earliest(A(a), A(b)) == Milestones.Earliest(A(b), A(a))
            && Milestones.Earliest(A(a), Milestones.Earliest(A(b), A(c))) == Milestones.Earliest(Milestones.Earliest(A(a), A(b)), A(c))
            && Milestones.Earliest(A(a), A(a)) == A(a)
            && Milestones.Earliest(A(a), Absent.Number) == A(a);
    }

    [Property]
    public void Moments_are_a_set(byte[] added)
    {
        var moments = new Moments();
        var isNew = added.Select(at => moments.Add(at)).ToArray();
        Assert.Equal(added.Select(a => (long)a).Distinct().Order(), moments.All.ToArray());
        Assert.Equal(added.Distinct().Count(), isNew.Count(n => n));
        Assert.Equal(moments.All.ToArray().Where(m => m > 100).Append(Absent.Number).First(), moments.FirstAfter(100));
    }

    [Property]
    public void Hours_are_a_set_and_each_is_given_once((byte From, byte Length)[] ranges)
    {
        var hours = new HourRanges();
        var given = new List<long>();
        foreach (var (from, length) in ranges)
        {
            var before = given.Count;
            hours.Add(from * Hour, (from + length) * Hour, given);
            Assert.Equal(given.Skip(before).Order(), given.Skip(before));
        }

        Assert.Equal(ranges.SelectMany(r => Enumerable.Range(r.From, r.Length + 1)).Distinct().Order().Select(h => h * Hour), given.Order());
    }

    [Property]
    public void Day_ranges_are_a_set((byte From, byte Length)[] ranges)
    {
        var days = new DayRanges();
        foreach (var (from, length) in ranges)
        {
            days.Add(from, from + length);
        }

        Assert.Equal(
            ranges.SelectMany(r => Enumerable.Range(r.From, r.Length + 1)).Distinct().Order(),
            days.Merge().ToArray().SelectMany(r => Enumerable.Range(r.From, r.To - r.From + 1)));
    }

    [Property]
    public void Sales_taken_back_in_any_order_leave_no_trace((byte Day, byte Units)[] kept, (byte Day, byte Units)[] taken, int seed)
    {
        var sales = new DailySales();
        var steps = kept.Select(s => (s, 1)).Concat(taken.Select(s => (s, 1))).ToArray();
        new Random(seed).Shuffle(steps);
        foreach (var (sale, sign) in steps.Concat(taken.Select(s => (s, -1))))
        {
            sales.Add(sale.Day, sign, sign * sale.Units, sign * 10L * sale.Units);
        }

        Assert.Equal(kept.Select(s => (int)s.Day).Distinct().Order(), sales.From(int.MinValue).ToArray().Select(d => d.Day));
        Assert.Equal(kept.Where(s => s.Day is >= 50 and <= 150).Sum(s => s.Units), sales.Sum(50, 150).Units);
        Assert.Equal(kept.Length == 0 ? null : kept.Min(s => s.Day), sales.FirstDay);
    }

    [Property]
    public void A_latency_window_reads_its_panes_like_one_sorted_list(byte[][] panes, byte[] taken)
    {
        var pool = new LatencyPanePool();
        var summary = new LatencySummary(pool);
        foreach (var durations in panes)
        {
            var pane = pool.Pane();
            foreach (var seconds in durations.Concat(taken))
            {
                pane.Add(new StageEnd(Stage.Processing, 0, seconds, Promise.Late), 1, pool);
                if (seconds % 3 == 0)
                {
                    pane.Settle(pool); // read between changes at times
                }
            }

            foreach (var seconds in taken)
            {
                pane.Add(new StageEnd(Stage.Processing, 0, seconds, Promise.Late), -1, pool);
            }

            summary.Add(pane);
        }

        var all = panes.SelectMany(p => p).Select(b => (int)b).Order().ToArray();
        Assert.Equal((all.Length, all.Length), (summary.Count, (int)summary.Late));
        if (all.Length > 0)
        {
            foreach (var percentile in new[] { 1, 50, 90, 95, 100 })
            {
                Assert.Equal(all[(int)Math.Ceiling(percentile * all.Length / 100m) - 1] / 3600.0, summary.QuantileHours(percentile));
            }

            Assert.Equal((all[0] / 3600.0, all[^1] / 3600.0, all.Average() / 3600), (summary.MinHours, summary.MaxHours, summary.MeanHours));
        }
    }

    [Property]
    public void Levels_are_a_set_of_points_in_any_order((byte Time, byte Rank, sbyte OnHand)[] points, int seed)
    {
        var inOrder = new WarehouseLevels();
        var shuffled = new WarehouseLevels();
        var copy = points.Concat(points).ToArray();
        new Random(seed).Shuffle(copy);
        foreach (var (levels, list) in new[] { (inOrder, points), (shuffled, copy) })
        {
            foreach (var (time, rank, onHand) in list)
            {
                levels.Add(new LevelPoint(time, rank, onHand), [(rank, onHand)]);
            }
        }

        Assert.Equal(inOrder.Points.ToArray(), shuffled.Points.ToArray());
        Assert.Equal(inOrder.Inbound, shuffled.Inbound);
    }

    [Property]
    public void What_a_late_level_says_is_expected_does_not_depend_on_who_said_it_first((byte Quantity, byte Eta)[] one, (byte Quantity, byte Eta)[] other)
    {
        var (forth, back) = (new WarehouseLevels(), new WarehouseLevels());
        (long, long)[] a = [.. one.Select(i => ((long)i.Eta, (long)i.Quantity))], b = [.. other.Select(i => ((long)i.Eta, (long)i.Quantity))];
        var point = new LevelPoint(1, 1, 1); // one event id, two contents
        forth.Add(point, a);
        forth.Add(point, b);
        back.Add(point, b);
        back.Add(point, a);
        Assert.Equal(forth.Inbound, back.Inbound);
    }
}
