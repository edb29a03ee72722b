using System.IO.Hashing;

namespace Fulfillment.Streams.Snapshots;

/// <summary>A blob as a manifest names it.</summary>
/// <param name="Name">Its name in the store.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Checksum">Of its bytes.</param>
/// <param name="Content">Its bytes, where it is so small that the manifest holds it; null where it is in the store.</param>
internal readonly record struct BlobRef(string Name, long Length, UInt128 Checksum, byte[]? Content = null)
{
    /// <summary>A small blob.</summary>
    public static BlobRef Inline(string name, SnapshotBlob blob) =>
        new(name, blob.Length, blob.Checksum(), blob.ToArray());

    /// <summary>Whether these are the blob's bytes, every one of them.</summary>
    public bool Matches(ReadOnlySpan<byte> bytes) => bytes.Length == Length && XxHash128.HashToUInt128(bytes) == Checksum;
}
