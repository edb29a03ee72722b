using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.Ingest;

/// <summary>The late output: events beyond retention, with their original bytes, so that nothing vanishes.</summary>
internal static class LateLetters
{
    public static IEnumerable<DeadLetter> Of(EventBatch batch, DateTimeOffset now)
    {
        if (batch.Late.Count == 0 || batch.Raw is not { } raw)
        {
            yield break;
        }

        var row = 0;
        for (var record = 0; record < raw.Count && row < batch.Events.Count; record++)
        {
            if (raw.Offset(record) != batch.Events.Offset[row])
            {
                continue; // rejected
            }

            if (batch.Late.Contains(row++))
            {
                yield return new DeadLetter(
                    batch.Topic, batch.Partition, raw.Offset(record), "late", now, raw.Payload(record).ToArray(), raw.Format(record));
            }
        }
    }
}
