using System.Reactive.Subjects;
using Fulfillment.Streams.Tests.Windows;
using Fulfillment.Streams.Time;
using Fulfillment.Streams.Windows;
using NodaTime;

namespace Fulfillment.Streams.Chaos.Tests.Windows;

using Table = SortedDictionary<(string Key, long Start), long>;

/// <summary>The window operators over events of chance: panes of a size and windows of several such panes.</summary>
internal static class OperatorSums
{
    private const long HalfHour = 1_800_000;
    private static readonly IAggregate<Mark, long, long> Sum = Aggregates.Sum<Mark>(mark => mark.Amount);
    private static readonly WindowOptions<Mark> KeepAll = new() { Retention = Duration.FromDays(400) };
    private static readonly long November = ShopCalendar.Default.StartOf(ShopCalendar.IndexOf(new LocalDate(2026, 11, 1))); // a day of 25 hours

    public static void Hold(Random random)
    {
        long size = random.Next(1, 40), offset = random.Next(-50, 50);
        var count = random.Next(1, 9);
        var panes = new TumblingWindows(size, offset);
        var marks = Marks(random, random.Next(60));
        var sums = Run(marks, random, s => s.TumblingWindow(panes, m => m.Time, m => m.Key, Sum, KeepAll)).Summed(count, start => start - size);
        Assert.Equal(sums, Run(marks, random, s => s.HoppingWindow(new HoppingWindows(count * size, size, offset), m => m.Time, m => m.Key, Sum, KeepAll)));
        Assert.Equal(sums, Run(marks, random, s => s.RollingWindow(new RollingWindows<TumblingWindows>(panes, count), m => m.Time, m => m.Key, Sum, KeepAll)));

        var days = new LocalDayWindows(ShopCalendar.Default);
        Mark[] dated = [.. marks.Select(m => m with { Time = November + (m.Time * HalfHour) })];
        Assert.Equal(
            Run(dated, random, s => s.LocalDayWindow(days, m => m.Time, m => m.Key, Sum, KeepAll)).Summed(7, start => ShopCalendar.Default.StartOf(ShopCalendar.Default.DayOf(start - 1))),
            Run(dated, random, s => s.RollingWindow(new RollingWindows<LocalDayWindows>(days, 7), m => m.Time, m => m.Key, Sum, KeepAll)));
    }

    private static Mark[] Marks(Random random, int count) => [.. Enumerable.Range(0, count)
        .Select(_ => new Mark("abc"[random.Next(3)].ToString(), random.Next(-150, 150), random.Next(-9, 100)))];

    /// <summary>Adds each pane to the windows that begin with it or up to count − 1 panes before.</summary>
    private static Table Summed(this Table panes, int count, Func<long, long> before)
    {
        var sums = new Table();
        foreach (var ((key, pane), sum) in panes)
        {
            var start = pane;
            for (var i = 0; i < count; i++, start = before(start))
            {
                sums[(key, start)] = sums.GetValueOrDefault((key, start)) + sum;
            }
        }

        return sums;
    }

    private static Table Run(Mark[] marks, Random random, Func<IObservable<ClockedBatch<Mark>>, IObservable<ClockedBatch<WindowResult<string, long>>>> build)
    {
        var table = new Table();
        using var source = new Subject<ClockedBatch<Mark>>();
        using var running = build(source).Results().Subscribe(r => table[(r.Key, r.Window.Start)] = r.Value);
        foreach (var batch in Replay.Batches(Replay.Shuffle(marks, random.Next()), _ => random.Next(1, 9)))
        {
            source.OnNext(batch);
        }

        return table;
    }
}
