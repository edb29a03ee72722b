using System.Globalization;
using System.Text;

namespace Fulfillment.Streams.Snapshots;

/// <summary>What a snapshot consists of. Immutable.</summary>
/// <param name="Epoch">Assignment epoch of who wrote it.</param>
/// <param name="Sequence">Counts the snapshots of that epoch from 1.</param>
/// <param name="Source">Identity of the source its offsets belong to; state is good for any source, offsets only for this one.</param>
/// <param name="Base">Blobs with the whole state of some moment; none where <paramref name="Changes"/> begin with nothing.</param>
/// <param name="Merged">The blobs that were merged into the base, kept in case one of the base is damaged.</param>
/// <param name="Changes">What changed since, oldest first: each entry is the blobs of one snapshot.</param>
internal sealed record Manifest(
    uint Epoch, uint Sequence, string Source, IReadOnlyList<BlobRef> Base, IReadOnlyList<BlobRef> Merged, IReadOnlyList<IReadOnlyList<BlobRef>> Changes)
{
    /// <summary>
    /// Version of the layout of manifests and records. Raise it with every change and keep reading the older ones; 1 and 2 were whole
    /// files. Since 4 orders are packed; a chain that 3 began may go on with such, since an order's record says how it is laid out.
    /// </summary>
    public const int FormatVersion = 4;

    /// <summary>The oldest version that is read here.</summary>
    private const int OldestVersion = 3;

    /// <summary>How names of manifests end.</summary>
    public const string Suffix = ".manifest";

    /// <summary>How names of those end after which their owner writes no more. In the name, so that a list of names tells.</summary>
    private const string LastSuffix = ".last" + Suffix;

    /// <summary>The first version whose manifests may hold small blobs themselves.</summary>
    private const int FirstToHoldBlobs = 4;

    private static readonly Sealed Seal = new("FSMANIF1"u8.ToArray(), "a snapshot's manifest");

    /// <summary>The version it was read in; what is written is of the newest.</summary>
    public int ReadVersion { get; private init; } = FormatVersion;

    /// <summary>Whether its owner wrote nothing after it.</summary>
    public bool IsLast { get; init; }

    /// <summary>Sorts as epoch and sequence do.</summary>
    public string Name => NameOf(Epoch, Sequence) + (IsLast ? LastSuffix : Suffix);

    /// <summary>All blobs that must stay for this snapshot to be read.</summary>
    public IEnumerable<BlobRef> Blobs => [.. Base, .. Merged, .. Changes.SelectMany(c => c)];

    /// <summary>What names of an epoch's snapshot begin with.</summary>
    public static string NameOf(uint epoch, uint sequence) => FormattableString.Invariant($"{epoch:D10}-{sequence:D10}");

    /// <summary>Manifests among names of blobs, newest first.</summary>
    public static IEnumerable<string> Among(IEnumerable<string> names) =>
        names.Where(n => n.EndsWith(Suffix, StringComparison.Ordinal)).OrderDescending(StringComparer.Ordinal);

    /// <summary>Whether that is the name of a manifest after which its owner writes no more.</summary>
    public static bool SaysLast(string name) => name.EndsWith(LastSuffix, StringComparison.Ordinal);

    /// <summary>The epoch of who wrote a manifest, by its name.</summary>
    public static uint EpochOf(string name) => uint.Parse(name.AsSpan(0, name.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture);

    /// <summary>The bytes, with a checksum.</summary>
    public byte[] Encode()
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            Seal.Begin(writer, FormatVersion);
            writer.Write(Epoch);
            writer.Write(Sequence);
            writer.Write(Source);
            Write(writer, Base);
            Write(writer, Merged);
            writer.Write(Changes.Count);
            foreach (var change in Changes)
            {
                Write(writer, change);
            }
        }

        Sealed.End(stream);
        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="Encode"/> wrote; null with the reason where it is not whole.</summary>
    public static Manifest? Decode(byte[] bytes, out string reason)
    {
        using var reader = Seal.Open(bytes, OldestVersion, FormatVersion, $" and this program reads up to version {FormatVersion}", out var version, out reason);
        var holdsBlobs = version >= FirstToHoldBlobs;
        return reader is null ? null : new Manifest(
            reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadString(), Read(reader, holdsBlobs), Read(reader, holdsBlobs),
            [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => Read(reader, holdsBlobs))]) { ReadVersion = version };
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<BlobRef> blobs)
    {
        writer.Write(blobs.Count);
        foreach (var blob in blobs)
        {
            writer.Write(blob.Name);
            writer.Write(blob.Length);
            writer.Write((ulong)(blob.Checksum >> 64));
            writer.Write((ulong)blob.Checksum);
            writer.Write(blob.Content is not null);
            writer.Write(blob.Content ?? []);
        }
    }

    private static BlobRef[] Read(BinaryReader reader, bool holdsBlobs)
    {
        var blobs = new BlobRef[reader.ReadInt32()];
        for (var i = 0; i < blobs.Length; i++)
        {
            var blob = new BlobRef(reader.ReadString(), reader.ReadInt64(), new UInt128(reader.ReadUInt64(), reader.ReadUInt64()));
            blobs[i] = holdsBlobs && reader.ReadBoolean() ? blob with { Content = reader.ReadBytes((int)blob.Length) } : blob;
        }

        return blobs;
    }
}
