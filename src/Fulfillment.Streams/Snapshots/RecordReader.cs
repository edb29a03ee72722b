using System.Buffers.Binary;
using System.Text;

namespace Fulfillment.Streams.Snapshots;

/// <summary>Walks the records of one blob, whose checksum was found right. Not thread-safe.</summary>
internal sealed class RecordReader(byte[] blob) : IDisposable
{
    private readonly BinaryReader _reader = new(new MemoryStream(blob, writable: false), Encoding.UTF8);
    private int _start;
    private int _next;

    /// <summary>What the record is about.</summary>
    public RecordKind Kind => (RecordKind)blob[_start + StateRecords.LengthBytes];

    /// <summary>Whether the record says that its key is gone.</summary>
    public bool IsGone => SaysGone(blob.AsSpan(_start));

    /// <summary>A copy of the value.</summary>
    public byte[] Value => blob[(_start + StateRecords.LengthBytes + KeyLength).._next];

    /// <summary>The key without the kind, and the value behind it.</summary>
    public ReadOnlySpan<byte> KeyAndValue => blob.AsSpan(_start + StateRecords.LengthBytes + 1, _next - _start - StateRecords.LengthBytes - 1);

    private int KeyLength => BinaryPrimitives.ReadInt32LittleEndian(blob.AsSpan(_start));

    /// <summary>Goes to the next record; false after the last.</summary>
    public bool MoveNext()
    {
        if (_next == blob.Length)
        {
            return false;
        }

        _start = _next;
        _next = _start + LengthOf(blob.AsSpan(_start));
        return true;
    }

    /// <summary>A reader that stands after the kind; the value follows the key.</summary>
    public BinaryReader Read()
    {
        _reader.BaseStream.Position = _start + StateRecords.LengthBytes + 1;
        return _reader;
    }

    /// <summary>How many records a blob has.</summary>
    public static int Count(ReadOnlySpan<byte> blob)
    {
        var count = 0;
        for (var start = 0; start < blob.Length; start += LengthOf(blob[start..]))
        {
            count++;
        }

        return count;
    }

    /// <summary>Where the records of a blob begin, first to last.</summary>
    /// <param name="blob">The bytes.</param>
    /// <param name="starts">Filled; as long as there are records.</param>
    public static void Index(ReadOnlySpan<byte> blob, Span<int> starts)
    {
        var start = 0;
        foreach (ref var at in starts)
        {
            at = start;
            start += LengthOf(blob[start..]);
        }
    }

    /// <summary>The record that begins at a place, lengths included.</summary>
    public static ReadOnlySpan<byte> At(ReadOnlySpan<byte> blob, int start) => blob.Slice(start, LengthOf(blob[start..]));

    /// <summary>The key of a record that <see cref="At"/> gave.</summary>
    public static ReadOnlySpan<byte> KeyOf(ReadOnlySpan<byte> record) =>
        record.Slice(StateRecords.LengthBytes, BinaryPrimitives.ReadInt32LittleEndian(record));

    /// <summary>Whether a record that <see cref="At"/> gave says that its key is gone.</summary>
    public static bool SaysGone(ReadOnlySpan<byte> record) =>
        BinaryPrimitives.ReadInt32LittleEndian(record[sizeof(int)..]) == StateRecords.GoneLength;

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private static int LengthOf(ReadOnlySpan<byte> record) => StateRecords.LengthBytes
        + BinaryPrimitives.ReadInt32LittleEndian(record) + Math.Max(0, BinaryPrimitives.ReadInt32LittleEndian(record[sizeof(int)..]));
}
