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
        if (length == 0)
        {
            return [];
        }

        var bytes = GC.AllocateUninitializedArray<byte>(length);
        reader.BaseStream.ReadExactly(bytes); // the reader keeps nothing of its own: it was not asked for characters
        return bytes;
    }
}
