using System.Reactive;
using System.Reactive.Linq;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Sink;
using Fulfillment.Streams.State;

namespace Fulfillment.Streams;

/// <summary>The whole flow of one lane, in the order data takes. Each step is an operator in the folder named beside it.</summary>
public static class FulfillmentPipeline
{
    /// <summary>
    /// Runs a lane. Both inputs must notify on one thread at a time; flushes come on that thread. Completion of
    /// <paramref name="records"/> flushes what is left and completes; an error passes through.
    /// </summary>
    /// <param name="records">Batches of one lane, which become the pipeline's to dispose.</param>
    /// <param name="ticks">When to write what changed; every 0.3 seconds by default.</param>
    /// <param name="lane">The state; nobody else may touch it meanwhile.</param>
    public static IObservable<Flush> Run(IObservable<RawBatch> records, IObservable<Unit> ticks, Lane lane) =>
        records
            .Decode(lane)           // Ingest:    JSON or Protobuf → typed columns; rejects are values
            .WithClock(lane)        // Time:      watermarks → lane clock; what is too late is set apart
            .MergeInto(lane)        // State:     commutative, idempotent state per shop
            .ChangesAt(ticks, lane) // State:     once per tick, what was touched since the last
            .Upserts(lane);         // Analytics: windows → full rows of every touched cell, versioned
}
