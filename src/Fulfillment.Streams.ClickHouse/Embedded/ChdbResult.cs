namespace Fulfillment.Streams.ClickHouse.Embedded;

/// <summary>An answer, or the handle of a streamed one, in native memory. Not thread-safe.</summary>
internal sealed unsafe class ChdbResult(nint handle) : IDisposable
{
    /// <summary>chDB's pointer; 0 once disposed.</summary>
    public nint Handle { get; private set; } = handle;

    /// <summary>Bytes in the answer.</summary>
    public long Length => (long)Chdb.Length(Handle);

    /// <summary>Copies up to <paramref name="target"/>'s length from <paramref name="offset"/>; returns how much.</summary>
    public int CopyTo(Span<byte> target, long offset)
    {
        var count = (int)Math.Min(target.Length, Length - offset);
        new ReadOnlySpan<byte>(Chdb.Buffer(Handle) + offset, count).CopyTo(target);
        return count;
    }

    /// <summary>Frees the answer.</summary>
    public void Dispose()
    {
        if (Handle != 0)
        {
            Chdb.Destroy(Handle);
            Handle = 0;
        }
    }
}
