using Fulfillment.Streams.Windows;

namespace Fulfillment.Streams.Tests.Windows;

/// <summary>Whatever is done to a pane table, it holds what a dictionary would that is done the same to.</summary>
public sealed class PaneTableModelTests
{
    private const long Size = 10;
    private const long Retention = 20;
    private static readonly TumblingWindows Windows = new(Size);

    [Fact]
    public void Whole_numbers_side_by_side() => Try(random => random.Next(0, 300), key => key);

    [Fact]
    public void Whole_numbers_of_any_size() => Try(random => random.Next(3) == 0 ? random.Next(-5, 2000) : random.Next(), key => key);

    [Fact]
    public void Whole_numbers_that_begin_large() => Try(random => (random.Next(0, 40) * random.Next(0, 40)) + 900, key => key);

    [Fact]
    public void Other_keys() => Try(random => random.Next(0, 300), key => $"k{key}");

    [Fact]
    public void Pairs_of_numbers() => Try(random => random.Next(0, 300), key => (key / 20, key % 20));

    [Fact]
    public void Keys_of_one_hash() => Try(random => random.Next(0, 60), key => new Alike(key));

    private static void Try<TKey>(Func<Random, int> number, Func<int, TKey> keyOf)
        where TKey : notnull
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var (table, model, touched) = (new PaneTable<TKey, long>(), new Dictionary<(TKey, long), long>(), new List<(TKey, long)>());
            long clock = 0;
            for (var step = 0; step < 1500; step++)
            {
                var (key, start) = (keyOf(number(random)), Windows.StartOf(clock - random.Next(0, 35)));
                switch (random.Next(100))
                {
                    case < 90:
                        table.Touch(key, start, out var added) += step;
                        Assert.Equal(!model.ContainsKey((key, start)), added);
                        model[(key, start)] = model.GetValueOrDefault((key, start)) + step;
                        if (!touched.Contains((key, start)))
                        {
                            touched.Add((key, start));
                        }

                        break;
                    case < 94:
                        Assert.Equal(model.TryGetValue((key, start), out var expected), table.TryGet(key, start, out var found));
                        Assert.Equal(expected, found);
                        break;
                    case < 96:
                        Assert.Equal(touched, Keys(table, table.Touched.ToArray()));
                        table.ClearTouched();
                        touched.Clear();
                        break;
                    default:
                        clock += random.Next(0, 15);
                        var gone = model.Keys.Where(k => k.Item2 + Size + Retention <= clock && !touched.Contains(k)).ToList();
                        Assert.Equal(gone.Count, table.Expire(Windows, clock, Retention));
                        gone.ForEach(k => model.Remove(k));
                        break;
                }
            }

            Assert.Equal(model.Count, table.Count);
            Assert.Equal(model.Keys.OrderBy(k => k.Item2).ThenBy(k => k.Item1, Comparer<TKey>.Create(Order)), Keys(table, table.InOrder()));
            Assert.Equal(model, table.InOrder().ToDictionary(slot => (table.KeyOf(slot).Key, table.KeyOf(slot).Start), slot => table[slot]));
            Assert.All(model.Keys.GroupBy(k => k.Item2), window => Assert.Equal(window.Count(), table.SlotsAt(window.Key).Count()));
        }
    }

    private readonly record struct Alike(int Number) : IComparable<Alike>
    {
        public override int GetHashCode() => 7;

        public int CompareTo(Alike other) => Number.CompareTo(other.Number);
    }

    private static int Order<TKey>(TKey a, TKey b) => a is string text ? string.CompareOrdinal(text, b as string) : Comparer<TKey>.Default.Compare(a, b);

    private static IEnumerable<(TKey, long)> Keys<TKey>(PaneTable<TKey, long> table, int[] slots)
        where TKey : notnull => slots.Select(slot => (table.KeyOf(slot).Key, table.KeyOf(slot).Start));
}
