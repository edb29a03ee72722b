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

    /// <summary>Whether bytes begin as those under this seal.</summary>
    public bool Begins(byte[] bytes) => bytes.AsSpan().StartsWith(magic);

    /// <summary>A reader of the content; null with the reason where it is not whole or of another version.</summary>
    /// <param name="bytes">All of it.</param>
    /// <param name="version">The only version that is read.</param>
    /// <param name="otherwise">Said of other versions, behind their number.</param>
    /// <param name="reason">Why there is no reader.</param>
    public BinaryReader? Open(byte[] bytes, int version, string otherwise, out string reason)
    {
        reason = "";
        var body = bytes.AsSpan(0, Math.Max(0, bytes.Length - ChecksumLength));
        if (!body.StartsWith(magic))
        {
            reason = $"it is not {what}";
        }
        else if (!XxHash128.Hash(body).AsSpan().SequenceEqual(bytes.AsSpan(body.Length)))
        {
            reason = "its checksum does not match";
        }
        else if (BitConverter.ToInt32(body[magic.Length..]) is var found && found != version)
        {
            reason = $"its format is version {found}{otherwise}";
        }

        return reason.Length > 0 ? null : new BinaryReader(new MemoryStream(bytes, HeadLength, body.Length - HeadLength));
    }
}
