namespace Fulfillment.Streams.Snapshots;

/// <summary>The newest state of a lane that can be read from its store.</summary>
/// <param name="Source">Identity of the source its offsets belong to.</param>
/// <param name="FormatVersion">Version of the layout of the blobs.</param>
/// <param name="Blobs">Their bytes, oldest first, every checksum found right.</param>
public sealed record StoredState(string Source, int FormatVersion, IReadOnlyList<byte[]> Blobs);
