using Fulfillment.Streams.Generator;
using Fulfillment.Streams.Worker.Log;
using NodaTime;

namespace Fulfillment.Streams.Worker.Demo;

/// <summary>Feeds a generated market into the embedded log: its past as fast as it goes, then live by the wall clock.</summary>
internal sealed class DemoFeed(EmbeddedLog log, string positionPath, DemoPosition market, TimeProvider time)
{
    private const int CommitEvery = 4096;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var position = DemoPosition.Load(positionPath) ?? market;
        var events = new EventGenerator(new GeneratorOptions
        {
            Seed = position.Seed,
            Start = Instant.FromUnixTimeMilliseconds(position.Start),
            Shops = position.Shops,
            SkusPerShop = position.Skus,
            EventsPerDay = position.EventsPerDay,
        });
        var count = position.Count;
        long uncommitted = 0;
        try
        {
            await foreach (var next in PacedEvents.ReadAsync(events.Skip((int)position.Count), time, cancellationToken).ConfigureAwait(false))
            {
                log.Append(next.Topic, next.Payload.Span);
                count++;
                var isBehind = next.ArrivalUnixMs < time.GetUtcNow().ToUnixTimeMilliseconds() - 1000;
                if (++uncommitted >= (isBehind ? CommitEvery : 1))
                {
                    await log.CommitAsync(cancellationToken).ConfigureAwait(false);
                    uncommitted = 0;
                }
            }
        }
        finally
        {
            await log.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            (position with { Count = count }).Save(positionPath);
        }
    }
}
