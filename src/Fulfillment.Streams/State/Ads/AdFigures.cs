namespace Fulfillment.Streams.State.Ads;

/// <summary>The figures of an ad-spend record, or a sum of them. Money in micros.</summary>
internal readonly record struct AdFigures(long Records, long Spend, long Impressions, long Clicks, long Conversions, long Gmv)
{
    public static AdFigures operator +(AdFigures a, AdFigures b) => new(
        a.Records + b.Records, a.Spend + b.Spend, a.Impressions + b.Impressions,
        a.Clicks + b.Clicks, a.Conversions + b.Conversions, a.Gmv + b.Gmv);

    public static AdFigures operator -(AdFigures a, AdFigures b) => new(
        a.Records - b.Records, a.Spend - b.Spend, a.Impressions - b.Impressions,
        a.Clicks - b.Clicks, a.Conversions - b.Conversions, a.Gmv - b.Gmv);

    public void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt64(Records);
        writer.Write7BitEncodedInt64(Spend);
        writer.Write7BitEncodedInt64(Impressions);
        writer.Write7BitEncodedInt64(Clicks);
        writer.Write7BitEncodedInt64(Conversions);
        writer.Write7BitEncodedInt64(Gmv);
    }

    public static AdFigures Read(BinaryReader reader) => new(
        reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64(),
        reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64());
}
