using System.Buffers;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Fulfillment.Streams.Snapshots;

/// <summary>
/// Some records of a snapshot, as bytes in pieces. They do not change, until whoever owns the blob gives their memory back. Not
/// thread-safe.
/// </summary>
public sealed class SnapshotBlob
{
    internal const int PieceBytes = 1 << 20;

    // For the next blobs, of all lanes together: what merges have in hand, and snapshots of some lanes.
    private static readonly int PiecesKept = (SnapshotMerge.AtOnceMax * (StateRecords.BlobBytes / PieceBytes + 1)) + 48;

    // Of the collector's heap they would be large objects, dead within a second: only full collections take those.
    private static readonly ArrayPool<byte> Spare = ArrayPool<byte>.Create(PieceBytes, PiecesKept);

    private IReadOnlyList<ReadOnlyMemory<byte>>? _pieces;

    /// <param name="pieces">The bytes, in arrays of <see cref="NewPiece"/>, which are the blob's from now on.</param>
    internal SnapshotBlob(IReadOnlyList<ReadOnlyMemory<byte>> pieces) => _pieces = pieces;

    /// <summary>The bytes.</summary>
    /// <exception cref="ObjectDisposedException">They were released.</exception>
    public IReadOnlyList<ReadOnlyMemory<byte>> Pieces
    {
        get
        {
            ObjectDisposedException.ThrowIf(_pieces is null, this);
            return _pieces;
        }
    }

    /// <summary>Number of bytes.</summary>
    public long Length => Pieces.Sum(p => (long)p.Length);

    /// <summary>128-bit checksum of the bytes.</summary>
    public UInt128 Checksum()
    {
        var hash = new XxHash128();
        foreach (var piece in Pieces)
        {
            hash.Append(piece.Span);
        }

        return hash.GetCurrentHashAsUInt128();
    }

    /// <summary>A copy of the bytes, in one piece.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        var at = 0;
        foreach (var piece in Pieces)
        {
            piece.Span.CopyTo(bytes.AsSpan(at));
            at += piece.Length;
        }

        return bytes;
    }

    /// <summary>
    /// Gives the memory to other blobs; a second call changes nothing. For the owner, once nobody reads the pieces any more; a blob that
    /// is just forgotten costs the collector some work and nothing else.
    /// </summary>
    public void Release()
    {
        var pieces = _pieces;
        _pieces = null;
        foreach (var piece in pieces ?? [])
        {
            if (MemoryMarshal.TryGetArray(piece, out var array) && array.Array is { Length: PieceBytes } bytes)
            {
                Spare.Return(bytes);
            }
        }
    }

    /// <summary>An array of <see cref="PieceBytes"/>; what is in it is what was left there.</summary>
    internal static byte[] NewPiece() => Spare.Rent(PieceBytes);
}
