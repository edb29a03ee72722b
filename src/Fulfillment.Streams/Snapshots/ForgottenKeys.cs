using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Fulfillment.Streams.Snapshots;

/// <summary>
/// The keys of entries that left the state since the last snapshot, back to back, length first: the entries themselves may be something
/// else by the time these are written. Not thread-safe.
/// </summary>
/// <param name="kept">Bytes after which the memory is not kept for the next snapshot.</param>
[SuppressMessage("Design", "CA1001", Justification = "The stream is a buffer in memory: there is nothing to give back.")]
internal sealed class ForgottenKeys(int kept)
{
    private readonly MemoryStream _keys = new();
    private BinaryWriter? _writer;
    private int _start;

    /// <summary>Begins a key, which goes to the writer given.</summary>
    public BinaryWriter Begin()
    {
        _start = (int)_keys.Position;
        _writer ??= new BinaryWriter(_keys, Encoding.UTF8, leaveOpen: true);
        _writer.Write(0);
        return _writer;
    }

    /// <summary>Ends the key.</summary>
    public void End() =>
        BinaryPrimitives.WriteInt32LittleEndian(_keys.GetBuffer().AsSpan(_start), (int)_keys.Position - _start - sizeof(int));

    /// <summary>Writes that each of them is gone, in the order they left, and forgets them.</summary>
    public void Write(StateRecords records, RecordKind kind)
    {
        var left = _keys.GetBuffer().AsSpan(0, (int)_keys.Position);
        while (!left.IsEmpty)
        {
            var end = sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(left);
            records.Key(kind).Write(left[sizeof(int)..end]);
            records.Gone();
            left = left[end..];
        }

        _keys.SetLength(0);
        if (_keys.Capacity > kept)
        {
            _keys.Capacity = 0;
        }
    }
}
