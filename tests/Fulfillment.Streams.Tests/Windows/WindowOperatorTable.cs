using System.Reactive.Linq;
using Fulfillment.Streams.Time;
using Fulfillment.Streams.Windows;

namespace Fulfillment.Streams.Tests.Windows;

/// <summary>What a test may replace in an operator's arguments.</summary>
internal sealed record Parts
{
    public Func<Mark, long> Time { get; init; } = mark => mark.Time;

    public Func<Mark, string> By { get; init; } = mark => mark.Key;

    public IAggregate<Mark, long, long> Aggregate { get; init; } = Aggregates.Sum<Mark>(mark => mark.Amount);
}

/// <summary>Every window operator under a name, so that one test can say what all of them do.</summary>
internal static class WindowOperatorTable
{
    public static readonly string[] Names = ["tumbling", "local day", "hopping", "gaps", "rolling", "rolling days", "sliding", "session", "rollup"];

    private static readonly RollupWindows Sizes = new(new TumblingWindows(5, 2), new TumblingWindows(20, 7), new TumblingWindows(100, 47));

    public static IObservable<ClockedBatch<WindowResult<string, long>>> Build(
        string name, IObservable<ClockedBatch<Mark>> source, Parts parts, WindowOptions<Mark> options) =>
        Build(name, source, parts.Time, parts.By, parts.Aggregate, options);

    public static IObservable<ClockedBatch<WindowResult<string, TOut>>> Build<TAcc, TOut>(
        string name,
        IObservable<ClockedBatch<Mark>> source,
        Func<Mark, long> time,
        Func<Mark, string> by,
        IAggregate<Mark, TAcc, TOut> aggregate,
        WindowOptions<Mark> options)
    {
        var days = new LocalDayWindows(ShopCalendar.Default);
        return name switch
        {
            "tumbling" => source.TumblingWindow(new TumblingWindows(20, 7), time, by, aggregate, options),
            "local day" => source.LocalDayWindow(days, time, by, aggregate, options),
            "hopping" => source.HoppingWindow(new HoppingWindows(30, 8, 3), time, by, aggregate, options),
            "gaps" => source.HoppingWindow(new HoppingWindows(9, 30, -7), time, by, aggregate, options),
            "rolling" => source.RollingWindow(new RollingWindows<TumblingWindows>(new TumblingWindows(9, 2), 3), time, by, aggregate, options),
            "rolling days" => source.RollingWindow(new RollingWindows<LocalDayWindows>(days, 7), time, by, aggregate, options),
            "sliding" => source.SlidingWindow(new SlidingWindows(25), time, by, aggregate, options),
            "rollup" => source.RollupWindow(Sizes, time, by, aggregate, options).Select(batch => batch with { Events = NamedBySize(batch.Events) }),
            "session" => source.SessionWindow(new SessionWindows(6), time, by, aggregate, options),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such operator."),
        };
    }

    // Windows of several sizes may have the same start, so a table of them needs the size in its key.
    private static WindowResult<string, TOut>[] NamedBySize<TOut>(ReadOnlyMemory<WindowResult<string, TOut>> results) =>
        [.. results.ToArray().Select(r => r with { Key = $"{r.Key}/{r.Window.Length}" })];
}
