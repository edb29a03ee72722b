using FsCheck.Xunit;
using Fulfillment.Streams.Time;
using Fulfillment.Streams.Windows;
using NodaTime;

namespace Fulfillment.Streams.Tests.Windows;

/// <summary>What holds for every window operator and all events.</summary>
public sealed class WindowLawTests
{
    [Property]
    public void Order_of_arrival_within_the_retention_does_not_matter(int[] numbers, int seed)
    {
        foreach (var (name, marks) in Inputs(numbers))
            Assert.Equal(Replay.Table(name, marks), Replay.Table(name, Replay.Shuffle(marks, seed)));
    }

    [Property]
    public void Split_into_batches_does_not_matter(int[] numbers, int seed)
    {
        foreach (var (name, marks) in Inputs(numbers))
        {
            var whole = Replay.Table(name, marks, _ => int.MaxValue);
            Assert.Equal(whole, Replay.Table(name, marks, _ => 1));
            Assert.Equal(whole, Replay.Table(name, marks, from => 1 + (seed & 0xff) * (from + 1) % 7));
        }
    }

    [Property]
    public void Emitting_on_close_ends_with_the_same_table(int[] numbers)
    {
        var onClose = new WindowOptions<Mark> { Emit = WindowEmit.OnClose, Retention = Replay.Everything };
        foreach (var (name, marks) in Inputs(numbers))
            Assert.Equal(Replay.Table(name, marks), Replay.Table(name, marks, options: onClose));
    }

    [Property]
    public void Emitting_on_close_emits_each_window_once_if_nothing_is_late(int[] numbers)
    {
        var options = new WindowOptions<Mark> { Emit = WindowEmit.OnClose, Retention = Duration.Zero };
        foreach (var (name, marks) in Inputs(numbers))
        {
            var emitted = new List<(string, TimeWindow)>();
            using var source = new System.Reactive.Subjects.Subject<ClockedBatch<Mark>>();
            using var subscription = WindowOperatorTable.Build(name, source, m => m.Time, m => m.Key, new Bag(), options)
                .Results().Subscribe(result => emitted.Add((result.Key, result.Window)));
            foreach (var batch in Replay.Batches([.. marks.OrderBy(mark => mark.Time)], _ => 3))
                source.OnNext(batch);
            source.OnCompleted();

            Assert.Equal(emitted.Distinct(), emitted);
            Assert.Equal(emitted.OrderBy(e => e.Item2.End).Select(e => e.Item2.End), emitted.Select(e => e.Item2.End));
            Assert.Equal(Replay.Table(name, marks).Count, emitted.Count);
        }
    }

    [Property]
    public void Every_event_is_accepted_or_late_and_late_ones_leave_no_trace(int[] numbers, byte bound, byte retention)
    {
        foreach (var (name, marks) in Inputs(numbers))
        {
            var late = new List<Mark>();
            var counters = new WindowCounters();
            var options = new WindowOptions<Mark>
            {
                Retention = Duration.FromMilliseconds(retention % 40),
                Counters = counters,
                LateOutput = System.Reactive.Observer.Create<Mark>(late.Add),
            };
            var table = Replay.Table(name, Replay.Batches(marks, _ => 4, bound % 30), options);

            Assert.Equal(marks.Length, counters.Accepted + counters.Late);
            Assert.Equal(late.Count, counters.Late);
            var seen = table.Values.SelectMany(row => row.Amounts.Split(',')).ToHashSet();
            Assert.DoesNotContain(late, mark => seen.Contains($"{mark.Amount}"));
        }
    }

    private static IEnumerable<(string Name, Mark[] Marks)> Inputs(int[] numbers)
    {
        foreach (var name in WindowOperatorTable.Names)
        {
            var days = name.EndsWith("day", StringComparison.Ordinal) || name.EndsWith("days", StringComparison.Ordinal);
            yield return (name, Replay.Marks(numbers, scale: days ? 3_600_000 : 1));
        }
    }
}
