using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Fulfillment.Streams.Snapshots;

/// <summary>
/// Gathers the records of a snapshot: key and value of everything that changed since the one before. Records are packed into
/// blobs, each of which can be read on its own. Not thread-safe.
/// </summary>
/// <remarks>
/// A record is: length of the key and length of the value as 32-bit integers, −1 for a value that is gone; the key, of which
/// the first byte is the kind; the value. Of two records of one key the later counts.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The stream is a buffer in memory: there is nothing to give back.")]
internal sealed class StateRecords
{
    /// <summary>A blob is closed when it has reached this many bytes.</summary>
    public const int BlobBytes = 32 << 20;

    private const int RecordBytesKept = 8 << 20; // the longest that are usual are the ids of a day since the last snapshot

    /// <summary>Bytes of the two lengths in front of a record.</summary>
    public const int LengthBytes = 2 * sizeof(int);

    /// <summary>The value length of a key that is gone.</summary>
    public const int GoneLength = -1;

    private readonly MemoryStream _record = new();
    private readonly BinaryWriter _writer;
    private readonly List<SnapshotBlob> _blobs = [];
    private List<ReadOnlyMemory<byte>> _pieces = [];
    private byte[] _piece = [];
    private int _used;
    private long _blobBytes;
    private int _keyEnd;

    /// <summary>No records.</summary>
    public StateRecords() => _writer = new BinaryWriter(_record, Encoding.UTF8, leaveOpen: true);

    /// <summary>Number of records since the last <see cref="Close"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Begins a record; the key goes to the writer given.</summary>
    public BinaryWriter Key(RecordKind kind)
    {
        _record.SetLength(LengthBytes);
        _record.Position = LengthBytes;
        _writer.Write((byte)kind);
        return _writer;
    }

    /// <summary>Ends the key; the value goes to the writer given.</summary>
    public BinaryWriter Value()
    {
        _keyEnd = (int)_record.Position;
        return _writer;
    }

    /// <summary>Ends the record.</summary>
    public void End() => Append((int)_record.Position - _keyEnd);

    /// <summary>Ends the key: nothing is kept under it any more.</summary>
    public void Gone()
    {
        Value();
        Append(GoneLength);
    }

    /// <summary>Whether a blob is full and was not taken.</summary>
    public bool HasFull => _blobs.Count > 0;

    /// <summary>The blobs that are full; they are the caller's.</summary>
    public IReadOnlyList<SnapshotBlob> TakeFull()
    {
        SnapshotBlob[] full = [.. _blobs];
        _blobs.Clear();
        return full;
    }

    /// <summary>The blobs that are left, the last one closed. Records that follow are the next snapshot's.</summary>
    public IReadOnlyList<SnapshotBlob> Close()
    {
        if (_blobBytes > 0)
        {
            CloseBlob();
        }

        Count = 0;
        if (_record.Capacity > RecordBytesKept)
        {
            _record.SetLength(0);
            _record.Capacity = 0; // one giant order is no reason to keep as much for ever
        }

        return TakeFull();
    }

    /// <summary>Copies a whole record, lengths included.</summary>
    public void Copy(ReadOnlySpan<byte> record)
    {
        Count++;
        _blobBytes += record.Length;
        while (!record.IsEmpty)
        {
            if (_used == _piece.Length)
            {
                ClosePiece();
                _piece = SnapshotBlob.NewPiece();
            }

            var count = Math.Min(record.Length, _piece.Length - _used);
            record[..count].CopyTo(_piece.AsSpan(_used));
            _used += count;
            record = record[count..];
        }

        if (_blobBytes >= BlobBytes)
        {
            CloseBlob();
        }
    }

    private void Append(int valueLength)
    {
        var record = _record.GetBuffer().AsSpan(0, (int)_record.Position);
        BinaryPrimitives.WriteInt32LittleEndian(record, _keyEnd - LengthBytes);
        BinaryPrimitives.WriteInt32LittleEndian(record[sizeof(int)..], valueLength);
        Copy(record);
    }

    private void ClosePiece()
    {
        if (_used > 0)
        {
            _pieces.Add(_piece.AsMemory(0, _used));
        }

        (_piece, _used) = ([], 0);
    }

    private void CloseBlob()
    {
        ClosePiece();
        _blobs.Add(new SnapshotBlob(_pieces));
        (_pieces, _blobBytes) = ([], 0);
    }
}
