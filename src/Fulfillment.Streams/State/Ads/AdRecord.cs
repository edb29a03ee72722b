using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.State.Ads;

/// <summary>What was said last about one ad-spend record of a shop. The object becomes another record when this one is forgotten.</summary>
internal sealed class AdRecord(int shop, AdKey key) : ITracked
{
    private uint _mark;
    private long _time = Stamp.None.Time;
    private byte[] _eventId = []; // and room: ids of one record differ in length, and it is restated again and again
    private int _idLength;

    /// <inheritdoc/>
    public ref uint Mark => ref _mark;

    /// <inheritdoc/>
    public bool IsForgotten { get; set; }

    /// <summary>The shop's symbol.</summary>
    public int Shop { get; } = shop;

    public AdKey Key { get; private set; } = key;

    public long Revision { get; private set; }

    public AdFigures Figures { get; private set; }

    /// <summary>Becomes a record of which nothing was said. What lists of changes still say of the one it was is no longer true of it.</summary>
    public void Begin(AdKey key)
    {
        (Key, Revision, Figures) = (key, 0, default);
        (_time, _idLength, _mark, IsForgotten) = (Stamp.None.Time, 0, 0, false);
    }

    /// <summary>Negative, zero or positive as a statement is earlier than, the same as or later than the one held; see <see cref="Stamp"/>.</summary>
    public int Challenge(long time, ReadOnlySpan<byte> eventId) =>
        Stamp.Challenge(_time, _eventId.AsSpan(0, _idLength), time, eventId);

    /// <summary>Replaces what was said.</summary>
    /// <param name="revision">The highest wins.</param>
    /// <param name="time">Event time, Unix milliseconds.</param>
    /// <param name="eventId">UTF-8; copied.</param>
    /// <param name="figures">What is said now.</param>
    public void Replace(long revision, long time, ReadOnlySpan<byte> eventId, AdFigures figures)
    {
        if (_eventId.Length < eventId.Length)
        {
            _eventId = new byte[eventId.Length];
        }

        eventId.CopyTo(_eventId);
        (Revision, _time, _idLength, Figures) = (revision, time, eventId.Length, figures);
    }

    /// <summary>Writes all but shop and key.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt64(Revision);
        Stamp.Write(writer, _time, _eventId.AsSpan(0, _idLength));
        Figures.Write(writer);
    }

    public static AdRecord Read(int shop, AdKey key, BinaryReader reader)
    {
        var record = new AdRecord(shop, key) { Revision = reader.Read7BitEncodedInt64() };
        (record._time, record._eventId) = Stamp.Read(reader);
        (record._idLength, record.Figures) = (record._eventId.Length, AdFigures.Read(reader));
        return record;
    }
}
