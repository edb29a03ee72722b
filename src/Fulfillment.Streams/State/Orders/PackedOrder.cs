using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.State.Packed;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.State.Orders;

/// <summary>An order at rest, by its number. The record begins with what is its key in a snapshot: the shop's symbol and the id.</summary>
internal readonly struct PackedOrder(PackedOrders orders, int number) : ITracked
{
    /// <summary>What a packed order begins with, behind the key. Formats 2 and 3 begin with a number of stamps, which is never that high.</summary>
    public const byte Layout = 0x80;

    /// <inheritdoc/>
    public ref uint Mark => ref orders.MarkOf(number);

    /// <inheritdoc/>
    /// <remarks>Who is forgotten loses its mark, since its number may be another's by then.</remarks>
    public bool IsForgotten => false;

    private ReadOnlySpan<byte> Record => orders[number];

    /// <summary>Writes shop and id.</summary>
    public void WriteKey(BinaryWriter writer) => writer.Write(Record[..KeyLength(Record)]);

    /// <summary>Writes all the rest.</summary>
    public void Write(BinaryWriter writer) => writer.Write(Record[KeyLength(Record)..]);

    /// <summary>Whether a record is packed, or of an earlier format.</summary>
    /// <exception cref="InvalidDataException">It is of a later one.</exception>
    public static bool IsPacked(ReadOnlySpan<byte> record) => record[KeyLength(record)] switch
    {
        Layout => true,
        < Layout => false,
        var other => throw new InvalidDataException($"The snapshot has an order in layout {other}, which this program does not know."),
    };

    /// <summary>The id in a record.</summary>
    public static ReadOnlySpan<byte> IdOf(ReadOnlySpan<byte> record)
    {
        var reader = new PackedReader(record);
        reader.Number();
        var id = reader.Text();
        return record.Slice(id.Start, id.Length);
    }

    /// <summary>The UTC day of the newest event in a record, as near as 1970 to 2149 comes to it.</summary>
    public static ushort DayOf(ReadOnlySpan<byte> record)
    {
        var reader = new PackedReader(record[(KeyLength(record) + sizeof(byte))..]);
        return DayOf(reader.Signed());
    }

    /// <summary>The UTC day of a time, as near as 1970 to 2149 comes to it.</summary>
    public static ushort DayOf(long time) => (ushort)Math.Clamp(EventTime.FloorDivide(time, EventTime.MillisecondsPerDay), 0, ushort.MaxValue);

    private static int KeyLength(ReadOnlySpan<byte> record)
    {
        var reader = new PackedReader(record);
        reader.Number();
        reader.Text();
        return reader.Position;
    }
}
