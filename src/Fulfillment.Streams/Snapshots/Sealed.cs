using System.IO.Hashing;

namespace Fulfillment.Streams.Snapshots;

/// <summary>Bytes under seal: magic, format version, content, and a 128-bit checksum over all of it.</summary>
/// <param name="magic">What they begin with.</param>
/// <param name="what">What they are, for complaints: "a snapshot".</param>
internal sealed class Sealed(byte[] magic, string what)
{
    private const int ChecksumLength = 16;

    private int HeadLength => magic.Length + sizeof(int);

    /// <summary>Writes magic and version; the content follows.</summary>
    public void Begin(BinaryWriter writer, int version)
    {
        writer.Write(magic);
        writer.Write(version);
    }

    /// <summary>Puts the checksum behind what was written.</summary>
    public static void End(MemoryStream stream) => stream.Write(XxHash128.Hash(stream.GetBuffer().AsSpan(0, (int)stream.Length)));

    /// <summary>A reader of the content; null with the reason where it is not whole or of another version.</summary>
    /// <param name="bytes">All of it.</param>
    /// <param name="oldest">The oldest version that is read.</param>
    /// <param name="newest">The newest version that is read.</param>
    /// <param name="otherwise">Said of other versions, behind their number.</param>
    /// <param name="version">The version they are of.</param>
    /// <param name="reason">Why there is no reader.</param>
    public BinaryReader? Open(byte[] bytes, int oldest, int newest, string otherwise, out int version, out string reason)
    {
        (version, reason) = (0, "");
        var body = bytes.AsSpan(0, Math.Max(0, bytes.Length - ChecksumLength));
        if (!body.StartsWith(magic))
        {
            reason = $"it is not {what}";
        }
        else if (!XxHash128.Hash(body).AsSpan().SequenceEqual(bytes.AsSpan(body.Length)))
        {
            reason = "its checksum does not match";
        }
        else if (BitConverter.ToInt32(body[magic.Length..]) is var found && (found < oldest || found > newest))
        {
            reason = $"its format is version {found}{otherwise}";
        }

        version = reason.Length > 0 ? 0 : BitConverter.ToInt32(body[magic.Length..]);
        return reason.Length > 0 ? null : new BinaryReader(new MemoryStream(bytes, HeadLength, body.Length - HeadLength));
    }
}
