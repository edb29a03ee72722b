using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.State.Ads;

/// <summary>What was said last about one ad-spend record of a shop. The object becomes another record when this one is forgotten.</summary>
internal sealed class AdRecord(int shop, AdKey key) : ITracked
{
    private uint _mark;

    /// <inheritdoc/>
    public ref uint Mark => ref _mark;

    /// <inheritdoc/>
    public bool IsForgotten { get; set; }

    /// <summary>The shop's symbol.</summary>
    public int Shop { get; } = shop;

    public AdKey Key { get; private set; } = key;

    public long Revision { get; private set; }

    public Stamp By { get; private set; } = Stamp.None;

    public AdFigures Figures { get; private set; }

    /// <summary>Becomes a record of which nothing was said. What lists of changes still say of the one it was is no longer true of it.</summary>
    public void Begin(AdKey key)
    {
        (Key, Revision, By, Figures) = (key, 0, By with { Time = Stamp.None.Time }, default);
        (_mark, IsForgotten) = (0, false);
    }

    /// <summary>Replaces what was said.</summary>
    /// <param name="revision">The highest wins.</param>
    /// <param name="time">Event time, Unix milliseconds.</param>
    /// <param name="eventId">UTF-8; copied, into the place of the one before where it fits.</param>
    /// <param name="figures">What is said now.</param>
    public void Replace(long revision, long time, ReadOnlySpan<byte> eventId, AdFigures figures)
    {
        var id = By.EventId.Length == eventId.Length ? By.EventId : new byte[eventId.Length];
        eventId.CopyTo(id);
        (Revision, By, Figures) = (revision, new Stamp(time, id), figures);
    }

    /// <summary>Writes all but shop and key.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt64(Revision);
        By.Write(writer);
        Figures.Write(writer);
    }

    public static AdRecord Read(int shop, AdKey key, BinaryReader reader)
    {
        var record = new AdRecord(shop, key);
        (record.Revision, record.By, record.Figures) = (reader.Read7BitEncodedInt64(), Stamp.Read(reader), AdFigures.Read(reader));
        return record;
    }
}
