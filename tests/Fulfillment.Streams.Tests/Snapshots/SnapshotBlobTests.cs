using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.Tests.Snapshots;

/// <summary>The memory of blobs is used again, and never while somebody may read it.</summary>
public sealed class SnapshotBlobTests : LaneSnapshotsStory
{
    [Fact]
    public void Blobs_that_are_kept_do_not_change_whatever_becomes_of_others()
    {
        var random = new Random(7);
        var kept = new List<(SnapshotBlob Blob, UInt128 Checksum)>();
        for (var i = 0; i < 40; i++)
        {
            var text = new string((char)('a' + (i % 26)), random.Next(1, 3 << 20));
            foreach (var blob in Changes(("k", text)))
            {
                if (random.Next(2) == 0)
                {
                    kept.Add((blob, blob.Checksum()));
                }
                else
                {
                    blob.Release();
                    blob.Release(); // changes nothing
                    Assert.Throws<ObjectDisposedException>(() => blob.Pieces);
                    Assert.Throws<ObjectDisposedException>(() => blob.Length);
                }
            }
        }

        Assert.All(kept, b => Assert.Equal(b.Checksum, b.Blob.Checksum()));
    }
}
