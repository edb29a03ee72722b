using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.State;

/// <summary>What became of the records of one topic partition: read = applied + duplicates + late + rejected, always.</summary>
public sealed class InputCounters(Topic topic, int partition)
{
    public Topic Topic { get; } = topic;

    public int Partition { get; } = partition;

    /// <summary>Records taken from the source, over all runs of the lane.</summary>
    public long Read => Applied + Duplicates + Late + Rejected;

    /// <summary>Events applied for the first time.</summary>
    public long Applied { get; set; }

    /// <summary>Events delivered again.</summary>
    public long Duplicates { get; set; }

    /// <summary>Events further behind the lane clock than the retention.</summary>
    public long Late { get; set; }

    /// <summary>Records that are no events.</summary>
    public long Rejected { get; set; }

    /// <summary>Event time of the newest event, Unix milliseconds.</summary>
    public long LastEventAt { get; set; } = Absent.Number;

    /// <summary>Watermark of the input, Unix milliseconds.</summary>
    public long Clock { get; set; } = Absent.Number;

    /// <summary>Whether anything changed since the last flush.</summary>
    internal bool IsTouched { get; set; }

    internal void Write(BinaryWriter writer)
    {
        writer.Write(Applied);
        writer.Write(Duplicates);
        writer.Write(Late);
        writer.Write(Rejected);
        writer.Write(LastEventAt);
        writer.Write(Clock);
    }

    internal void Restore(BinaryReader reader)
    {
        Applied = reader.ReadInt64();
        Duplicates = reader.ReadInt64();
        Late = reader.ReadInt64();
        Rejected = reader.ReadInt64();
        LastEventAt = reader.ReadInt64();
        Clock = reader.ReadInt64();
    }
}
