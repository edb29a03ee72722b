using System.Diagnostics;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.State;

public sealed partial class Lane
{
    private readonly StateRecords _records = new();
    private uint _generation;

    /// <summary>Whether a snapshot was begun and is not complete.</summary>
    public bool IsTakingSnapshot { get; private set; }

    /// <summary>
    /// Begins a snapshot of the state as it is now, which must be right after a flush and with none under way. Takes time
    /// proportional to what was forgotten since the last; the rest is done by <see cref="ContinueSnapshot"/>, and what changes
    /// meanwhile does not show in it.
    /// </summary>
    public void BeginSnapshot()
    {
        _generation++;
        IsTakingSnapshot = true;
        _records.Key(RecordKind.Lane);
        WriteHeader(_records.Value());
        _records.End();
        Words.Symbols.Write(_records);
        _closed.Begin(_records, _generation);
        _seen.Begin(_records, _generation);
        _changes.Begin(_records);
    }

    /// <summary>Goes on with the snapshot under way for about as long as given.</summary>
    /// <returns>What changed since the last snapshot, once all of it is gathered; null before.</returns>
    public IReadOnlyList<SnapshotBlob>? ContinueSnapshot(TimeSpan budget)
    {
        var began = Stopwatch.GetTimestamp();
        while (IsTakingSnapshot)
        {
            if (!_changes.Continue() && !_seen.Continue(_records))
            {
                IsTakingSnapshot = false;
                return _records.Close();
            }

            if (Stopwatch.GetElapsedTime(began) >= budget)
            {
                break;
            }
        }

        return null;
    }

    /// <summary>Makes the next snapshot hold everything, whether it changed or not.</summary>
    public void TouchAll()
    {
        Words.Symbols.TouchAll();
        _seen.TouchAll();
        _closed.TouchAll();
        foreach (var shop in Shops.All)
        {
            shop.TouchAll();
        }
    }

    private void WriteHeader(BinaryWriter writer)
    {
        writer.Write(_generation);
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

        Clock.Write(writer);
    }

    private void ReadHeader(BinaryReader reader)
    {
        _generation = reader.ReadUInt32();
        ReadPosition(reader);
        Clock.Read(reader);
    }

    private void ReadPosition(BinaryReader reader)
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
    }
}
