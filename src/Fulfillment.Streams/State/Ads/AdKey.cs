namespace Fulfillment.Streams.State.Ads;

/// <summary>What one ad-spend record is about; all but the hour are symbols, empty where the event did not say.</summary>
internal readonly record struct AdKey(int Campaign, int AdGroup, int Sku, int Region, long Hour)
{
    public void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(Campaign);
        writer.Write7BitEncodedInt(AdGroup);
        writer.Write7BitEncodedInt(Sku);
        writer.Write7BitEncodedInt(Region);
        writer.Write(Hour);
    }

    public static AdKey Read(BinaryReader reader) => new(
        reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(),
        reader.Read7BitEncodedInt(), reader.ReadInt64());
}
