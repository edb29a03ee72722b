namespace Fulfillment.Streams.State;

/// <summary>
/// Which of two statements about the same thing is later: by event time, then by event id (UTF-8 byte order), never
/// by arrival. Total, so last-writer-wins commutes.
/// </summary>
/// <param name="Time">Event time, Unix milliseconds.</param>
/// <param name="EventId">UTF-8.</param>
public readonly record struct Stamp(long Time, byte[] EventId)
{
    /// <summary>Below every real stamp.</summary>
    public static readonly Stamp None = new(long.MinValue, []);

    /// <summary>Negative, zero or positive as the given statement is earlier than, the same as or later than this one.</summary>
    public int Challenge(long time, ReadOnlySpan<byte> eventId) => Challenge(Time, EventId, time, eventId);

    /// <summary>The same for one that is held elsewhere, its id in memory that is used again.</summary>
    internal static int Challenge(long heldTime, ReadOnlySpan<byte> heldId, long time, ReadOnlySpan<byte> eventId) =>
        time != heldTime ? time.CompareTo(heldTime) : eventId.SequenceCompareTo(heldId);

    internal void Write(BinaryWriter writer) => Write(writer, Time, EventId);

    internal static void Write(BinaryWriter writer, long time, ReadOnlySpan<byte> eventId)
    {
        writer.Write(time);
        writer.WriteBytes(eventId);
    }

    internal static Stamp Read(BinaryReader reader) => new(reader.ReadInt64(), reader.ReadByteArray());
}
