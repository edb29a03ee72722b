namespace Fulfillment.Streams.Worker.Http;

/// <summary>Protobuf messages with their length before each, as a varint.</summary>
internal sealed class MessageBatch : RecordBatch
{
    private const string Rule = "Every message needs its length before it, as writeDelimitedTo writes it.";
    private const int LengthBytes = 5; // 31 bits

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<byte> bytes)
    {
        Copy(bytes);
        while (Length(Open) is var (from, length) && length <= OpenBytes - from)
            Complete(from, from + length);
    }

    /// <inheritdoc/>
    public override void End()
    {
        if (OpenBytes > 0)
            throw new MalformedBodyException($"The body ends inside a message, {OpenBytes} bytes after its beginning. {Rule}");
    }

    /// <summary>The length that comes next and the bytes it takes itself; null where not all of it is there.</summary>
    private static (int From, int Length)? Length(ReadOnlySpan<byte> bytes)
    {
        var length = 0L;
        for (var i = 0; i < bytes.Length; i++)
        {
            length |= (long)(bytes[i] & 0x7F) << (7 * i);
            if (i == LengthBytes || length > int.MaxValue)
                throw new MalformedBodyException($"A message has a length of over 31 bits. {Rule}");
            if (bytes[i] < 0x80)
                return (i + 1, (int)length);
        }

        return null;
    }
}
