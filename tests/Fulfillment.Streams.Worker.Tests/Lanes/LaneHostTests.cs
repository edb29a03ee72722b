using System.Text;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.State;
using Fulfillment.Streams.Worker.Lanes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fulfillment.Streams.Worker.Tests.Lanes;

/// <summary>What becomes of lanes in a rebalance: some come back, and some go to another worker.</summary>
public sealed class LaneHostTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly Shore _shore = new();

    public void Dispose() => _shore.Dispose();

    [Fact]
    public void A_lane_that_comes_back_goes_on_where_it_was()
    {
        var worker = Worker();
        worker.Open(0);
        worker.Offer(0, Level(0));
        worker.CloseSoon([0], LaneClosing.Drain);
        worker.OpenSoon([0]);
        Assert.Equal(1, worker.Open(0)[Topic.Stock]);
        Assert.Equal(1u, _shore.Epoch); // it was not claimed again
        worker.Offer(0, Level(1));
        worker.Close(0, LaneClosing.Drain);
        Assert.Equal([1, 2], _shore.Committed);
        Assert.Equal(2, worker.Totals[(int)Topic.Stock].Read);
    }

    [Fact]
    public async Task A_lane_that_comes_back_takes_records_while_it_is_still_being_written()
    {
        var worker = Worker();
        worker.Open(0);
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _shore.On = _ => written.Task;
        worker.Offer(0, Level(0));
        worker.CloseSoon([0], LaneClosing.Drain);
        var start = await Task.Run(() => worker.Open(0)).WaitAsync(Deadline);
        Assert.Equal(1, start[Topic.Stock]);
        Assert.True(worker.Offer(0, Level(1)));
        Assert.False(worker.HasEnded(0));
        Assert.Empty(_shore.Committed);
        written.SetResult();
        worker.Close(0, LaneClosing.Drain);
        Assert.True(_shore.Committed is [1, 2] or [2]); // with one snapshot or with two
    }

    [Fact]
    public async Task A_lane_that_somebody_had_meanwhile_is_opened_anew()
    {
        var worker = Worker();
        worker.Open(0);
        worker.Offer(0, Level(0));
        worker.CloseSoon([0], LaneClosing.Drain);
        await EndAsync(worker);
        var another = Worker();
        another.Open(0);
        another.Offer(0, Level(1));
        another.Close(0, LaneClosing.Drain);
        Assert.Equal(2, worker.Open(0)[Topic.Stock]);
        Assert.Equal(3u, _shore.Epoch);
        worker.Close(0, LaneClosing.Drain);
        Assert.Equal(1, worker.Totals[(int)Topic.Stock].Read); // what it had read itself
    }

    [Fact]
    public async Task A_lane_that_somebody_had_is_opened_anew_only_after_what_was_still_being_written_has_ended()
    {
        var worker = Worker();
        worker.Open(0);
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _shore.On = _ => written.Task;
        worker.Offer(0, Level(0));
        worker.CloseSoon([0], LaneClosing.Drain);
        var former = worker.Lanes.Single();
        Assert.True(await _shore.TryClaimAsync(0, 9, default));
        var opening = Task.Run(() => worker.Open(0));
        Assert.True(SpinWait.SpinUntil(() => _shore.Epoch == 10 || opening.IsCompleted, Deadline));
        await Task.Delay(TimeSpan.FromSeconds(1)); // long enough for an opening that does not wait
        Assert.False(opening.IsCompleted);
        written.SetResult();
        await opening.WaitAsync(Deadline);
        Assert.True(former.HasEnded);
        Assert.Null(former.Failure);
        Assert.NotSame(former, worker.Lanes.Single());
        worker.Close(0, LaneClosing.Drain);
    }

    [Fact]
    public async Task A_lane_that_somebody_else_claimed_writes_nothing_and_waits_for_the_group_to_say_so()
    {
        var worker = Worker();
        worker.Open(0);
        var another = Worker();
        another.Open(0);
        worker.Offer(0, Level(0));
        await UntilAsync(() => !worker.Wants(0));
        Assert.DoesNotContain("rows", _shore.Steps);
        worker.Close(0, LaneClosing.Lost);
        another.Offer(0, Level(0));
        another.Close(0, LaneClosing.Drain);
        Assert.Equal([1], _shore.Committed);
    }

    [Fact]
    public async Task A_lane_that_went_on_and_was_claimed_while_it_was_still_being_written_writes_nothing_more()
    {
        var worker = Worker();
        worker.Open(0);
        worker.Offer(0, Level(0));
        await UntilAsync(() => _shore.Committed.Count == 1);
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _shore.On = _ => written.Task;
        worker.Offer(0, Level(1));
        worker.CloseSoon([0], LaneClosing.Drain);
        await Task.Run(() => worker.Open(0)).WaitAsync(Deadline);
        worker.Offer(0, Level(2));
        Assert.True(await _shore.TryClaimAsync(0, 9, default));
        written.SetResult();
        await UntilAsync(() => !worker.Wants(0));
        Assert.Equal([1], _shore.Committed);
        worker.Close(0, LaneClosing.Lost);
    }

    [Fact]
    public void What_waits_when_a_lane_is_handed_over_is_left_to_who_has_it_next()
    {
        var worker = Worker();
        worker.Open(0);
        using var going = new ManualResetEventSlim();
        using var slow = new SlowBatch(Level(0), going) { Topic = Topic.Stock, Partition = 0, NextOffset = 1 };
        worker.Offer(0, slow);
        worker.Offer(0, Level(1));
        worker.CloseSoon([0], LaneClosing.HandOver);
        going.Set();
        worker.Close(0, LaneClosing.HandOver);
        Assert.Equal(1, Worker().Open(0)[Topic.Stock]);
        Assert.True(worker.Totals[(int)Topic.Stock].Read == 1, "what is not applied is not counted");
    }

    [Fact]
    public async Task The_next_owner_waits_until_the_one_before_has_written()
    {
        var worker = Worker();
        worker.Open(0);
        worker.Offer(0, Level(0));
        await UntilAsync(() => _shore.Committed.Count == 1); // a snapshot that is not its last
        worker.Offer(0, Level(1));
        var next = Task.Run(() => Worker(waits: Deadline).Open(0));
        await Task.Delay(TimeSpan.FromMilliseconds(300));
        Assert.False(next.IsCompleted);
        worker.Close(0, LaneClosing.HandOver);
        Assert.Equal(2, (await next.WaitAsync(Deadline))[Topic.Stock]);
    }

    [Fact]
    public async Task The_next_owner_does_not_wait_for_ever()
    {
        var worker = Worker();
        worker.Open(0);
        worker.Offer(0, Level(0));
        await UntilAsync(() => _shore.Committed.Count == 1);
        var next = Worker(waits: TimeSpan.FromMilliseconds(200));
        Assert.Equal(1, next.Open(0)[Topic.Stock]);
        Assert.Equal(2u, _shore.Epoch);
        next.Close(0, LaneClosing.Drain);
    }

    [Fact]
    public async Task An_owner_without_news_says_that_it_is_done_all_the_same()
    {
        var worker = Worker();
        worker.Open(0);
        worker.Offer(0, Level(0));
        await UntilAsync(() => _shore.Committed.Count == 1);
        worker.Close(0, LaneClosing.HandOver); // nothing changed since
        var next = Task.Run(() => Worker(waits: Deadline * 10).Open(0));
        Assert.Equal(1, (await next.WaitAsync(Deadline))[Topic.Stock]);
    }

    [Theory]
    [InlineData(200_000, false)] // some 34 MB of such records
    [InlineData(20_000_000, true)]
    public async Task A_lane_whose_source_has_much_left_gathers_until_it_has_caught_up(long left, bool isInBytes)
    {
        (_shore.Left, _shore.IsLagInBytes) = (left, isInBytes);
        var worker = Worker();
        worker.Open(0);
        worker.Offer(0, Level(0));
        await Task.Delay(500); // ten flush intervals
        Assert.Empty(_shore.Steps);
        _shore.Left = isInBytes ? 100_000 : 1000;
        await UntilAsync(() => _shore.Steps.Contains("rows"));
        worker.Close(0, LaneClosing.Drain);
    }

    [Fact]
    public async Task A_lane_with_much_before_it_reads_that_before_it_writes()
    {
        (_shore.IsLagInBytes, _shore.Left) = (true, 4 << 20);
        var worker = Worker();
        worker.Open(0);
        worker.Offer(0, Level(0));
        await Task.Delay(TimeSpan.FromSeconds(1.5)); // thirty flush intervals
        Assert.DoesNotContain("rows", _shore.Steps);
        _shore.Left = 1 << 20;
        await UntilAsync(() => _shore.Steps.Contains("rows"));
        await UntilAsync(() => _shore.Committed.Count > 0);
        (_shore.Left, _shore.Steps[^1]) = (4 << 20, "again"); // as much as before, but now it has caught up once
        worker.Offer(0, Level(1));
        await UntilAsync(() => _shore.Steps.LastIndexOf("rows") > _shore.Steps.IndexOf("again"));
        worker.Close(0, LaneClosing.Drain);
    }

    [Fact]
    public async Task A_lane_of_which_the_source_does_not_know_what_is_before_it_writes_after_a_second()
    {
        _shore.Left = -1;
        var worker = Worker();
        var began = TimeProvider.System.GetTimestamp();
        worker.Open(0);
        worker.Offer(0, Level(0));
        await UntilAsync(() => _shore.Steps.Contains("rows"));
        Assert.True(TimeProvider.System.GetElapsedTime(began) >= TimeSpan.FromSeconds(1));
        worker.Close(0, LaneClosing.Drain);
    }

    private static Task EndAsync(LaneHost worker) => UntilAsync(() => worker.HasEnded(0));

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var began = TimeProvider.System.GetTimestamp(); !holds(); await Task.Delay(10))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Deadline, "waited in vain");
        }
    }

    private static BufferedRawBatch Level(long offset)
    {
        var batch = new BufferedRawBatch { Topic = Topic.Stock, Partition = 0 };
        batch.Add(offset, Encoding.UTF8.GetBytes(
            $$"""{"event_id":"e{{offset}}","event_type":"inventory.level","schema_version":1,"shop_id":"s1","event_time":"2026-05-01T00:00:{{offset:00}}Z","sku":"A","warehouse_id":"w1","on_hand":{{offset}}}"""));
        return batch;
    }

    private LaneHost Worker(TimeSpan waits = default)
    {
        var timing = new LaneTiming { FlushInterval = TimeSpan.FromMilliseconds(50), SnapshotInterval = TimeSpan.FromMilliseconds(100) };
        var opener = new LaneOpener(
            _shore, null, new LaneSink(_shore, _shore), _shore, () => 1, new LaneOptions(), timing, TimeProvider.System, NullLogger.Instance)
        {
            HandOverLimit = waits,
        };
        return new LaneHost(opener, timing, NullLogger.Instance);
    }

    /// <summary>A batch that the lane is at until it is told to go on.</summary>
    private sealed class SlowBatch(RawBatch inner, ManualResetEventSlim going) : RawBatch
    {
        public override int Count
        {
            get
            {
                Assert.True(going.Wait(Deadline));
                return inner.Count;
            }
        }

        public override long Bytes => inner.Bytes;

        public override ReadOnlySpan<byte> Payload(int index) => inner.Payload(index);

        public override long Offset(int index) => inner.Offset(index);

        public override void Dispose() => inner.Dispose();
    }
}
