namespace Fulfillment.Streams.Time;

public sealed partial class WatermarkTracker
{
    private const byte SnapshotVersion = 1;

    /// <summary>Writes clock and inputs; equal states give equal bytes. Wall time is not part of the state.</summary>
    public void Write(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(SnapshotVersion);
        writer.Write(Clock);
        writer.Write(_inputs.Count);
        foreach (var input in Inputs)
        {
            writer.Write(input.Topic);
            writer.Write(input.Partition);
            writer.Write(_inputs[input].Newest);
        }
    }

    /// <summary>Replaces clock and inputs by those of a snapshot. All inputs count as active from now on.</summary>
    /// <exception cref="InvalidDataException">The snapshot is of an unknown version or damaged.</exception>
    /// <exception cref="EndOfStreamException">The snapshot ends early; the tracker is unchanged.</exception>
    public void Read(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var version = reader.ReadByte();
        if (version != SnapshotVersion)
            throw new InvalidDataException($"Watermark snapshot has version {version}; this program reads {SnapshotVersion}.");
        var clock = reader.ReadInt64();
        var count = reader.ReadInt32();
        if (count < 0)
            throw new InvalidDataException($"Watermark snapshot has {count} inputs.");
        var now = _wallTime.GetTimestamp();
        var inputs = new Dictionary<InputId, Input>();
        for (var i = 0; i < count; i++)
            inputs[new InputId(reader.ReadString(), reader.ReadInt32())] = new Input(reader.ReadInt64(), now);

        _inputs.Clear();
        foreach (var (input, state) in inputs)
            _inputs.Add(input, state);
        Clock = clock;
    }
}
