namespace Fulfillment.Streams.Worker.Http;

/// <summary>
/// Collects NDJSON lines across reads, copied back to back into one buffer that is reused from batch to batch.
/// Not thread-safe.
/// </summary>
internal sealed class LineBatch
{
    private readonly List<Range> lines = [];
    private byte[] buffer = new byte[1 << 16];
    private int lineStart;
    private int end;

    /// <summary>Complete lines held.</summary>
    public int Count => lines.Count;

    /// <summary>Bytes of the complete lines held.</summary>
    public int CompleteBytes => lineStart;

    /// <summary>Bytes of the line begun.</summary>
    public int OpenBytes => end - lineStart;

    /// <summary>Adds bytes as they came; a line may span calls.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'\n') is var newline and >= 0)
        {
            Copy(bytes[..newline]);
            EndLine();
            bytes = bytes[(newline + 1)..];
        }

        Copy(bytes);
    }

    /// <summary>Ends the line begun, if any. Blank lines and a carriage return before the newline are dropped.</summary>
    public void EndLine()
    {
        var length = buffer.AsSpan(lineStart, end - lineStart).TrimEnd((byte)'\r').Length;
        if (buffer.AsSpan(lineStart, length).ContainsAnyExcept((byte)' ', (byte)'\t'))
        {
            lines.Add(lineStart..(lineStart + length));
            lineStart += length;
        }

        end = lineStart;
    }

    /// <summary>The complete lines; valid until <see cref="Clear"/>.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Lines() => [.. lines.Select(line => (ReadOnlyMemory<byte>)buffer.AsMemory(line))];

    /// <summary>Forgets the complete lines and keeps the one begun.</summary>
    public void Clear()
    {
        buffer.AsSpan(lineStart, end - lineStart).CopyTo(buffer);
        end -= lineStart;
        lineStart = 0;
        lines.Clear();
    }

    private void Copy(ReadOnlySpan<byte> bytes)
    {
        if (buffer.Length - end < bytes.Length)
            Array.Resize(ref buffer, (int)Math.Min(Math.Max(buffer.Length * 2L, (long)end + bytes.Length), Array.MaxLength));
        bytes.CopyTo(buffer.AsSpan(end));
        end += bytes.Length;
    }
}
