using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.State;

public sealed partial class Lane
{
    /// <summary>Writes the whole state; call it between flushes. The layout is versioned by the snapshot that holds it.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(_flushes);
        writer.Write(_forgottenBefore);
        foreach (var topic in TopicNames.All)
        {
            writer.Write(Offsets[topic]);
        }

        foreach (var counters in _counters)
        {
            counters.Write(writer);
        }

        Words.Symbols.Write(writer);
        Clock.Write(writer);
        _seen.Write(writer);
        _closed.Write(writer);
        Shops.Write(writer);
        foreach (var analytic in Analytics)
        {
            analytic.Write(writer);
        }
    }

    /// <summary>Restores what <see cref="Write"/> wrote, into an empty lane.</summary>
    /// <exception cref="IOException">The snapshot is not whole.</exception>
    public void Read(BinaryReader reader)
    {
        _flushes = reader.ReadUInt32();
        _forgottenBefore = reader.ReadInt64();
        var offsets = new long[TopicNames.Count];
        for (var topic = 0; topic < offsets.Length; topic++)
        {
            offsets[topic] = reader.ReadInt64();
        }

        Offsets = new LaneOffsets(offsets);
        foreach (var counters in _counters)
        {
            counters.Restore(reader);
        }

        Words.Symbols.Read(reader);
        Clock.Read(reader);
        _seen.Read(reader);
        _closed.Read(reader);
        Shops.Read(reader);
        foreach (var shop in Shops.All)
        {
            _unsettled[shop] = _flushes;
        }

        foreach (var analytic in Analytics)
        {
            analytic.Read(reader);
        }
    }
}
