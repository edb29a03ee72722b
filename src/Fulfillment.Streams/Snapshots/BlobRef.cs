using System.IO.Hashing;

namespace Fulfillment.Streams.Snapshots;

/// <summary>A blob as a manifest names it.</summary>
/// <param name="Name">Its name in the store.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Checksum">Of its bytes.</param>
internal readonly record struct BlobRef(string Name, long Length, UInt128 Checksum)
{
    /// <summary>Whether these are the blob's bytes, every one of them.</summary>
    public bool Matches(byte[]? bytes) => bytes is not null && bytes.LongLength == Length && XxHash128.HashToUInt128(bytes) == Checksum;
}
