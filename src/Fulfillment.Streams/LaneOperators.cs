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
                return batch.Rejected.Count + batch.Late.Count == 0 ? [] : [.. batch.Rejected, .. LateLetters.Of(batch, lane.Now)];
            }
        });

    public static IObservable<(Changes? Changes, IReadOnlyList<DeadLetter> Letters)> ChangesAt(
        this IObservable<IReadOnlyList<DeadLetter>> merged, IObservable<Unit> ticks, Lane lane) =>
        merged
            .Buffer(ticks)
            .Select((Changes?, IReadOnlyList<DeadLetter>) (letters) =>
                (lane.TakeChanges(), letters.All(l => l.Count == 0) ? [] : [.. letters.SelectMany(l => l)]));

    public static IObservable<Flush> Upserts(
        this IObservable<(Changes? Changes, IReadOnlyList<DeadLetter> Letters)> flushes, Lane lane) =>
        flushes.Select(flush =>
        {
            List<RowBuffer> rows = [];
            if (flush.Changes is { } changes)
            {
                lane.Show(changes);
                foreach (var analytic in lane.Analytics)
                {
                    AddFilled(rows, analytic.Rows(changes));
                }

                lane.Settle(changes);
            }

            return new Flush(rows, flush.Letters);
        });

    private static void AddFilled(List<RowBuffer> rows, ReadOnlySpan<RowBuffer> tables)
    {
        foreach (var table in tables)
        {
            if (table.Count > 0)
            {
                rows.Add(table);
            }
        }
    }
}
