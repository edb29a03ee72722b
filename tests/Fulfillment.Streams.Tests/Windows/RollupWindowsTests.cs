using FsCheck.Xunit;
using Fulfillment.Streams.Time;
using Fulfillment.Streams.Windows;
using NodaTime;

namespace Fulfillment.Streams.Tests.Windows;

/// <summary>Which sizes go together, and what an operator over several emits when.</summary>
public sealed class RollupWindowsTests
{
    [Fact]
    public void Each_size_must_hold_whole_windows_of_the_one_before()
    {
        Assert.Equal([10, 30], new RollupWindows(new TumblingWindows(10, 3), new TumblingWindows(30, 13)).Sizes.ToArray().Select(s => s.Size));
        AssertRefused("10 ms at offset 0 do not each lie within one of 25 ms at offset 0", new TumblingWindows(10), new TumblingWindows(25));
        AssertRefused("10 ms at offset 3 do not each lie within one of 30 ms at offset 4", new TumblingWindows(10, 3), new TumblingWindows(30, 4));
        AssertRefused("30 ms at offset 0 do not each lie within one of 10 ms at offset 0", new TumblingWindows(30), new TumblingWindows(10));
        AssertRefused("10 ms at offset 0 do not each lie within one of 10 ms at offset 0", new TumblingWindows(10), new TumblingWindows(10));
        AssertRefused("There must be one size at least");
        AssertRefused("There must be one size at least", new TumblingWindows(10), default);
    }

    [Fact]
    public void Updates_carry_the_full_value_of_every_size() => Assert.Equal(
        "a[0,10)=2 b[0,10)=1 a[0,30)=2 b[0,30)=1 - a[0,10)=3 a[10,20)=1 a[0,30)=4",
        Play("a1*2 b2 ^5 - a3 a10 ^9", new()));

    [Fact]
    public void Windows_close_by_end_smallest_first() => Assert.Equal(
        ". - a[0,10)=1 - a[20,30)=5 a[0,30)=6 - |",
        Play("a1 ^5 - a22*5 ^12 - ^30 - |", new() { Emit = WindowEmit.OnClose }));

    [Fact]
    public void An_event_too_late_for_a_small_window_counts_in_the_larger_one() => Assert.Equal(
        "a[0,10)=1 a[0,30)=1 - a[0,30)=3",
        Play("a1 ^15 - a2*2 ^15", new() { Retention = Duration.FromMilliseconds(5) }));

    [Fact]
    public void A_key_that_comes_again_after_it_was_let_go_begins_anew() => Assert.Equal(
        "a[0,10)=1 b[0,10)=2 a[0,30)=1 b[0,30)=2 - . - b[100,110)=5 c[100,110)=4 b[90,120)=5 c[90,120)=4",
        Play("a1*1 b1*2 ^5 - ^100 - c100*4 b101*5 ^101", new() { Retention = Duration.Zero }));

    [Property]
    public void Whole_numbers_as_keys_keep_their_sums_however_far_the_clock_jumps(int[] numbers, byte retention)
    {
        var options = new WindowOptions<Sale> { Retention = Duration.FromMilliseconds(retention % 40) };
        var sizes = new[] { new TumblingWindows(10), new TumblingWindows(30) };

        var together = Replay.Emitted(Jumping(numbers), source => source.RollupWindow(new RollupWindows(sizes), s => s.Time, s => s.Key, Sum, options));

        var alone = sizes.SelectMany(size => Replay.Emitted(Jumping(numbers), source => source.TumblingWindow(size, s => s.Time, s => s.Key, Sum, options)));
        Assert.Equal(alone.Order(), together.Order());
    }

    private static readonly IAggregate<Sale, long, long> Sum = Aggregates.Sum<Sale>(s => s.Units);

    private readonly record struct Sale(int Key, long Time, long Units);

    /// <summary>Batches between which the clock goes on a little or by several windows.</summary>
    private static IEnumerable<ClockedBatch<Sale>> Jumping(int[] numbers)
    {
        var clock = 0L;
        foreach (var number in numbers)
        {
            var spread = unchecked((uint)number * 2_654_435_761) >> 8;
            var sales = Enumerable.Range(0, (int)(spread % 4)).Select(i => new Sale((int)((spread >> i) % 5), clock + (spread >> (2 * i)) % 70, 1 + i)).ToArray();
            clock += spread % 3 == 0 ? 100 : spread % 20;
            yield return new ClockedBatch<Sale>(sales, clock);
        }
    }

    private static void AssertRefused(string message, params TumblingWindows[] sizes)
    {
        var error = Assert.Throws<ArgumentException>(nameof(sizes), () => new RollupWindows(sizes));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static string Play(string input, WindowOptions<Mark> options) => Marbles.Play(input, source => source.RollupWindow(
        new RollupWindows(new TumblingWindows(10), new TumblingWindows(30)), m => m.Time, m => m.Key, Aggregates.Sum<Mark>(m => m.Amount), options));
}
