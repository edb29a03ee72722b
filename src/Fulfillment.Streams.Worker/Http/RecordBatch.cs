using System.Buffers;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Worker.Http;

/// <summary>
/// Collects a body's records across reads, copied back to back into one buffer that is reused from batch to batch, and after
/// <see cref="Release"/> by another body. Not thread-safe.
/// </summary>
internal abstract class RecordBatch
{
    private readonly PooledList<Range> records = new();
    private readonly PooledList<ReadOnlyMemory<byte>> slices = new();
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
    private int end;

    /// <summary>Complete records held.</summary>
    public int Count => records.Count;

    /// <summary>Bytes of the complete records held.</summary>
    public int CompleteBytes { get; private set; }

    /// <summary>Bytes of the record begun.</summary>
    public int OpenBytes => end - CompleteBytes;

    /// <summary>The record begun, as far as it came.</summary>
    protected ReadOnlySpan<byte> Open => buffer.AsSpan(CompleteBytes, OpenBytes);

    /// <summary>An empty batch for bodies of a format.</summary>
    public static RecordBatch Of(RecordFormat format) => format == RecordFormat.Protobuf ? new MessageBatch() : new LineBatch();

    /// <summary>Adds bytes as they came; a record may span calls.</summary>
    /// <exception cref="MalformedBodyException">They cannot be told apart into records.</exception>
    public abstract void Add(ReadOnlySpan<byte> bytes);

    /// <summary>Ends the record begun, if any, where the body ends.</summary>
    /// <exception cref="MalformedBodyException">It is not whole.</exception>
    public abstract void End();

    /// <summary>The complete records; valid until <see cref="Clear"/>.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Records()
    {
        slices.Clear();
        for (var i = 0; i < records.Count; i++)
            slices.Add(buffer.AsMemory(records[i])); // only now: the buffer may have grown since
        return slices;
    }

    /// <summary>Forgets the complete records and keeps the one begun.</summary>
    public void Clear()
    {
        Open.CopyTo(buffer);
        end -= CompleteBytes;
        CompleteBytes = 0;
        records.Clear();
    }

    /// <summary>Lets others have the memory. Not to be called, and nor is anything after it, while somebody may still read a record.</summary>
    public void Release()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        records.Release();
        slices.Release();
    }

    /// <summary>Adds bytes to the record begun.</summary>
    protected void Copy(ReadOnlySpan<byte> bytes)
    {
        if (buffer.Length - end < bytes.Length)
            Grow((int)Math.Min(Math.Max(buffer.Length * 2L, (long)end + bytes.Length), Array.MaxLength));
        bytes.CopyTo(buffer.AsSpan(end));
        end += bytes.Length;
    }

    private void Grow(int length)
    {
        var longer = ArrayPool<byte>.Shared.Rent(length);
        buffer.AsSpan(0, end).CopyTo(longer);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = longer;
    }

    /// <summary>Makes a part of what is <see cref="Open"/> a complete record; what lies before it is dropped.</summary>
    protected void Complete(int from, int to)
    {
        records.Add((CompleteBytes + from)..(CompleteBytes + to));
        CompleteBytes += to;
    }

    /// <summary>Drops what is <see cref="Open"/>.</summary>
    protected void Drop() => end = CompleteBytes;
}
