using System.Text;
using Fulfillment.Streams.Sink;

namespace Fulfillment.Streams.ClickHouse.Snapshots;

/// <summary>
/// One write of a blob as rows: the content in chunks, then a last row that says how many rows there are. Batches of rows
/// share one buffer, so that a blob is copied once and never whole. Not thread-safe.
/// </summary>
internal sealed class BlobRows(int lane, string name, ulong put, ulong nonce, IReadOnlyList<ReadOnlyMemory<byte>> content)
{
    /// <summary>Bytes of content in a row.</summary>
    public const int ChunkMax = 1 << 20;

    /// <summary>Bytes of content in a batch.</summary>
    public const int BatchMax = 8 << 20;

    private static readonly TableColumns Table = new("snapshots", "lane, name, put, nonce, number, total, length, content");
    private readonly byte[] utf8Name = Encoding.UTF8.GetBytes(name);
    private readonly long length = content.Sum(p => (long)p.Length);
    private uint number;

    /// <summary>The rows in order; a batch is good until the next is asked for.</summary>
    public IEnumerable<RowBuffer> Batches()
    {
        var rows = new RowBuffer(Table, (int)Math.Min(length, BatchMax) + (1 << 10));
        var (piece, offset) = (0, 0);
        var left = length;
        while (left > 0)
        {
            var chunk = (int)Math.Min(left, ChunkMax);
            Begin(rows, total: 0, ofLength: 0);
            Fill(rows.String(chunk), ref piece, ref offset);
            rows.EndRow();
            left -= chunk;
            if (rows.Count == BatchMax / ChunkMax && left > 0)
            {
                yield return rows;
                rows.Clear();
            }
        }

        Begin(rows, total: number + 1, ofLength: length);
        rows.String(0);
        rows.EndRow();
        yield return rows;
    }

    private void Begin(RowBuffer rows, uint total, long ofLength)
    {
        rows.UInt32((uint)lane);
        rows.String(utf8Name);
        rows.UInt64(put);
        rows.UInt64(nonce);
        rows.UInt32(number++);
        rows.UInt32(total);
        rows.UInt64((ulong)ofLength);
    }

    private void Fill(Span<byte> chunk, ref int piece, ref int offset)
    {
        while (!chunk.IsEmpty)
        {
            var part = content[piece].Span[offset..];
            var count = Math.Min(part.Length, chunk.Length);
            part[..count].CopyTo(chunk);
            chunk = chunk[count..];
            (piece, offset) = count == part.Length ? (piece + 1, 0) : (piece, offset + count);
        }
    }
}
