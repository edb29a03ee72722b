using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Chaos.Tests.Arrival;

/// <summary>
/// Stories in which everything said of an order, and every moment spoken of, lies within a day. What an event says may be older
/// than the event, and rows of sell-through further back than the retention stand as they were written; so only of such
/// orders does the lateness of their events tell alone what counts.
/// </summary>
internal static class ShortLives
{
    private const long Day = 86_400_000;

    public static IReadOnlyList<Said> Shortened(this IReadOnlyList<Said> story)
    {
        var begins = story.Where(s => Order(s) is not null).GroupBy(s => (s.Shop, Order(s))).ToDictionary(g => g.Key, g => g.Min(s => s.At));
        return [.. story.Select(said => Order(said) is { } order ? Shortened(said, begins[(said.Shop, order)]) : said)];
    }

    /// <summary>The first and the last moment a story speaks of, milliseconds.</summary>
    public static (long First, long Last) Span(this IReadOnlyList<Said> story)
    {
        var moments = story.SelectMany(s => s is OrderSaid order ? [s.At, order.CreateTime ?? s.At, order.PaidTime ?? s.At] : new[] { s.At }).ToArray();
        return (moments.Min(), moments.Max());
    }

    private static Said Shortened(Said said, long begin) => said switch
    {
        OrderSaid order => order with
        {
            At = Within(order.At, begin),
            CreateTime = order.CreateTime is { } created ? Within(created, begin) : null,
            PaidTime = order.PaidTime is { } paid ? Within(paid, begin) : null,
        },
        _ => said with { At = Within(said.At, begin) },
    };

    private static long Within(long time, long begin) => begin + ((((time - begin) % Day) + Day) % Day);

    private static string? Order(Said said) => (said as OrderSaid)?.OrderId ?? (said as ScanSaid)?.OrderId;
}
