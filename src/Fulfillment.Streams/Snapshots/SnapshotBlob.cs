using System.IO.Hashing;

namespace Fulfillment.Streams.Snapshots;

/// <summary>Some records of a snapshot, as bytes in pieces. Immutable.</summary>
/// <param name="Pieces">The bytes.</param>
public sealed record SnapshotBlob(IReadOnlyList<ReadOnlyMemory<byte>> Pieces)
{
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
}
