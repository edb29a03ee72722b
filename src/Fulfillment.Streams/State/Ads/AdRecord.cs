using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.State.Ads;

/// <summary>What was said last about one ad-spend record of a shop.</summary>
internal sealed class AdRecord(int shop, AdKey key) : ITracked
{
    private uint _mark;

    /// <inheritdoc/>
    public ref uint Mark => ref _mark;

    /// <inheritdoc/>
    public bool IsForgotten { get; set; }

    /// <summary>The shop's symbol.</summary>
    public int Shop { get; } = shop;

    public AdKey Key { get; } = key;

    public long Revision { get; private set; }

    public Stamp By { get; private set; } = Stamp.None;

    public AdFigures Figures { get; private set; }

    /// <summary>Replaces what was said.</summary>
    public void Replace(long revision, Stamp by, AdFigures figures) => (Revision, By, Figures) = (revision, by, figures);

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
        record.Replace(reader.Read7BitEncodedInt64(), Stamp.Read(reader), AdFigures.Read(reader));
        return record;
    }
}
