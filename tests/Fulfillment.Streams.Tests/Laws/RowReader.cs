using System.Buffers.Binary;
using System.Text;
using Fulfillment.Streams.Sink;

namespace Fulfillment.Streams.Tests.Laws;

/// <summary>Reads RowBinary back into values: string, long (also seconds and days), double, or null.</summary>
internal ref struct RowReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public static IReadOnlyList<object?[]> Rows(RowBuffer buffer)
    {
        var rows = Rows(buffer.Table, buffer.Bytes.Span);
        Assert.Equal(buffer.Count, rows.Count);
        return rows;
    }

    public static IReadOnlyList<object?[]> Rows(TableColumns table, ReadOnlySpan<byte> rowBinary)
    {
        var types = table.Columns.Split(", ").Select(ColumnTypes.Of).ToArray();
        var rows = new List<object?[]>();
        var reader = new RowReader(rowBinary);
        while (!reader._rest.IsEmpty)
        {
            var row = new object?[types.Length];
            for (var column = 0; column < types.Length; column++)
            {
                row[column] = reader.Read(types[column]);
            }

            rows.Add(row);
        }

        return rows;
    }

    private object? Read(ColumnType type) => type switch
    {
        ColumnType.String => Encoding.UTF8.GetString(Take(Length())),
        ColumnType.UInt8 => (long)Take(1)[0],
        ColumnType.UInt16 => (long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2)),
        ColumnType.UInt32 or ColumnType.DateTime => (long)BinaryPrimitives.ReadUInt32LittleEndian(Take(4)),
        ColumnType.UInt64 or ColumnType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(Take(8)),
        ColumnType.Float64 => BinaryPrimitives.ReadDoubleLittleEndian(Take(8)),
        ColumnType.NullableInt64 => Nullable(ColumnType.Int64),
        ColumnType.NullableFloat64 => Nullable(ColumnType.Float64),
        ColumnType.NullableDateTime => Nullable(ColumnType.DateTime),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private object? Nullable(ColumnType type) => Take(1)[0] == 1 ? null : Read(type);

    private int Length()
    {
        var length = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = Take(1)[0];
            length |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return length;
            }
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
