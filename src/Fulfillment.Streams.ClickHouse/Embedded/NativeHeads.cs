namespace Fulfillment.Streams.ClickHouse.Embedded;

/// <summary>What ClickHouse's Native format has before values: of a block how many columns and rows it has, of a column its name and type.</summary>
internal static class NativeHeads
{
    /// <summary>Begins a block.</summary>
    public static void WriteBlock(Stream to, int columns, int rows)
    {
        var writer = new BinaryWriter(to); // numbers seven bits a byte, as the format has them
        writer.Write7BitEncodedInt(columns);
        writer.Write7BitEncodedInt(rows);
    }

    /// <summary>Begins a column.</summary>
    public static void WriteColumn(Stream to, string name, string type)
    {
        var writer = new BinaryWriter(to); // texts in UTF-8 behind their length
        writer.Write(name);
        writer.Write(type);
    }
}
