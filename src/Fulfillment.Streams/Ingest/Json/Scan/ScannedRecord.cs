using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;
using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.Ingest.Json.Scan;

/// <summary>
/// A record whose bytes were copied whole into the arena, where texts are then pointed at in place: one copy in long steps is
/// cheaper than a short one per text, and vectors may be read behind the end.
/// </summary>
internal readonly ref struct ScannedRecord
{
    /// <summary>
    /// The longest record that is copied, bytes. Usual ones have some hundreds; what makes one so long is text that no column takes,
    /// and with copies of it the arena would grow to the size of the batch.
    /// </summary>
    public const int LengthMax = 16 << 10;

    private const int LengthMin = 32;

    private readonly ReadOnlySpan<byte> payload;
    private readonly int start;

    private ScannedRecord(Utf8Arena arena, ReadOnlySpan<byte> payload)
    {
        (Arena, start, End) = (arena, arena.Used, arena.Used + payload.Length);
        this.payload = payload;
    }

    /// <summary>Holds the copy.</summary>
    public Utf8Arena Arena { get; }

    /// <summary>The place of the opening brace in the arena.</summary>
    public int Start => start;

    /// <summary>The place behind the closing brace.</summary>
    public int End { get; }

    /// <summary>
    /// Copies a record to the end of the arena and takes it into use there; false, with nothing taken, where it is not one for
    /// the scanner: no object, not UTF-8, too long, or with line breaks or tabs inside.
    /// </summary>
    public static bool TryCopy(ReadOnlySpan<byte> payload, Utf8Arena arena, out ScannedRecord record)
    {
        record = default;
        if (payload.Length is < LengthMin or > LengthMax)
        {
            return false;
        }

        var trimmed = payload[^1] == (byte)'}' ? payload : payload.TrimEnd(" \t\r\n"u8);
        if (trimmed.Length < LengthMin || trimmed[0] != (byte)'{' || trimmed[^1] != (byte)'}')
        {
            return false;
        }

        Copy(trimmed, arena.Reserve(trimmed.Length + ObjectScanner.Slack), out var isPlain, out var isAscii);
        if (!isPlain || (!isAscii && !Utf8.IsValid(trimmed)))
        {
            return false;
        }

        record = new ScannedRecord(arena, trimmed);
        arena.Used = record.End;
        return true;
    }

    /// <summary>The bytes between two places.</summary>
    public ReadOnlySpan<byte> Text(int from, int to) => payload[(from - start)..(to - start)];

    /// <summary>A cursor at a place. It reads the original bytes, so the arena may be written to meanwhile.</summary>
    public JsonCursor CursorAt(int at, int depth) => new(payload, Math.Min(at - start, payload.Length), depth);

    /// <summary>The place of a cursor.</summary>
    public int PlaceOf(in JsonCursor json) => start + json.At;

    /// <summary>The place behind any value, or −1 where it is not JSON.</summary>
    public int Skip(int at, int depth)
    {
        var json = CursorAt(at, depth);
        return json.Skip() ? PlaceOf(json) : -1;
    }

    private static void Copy(ReadOnlySpan<byte> from, Span<byte> to, out bool isPlain, out bool isAscii)
    {
        ref var source = ref MemoryMarshal.GetReference(from);
        ref var target = ref MemoryMarshal.GetReference(to);
        var (all, least) = (Vector256<byte>.Zero, Vector256<byte>.AllBitsSet);
        var last = (nuint)(from.Length - Vector256<byte>.Count);
        for (nuint at = 0; ; at = Math.Min(at + (nuint)Vector256<byte>.Count, last))
        {
            var block = Vector256.LoadUnsafe(ref source, at);
            block.StoreUnsafe(ref target, at);
            all |= block;
            least = Vector256.Min(least, block);
            if (at == last)
            {
                break;
            }
        }

        isAscii = all.ExtractMostSignificantBits() == 0;
        isPlain = Vector256.GreaterThanOrEqualAll(least, Vector256.Create((byte)' '));
    }
}
