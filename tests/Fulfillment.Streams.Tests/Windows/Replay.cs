using System.Reactive.Subjects;
using Fulfillment.Streams.Time;
using Fulfillment.Streams.Windows;
using NodaTime;

namespace Fulfillment.Streams.Tests.Windows;

/// <summary>Runs events through an operator and keeps the table that a reader of its results ends up with.</summary>
internal static class Replay
{
    public static readonly Duration Everything = Duration.FromDays(30);

    /// <summary>Three keys, times of either sign, distinct amounts; small numbers are spread over the whole range, too.</summary>
    public static Mark[] Marks(int[] numbers, int range = 150, int scale = 1) => [.. numbers.Select((number, i) =>
    {
        var spread = unchecked((uint)number * 2_654_435_761) >> 8;
        return new Mark("abc"[(int)(spread % 3)].ToString(), (spread / 3 % range - range / 2) * scale, i);
    })];

    public static IEnumerable<ClockedBatch<Mark>> Batches(IReadOnlyList<Mark> marks, Func<int, int> sizeOf, long bound = 0)
    {
        var clock = EventTime.None;
        for (var from = 0; from < marks.Count;)
        {
            var batch = marks.Skip(from).Take(sizeOf(from)).ToArray();
            clock = batch.Aggregate(clock, (c, mark) => Math.Max(c, mark.Time - bound));
            yield return new ClockedBatch<Mark>(batch, clock);
            from += batch.Length;
        }
    }

    /// <summary>The final table: upserts replace, retractions must hit what they take back.</summary>
    public static SortedDictionary<(string Key, long Start), (long End, string Amounts)> Table(
        string name, IEnumerable<ClockedBatch<Mark>> batches, WindowOptions<Mark> options)
    {
        var table = new SortedDictionary<(string, long), (long, string)>();
        using var source = new Subject<ClockedBatch<Mark>>();
        using var subscription = WindowOperatorTable.Build(name, source, m => m.Time, m => m.Key, new Bag(), options).Subscribe(batch =>
        {
            foreach (var result in batch.Events.Span)
            {
                var (key, row) = ((result.Key, result.Window.Start), (result.Window.End, result.Value));
                if (result.Change == WindowChange.Upsert)
                {
                    table[key] = row;
                    continue;
                }
                Assert.Equal(row, table[key]);
                table.Remove(key);
            }
        });
        foreach (var batch in batches)
            source.OnNext(batch);
        source.OnCompleted();
        return table;
    }

    public static SortedDictionary<(string Key, long Start), (long End, string Amounts)> Table(
        string name, IReadOnlyList<Mark> marks, Func<int, int>? sizeOf = null, WindowOptions<Mark>? options = null) =>
        Table(name, Batches(marks, sizeOf ?? (_ => 5)), options ?? new() { Retention = Everything });

    /// <summary>Every result with the number of its batch, as text.</summary>
    public static List<string> Emitted<T, TKey, TOut>(
        IEnumerable<ClockedBatch<T>> batches, Func<IObservable<ClockedBatch<T>>, IObservable<ClockedBatch<WindowResult<TKey, TOut>>>> build)
    {
        var (emitted, number) = (new List<string>(), 0);
        using var source = new Subject<ClockedBatch<T>>();
        using var subscription = build(source).Subscribe(batch =>
        {
            emitted.AddRange(batch.Events.ToArray().Select(result => $"{number:000} {result}"));
            number++;
        });
        foreach (var batch in batches)
            source.OnNext(batch);
        source.OnCompleted();
        return emitted;
    }

    public static Mark[] Shuffle(Mark[] marks, int seed)
    {
        var shuffled = marks.ToArray();
        new Random(seed).Shuffle(shuffled);
        return shuffled;
    }
}
