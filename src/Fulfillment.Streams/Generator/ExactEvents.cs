using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Generator;

/// <summary>Cuts an endless stream to an exact length.</summary>
public static class ExactEvents
{
    /// <summary>
    /// Exactly <paramref name="total"/> messages: <paramref name="malformed"/> that are certain to be rejected, spread evenly
    /// by chance over all kinds and topics, and the first of <paramref name="events"/> for the rest. Repetitions count.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or more malformed messages than messages.</exception>
    public static IEnumerable<GeneratedEvent> Of(IEnumerable<GeneratedEvent> events, long total, long malformed, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        ArgumentOutOfRangeException.ThrowIfNegative(malformed);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(malformed, total);
        return Mix(events, total, malformed, seed);
    }

    private static IEnumerable<GeneratedEvent> Mix(IEnumerable<GeneratedEvent> events, long total, long malformed, long seed)
    {
        var random = new DeterministicRandom(seed, 4);
        using var source = events.GetEnumerator();
        var shop = "shop-1";
        var now = 0L;
        var made = 0;
        for (var left = total; left > 0; left--)
        {
            // Selection sampling: each position is taken with the probability that leaves the exact number at the end.
            // The first stays an original, so that broken messages have a time and a shop to be from.
            var first = left == total && malformed < total;
            if (!first && random.Below(left) < malformed)
            {
                malformed--;
                var kind = made % MalformedEvents.Count;
                var topic = (Topic)random.Below(TopicNames.Count);
                yield return MalformedEvents.Make(kind, topic, shop, now, ++made);
                continue;
            }

            if (!source.MoveNext())
                yield break;

            (shop, now) = (source.Current.ShopId, source.Current.ArrivalUnixMs);
            yield return source.Current;
        }
    }
}
