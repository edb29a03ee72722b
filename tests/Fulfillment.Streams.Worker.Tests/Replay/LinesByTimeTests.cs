using Fulfillment.Streams.Worker.Replay;

namespace Fulfillment.Streams.Worker.Tests.Replay;

/// <summary>Lines come by time, those of one moment as they stood in the file, however the file is ordered.</summary>
public sealed class LinesByTimeTests
{
    [Theory]
    [InlineData(new long[0])]
    [InlineData(new long[] { 1, 2, 2, 3 })]
    [InlineData(new long[] { 3, 2, 2, 1 })]
    [InlineData(new long[] { 5, 1, 6, 5, 5, 2, 6, 1 })]
    [InlineData(new[] { long.MinValue, 4, long.MinValue, 4 })]
    public void They_come_by_time_then_by_number(long[] times)
    {
        var expected = times.Select((time, number) => (time, number)).Order();
        Assert.Equal(expected, Sorted(times));
    }

    [Fact]
    public void Any_order_gives_the_same_as_sorting_all()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var times = Enumerable.Range(0, random.Next(60)).Select(i => (long)(i + random.Next(round % 20 + 1))).ToArray();
            They_come_by_time_then_by_number(times);
        }
    }

    [Theory]
    [InlineData(400, 400)]
    [InlineData(2000, 60)]
    [InlineData(60, 2000)]
    public void Lines_may_become_shorter_or_longer(int before, int after)
    {
        const int Half = 30_000;
        var lines = new LinesByTime((long)Half * (before + after));
        long start = 0;
        for (var number = 0; number < 2 * Half; number++)
        {
            var length = number < Half ? before : after;
            lines.Add(new ReplayLine(number ^ 1, start, length, number, 0));
            start += length;
        }

        Assert.Equal(Enumerable.Range(0, 2 * Half), lines.Sorted().Select(line => (int)line.Time));
    }

    private static IEnumerable<(long, int)> Sorted(long[] times)
    {
        var lines = new LinesByTime(4);
        foreach (var time in times)
        {
            lines.Add(new ReplayLine(time, 0, 1, lines.Count, 0));
        }

        Assert.Equal(times.Length, lines.Count);
        return lines.Sorted().Select(line => (line.Time, (int)line.Number));
    }
}
