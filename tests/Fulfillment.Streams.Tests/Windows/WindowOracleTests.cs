using FsCheck.Xunit;
using Fulfillment.Streams.Time;
using Fulfillment.Streams.Windows;
using NodaTime;

namespace Fulfillment.Streams.Tests.Windows;

using Table = SortedDictionary<(string Key, long Start), (long End, string Amounts)>;

/// <summary>The operators against the plainest possible computation of the same thing.</summary>
public sealed class WindowOracleTests
{
    [Property]
    public void Tumbling_hopping_and_rolling_windows_hold_the_events_between_their_bounds(int[] numbers)
    {
        var marks = Replay.Marks(numbers);

        Assert.Equal(Between(marks, size: 20, slide: 20, offset: 7), Replay.Table("tumbling", marks));
        Assert.Equal(Between(marks, size: 30, slide: 8, offset: 3), Replay.Table("hopping", marks));
        Assert.Equal(Between(marks, size: 9, slide: 30, offset: 23), Replay.Table("gaps", marks));
        Assert.Equal(Between(marks, size: 27, slide: 9, offset: 2), Replay.Table("rolling", marks));
        Assert.Equal(Sizes(marks, (5, 2), (20, 7), (100, 47)), Replay.Table("rollup", marks));
    }

    [Property]
    public void Local_days_hold_the_events_of_their_date(int[] numbers)
    {
        var calendar = ShopCalendar.Default;
        var november = calendar.StartOf(ShopCalendar.IndexOf(new LocalDate(2026, 11, 1)));
        var marks = Replay.Marks(numbers, scale: 1_800_000).Select(mark => mark with { Time = november + mark.Time }).ToArray();
        var expected = new Table();
        foreach (var group in marks.GroupBy(mark => (mark.Key, Day: Date(mark.Time))))
        {
            var start = group.Key.Day.AtStartOfDayInZone(calendar.Zone).ToInstant().ToUnixTimeMilliseconds();
            var end = group.Key.Day.PlusDays(1).AtStartOfDayInZone(calendar.Zone).ToInstant().ToUnixTimeMilliseconds();
            expected[(group.Key.Key, start)] = (end, Amounts(group));
        }

        Assert.Equal(expected, Replay.Table("local day", marks));

        LocalDate Date(long time) => Instant.FromUnixTimeMilliseconds(time).InZone(calendar.Zone).Date;
    }

    [Property]
    public void Tumbling_panes_sum_to_hopping_and_rolling_windows(int[] numbers)
    {
        var marks = Replay.Marks(numbers);
        var panes = Run(marks, source => source.TumblingWindow(new TumblingWindows(5, 2), m => m.Time, m => m.Key, Sum));
        var hopping = Run(marks, source => source.HoppingWindow(new HoppingWindows(20, 5, 2), m => m.Time, m => m.Key, Sum));
        var rolling = Run(marks, source => source.RollingWindow(
            new RollingWindows<TumblingWindows>(new TumblingWindows(5, 2), 4), m => m.Time, m => m.Key, Sum));

        var sums = new SortedDictionary<(string, long), long>();
        foreach (var ((key, start), sum) in panes)
        {
            for (var first = start - 15; first <= start; first += 5)
                sums[(key, first)] = sums.GetValueOrDefault((key, first)) + sum;
        }
        Assert.Equal(sums, hopping);
        Assert.Equal(sums, rolling);
    }

    [Property]
    public void Sliding_windows_hold_the_events_up_to_their_own(int[] numbers)
    {
        var marks = Replay.Marks(numbers);
        var expected = new Table();
        foreach (var last in marks)
        {
            var inside = marks.Where(m => m.Key == last.Key && m.Time > last.Time - 25 && m.Time <= last.Time);
            expected[(last.Key, last.Time - 24)] = (last.Time + 1, Amounts(inside));
        }

        Assert.Equal(expected, Replay.Table("sliding", marks));
    }

    [Property]
    public void Sessions_are_the_runs_without_a_longer_silence(int[] numbers)
    {
        var marks = Replay.Marks(numbers);
        var expected = new Table();
        foreach (var key in marks.GroupBy(mark => mark.Key))
        {
            var run = new List<Mark>();
            foreach (var mark in key.OrderBy(mark => mark.Time))
            {
                if (run.Count > 0 && mark.Time - run[^1].Time > 6)
                    run.Clear();
                run.Add(mark);
                expected[(key.Key, run[0].Time)] = (mark.Time + 7, Amounts(run));
            }
        }

        Assert.Equal(expected, Replay.Table("session", marks));
    }

    [Property]
    public void Late_events_are_those_whose_window_had_expired_before_their_batch(int[] numbers, byte retention)
    {
        var marks = Replay.Marks(numbers);
        var expected = new Table();
        var bags = new Dictionary<(string, long), List<long>>();
        var clock = EventTime.None;
        foreach (var batch in Replay.Batches(marks, _ => 4))
        {
            foreach (var mark in batch.Events.ToArray())
            {
                var window = new TumblingWindows(20, 7).WindowOf(mark.Time);
                if (clock != EventTime.None && window.End + retention % 40 <= clock)
                    continue;
                var bag = bags.TryGetValue((mark.Key, window.Start), out var known) ? known : bags[(mark.Key, window.Start)] = [];
                bag.Add(mark.Amount);
                expected[(mark.Key, window.Start)] = (window.End, Bag.Describe(bag));
            }
            clock = batch.Clock;
        }

        Assert.Equal(expected, Replay.Table("tumbling", marks, _ => 4, new() { Retention = Duration.FromMilliseconds(retention % 40) }));
    }

    [Property]
    public void Windows_of_several_sizes_hold_what_windows_of_each_size_alone_hold(int[] numbers, byte retention, bool onClose)
    {
        var marks = Replay.Marks(numbers);
        var options = new WindowOptions<Mark>
        {
            Retention = Duration.FromMilliseconds(retention % 40), Emit = onClose ? WindowEmit.OnClose : WindowEmit.OnUpdate,
        };
        var sizes = new[] { new TumblingWindows(5, 2), new TumblingWindows(20, 7), new TumblingWindows(100, 47) };

        var together = Replay.Emitted(Batches(), source => source.RollupWindow(new RollupWindows(sizes), m => m.Time, m => m.Key, new Bag(), options));

        var alone = sizes.SelectMany(size => Replay.Emitted(Batches(), source => source.TumblingWindow(size, m => m.Time, m => m.Key, new Bag(), options)));
        Assert.Equal(alone.Order(), together.Order());

        IEnumerable<ClockedBatch<Mark>> Batches() => Replay.Batches(marks, from => 1 + (from % 5), bound: 8);
    }

    private static readonly IAggregate<Mark, long, long> Sum = Aggregates.Sum<Mark>(mark => mark.Amount);

    private static Table Between(Mark[] marks, long size, long slide, long offset)
    {
        var table = new Table();
        for (var start = offset - 20 * slide; start < 200; start += slide)
        {
            foreach (var key in marks.Where(m => start <= m.Time && m.Time < start + size).GroupBy(m => m.Key))
                table[(key.Key, start)] = (start + size, Amounts(key));
        }
        return table;
    }

    private static Table Sizes(Mark[] marks, params (long Size, long Offset)[] sizes) => new(sizes
        .SelectMany(s => Between(marks, s.Size, slide: s.Size, s.Offset).Select(row => ((row.Key.Key + $"/{s.Size}", row.Key.Start), row.Value)))
        .ToDictionary());

    private static string Amounts(IEnumerable<Mark> marks) => Bag.Describe(marks.Select(mark => mark.Amount));

    private static SortedDictionary<(string, long), long> Run(
        Mark[] marks, Func<IObservable<ClockedBatch<Mark>>, IObservable<ClockedBatch<WindowResult<string, long>>>> build)
    {
        var table = new SortedDictionary<(string, long), long>();
        using var source = new System.Reactive.Subjects.Subject<ClockedBatch<Mark>>();
        using var subscription = build(source).Results().Subscribe(r => table[(r.Key, r.Window.Start)] = r.Value);
        foreach (var batch in Replay.Batches(marks, _ => 6))
            source.OnNext(batch);
        return table;
    }
}
