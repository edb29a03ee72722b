using Confluent.Kafka;
using Fulfillment.Streams.Ingest;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Kafka.Source;

/// <summary>
/// Reports each step of a lane's offsets that is not to the next one. The broker's log start, which every answer to a
/// fetch carries, tells records that expired from offsets that never held one. Used by the source's thread only.
/// </summary>
internal sealed partial class GapWatch(IConsumer<Ignore, Ignore> consumer, KafkaOptions options, ILogger logger)
{
    private readonly SourceGaps gaps = new("records");
    private readonly HashSet<(Topic, int)> warned = [];

    /// <summary>Takes a step forwards past the next offset, or backwards.</summary>
    public void Take(OffsetStep step)
    {
        var marks = consumer.GetWatermarkOffsets(new TopicPartition(options.NameOf(step.Topic), step.Partition));
        foreach (var gap in step.Judge(Known(marks.Low), Known(marks.High)))
        {
            if (gaps.Count(gap))
            {
                Say(gap, step.Arrived);
            }
        }
    }

    private void Say(SourceGap gap, long arrived)
    {
        var topic = options.NameOf(gap.Topic);
        switch (gap.Cause)
        {
            case GapCause.Expired:
                Log.Expired(logger, topic, gap.Partition, gap.Size, gap.From, gap.To);
                break;
            case GapCause.Shortened:
                Log.Shortened(logger, topic, gap.Partition, gap.To, gap.From, arrived, gap.Size);
                break;

            // Markers of transactions come all the time and are only counted; of anything longer once per partition is enough.
            case GapCause.Absent when gap.Size > 1 && warned.Add((gap.Topic, gap.Partition)):
                Log.Absent(logger, topic, gap.Partition, gap.Size, gap.From, gap.To);
                break;
        }
    }

    private static long? Known(Offset offset) => offset.Value < 0 ? null : offset.Value;
}
