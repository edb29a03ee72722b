using Fulfillment.Streams.Benchmarks.Measuring;
using Fulfillment.Streams.Benchmarks.Reporting;

namespace Fulfillment.Streams.Benchmarks.Windowing;

/// <summary>B2: sums per SKU and minute, hour and day, one core.</summary>
internal static class WindowBench
{
    private const double OfRx = 100;

    public static Task<Line> MeasureAsync(Scale scale)
    {
        var events = scale.Of(inShort: 20_000, inFull: 200_000);
        if (!WindowContenders.Agree(events))
        {
            throw new InvalidOperationException("The contenders find different sums for the same sales.");
        }

        WindowContenders.Sizes = [events];
        var seconds = Micro.Run<WindowContenders>(scale.Runs);
        var ours = seconds[nameof(WindowContenders.Ours)].PerSecond(events, "rolled-up panes", "events/s");
        var tables = seconds[nameof(WindowContenders.Tables)].PerSecond(events, "a table for each size", "events/s");
        var operators = seconds[nameof(WindowContenders.Operators)].PerSecond(events, "window operator", "events/s");
        var rx = seconds[nameof(WindowContenders.Rx)].PerSecond(events, "naive Rx", "events/s");
        var ratio = ours.Median / rx.Median;
        return Task.FromResult(Line.Of(
            "B2",
            $"{ours.Median.Millions()} events/s",
            $"{ratio.Times()} naive Rx",
            ratio >= OfRx,
            [ours, tables, operators, rx],
            $"{ours.Spread()}; {tables.Spread()}, {(tables.Median / rx.Median).Times()} naive Rx; {operators.Spread()}, {(operators.Median / rx.Median).Times()} naive Rx; {rx.Spread()}; an event goes into three windows"));
    }
}
