using System.Buffers.Binary;
using Fulfillment.Streams.Analytics.Deadlines;
using Fulfillment.Streams.Analytics.DeliveryLatency;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.State;
using Fulfillment.Streams.State.Orders;
using Fulfillment.Streams.State.Packed;
using Fulfillment.Streams.Tests.Laws;
using Fulfillment.Streams.Windows;

namespace Fulfillment.Streams.Tests.Memory;

/// <summary>
/// What is used again and again takes as much memory as what is in it now, and not as the most that ever was: a worker that runs for
/// years would grow for as long, though every day is like the day before.
/// </summary>
[Collection(HeldMemory.Alone)]
public sealed class HeldMemoryTests
{
    private const long Day = 86_400_000;

    [Fact]
    public void Ids_of_days_that_snapshots_have_take_eight_bytes_and_the_room_of_their_set()
    {
        const int kept = 80;
        var held = new HeldMemory();
        var seen = new SeenEvents();
        Span<byte> id = stackalloc byte[sizeof(int)];
        uint generation = 0;
        for (var today = 0; today < 3 * kept; today++)
        {
            var count = today % 10 == 0 ? 12_000 : 5000;
            for (var number = 0; number < count; number++)
            {
                BinaryPrimitives.WriteInt32LittleEndian(id, number);
                Assert.True(seen.Add((today * Day) + number, SeenEvents.HashOf(Topic.Orders, 0, id)));
                if (number % 2000 == 1999)
                {
                    Snapshot(seen, generation++);
                }
            }

            seen.ForgetBefore((today - kept) * Day);
        }

        var each = held.Bytes / (double)seen.Count;
        Assert.InRange(each, 8, 16);
    }

    [Fact]
    public void Panes_of_stages_taken_back_take_no_more_than_others()
    {
        var held = new HeldMemory();
        var pool = new LatencyPanePool();
        var panes = new LatencyPane[20_000];
        for (var life = 0; life < 20; life++)
        {
            if (life > 0)
            {
                Array.ForEach(panes, pool.Return);
            }

            for (var i = 0; i < panes.Length; i++)
            {
                panes[i] = pool.Pane();
                Change(panes[i], 2, 1, pool);
                Change(panes[i], (i + life) % 10 == 0 ? 2 : 0, -1, pool);
                panes[i].Settle(pool);
            }
        }

        Assert.InRange(held.Bytes / (double)panes.Length, 100, 130); // 64 and 32 for its durations, 8 to refer to it, and the pool
        GC.KeepAlive(panes);
    }

    [Fact]
    public void A_few_large_windows_do_not_make_those_after_them_large()
    {
        var held = new HeldMemory();
        var table = new PaneTable<(int, int), long>();
        Pass(table, from: 0, to: 60);
        var first = held.Bytes;
        Pass(table, from: 60, to: 900);
        Assert.InRange(held.Bytes, 1, 1.1 * first);
        GC.KeepAlive(table);

        static void Pass(PaneTable<(int, int), long> table, int from, int to)
        {
            for (var window = from; window < to; window++)
            {
                for (var key = window % 10 == 0 ? 3000 : 100; key > 0; key--)
                {
                    table.Touch((key, window % 7), window * Day, out _);
                }

                table.ClearTouched();
                table.Expire(new TumblingWindows(Day), window * Day, 50 * Day);
            }
        }
    }

    [Fact]
    public void A_lane_that_was_behind_gives_back_what_it_kept_of_the_orders_touched_by_halves()
    {
        const int most = 1 << 19;
        using var run = new LaneRun();
        var orders = new PackedOrders();
        int[] numbers = [.. Enumerable.Range(0, most).Select(_ => orders.Add())];
        var held = new HeldMemory();
        var touched = new TouchedOrders(orders, DispatchPolicy.TikTokUs, run.Lane.Words);
        Flush(most);
        var full = held.Bytes;
        Assert.InRange(full, 24 * most, 64 * most);

        Array.ForEach(new int[63], _ => Flush(1));
        Assert.InRange(held.Bytes, 0.9 * full, 1.1 * full); // it may come again
        Flush(1);
        Assert.InRange(held.Bytes, 0.4 * full, 0.6 * full);
        Array.ForEach(new int[640], _ => Flush(1));
        Assert.InRange(held.Bytes, double.MinValue, 0.15 * full);
        GC.KeepAlive(touched);

        void Flush(int count)
        {
            for (var i = 0; i < count; i++)
            {
                touched.Touch(null!, numbers[i]);
            }

            touched.Settle();
        }
    }

    [Fact]
    public void An_index_is_as_large_as_what_is_left_in_it_needs()
    {
        var held = new HeldMemory();
        var index = new PackedIndex();
        for (var number = 0; number < 200_000; number++)
        {
            index.Add((uint)number * 0x9E37_79B9, number);
        }

        Assert.InRange(held.Bytes, 8 * 200_000, 8 * 800_000);
        for (var number = 10; number < 200_000; number++)
        {
            index.Remove((uint)number * 0x9E37_79B9, number);
        }

        Assert.InRange(held.Bytes, long.MinValue, 64 << 10);
        GC.KeepAlive(index);
    }

    private static void Change(LatencyPane pane, int stages, int sign, LatencyPanePool pool)
    {
        for (var seconds = 0; seconds < stages; seconds++)
        {
            pane.Add(new StageEnd(Stage.Transit, 0, seconds, Promise.OnTime), sign, pool);
        }
    }

    private static void Snapshot(SeenEvents seen, uint generation)
    {
        var records = new StateRecords();
        seen.Begin(records, generation);
        while (seen.Continue(records))
        {
        }

        foreach (var blob in records.Close())
        {
            blob.Release();
        }
    }
}
