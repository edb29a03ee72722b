using System.IO.Hashing;
using System.Text;

namespace Fulfillment.Streams.Worker.Snapshots;

/// <summary>
/// A snapshot as bytes: magic, format version, source, state, and a 128-bit checksum over all of it, so that a torn or
/// flipped file is never taken for state.
/// </summary>
public static class SnapshotFile
{
    /// <summary>Version of the layout, of the state's included. Raise it with every change and keep reading the older ones.</summary>
    public const int FormatVersion = 2;

    private const int ChecksumLength = 16;
    private static readonly byte[] Magic = "FSSNAP01"u8.ToArray();

    /// <summary>The bytes of a snapshot.</summary>
    public static byte[] Encode(Snapshot snapshot)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(FormatVersion);
            writer.Write(snapshot.Source);
            writer.Write(snapshot.State.Length);
            writer.Write(snapshot.State.Span);
        }

        stream.Write(XxHash128.Hash(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="Encode"/> wrote; null with the reason where it is not whole.</summary>
    public static Snapshot? Decode(byte[] bytes, out string reason)
    {
        reason = "";
        var body = bytes.AsSpan(0, Math.Max(0, bytes.Length - ChecksumLength));
        if (!body.StartsWith(Magic))
        {
            reason = "it is not a snapshot";
        }
        else if (!XxHash128.Hash(body).AsSpan().SequenceEqual(bytes.AsSpan(body.Length)))
        {
            reason = "its checksum does not match";
        }
        else if (BitConverter.ToInt32(body[Magic.Length..]) is var version && version != FormatVersion)
        {
            reason = $"its format is version {version} and this program reads version {FormatVersion}";
        }
        else
        {
            using var reader = new BinaryReader(new MemoryStream(bytes, Magic.Length + sizeof(int), body.Length - Magic.Length - sizeof(int)));
            var source = reader.ReadString();
            var length = reader.ReadInt32();
            return new Snapshot(source, reader.ReadBytes(length));
        }

        return null;
    }
}
