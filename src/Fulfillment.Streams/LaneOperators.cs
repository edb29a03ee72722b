using System.Reactive;
using System.Reactive.Linq;
using Fulfillment.Streams.Analytics;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Sink;
using Fulfillment.Streams.State;

namespace Fulfillment.Streams;

/// <summary>The steps of <see cref="FulfillmentPipeline"/>, each a thin operator over a batch.</summary>
internal static class LaneOperators
{
    public static IObservable<EventBatch> Decode(this IObservable<RawBatch> records, Lane lane) =>
        records.Select(raw =>
        {
            var batch = lane.Decoder.Decode(raw);
            batch.Raw = raw;
            return batch;
        });

    public static IObservable<EventBatch> WithClock(this IObservable<EventBatch> batches, Lane lane) => batches.Do(lane.Judge);

    /// <summary>Applies a batch, returns its memory, and passes on the records that were set apart.</summary>
    public static IObservable<IReadOnlyList<DeadLetter>> MergeInto(this IObservable<EventBatch> batches, Lane lane) =>
        batches.Select(IReadOnlyList<DeadLetter> (batch) =>
        {
            using (batch)
            {
                lane.Merge(batch);
                return [.. batch.Rejected, .. LateLetters.Of(batch, lane.Now)];
            }
        });

    public static IObservable<(Changes? Changes, IReadOnlyList<DeadLetter> Letters)> ChangesAt(
        this IObservable<IReadOnlyList<DeadLetter>> merged, IObservable<Unit> ticks, Lane lane) =>
        merged
            .Buffer(ticks)
            .Select((Changes?, IReadOnlyList<DeadLetter>) (letters) => (lane.TakeChanges(), [.. letters.SelectMany(l => l)]));

    public static IObservable<Flush> Upserts(
        this IObservable<(Changes? Changes, IReadOnlyList<DeadLetter> Letters)> flushes, Lane lane) =>
        flushes.Select(flush =>
        {
            IReadOnlyList<RowBuffer> rows = flush.Changes is { } changes
                ? [.. lane.Analytics.SelectMany(a => a.Rows(changes)).Where(r => r.Count > 0)] : [];
            if (flush.Changes is { } done)
            {
                lane.Settle(done);
            }

            return new Flush(rows, flush.Letters);
        });
}
