using System.Buffers;

namespace Fulfillment.Streams.Ingest;

/// <summary>A batch whose records were copied into one pooled buffer (embedded log, HTTP ingest, tests).</summary>
public sealed class BufferedRawBatch : RawBatch
{
    private readonly PooledList<(long Offset, int Start, int Length, RecordFormat Format)> records = new();
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
    private int used;

    /// <inheritdoc/>
    public override int Count => records.Count;

    /// <inheritdoc/>
    public override long Bytes => used;

    /// <summary>Copies one record in and moves <see cref="RawBatch.NextOffset"/> past it.</summary>
    public void Add(long offset, ReadOnlySpan<byte> payload, RecordFormat format = RecordFormat.Json)
    {
        if (used + payload.Length > buffer.Length)
        {
            Grow(used + payload.Length);
        }

        payload.CopyTo(buffer.AsSpan(used));
        records.Add((offset, used, payload.Length, format));
        used += payload.Length;
        NextOffset = offset + 1;
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Payload(int index) => buffer.AsSpan(records[index].Start, records[index].Length);

    /// <inheritdoc/>
    public override RecordFormat Format(int index) => records[index].Format;

    /// <inheritdoc/>
    public override long Offset(int index) => records[index].Offset;

    /// <inheritdoc/>
    public override void Dispose()
    {
        records.Release();
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = [];
        }
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, buffer.Length * 2));
        buffer.AsSpan(0, used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
