using Fulfillment.Streams.Generator;
using Fulfillment.Streams.Worker.Log;
using NodaTime;

namespace Fulfillment.Streams.Worker.Demo;

/// <summary>Feeds a generated market into the embedded log: its past as fast as it goes, then live by the wall clock.</summary>
internal sealed class DemoFeed(EmbeddedLog log, string positionPath, DemoPosition market, TimeProvider time)
{
    private const int CommitEvery = 4096;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

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
        var (count, durable) = (position.Count, position.Count);
        try
        {
            await foreach (var next in PacedEvents.ReadAsync(events.Skip((int)position.Count), time, cancellationToken).ConfigureAwait(false))
            {
                while (!TryAppend(next))
                {
                    await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
                }

                count++;
                var isBehind = next.ArrivalUnixMs < time.GetUtcNow().ToUnixTimeMilliseconds() - 1000;
                if (count - durable >= (isBehind ? CommitEvery : 1) && await TryCommitAsync(cancellationToken).ConfigureAwait(false))
                {
                    durable = count;
                }
            }
        }
        finally
        {
            durable = await TryCommitAsync(CancellationToken.None).ConfigureAwait(false) ? count : durable;
            Save(position with { Count = durable });
        }
    }

    /// <summary>Appends unless the log's disk is full; the log says so itself.</summary>
    private bool TryAppend(GeneratedEvent next)
    {
        try
        {
            log.Append(next.Topic, next.Payload.Span);
            return true;
        }
        catch (LogDiskException)
        {
            return false;
        }
    }

    /// <summary>Commits what was appended, or leaves it to a later commit where the disk is full.</summary>
    private async Task<bool> TryCommitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await log.CommitAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (LogDiskException)
        {
            return false;
        }
    }

    private void Save(DemoPosition position)
    {
        try
        {
            position.Save(positionPath);
        }
        catch (IOException)
        {
            // the disk is full: what was appended since the last save comes again, and is counted as repeated
        }
    }
}
