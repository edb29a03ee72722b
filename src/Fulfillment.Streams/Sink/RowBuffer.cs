using System.Buffers;
using System.Buffers.Binary;

namespace Fulfillment.Streams.Sink;

/// <summary>
/// Rows of one table in ClickHouse's RowBinary format, written field by field in the order of
/// <see cref="TableColumns.Columns"/>. Little-endian; nothing is boxed. Not thread-safe.
/// </summary>
/// <param name="table">The table and columns the rows are for.</param>
/// <param name="capacity">Bytes to begin with; more are taken as needed.</param>
public sealed class RowBuffer(TableColumns table, int capacity = 1 << 12)
{
    private byte[] bytes = new byte[Math.Max(capacity, 16)];
    private bool isRented;
    private int used;

    /// <summary>The table and columns the rows are for.</summary>
    public TableColumns Table { get; } = table;

    /// <summary>Number of complete rows.</summary>
    public int Count { get; private set; }

    /// <summary>The rows, ready to be inserted.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes.AsMemory(0, used);

    /// <summary>Ends a row after its last field.</summary>
    public void EndRow() => Count++;

    /// <summary>Forgets all rows and keeps the memory.</summary>
    public void Clear()
    {
        used = 0;
        Count = 0;
    }

    /// <summary>String: length as LEB128, then the bytes.</summary>
    public void String(ReadOnlySpan<byte> utf8) => utf8.CopyTo(String(utf8.Length));

    /// <summary>String of a known length, whose bytes the caller writes into what is returned before the next field.</summary>
    public Span<byte> String(int length)
    {
        var rest = (uint)length;
        while (rest >= 0x80)
        {
            UInt8((byte)(rest | 0x80));
            rest >>= 7;
        }

        UInt8((byte)rest);
        return Take(length);
    }

    /// <summary>UInt8, also for flags.</summary>
    public void UInt8(byte value) => Take(1)[0] = value;

    /// <summary>UInt8 0 or 1.</summary>
    public void Flag(bool value) => UInt8(value ? (byte)1 : (byte)0);

    /// <summary>UInt16, also Date as days since 1970-01-01.</summary>
    public void UInt16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Take(2), value);

    /// <summary>UInt32, also DateTime as Unix seconds.</summary>
    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Take(4), value);

    /// <summary>UInt64.</summary>
    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(8), value);

    /// <summary>Int64, also Decimal(18, 6) as micros.</summary>
    public void Int64(long value) => UInt64(unchecked((ulong)value));

    /// <summary>Float64.</summary>
    public void Float64(double value) => Int64(BitConverter.DoubleToInt64Bits(value));

    /// <summary>DateTime from Unix milliseconds, floored to the second and held to what the type can say (1970 to 2106).</summary>
    public void DateTime(long unixMilliseconds) => UInt32((uint)Math.Clamp(FloorToSecond(unixMilliseconds), 0, uint.MaxValue));

    /// <summary>Nullable(DateTime); <see cref="Events.Absent.Number"/> is NULL.</summary>
    public void NullableDateTime(long unixMilliseconds)
    {
        if (Null(unixMilliseconds == Events.Absent.Number))
        {
            return;
        }

        DateTime(unixMilliseconds);
    }

    /// <summary>Nullable(Float64).</summary>
    public void NullableFloat64(double? value)
    {
        if (!Null(value is null))
        {
            Float64(value!.Value);
        }
    }

    /// <summary>Nullable(Int64).</summary>
    public void NullableInt64(long? value)
    {
        if (!Null(value is null))
        {
            Int64(value!.Value);
        }
    }

    private static long FloorToSecond(long unixMilliseconds) => Math.DivRem(unixMilliseconds, 1000, out var rest) - (rest < 0 ? 1 : 0);

    private bool Null(bool isNull)
    {
        Flag(isNull);
        return isNull;
    }

    private Span<byte> Take(int length)
    {
        if (bytes.Length - used < length)
        {
            Grow(length);
        }

        var taken = bytes.AsSpan(used, length); // throws where rows of one flush pass 2 GiB
        used += length;
        return taken;
    }

    /// <summary>Makes room. What one buffer has outgrown another grows into: memory that was never touched costs more than what is written there.</summary>
    private void Grow(int length)
    {
        var needed = (long)used + length;
        if (needed > Array.MaxLength)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(2L * bytes.Length, needed)));
        bytes.AsSpan(0, used).CopyTo(larger);
        if (isRented)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }

        (bytes, isRented) = (larger, true);
    }
}
