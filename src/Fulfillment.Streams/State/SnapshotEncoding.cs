namespace Fulfillment.Streams.State;

/// <summary>How byte strings are written in snapshots: a 7-bit encoded length, then the bytes.</summary>
internal static class SnapshotEncoding
{
    /// <summary>Writes a byte string.</summary>
    public static void WriteBytes(this BinaryWriter writer, ReadOnlySpan<byte> bytes)
    {
        writer.Write7BitEncodedInt(bytes.Length);
        writer.Write(bytes);
    }

    /// <summary>Reads what <see cref="WriteBytes"/> wrote.</summary>
    /// <exception cref="EndOfStreamException">The snapshot ends inside the string.</exception>
    public static byte[] ReadByteArray(this BinaryReader reader)
    {
        var length = reader.Read7BitEncodedInt();
        var bytes = reader.ReadBytes(length);
        return bytes.Length == length ? bytes : throw new EndOfStreamException();
    }
}
