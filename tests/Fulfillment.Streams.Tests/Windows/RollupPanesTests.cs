using System.Runtime.CompilerServices;
using Fulfillment.Streams.Windows;

namespace Fulfillment.Streams.Tests.Windows;

/// <summary>Panes of several sizes against a dictionary for each size, and what a caller may do wrong.</summary>
public sealed class RollupPanesTests
{
    private const long Retention = 20;
    private static readonly RollupWindows Windows = new(new TumblingWindows(10), new TumblingWindows(30), new TumblingWindows(120));

    [Fact]
    public void Whatever_is_done_each_size_holds_what_it_would_alone()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var (random, panes, model) = (new Random(seed), new RollupPanes<long, WholeSum>(Windows, default, Retention), new Model());
            panes.Expire(model.Clock);
            for (var step = 1; step < 600; step++)
            {
                switch (random.Next(100))
                {
                    case < 90:
                        var (key, time) = (random.Next(seed % 2 == 0 ? 40 : 700), model.Clock - random.Next(-20, 140));
                        ref var pending = ref panes.Touch(key, time, out _);
                        Assert.Equal(panes.Takes(time), !Unsafe.IsNullRef(ref pending));
                        Assert.Equal(model.Add(key, time, step), !Unsafe.IsNullRef(ref pending));
                        if (!Unsafe.IsNullRef(ref pending))
                            pending += step;
                        break;
                    default:
                        AssertRollsUp(panes, model);
                        var clock = model.Clock + random.Next(0, 25);
                        AssertShowsEnding(panes, model, model.Clock, clock);
                        var removed = new List<int>();
                        panes.Expire(clock, removed.Add);
                        Assert.Equal(model.Expire(clock), removed.Order());
                        break;
                }
            }
        }
    }

    [Fact]
    public void A_cell_tells_whether_it_has_got_anything_since_it_was_rolled_up()
    {
        var panes = new RollupPanes<long, WholeSum>(Windows, default, Retention);

        panes.Touch(7, 5, out var first) = 3;
        panes.Touch(7, 6, out var second) += 4;
        RollUp(panes);
        panes.Touch(7, 5, out var afterwards) += 1;

        Assert.Equal((true, false, true), (first, second, afterwards));
        Assert.Equal([(0, 10, 7, 8), (0, 30, 7, 8), (0, 120, 7, 8)], RollUp(panes));
    }

    [Fact]
    public void Cells_come_by_size_then_page_then_key()
    {
        var panes = new RollupPanes<long, WholeSum>(Windows, default, Retention);
        foreach (var key in new[] { 70, 3, 64, 1 })
            panes.Touch(key, 15, out _) = key;

        Assert.Equal([64, 70, 1, 3], RollUp(panes).Where(c => c.End - c.Start == 10).Select(c => c.Key));
    }

    [Fact]
    public void Sums_beyond_64_bits_are_an_error()
    {
        var panes = new RollupPanes<long, WholeSum>(Windows, default, Retention);
        panes.Touch(0, 0, out _) = long.MaxValue;
        RollUp(panes);
        panes.Touch(0, 0, out _) = 1;

        Assert.Throws<OverflowException>(() => RollUp(panes));
    }

    [Fact]
    public void Negative_keys_and_what_has_not_been_rolled_up_are_errors()
    {
        var panes = new RollupPanes<long, WholeSum>(Windows, default, Retention);
        Assert.Throws<ArgumentOutOfRangeException>("key", () => panes.Touch(-1, 0, out _) = 1);

        panes.Touch(0, 0, out _) = 1;

        Assert.StartsWith("Cells were touched that have not been rolled up", Assert.Throws<InvalidOperationException>(() => panes.Expire(5)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("retention", () => new RollupPanes<long, WholeSum>(Windows, default, -1));
        Assert.Throws<ArgumentNullException>("windows", () => new RollupPanes<long, WholeSum>(null!, default, 1));
    }

    [Fact]
    public void Accumulators_of_expired_windows_are_let_go()
    {
        var panes = new RollupPanes<List<long>, Aggregate>(Windows, default, Retention);
        var amounts = Mention(panes);

        panes.Expire(1000);
        GC.Collect();

        Assert.False(amounts.IsAlive, "The accumulator of an expired window is still referred to.");
        GC.KeepAlive(panes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // so that no local of the test holds the list
    private static WeakReference Mention(RollupPanes<List<long>, Aggregate> panes)
    {
        var amounts = new List<long> { 1 };
        panes.Touch(3, 3, out _) = amounts;
        var changed = new Seen<List<long>>([]);
        panes.RollUp(ref changed);
        Assert.Equal(3, changed.Cells.Count);
        Assert.All(changed.Cells, cell => Assert.NotSame(amounts, cell.Value)); // a cell shares its parts with no other
        return new WeakReference(changed.Cells[2].Value);
    }

    private static void AssertRollsUp(RollupPanes<long, WholeSum> panes, Model model) =>
        Assert.Equal(model.TakeTouched(), RollUp(panes).Order());

    private static void AssertShowsEnding(RollupPanes<long, WholeSum> panes, Model model, long after, long until)
    {
        var ending = new Seen<long>([]);
        panes.VisitEnding(after, until, ref ending);
        var ends = ending.Cells.Select(c => (c.End, c.End - c.Start)).ToList();

        Assert.Equal(model.Cells.Where(c => c.Key.End > after && c.Key.End <= until).Select(c => (c.Key.Start, c.Key.End, c.Key.Number, c.Value)).Order(), ending.Cells.Order());
        Assert.Equal(ends.Order(), ends);
    }

    private static List<(long Start, long End, int Key, long Value)> RollUp(RollupPanes<long, WholeSum> panes)
    {
        var changed = new Seen<long>([]);
        panes.RollUp(ref changed);
        return changed.Cells;
    }

    private readonly struct Aggregate : IMonoid<List<long>>
    {
        public List<long> Zero => [];

        public void Merge(ref List<long> accumulator, in List<long> other) => accumulator.AddRange(other);
    }

    private readonly record struct Seen<TAcc>(List<(long Start, long End, int Key, TAcc Value)> Cells) : IPaneVisitor<TAcc>
    {
        public void Visit(TimeWindow window, int key, in TAcc value) => Cells.Add((window.Start, window.End, key, value));
    }

    /// <summary>The same by dictionary, each size on its own.</summary>
    private sealed class Model
    {
        private readonly HashSet<(long Start, long End, int Number)> touched = [];

        public Dictionary<(long Start, long End, int Number), long> Cells { get; } = [];

        public long Clock { get; private set; }

        public bool Add(int key, long time, long value)
        {
            var taken = false;
            foreach (var size in Windows.Sizes)
            {
                var cell = (Start: size.StartOf(time), End: size.StartOf(time) + size.Size, key);
                if (cell.End + Retention <= Clock)
                    continue;
                taken = true;
                touched.Add(cell);
                Cells[cell] = Cells.GetValueOrDefault(cell) + value;
            }
            return taken;
        }

        public List<(long Start, long End, int Key, long Value)> TakeTouched()
        {
            var cells = touched.Select(c => (c.Start, c.End, c.Number, Cells[c])).Order().ToList();
            touched.Clear();
            return cells;
        }

        /// <summary>The keys of expired windows of the largest size.</summary>
        public List<int> Expire(long clock)
        {
            Clock = clock;
            var expired = Cells.Keys.Where(c => c.End + Retention <= clock).ToList();
            expired.ForEach(c => Cells.Remove(c));
            return [.. expired.Where(c => c.End - c.Start == Windows.Sizes[^1].Size).Select(c => c.Number).Order()];
        }
    }
}
