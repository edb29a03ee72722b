using Fulfillment.Streams.Generator;
using Fulfillment.Streams.Windows;

namespace Fulfillment.Streams.Benchmarks.Windowing;

/// <summary>An hour of sales of a thousand products, a few of which sell most; about in order, as they arrive.</summary>
internal static class Sales
{
    /// <summary>Milliseconds between the first and the last.</summary>
    public const long Span = 3_600_000;

    /// <summary>When they begin: a full day.</summary>
    public const long Begin = 1_780_272_000_000;

    /// <summary>Sizes of the windows.</summary>
    public static readonly long[] Sizes = [60_000, 3_600_000, 86_400_000];

    /// <summary>The same.</summary>
    public static readonly RollupWindows Rollup = new([.. Sizes.Select(s => new TumblingWindows(s))]);

    private const int Skus = 1000;
    private const int DisorderMax = 5000;

    public static Sale[] Make(int events)
    {
        var random = new DeterministicRandom(11, 0);
        var sales = new Sale[events];
        for (var n = 0; n < events; n++)
        {
            var popularity = random.Between(0, 1000) * random.Between(0, 1000) / 1000; // the product of two draws: small ones are frequent
            var time = Math.Max(0, (Span * n / events) - random.Between(0, DisorderMax));
            sales[n] = new Sale((int)Math.Min(popularity, Skus - 1), Begin + time, random.Between(1, 3));
        }

        return sales;
    }
}
